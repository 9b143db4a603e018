"""An hour, sped up: a change each second of it, on a desk and a board that stay open."""

from __future__ import annotations

import json
import threading
from typing import Any

from playwright.sync_api import Browser, CDPSession

from benchmarks.load import Load
from benchmarks.pages.board import shown
from benchmarks.pages.place import Place, opened
from benchmarks.table import Line, Measured
from benchmarks.wire import Client, Product

RATE = 60.0
MOST_MORE = 1.05
NOTES = 20


class Hiding(Product):
    """Hides a few notes one after the other, and restores them: the day gets no larger."""

    def __init__(self) -> None:
        self._sent = 0

    def ready(self, client: Client, packet: bytes) -> bool:
        if not packet.startswith(b'42["snapshot"'):
            return False
        records = json.loads(packet[2:])[1]["records"]
        notes = [one for one in records if one["type"] == "note" and one["state"] == "shown"]
        newest = sorted(notes, key=lambda one: int(one["seq"]))[-NOTES:]
        client.facts["notes"] = [one["id"] for one in newest]
        return True

    def note(self, client: Client, number: int, text: str) -> bytes:  # noqa: ARG002 (a dialect's form)
        notes = client.facts["notes"]
        note = notes[self._sent % len(notes)]
        hides = self._sent // len(notes) % 2 == 0
        self._sent += 1
        message: dict[str, Any] = {"id": f"{number:032x}", "note": note}
        verb = "note.hide" if hides else "note.restore"
        return f'42["{verb}",{json.dumps(message | ({"why": "other"} if hides else {}))}]'.encode()


def measure(browser: Browser, place: Place, say: Measured, *, changes: int) -> None:
    """Memory of both pages after a first tenth of the changes, and at the end."""
    pages = {"desk": opened(browser, place.link("desk_url")), "board": shown(browser, place)}
    pages["desk"].wait_for_selector("li.note")
    memories = {name: page.context.new_cdp_session(page) for name, page in pages.items()}
    load = Load(Hiding(), place.port)
    load.connect([place.moderator()])
    first = changes // 10
    _change(load, pages["desk"].wait_for_timeout, first)
    before = {name: _held(session) for name, session in memories.items()}
    _change(load, pages["desk"].wait_for_timeout, changes - first)
    load.close()
    for name, session in memories.items():
        (heap, nodes), (heap_then, nodes_then) = _held(session), before[name]
        said = f"{heap_then / 2**20:.1f} -> {heap / 2**20:.1f} MiB, {nodes_then} -> {nodes} nodes"
        held = heap <= heap_then * MOST_MORE and nodes <= nodes_then * MOST_MORE
        what = f"{name}: an hour sped up, {changes} changes: memory"
        figures = {"heap": [heap_then, heap], "nodes": [nodes_then, nodes]}
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


def _held(session: CDPSession) -> tuple[int, int]:
    """Bytes of the heap that are in use, and nodes, once garbage is gone."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    heap = int(session.send("Runtime.getHeapUsage")["usedSize"])
    return heap, int(session.send("Memory.getDOMCounters")["nodes"])
