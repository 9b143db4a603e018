"""Pages of a real server in a real browser: whoever opens one, and what went wrong in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page

from facilitation.core.rights import Actor
from tests.live.running import Running

WAIT_MS = 40_000
_COUNT_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
"""


def now_ms() -> int:
    """Now, in milliseconds since 1970."""
    return int(time.time() * 1000)


@contextmanager
def opened(
    browser: Browser,
    running: Running,
    actor: Actor,
    path: str,
    *,
    size: tuple[int, int] = (1180, 820),
    **context: Any,
) -> Iterator[Page]:
    """A page as this actor sees it; afterwards nothing may have gone wrong in it.

    Wrong are script errors and whatever the page's own security policy refused.
    """
    own = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
    own.set_default_timeout(WAIT_MS)
    try:
        yield from _watched(own, running, actor, path)
    finally:
        own.close()


def _watched(own: BrowserContext, running: Running, actor: Actor, path: str) -> Iterator[Page]:
    own.add_init_script(_COUNT_VIOLATIONS)
    cookie = {"name": "samskab", "value": running.session(actor), "url": running.url}
    own.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict, which this is
    page = own.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(running.url + path)
    yield page
    assert page.evaluate("window.violations") == []
    assert faults == []


def accessibility_faults(page: Page) -> list[str]:
    """What axe-core finds by WCAG 2.2 A and AA, as ``rule: what it is about``."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
