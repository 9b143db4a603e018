"""The board on a large day, and how soon it has drawn what phones write."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from benchmarks.load import percentile
from benchmarks.pages.desk import arriving, pictured
from benchmarks.pages.place import RATE, Place, opened, waited, while_writing
from benchmarks.table import Line, Measured, milliseconds

SIZE = (1920, 1080)
MOST_MS = {60: 400, 300: 1_000}
"""p99 from the moment that a note is due until the board has drawn it."""


def measure(browser: Browser, place: Place, say: Measured, notes: int, seconds: float) -> None:
    """First picture and notes that arrive; the demo day's board shows the scene of all notes."""
    page = shown(browser, place)
    say(pictured("board", page, ".pile__n", notes))
    page.wait_for_timeout(1_000)
    say(arriving("board", page, place, seconds))
    page.context.close()


def beside(browser: Browser, place: Place, say: Measured, seconds: float) -> None:
    """A board while all phones are connected and write."""
    page = shown(browser, place)
    page.evaluate("window.count('.pile__n')")
    times = waited(page, while_writing(page, place, seconds))
    page.context.close()
    phones = len(place.phones)
    p50, p90, p99 = (percentile(times, part) for part in (0.5, 0.9, 0.99))
    said = " / ".join(milliseconds(one) for one in (p50, p90, p99))
    most = MOST_MS[phones]
    what = f"board: {phones} phones, {RATE:.0f} notes a second, until drawn"
    figures = {"p50": p50, "p90": p90, "p99": p99}
    bar = f"p99 <= {most} ms"
    say(Line("pages", what, f"{said} ms", bar, p99 * 1_000 <= most, figures))


def shown(browser: Browser, place: Place) -> Page:
    """The board with its piles."""
    page = opened(browser, place.link("board_url"), size=SIZE)
    page.wait_for_selector(".pile__n")
    return page
