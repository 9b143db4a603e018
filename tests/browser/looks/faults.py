"""What is measured of a page, in any browser; and by axe-core and by the keyboard, in chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.others import Tab, let_pass


def _function(file: str) -> str:
    """A function of JavaScript, without the semicolon that ends it as a sentence."""
    return (Path(__file__).parent / file).read_text().strip().removesuffix(";")


_MEASURES = ("words", "colours", "targets", "board")
_STANDING = f"""(kind, depth) => {{
  const page = ({_function("measured/tools.js")})();
  for (const measure of [{", ".join(_function(f"measured/{one}.js") for one in _MEASURES)}])
    measure(page, kind, depth);
  return [...new Set(page.found)].join("\\n");
}}"""
"""``kind`` is board, phone, desk, work (organiser and report) or paper; ``depth`` of the room."""
LATER_MS = 500
STANDS_STILL = """document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getComputedTiming().progress === null)"""
_AXE = Axe()
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LONG_LISTS = [f"{tag}:nth-of-type(n+9)" for tag in ("li", "tr", "option", "article")]
_ALIKE = {"exclude": [[many] for many in (*_LONG_LISTS, ".a4:nth-of-type(n+3)")]}
"""Of long lists and printed sheets axe looks at the first few: the others are made alike."""
_MOST_KEYS = 80
_WATCH_FOCUS = _function("focus.js")


def standing(tab: Tab, kind: str, depth: int = 150) -> list[str]:
    """What sticks out, is cut off, too small, too much, or stands behind something else, in a
    room of so many decimetres before a screen of three metres."""
    found = _measured(tab, kind, depth)
    if found:  # is it so, or was it only on its way? WebKit draws late what comes into sight
        let_pass(tab, LATER_MS)
        found = _measured(tab, kind, depth)
    return found


def _measured(tab: Tab, kind: str, depth: int) -> list[str]:
    said = str(tab.value_of(f"({_STANDING})({kind!r}, {depth})"))
    moving = [] if tab.value_of(STANDS_STILL) else ["something moves, though less was asked for"]
    return [*said.splitlines(), *moving]


def by_axe(page: Page, kind: str, *, contrast_only: bool = False) -> list[str]:
    """What axe-core finds by WCAG 2.2 A and AA; on board and phone contrasts below 7:1 too.

    The page is as high as its content meanwhile: what a bar covers would count as too small.
    """
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("document.scrollingElement.scrollHeight")
    if kind in {"phone", "work"} and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height + 200})
    strong = kind in {"board", "phone"}
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": _TAGS},
        "rules": {"color-contrast-enhanced": {"enabled": strong}},
    }
    if contrast_only:
        options = {"runOnly": ["color-contrast-enhanced" if strong else "color-contrast"]}
    found = _AXE.run(page, context=_ALIKE, options=options)
    page.set_viewport_size(size)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def by_keyboard(page: Page) -> list[str]:
    """What Tab passes over, and what has the focus without showing it or behind the sea."""
    wanted = page.evaluate(_WATCH_FOCUS)
    for at in range(min(wanted + 12, _MOST_KEYS)):
        page.keyboard.press("Tab")
        if at % 10 == 9 and page.evaluate("unmet.size") == 0:
            break
    found: list[str] = page.evaluate("faultsOfFocus()")
    return found
