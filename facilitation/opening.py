"""Opens the database of these settings, for the server and for commands alike."""

from __future__ import annotations

import time
from dataclasses import dataclass

from facilitation.actions import VERBS
from facilitation.settings import Settings
from facilitation.store import schema
from facilitation.store.engine import keep_open, open_engine
from facilitation.store.ledger import Ledger
from facilitation.store.reader import StoreReader


@dataclass(frozen=True, slots=True)
class Store:
    """An open database at the present schema."""

    ledger: Ledger
    reader: StoreReader
    kept_open: object = None
    """Held, not used; see ``store.engine.keep_open``."""


def clock() -> int:
    """Now, in milliseconds since 1970."""
    return int(time.time() * 1000)


def open_store(settings: Settings) -> Store:
    """The database, brought to the present schema first; BadSetting when it cannot be used."""
    engine = open_engine(settings.database_url, busy_ms=settings.busy_ms)
    schema.upgrade(engine, data_dir=settings.data_dir)
    ledger = Ledger(engine, VERBS, limits=settings.limits(), key=settings.key, clock=clock)
    return Store(ledger, StoreReader(engine), keep_open(engine))
