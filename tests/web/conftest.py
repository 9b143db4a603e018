"""The site on a small world, asked by browsers without a window."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from facilitation.settings import Settings
from facilitation.store.reader import StoreReader
from facilitation.web.base import Parts
from facilitation.web.organiser import replanning
from facilitation.web.site import make_site
from tests.web.browsing import Visitor
from tests.world import KEY, World, a_database, a_workshop


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A day in preparation with the same few people."""
    return a_workshop(a_database(tmp_path))


@pytest.fixture
def site(world: World) -> Flask:
    """The application on that world."""
    parts = Parts(
        Settings(secret_key=KEY.decode()),
        StoreReader(world.engine),
        world.ledger,  # type: ignore[arg-type]  # no queue before it: it writes at once
        lambda: world.now,
        lambda *args, **named: None,
    )
    return make_site(parts)


@pytest.fixture
def visitor(site: Flask) -> Visitor:
    """A browser that has not been here yet."""
    return Visitor(site)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its re-plan however busy the machine is."""
    monkeypatch.setattr(replanning, "PATIENCE", 60.0)
