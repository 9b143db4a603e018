"""Chromium as one of the tabs that look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page

WAIT_MS = 40_000


class Chromium:
    """A tab of chromium; ``faults`` are the errors of its scripts and what its policy refused."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)

    def go(self, url: str) -> None:
        self.page.goto(url)

    def value_of(self, expression: str) -> Any:
        try:
            return self.page.evaluate(expression)
        except Error as error:  # between two pages nothing is, as in the other browsers
            if "navigation" in str(error):
                return None
            raise

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def picture(self) -> bytes:
        return self.page.screenshot()

    def _hear(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.faults.append(said.text)


@contextmanager
def chromium(browser: Browser) -> Iterator[Chromium]:
    """A tab that has not been anywhere, and in which nothing moves."""
    context = browser.new_context(
        locale="da-DK", timezone_id="Europe/Copenhagen", reduced_motion="reduce"
    )
    context.set_default_timeout(WAIT_MS)
    try:
        yield Chromium(context.new_page())
    finally:
        context.close()
