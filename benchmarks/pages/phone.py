"""The phone's page on a slow net and a slow processor: its weight, and how soon it reacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.pages.place import Place, Processor, opened, slowed, while_writing
from benchmarks.table import Line, Measured

SIZE = (390, 844)
SLOWER = 6
LATENCY_MS, BYTES_A_SECOND = 400, 50_000
"""Slow 3G: there and back, and 400 kbit/s each way."""
WHOLE_BYTES, SCRIPT_BYTES, REQUESTS = 60_000, 30_000, 6
USABLE_MS, TAP_MS, KEY_MS = 2_500, 100, 100
NOTES = 10
TEXT = "Vi mangler tid til at lære hinanden at kende"


@dataclass
class Asked:
    """What a page has asked for: bytes by address."""

    bytes: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.webSocketCreated", lambda event: self.bytes.update({event["url"]: 0}))
        session.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict[str, Any]) -> None:
        self.names[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes[self.names[event["requestId"]]] = int(event["encodedDataLength"])


def measure(browser: Browser, place: Place, say: Measured) -> None:
    """All lines of the phone, at a table where much is written."""
    pages, weights, times = zip(*(_loaded(browser, place) for _ in range(3)), strict=True)
    _weight(weights[0], say)
    _usable(times, say)
    for other in pages[1:]:
        other.context.close()
    page = pages[0]
    slowed(page, SLOWER)
    loading = float(page.evaluate("window.shift"))
    _reacts(page, "", say)
    page.evaluate("window.shift = 0")
    _arriving(page, place, say)
    shift = loading + float(page.evaluate("window.shift"))
    what = "phone: what jumps (CLS): loading, and notes that come"
    say(Line("pages", what, f"{shift:.3f}", "0", shift < 0.0005, {"shift": shift}))
    _reacts(page, ", after those", say)
    page.context.close()


def _usable(times: Sequence[dict[str, float]], say: Measured) -> None:
    """The field stands there, painted, and what is typed is kept; then the script is up too."""
    usable, ready = (sorted(one[name] for one in times)[1] for name in ("usable", "ready"))
    said = f"{usable:.0f} ms; its script is up after {ready:.0f} ms"
    figures = {"usable": usable, "ready": ready}
    what = f"phone: slow 3G, {SLOWER}x slower, first load: usable"
    held = usable <= USABLE_MS
    say(Line("pages", what, said, f"<= {USABLE_MS} ms", held, figures))


def _loaded(browser: Browser, place: Place) -> tuple[Page, Asked, dict[str, float]]:
    """The page for the first time, with the net and the processor slowed."""
    page = opened(browser, "about:blank", size=SIZE, touch=True)
    name, _, value = place.phones[0].cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": place.root}])
    session = slowed(page, SLOWER)
    asked = Asked()
    asked.watch(session)
    _network(session, LATENCY_MS, BYTES_A_SECOND)
    page.goto(f"{place.root}/p/{place.day['workshop']}/?tab=write", wait_until="commit")
    usable = float(page.evaluate("window.shown('#text')"))
    ready = float(page.evaluate("window.shown('html[data-ready]')"))
    painted = float(
        page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    )
    page.wait_for_load_state("networkidle")
    _network(session, 0, -1)
    return page, asked, {"usable": max(usable, painted), "ready": ready}


def _network(session: CDPSession, latency: int, rate: int) -> None:
    conditions = {"latency": latency, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", {"offline": False, **conditions})


def _weight(asked: Asked, say: Measured) -> None:
    whole, requests = sum(asked.bytes.values()), len(asked.bytes)
    script = sum(size for url, size in asked.bytes.items() if url.endswith(".js"))
    held = whole <= WHOLE_BYTES and script <= SCRIPT_BYTES and requests <= REQUESTS
    said = f"{whole / 1000:.1f} kB, script {script / 1000:.1f} kB, {requests} requests"
    bar = f"<= {WHOLE_BYTES // 1000} / {SCRIPT_BYTES // 1000} kB, {REQUESTS}"
    say(Line("pages", "phone: first load over plain http", said, bar, held, {"bytes": asked.bytes}))


def _reacts(page: Page, when: str, say: Measured) -> None:
    """Typing, and the tap until the note stands on the own list, painted."""
    keys, taps, used = [], [], [0.0, 0.0]
    processor = Processor(page)
    for number in range(NOTES):
        text = f"{TEXT} {number}{when}"  # another each time: it must not stand there yet
        processor.lap()
        keys += [float(one) for one in page.evaluate(_TYPE, text)]
        used[1] += processor.lap()
        taps.append(float(page.evaluate(_TAP, text)))
        used[0] += processor.lap()
        page.wait_for_timeout(200)
    things = (("tap to note on own list", taps, TAP_MS), ("a letter until drawn", keys, KEY_MS))
    for (name, times, most), all_used in zip(things, used, strict=True):
        ordered = sorted(times)
        middle, worst = ordered[len(ordered) // 2], ordered[-1]
        each = all_used / len(ordered)
        said = f"{middle:.0f} ms, the slowest of {len(ordered)} {worst:.0f} ms"
        said += f" ({each:.0f} ms of processor)"
        what = f"phone: {SLOWER}x slower: {name}{when}"
        figures = {"ms": times, "processor_ms": each}
        say(Line("pages", what, said, f"<= {most} ms", middle <= most, figures))


def _arriving(page: Page, place: Place, say: Measured) -> None:
    """The table's notes stand open, and others write."""
    page.click("[data-tab=table]")
    page.evaluate("window.tasks.length = 0")
    page.wait_for_timeout(1_000)  # a shift within half a second of a tap is the tap's
    page.evaluate("window.shift = 0")
    while_writing(page, place, 5.0)
    tasks = [float(one) for one in page.evaluate("window.tasks")]
    at_table = int(page.evaluate("document.querySelectorAll('#table-list li').length"))
    said = f"{len(tasks)} tasks over 50 ms, the longest {max(tasks, default=0):.0f} ms"
    what = f"phone: {SLOWER}x slower, 20 notes a second, {at_table} at the table"
    say(Line("pages", what, said, figures={"tasks": tasks, "at_table": at_table}))
    page.click("[data-tab=write]")


_TYPE = """async (text) => {
  const field = document.getElementById("text");
  field.focus();
  field.value = "";
  const times = [];
  for (const sign of text.slice(0, 12)) {
    const began = performance.now();
    field.value += sign;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: sign }));
    await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    times.push(performance.now() - began);
  }
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return times;
}"""
_TAP = """async (text) => {
  const stands = () => [...document.querySelectorAll("#own-list li")]
    .some((one) => one.textContent.includes(text));
  // What changes while a frame is made is painted with it, anything else with the next one.
  let inFrame = false;
  let beat;
  const eachFrame = () => {
    inFrame = true;
    setTimeout(() => { inFrame = false; });
    beat = requestAnimationFrame(eachFrame);
  };
  eachFrame();
  const began = performance.now();
  document.getElementById("send").click();
  await new Promise((painted) => {
    const look = new MutationObserver(() => {
      if (!stands()) return;
      look.disconnect();
      if (inFrame) setTimeout(painted);
      else requestAnimationFrame(() => setTimeout(painted));
    });
    look.observe(document.getElementById("own"), { childList: true, subtree: true });
  });
  cancelAnimationFrame(beat);
  return performance.now() - began;
}"""
