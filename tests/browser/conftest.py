"""One chromium for all browser tests of a process; each test opens contexts of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support.system import PROGRAMS


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium, without a window; as root it cannot use its sandbox."""
    chromium = next(p for p in PROGRAMS if p.marker == "needs_chromium").path()
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    # /dev/shm is small in containers, and chromium crashes when it is full.
    arguments = [*as_root, "--disable-dev-shm-usage"]
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    yield browser
    browser.close()
