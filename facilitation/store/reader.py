"""Reads in real threads, each in one moment of the database; see ``core.ports.Reader``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Engine

from facilitation import asyncmode
from facilitation.core.facts import Facts
from facilitation.store.engine import read
from facilitation.store.facts import current_seq, load_everything, load_since

R = TypeVar("R")


class StoreReader:
    """Runs reads off the hub."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, work: Callable[[Any], R]) -> R:
        result: R = asyncmode.run_blocking(read, self._engine, work)
        return result

    def everything(self, workshop_id: str) -> Facts:
        return self.run(lambda connection: load_everything(connection, workshop_id))

    def since(self, workshop_id: str, after: int, known: Facts | None = None) -> Facts | None:
        return self.run(lambda connection: load_since(connection, workshop_id, after, known))

    def seq(self, workshop_id: str) -> int:
        return self.run(lambda connection: current_seq(connection, workshop_id))
