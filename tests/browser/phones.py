"""What the tests of the phone page do with a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from facilitation.core import model
from tests.browser.server import WAIT_MS
from tests.live.running import Running
from tests.world import World

PHONE = (390, 844)
Someone = Callable[..., Page]


@contextmanager
def phones(browser: Browser) -> Iterator[Someone]:
    """Opens phones that have not been here before; afterwards no script has failed in them, and
    none was refused by the page's policy."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            faults.append(said.text)

    def open_phone() -> Page:
        context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", hear)
        return page

    try:
        yield open_phone
    finally:
        for context in contexts:
            context.close()
    assert faults == []


def ready(page: Page) -> None:
    """Wait until the page's script is up and has its first picture."""
    page.locator("html[data-ready]").wait_for()


def join(page: Page, running: Running, name: str) -> None:
    """Find a name on the join page and choose it."""
    page.goto(f"{running.url}/j/{running.world.day.code}")
    page.locator("#q").fill(name)
    page.locator(".hit").first.click()
    ready(page)


def write(page: Page, text: str) -> Locator:
    """Write a note; gives its row among one's own."""
    page.locator("#text").fill(text)
    page.locator("#send").click()
    return row(page, text)


def row(page: Page, text: str) -> Locator:
    return page.locator("#own-list li").filter(has=page.get_by_text(text, exact=True))


def is_in_state(row: Locator, name: str) -> None:
    expect(row.locator("[data-state]")).to_have_attribute("data-state", name)


def notes_of(world: World) -> list[model.Note]:
    return world.find(model.Note)
