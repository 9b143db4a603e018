"""An hour, sped up: a change each second of it, on a desk and a board that stay open.

It is measured over the second of two such hours. In the first one the browser compiles what runs
often, and its own lists of layout shifts and long frames fill up to where it stops them. How much
of what came is compiled code, a heap snapshot tells.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession

from benchmarks.load import Load
from benchmarks.pages.board import shown
from benchmarks.pages.place import Place, opened
from benchmarks.pages.themes import Moderating
from benchmarks.table import Line, Measured
from benchmarks.wire import Client

RATE = 60.0
MOST_MORE = 1.05
NOTES = 20


class Hiding(Moderating):
    """Hides a few notes one after the other, and restores them: the day gets no larger."""

    def __init__(self) -> None:
        self._sent = 0

    def note(self, client: Client, number: int, text: str) -> bytes:  # noqa: ARG002 (a dialect's form)
        notes = client.facts["notes"][-NOTES:]
        note = notes[self._sent % len(notes)]
        hides = self._sent // len(notes) % 2 == 0
        self._sent += 1
        if hides:
            return self.message("note.hide", number, {"note": note, "why": "other"})
        return self.message("note.restore", number, {"note": note})


def measure(browser: Browser, place: Place, say: Measured, *, changes: int) -> None:
    """Memory of both pages when they are warm after so many changes, and after as many more."""
    pages = {"desk": opened(browser, place.link("desk_url")), "board": shown(browser, place)}
    pages["desk"].wait_for_selector("li.note")
    memories = {name: page.context.new_cdp_session(page) for name, page in pages.items()}
    load = Load(Hiding(), place.port)
    load.connect([place.moderator()])
    _change(load, pages["desk"].wait_for_timeout, changes)
    before = {name: _held(session) for name, session in memories.items()}
    _change(load, pages["desk"].wait_for_timeout, changes)
    load.close()
    for name, session in memories.items():
        then, now = before[name], _held(session)
        mib = " -> ".join(f"{one.heap / 2**20:.2f}" for one in (then, now))
        more = (now.heap - then.heap) / 1000
        said = f"{mib} MiB, of {more:.0f} kB more {(now.code - then.code) / 1000:.0f} are code"
        said += f"; {then.nodes} -> {now.nodes} nodes"
        held = now.heap <= then.heap * MOST_MORE and now.nodes <= then.nodes * MOST_MORE
        what = f"{name}: the second hour, {changes} changes: memory"
        figures = {"before": asdict(then), "after": asdict(now)}
        say(Line("pages", what, said, f"<= +{MOST_MORE - 1:.0%}", held, figures))
    for page in pages.values():
        page.context.close()


def _change(load: Load, wait: Any, changes: int) -> None:
    """So many changes, each answered with yes."""
    seconds = changes / RATE
    refused: list[int] = []

    def run() -> None:
        times = load.open_loop(rate=RATE, seconds=seconds, texts=("",), seed=1)
        refused.append(times.refused + times.unanswered)

    changing = threading.Thread(target=run)
    changing.start()
    while changing.is_alive():
        wait(100)
    if refused != [0]:
        raise RuntimeError(f"{refused} changes were not carried out")
    wait(2_000)


@dataclass(frozen=True)
class Held:
    """Bytes of the heap that are in use, and nodes, once garbage is gone."""

    heap: int
    nodes: int
    code: int
    """What the browser has compiled, and knows of how it runs."""
    browser: int
    """What it keeps for the page outside of scripts: nodes, styles, its lists of timings."""


def _held(session: CDPSession) -> Held:
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    heap = int(session.send("Runtime.getHeapUsage")["usedSize"])
    nodes = int(session.send("Memory.getDOMCounters")["nodes"])
    kinds = _kinds(session)
    return Held(heap, nodes, kinds["code"], kinds["native"])


def _kinds(session: CDPSession) -> Counter[str]:
    """A heap snapshot's bytes by kind of node."""
    chunks: list[str] = []

    def take(event: dict[str, Any]) -> None:
        chunks.append(event["chunk"])

    session.on("HeapProfiler.addHeapSnapshotChunk", take)
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", take)
    found = json.loads("".join(chunks))
    fields, kinds = (found["snapshot"]["meta"][name] for name in ("node_fields", "node_types"))
    kind, size = fields.index("type"), fields.index("self_size")
    sums: Counter[str] = Counter()
    for at in range(0, len(found["nodes"]), len(fields)):
        sums[kinds[kind][found["nodes"][at + kind]]] += found["nodes"][at + size]
    return sums
