"""Half an hour of a day, sped up: people write, and phones go and come back all the time.

What must not grow with time is the number of open files, and memory beyond what the notes
themselves take: every table, board and desk holds its picture of the day.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import running, texts
from benchmarks.load import Load, Times
from benchmarks.table import Line, Measured
from benchmarks.wire import Product

PHONES = 300
RATE = 100
"""Notes a second; on the day itself five, when everybody writes one each minute."""
LEAVING = 10
"""Phones that go and come back after each second."""
FILES_MORE = 20
"""Files that may be open at the end beyond the middle: what is just being read or written."""
MEMORY_MORE = 1.15
"""Of the second half's memory per note to that of the first."""


@dataclass(frozen=True)
class Moment:
    """The server at one moment."""

    notes: int
    memory: int
    files: int


def measure(seconds: int, say: Measured) -> None:
    """So many seconds of writing; the figures are those of start, middle and end."""
    with (
        tempfile.TemporaryDirectory(prefix="samskab-bench-") as name,
        running.product(Path(name), people=PHONES) as day,
    ):
        moments, sums = _soak(day, seconds)
    start, middle, end = moments
    counts = (sums.refused, sums.unanswered, sums.lost, sums.doubled)
    what = f"soak: {end.notes} notes, {seconds * LEAVING} phones back: refused, lost, doubled"
    say(Line("soak", what, ", ".join(map(str, counts)), "0", sum(counts) == 0))
    files = f"{start.files} / {middle.files} / {end.files}"
    few = end.files <= middle.files + FILES_MORE
    say(Line("soak", "    open files: start, middle, end", files, f"<= +{FILES_MORE}", few))
    first, second = _growth(start, middle), _growth(middle, end)
    value = f"{start.memory / 2**20:.0f} MiB, then {first:.1f} and {second:.1f} KiB for each note"
    flat = second <= first * MEMORY_MORE
    say(Line("soak", "    memory: start, first and second half", value, "no faster", flat))


def _soak(day: running.Day, seconds: int) -> tuple[list[Moment], Times]:
    load, sums = Load(Product(), day.server.port), Times()
    load.connect([*day.boards, *day.phones])
    load.idle(2.0)
    moments = [_moment(day.server, 0)]
    notes = 0
    for second in range(seconds):
        run = load.open_loop(rate=RATE, seconds=1, texts=texts.NOTES, seed=second)
        notes += len(run.acks)
        for count in ("refused", "unanswered", "lost", "doubled"):
            setattr(sums, count, getattr(sums, count) + getattr(run, count))
        at = second * LEAVING % PHONES
        load.come_back(day.phones[at : at + LEAVING])
        if second + 1 in (seconds // 2, seconds):
            moments.append(_moment(day.server, notes))
    load.close()
    return moments, sums


def _growth(before: Moment, after: Moment) -> float:
    return (after.memory - before.memory) / 1024 / max(1, after.notes - before.notes)


def _moment(server: running.Process, notes: int) -> Moment:
    files = Path(f"/proc/{server.process.pid}/fd")
    count = sum(1 for _file in files.iterdir()) if files.exists() else 0
    return Moment(notes, server.memory() or 0, count)
