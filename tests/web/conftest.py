"""The site on a small world, asked by browsers without a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from facilitation.settings import Settings
from facilitation.store.reader import StoreReader
from facilitation.web.base import Parts
from facilitation.web.organiser import replanning
from facilitation.web.site import make_site
from tests.web.browsing import Visitor, first_account
from tests.web.planning import wait_until
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


@pytest.fixture
def logged_in(visitor: Visitor, world: World) -> None:
    """The visitor is the organiser of the first account."""
    first_account(world)
    visitor.login(world)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its re-plan however busy the machine is."""
    monkeypatch.setattr(replanning, "PATIENCE", 60.0)


@pytest.fixture
def nothing_left_running(site: Flask) -> Iterator[None]:
    """No solver outlives its test."""
    yield
    planner = site.extensions.get("planner")
    jobs = list(planner._jobs.values()) if planner else []
    for job in jobs:
        job.cancel()
    wait_until(lambda: not any(job.running for job in jobs))


@pytest.fixture
def short_search(site: Flask) -> None:
    """A second is enough where the best is found at once but not proved."""
    parts = site.extensions["samskab"]
    site.extensions["samskab"] = replace(parts, settings=replace(parts.settings, plan_seconds=1))
