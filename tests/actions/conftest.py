"""A database for each test's own small world."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import world as worlds
from tests.world import World


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return worlds.a_database(tmp_path)


@pytest.fixture
def preparing(engine: Engine) -> World:
    """A day in preparation."""
    return worlds.a_workshop(engine)


@pytest.fixture
def planned(engine: Engine) -> World:
    """A day whose plan is published."""
    return worlds.a_planned_day(engine)


@pytest.fixture
def day(engine: Engine) -> World:
    """A day in its first round, with both prompts open."""
    return worlds.a_running_day(engine)
