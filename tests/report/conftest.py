"""The reports of one day, in each form and language."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitation.report import Document, make
from tests.report.day import a_day_with_notes
from tests.world import World, a_database


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_day_with_notes(a_database(tmp_path))


@pytest.fixture
def document(world: World) -> Document:
    return make(world.facts_for_report(), "da")
