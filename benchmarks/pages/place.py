"""A day that is served, and its pages in a browser, watched."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.load import Load
from benchmarks.running import (
    NO_LIMITS,
    PEOPLE_AT_A_TABLE,
    command,
    cookie_of,
    free_port,
    phones_of,
    serve_product,
)
from benchmarks.texts import NOTES
from benchmarks.wire import Client, Product

RATE = 20.0
"""Notes a second."""

_WATCH = """
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration)))
  .observe({ type: "longtask", buffered: true });
window.shift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
// When something stands on the page, painted.
window.shown = (selector) => new Promise((go) => {
  const look = () => document.querySelector(selector)
    ? setTimeout(() => go(performance.now())) : requestAnimationFrame(look);
  look();
});
// The sum of the numbers that stand in these places, each time it has changed, painted.
window.counted = [];
window.count = (selector) => {
  let before;
  const look = () => {
    let sum = 0;
    for (const one of document.querySelectorAll(selector)) sum += parseInt(one.textContent, 10);
    if (sum === before) return;
    before = sum;
    counted.push([(performance.timeOrigin + performance.now()) / 1000, sum]);
  };
  look();
  new MutationObserver(() => setTimeout(look))
    .observe(document.body, { childList: true, subtree: true, characterData: true });
};
"""


@dataclass(frozen=True)
class Place:
    """A day that is served: its links, and where the server really is."""

    day: dict[str, Any]
    port: int
    phones: list[Client]

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def link(self, name: str) -> str:
        """A link of the day, such as ``desk_url``, where the server really is."""
        return self.root + urlsplit(str(self.day[name])).path

    def write(self, seconds: float, *, rate: float = RATE) -> list[float]:
        """All phones connected, writing; the times at which the notes were due (since 1970)."""
        load = Load(Product(), self.port)
        load.connect(self.phones)
        times = load.open_loop(rate=rate, seconds=seconds, texts=NOTES, seed=int(rate))
        load.close()
        if times.refused or times.unanswered:
            raise RuntimeError(f"{times.refused} refused, {times.unanswered} not answered")
        began = time.time() - (time.perf_counter() - times.began)
        return [began + number / rate for number in range(int(rate * seconds))]

    def moderator(self) -> Client:
        """A client that may do what a desk does."""
        auth = {"protocol": 1, "workshop": self.day["workshop"], "role": "moderator"}
        return Client(auth, cookie_of(str(self.day["desk_url"]), self.port))


@contextmanager
def a_place(folder: Path, *, notes: int, people: int = 95) -> Iterator[Place]:
    """The product's own server on a demo day of so many people with so many notes."""
    folder.mkdir()
    port = free_port()
    settings = NO_LIMITS | {"FACILITATION_BASE_URL": f"http://127.0.0.1:{port}"}
    sizes = [] if people == 95 else [*("--people", str(people)), *_tables(people)]
    made = command("demo", "--notes", str(notes), *sizes, "--json", folder=folder, **settings)
    day = json.loads(made.stdout)
    with serve_product(folder, port, settings):
        yield Place(day, port, phones_of(day, port))


def _tables(people: int) -> tuple[str, str]:
    return "--tables", str(people // PEOPLE_AT_A_TABLE)


def opened(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = (1180, 820),
    view: str = "",
    touch: bool = False,
) -> Page:
    """A page by its link, watched."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="da-DK",
        has_touch=touch,
        is_mobile=touch,
    )
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(address)
    if view:
        page.goto(page.url.partition("#")[0] + view)
    return page


def slowed(page: Page, times: float) -> CDPSession:
    """Make the page's processor so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    return session


def first_picture(page: Page, selector: str) -> float:
    """Milliseconds from asking for the page until this stands there, painted."""
    page.reload(wait_until="commit")
    return float(page.evaluate("(selector) => window.shown(selector)", selector))


class Processor:
    """The processor that a page's own thread has used: what a busy machine does not change."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = 0.0
        self.lap()

    def lap(self) -> float:
        """Milliseconds since the last lap."""
        found = self._session.send("Performance.getMetrics")["metrics"]
        now = next(float(one["value"]) for one in found if one["name"] == "TaskDuration")
        self._before, before = now, self._before
        return (now - before) * 1_000


def while_writing(page: Page, place: Place, seconds: float, *, rate: float = RATE) -> list[float]:
    """Let the phones write beside, until all has come; the times at which notes were due."""
    due: list[float] = []
    writing = threading.Thread(target=lambda: due.extend(place.write(seconds, rate=rate)))
    writing.start()
    while writing.is_alive():
        page.wait_for_timeout(100)
    writing.join()
    page.wait_for_timeout(1_000)
    return due


def waited(page: Page, due: list[float]) -> list[float]:
    """Seconds from when each note was due until the page had drawn that many more."""
    counted = [(float(at), int(sum)) for at, sum in page.evaluate("window.counted")]
    before = counted[0][1]
    came = [
        next((at for at, sum in counted if sum >= before + n), None) for n in range(1, len(due) + 1)
    ]
    if None in came:
        raise RuntimeError(f"the page shows {counted[-1][1] - before} of {len(due)} new notes")
    return [at - asked for at, asked in zip(came, due, strict=True) if at is not None]
