"""The site on two days, as each test file finds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from facilitation.web.organiser import replanning
from tests.access.asking import Site, a_site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return a_site(tmp_path_factory.mktemp("access"))


@pytest.fixture
def site(made: Site) -> Iterator[Site]:
    """The site, put back afterwards to how it was."""
    yield made
    made.restore()
    made.reports.clear()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its re-plan however busy the machine is."""
    monkeypatch.setattr(replanning, "PATIENCE", 60.0)
