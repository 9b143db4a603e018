"""Measures the pages in a real chromium with 2,000 notes and 40 themes: the desk.

What is measured is what a person waits for: the first picture, tasks that stop the page, and the
time until a selection stands in its theme on two desks.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from benchmarks.load import Load
from benchmarks.pictures import a_chromium
from benchmarks.running import NO_LIMITS, command, free_port, phones_of, serve_product
from benchmarks.table import Line, Measured
from benchmarks.texts import NOTES
from benchmarks.wire import Product

FIRST_PICTURE_MS, LONG_TASK_MS, SEARCH_MS, THEME_MS = 1_500, 50, 50, 300
SELECTED, THEMES, RATE = 200, 40, 20.0

_WATCH = """
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
  .observe({ type: "longtask", buffered: true });
"""


@dataclass(frozen=True)
class Place:
    """A day that is served: its links, and where the server really is."""

    day: dict[str, Any]
    base: str
    load: Callable[[float], None]


def measure(say: Measured, *, notes: int, seconds: float) -> None:
    """The desk; ``notes`` in the day, then 20 a second for so many seconds."""
    with (
        tempfile.TemporaryDirectory(prefix="samskab-pages-") as folder,
        a_place(Path(folder), notes) as place,
        a_chromium() as browser,
    ):
        desk(browser, place, say, notes, seconds)


@contextmanager
def a_place(folder: Path, notes: int) -> Iterator[Place]:
    """The product's own server on a demo day of 95 people with so many notes."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = NO_LIMITS | {"FACILITATION_BASE_URL": base}
    made = command("demo", "--notes", str(notes), "--json", folder=folder, **settings)
    day = json.loads(made.stdout)
    with serve_product(folder, port, settings):
        phones = phones_of(day, port)

        def write(seconds: float) -> None:
            load = Load(Product(), port)
            load.connect(phones)
            load.open_loop(rate=RATE, seconds=seconds, texts=NOTES, seed=1)
            load.close()

        yield Place(day, base, write)


def opened(browser: Browser, place: Place, link: str, view: str = "") -> Page:
    """A page by its link, with its long tasks watched."""
    page = browser.new_context(viewport={"width": 1180, "height": 820}).new_page()
    page.add_init_script(_WATCH)
    page.goto(place.base + urlsplit(str(place.day[link])).path)
    if view:
        page.goto(page.url.partition("#")[0] + view)
    return page


def desk(browser: Browser, place: Place, say: Measured, notes: int, seconds: float) -> None:
    """All lines of the desk."""
    page = opened(browser, place, "desk_url")
    page.wait_for_selector("li.note")
    say(_first_picture(page, notes))
    say(_search(page))
    page.wait_for_timeout(1_000)
    say(_arriving(page, place, seconds))
    other = opened(browser, place, "desk_url", "#themes")
    page.goto(page.url.partition("#")[0] + "#themes")
    say(_gathered(page, other))


def _first_picture(page: Page, notes: int) -> Line:
    page.reload()
    page.wait_for_selector("li.note")
    took = float(page.evaluate("performance.now()"))
    held = took <= FIRST_PICTURE_MS
    what = f"desk: {notes} notes, first picture"
    return Line("pages", what, f"{took:.0f} ms", f"<= {FIRST_PICTURE_MS} ms", held, {"ms": took})


def _search(page: Page) -> Line:
    """A letter is typed until the list stands drawn; the worst of some words."""
    times = [float(page.evaluate(_TYPE, word)) for word in ("tid", "boern", "aftale", "kommunerne")]
    page.evaluate(_TYPE, "")
    worst = max(times)
    held = worst <= SEARCH_MS
    said = f"{worst:.0f} ms"
    return Line(
        "pages", "desk: search, until drawn", said, f"<= {SEARCH_MS} ms", held, {"ms": worst}
    )


_TYPE = """async (word) => {
  const field = document.querySelector(".desk__search input");
  const began = performance.now();
  field.value = word;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - began;
}"""


def _arriving(page: Page, place: Place, seconds: float) -> Line:
    """Long tasks while 20 notes a second come in."""
    page.evaluate("window.tasks.length = 0")
    writing = threading.Thread(target=place.load, args=(seconds,))
    writing.start()
    end = time.monotonic() + seconds
    while writing.is_alive() or time.monotonic() < end:
        page.wait_for_timeout(200)
    writing.join()
    tasks = [float(one) for one in page.evaluate("window.tasks")]
    worst = max(tasks, default=0.0)
    said = f"{len(tasks)} over 50 ms, the longest {worst:.0f} ms"
    what = f"desk: {RATE:.0f} notes a second for {seconds:.0f} s"
    figures = {"tasks": tasks}
    return Line("pages", what, said, f"no task > {LONG_TASK_MS} ms", not tasks, figures)


def _gathered(page: Page, other: Page) -> Line:
    """From the tap on "gather" of 200 notes until both desks show it; the median of a few."""
    for desk in (page, other):
        desk.wait_for_selector(".card")
    for number in range(THEMES - 5):
        _gather(page, other, f"Tema {number}", 1)
    times = sorted(_gather(page, other, f"Stort tema {number}", SELECTED) for number in range(5))
    middle = times[len(times) // 2]
    held = middle <= THEME_MS
    figures = {"ms": times}
    what = f"desk: {SELECTED} notes into a theme, on two desks"
    return Line("pages", what, f"{middle:.0f} ms", f"<= {THEME_MS} ms", held, figures)


def _gather(page: Page, other: Page, name: str, count: int) -> float:
    page.evaluate(_SELECT, count)
    page.fill("#theme-name", name)
    other.evaluate(_AWAIT, [name, count])
    began = float(page.evaluate(_PRESS))
    return float(other.evaluate("window.seen")) - began


_SELECT = """(count) => {
  const more = () => document.querySelector(".cards .desk__more button");
  return (async () => {
    while (document.querySelectorAll(".card").length < count && more()) {
      more().click();
      await new Promise((go) => requestAnimationFrame(go));
    }
    for (const box of [...document.querySelectorAll(".card input")].slice(0, count)) box.click();
    await new Promise((go) => requestAnimationFrame(go));
  })();
}"""
_AWAIT = """([name, count]) => {
  const shows = () => [...document.querySelectorAll("li.theme")].some((row) =>
    row.querySelector(".theme__name").textContent === name
    && Number(row.querySelector(".theme__n").textContent) === count);
  window.seen = new Promise((seen) => {
    const look = new MutationObserver(() => {
      if (!shows()) return;
      look.disconnect();
      seen(performance.timeOrigin + performance.now());
    });
    look.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}"""
_PRESS = """() => {
  const began = performance.timeOrigin + performance.now();
  document.querySelector(".gathering__form button[type=submit]").click();
  return began;
}"""
