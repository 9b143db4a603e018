"""A browser is killed with notes that were not sent: opened again, it sends each of them once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import killing
from tests.browser.killing import TEXTS, What
from tests.live.running import Running

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="a group of processes is killed by a POSIX signal"
)


@pytest.mark.needs_firefox
@pytest.mark.parametrize("what", ["tab", "browser"])
def test_notes_that_a_killed_firefox_had_not_sent_are_sent_by_the_next_and_once(
    running: Running, tmp_path: Path, what: What
) -> None:
    found = killing.written_and_killed(lambda: killing.firefox(tmp_path), running, what)
    assert found == TEXTS


@pytest.mark.needs_chromium
@pytest.mark.parametrize("what", ["tab", "browser"])
def test_notes_that_a_killed_chromium_had_not_sent_are_sent_by_the_next_and_once(
    playwright: Playwright, running: Running, tmp_path: Path, what: What
) -> None:
    found = killing.written_and_killed(
        lambda: killing.chromium(playwright, tmp_path), running, what
    )
    assert found == TEXTS
