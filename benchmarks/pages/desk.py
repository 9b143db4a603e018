"""The desk on a large day: its first picture, its search, notes that come, 200 into a theme."""

from __future__ import annotations

from dataclasses import asdict

from playwright.sync_api import Browser, Page

from benchmarks.pages.place import (
    RATE,
    Place,
    Processor,
    first_picture,
    opened,
    while_writing,
)
from benchmarks.pages.tasks import traced
from benchmarks.table import Line, Measured

FIRST_PICTURE_MS, LONG_TASK_MS, SEARCH_MS, THEME_MS = 1_500, 50, 50, 300
SELECTED = 200


def measure(browser: Browser, place: Place, say: Measured, notes: int, seconds: float) -> None:
    """All lines of the desk."""
    page = opened(browser, place.link("desk_url"))
    page.wait_for_selector("li.note")
    say(pictured("desk", page, "li.note", notes))
    page.wait_for_timeout(1_000)
    say(_search(page))
    say(arriving("desk", page, place, seconds))
    other = opened(browser, place.link("desk_url"), view="#themes")
    page.goto(page.url.partition("#")[0] + "#themes")
    say(_gathered(page, other))
    for one in (page, other):
        one.context.close()


def pictured(name: str, page: Page, selector: str, notes: int) -> Line:
    """The first picture of a page; the median of three."""
    took = sorted(first_picture(page, selector) for _ in range(3))
    held = took[1] <= FIRST_PICTURE_MS
    what = f"{name}: {notes} notes, first picture"
    return Line("pages", what, f"{took[1]:.0f} ms", f"<= {FIRST_PICTURE_MS} ms", held, {"ms": took})


def _search(page: Page) -> Line:
    """A letter is typed until the list stands drawn; the worst of some words."""
    words = ("tid", "boern", "aftale", "kommunerne", "t")
    processor = Processor(page)
    times = [float(page.evaluate(_TYPE, word)) for word in words]
    each = processor.lap() / len(words)
    page.evaluate(_TYPE, "")
    worst = max(times)
    said = f"{worst:.0f} ms ({each:.0f} ms of processor)"
    figures = {"ms": times, "processor_ms": each}
    what = "desk: search, until drawn"
    return Line("pages", what, said, f"<= {SEARCH_MS} ms", worst <= SEARCH_MS, figures)


_TYPE = """async (word) => {
  const field = document.querySelector(".desk__search input");
  const began = performance.now();
  field.value = word;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - began;
}"""


def arriving(name: str, page: Page, place: Place, seconds: float) -> Line:
    """Long tasks while 20 notes a second come in."""
    processor = Processor(page)
    due: list[float] = []
    tasks = traced(page, lambda: due.extend(while_writing(page, place, seconds)))
    each = processor.lap() / len(due)
    long = [asdict(one) for one in tasks if one.took > LONG_TASK_MS]
    took, worked = (max(getattr(one, name) for one in tasks) for name in ("took", "worked"))
    said = f"{len(long)} tasks over {LONG_TASK_MS} ms, the longest {took:.0f} ms"
    said += f" (of processor: {worked:.0f} ms at most, {each:.0f} a note)"
    what = f"{name}: {RATE:.0f} notes a second for {seconds:.0f} s"
    figures = {"long": long, "took": took, "worked": worked, "processor_ms": each}
    return Line("pages", what, said, f"no task > {LONG_TASK_MS} ms", not long, figures)


def _gathered(page: Page, other: Page) -> Line:
    """From the tap on "gather" of 200 notes until both desks show it; the median of a few."""
    for desk in (page, other):
        desk.wait_for_selector(".card")
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
    while (document.querySelectorAll(".card").length < count) {
      more()?.click();
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
