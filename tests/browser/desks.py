"""What tests do at a desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Locator, Page

from facilitation.core import audience
from tests.browser.server import WAIT_MS
from tests.world import World

OpenDesk = Callable[..., AbstractContextManager[Page]]


def row(page: Page, text: str) -> Locator:
    return page.locator("li.note", has_text=text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def hide(page: Page, text: str, why: str = "Andet") -> None:
    row(page, text).get_by_role("button", name="Skjul").click()
    row(page, text).get_by_role("button", name=why, exact=True).click()


def on_board(world: World, note: str) -> bool:
    return world.sees(audience.BOARD, "note", note) is not None


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what is in the database: the page goes on meanwhile."""
    end = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.evaluate("new Promise((go) => requestAnimationFrame(() => go(true)))")
