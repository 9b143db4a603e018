"""Desk and board on a machine six times slower, with very many notes."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from benchmarks.pages.board import shown
from benchmarks.pages.place import Place, first_picture, opened, slowed, waited, while_writing
from benchmarks.table import Line, Measured

SLOWER = 6
FIRST_MS, NEW_MS = 3_000, 200
NEW = 8


def measure(browser: Browser, place: Place, say: Measured, notes: int) -> None:
    """First picture, and a note alone from when it is due until drawn: the slowest of some."""
    desk = opened(browser, place.link("desk_url"))
    desk.wait_for_selector("li.note")
    _page("desk", desk, "li.note", "#stream", place, say, notes)
    board = shown(browser, place)
    _page("board", board, ".pile__n", ".pile__n", place, say, notes)


def _page(
    name: str, page: Page, selector: str, counts: str, place: Place, say: Measured, notes: int
) -> None:
    slowed(page, SLOWER)
    took = sorted(first_picture(page, selector) for _ in range(3))[1]
    what = f"{name}: {notes} notes, {SLOWER}x slower, first picture"
    said, bar = f"{took:.0f} ms", f"<= {FIRST_MS} ms"
    say(Line("pages", what, said, bar, took <= FIRST_MS, {"ms": took}))
    page.wait_for_timeout(3_000)
    page.evaluate("(selector) => window.count(selector)", counts)
    times = sorted(1_000 * one for one in waited(page, while_writing(page, place, NEW, rate=1.0)))
    said = f"{times[len(times) // 2]:.0f} ms, the slowest of {NEW} {times[-1]:.0f} ms"
    what = f"{name}: {notes} notes, {SLOWER}x slower, a new note"
    say(Line("pages", what, said, f"<= {NEW_MS} ms", times[-1] <= NEW_MS, {"ms": times}))
    page.context.close()
