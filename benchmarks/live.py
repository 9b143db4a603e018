"""The live part: the product's own server on real sockets, beside the servers it is held against.

The measured path is the product's own: badge links, strict reading, rights, the filter, the
change row, a commit that has reached the disk, frames to tables and boards. Limits per
participant are off, but for one run that says so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import commits, running, texts
from benchmarks.load import Load, Times, percentile
from benchmarks.table import Line, Measured, milliseconds
from benchmarks.wire import Plain, Product

CLOSED_PHONES = 200
BARS = {"memory": 0.33, "emit": 1.5, "tutorial": 4.0}
NAMES = {
    "product": "product, fsynced, with groups",
    "memory": "bare asyncio from memory (the ceiling)",
    "emit": "bare Flask-SocketIO emit from memory",
    "tutorial": "the tutorial way, a commit per note",
}


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    seconds: float
    closed_seconds: float
    closed_runs: int
    cases: tuple[tuple[int, int], ...]
    """Phones and notes a second, the largest number of phones last."""


QUICK = Effort(3, 1.5, 1, ((60, 20), (300, 100)))
RATES = (20, 100, 500)
FULL = Effort(6, 2, 5, tuple((phones, rate) for phones in (60, 300, 1000, 2000) for rate in RATES))


def rates(effort: Effort, only: Sequence[int], say: Measured) -> None:
    """So many phones at so many notes a second; ``only`` these numbers of phones, if any."""
    for phones in dict.fromkeys(phones for phones, _rate in effort.cases):
        if not only or phones in only:
            found = [rate for number, rate in effort.cases if number == phones]
            at_rates(effort, phones, found, say)


def others(effort: Effort, say: Measured) -> None:
    """With limits on, and the servers beside at a fixed rate."""
    with_limits(effort, say)
    for name in ("tutorial", "emit"):
        beside(effort, name, say)


def closed(effort: Effort, say: Measured) -> None:
    """Notes a second when 200 phones write as fast as they are answered; medians of runs that
    take turns, since a busy machine is never the same twice."""
    rates: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    sums = Times()
    with ExitStack() as stack:
        folder = stack.enter_context(_folder())
        servers = {name: stack.enter_context(running.plain(name, folder)) for name in BARS}
        day = stack.enter_context(running.product(folder, people=CLOSED_PHONES))
        servers["product"] = day.server
        for _ in range(effort.closed_runs):
            for name, server in servers.items():
                # Connected anew for each run: who waits for its turn cannot answer a ping.
                joined = _joined(day) if name == "product" else _connected(server.port)
                with joined as load:
                    before = server.cpu()
                    run = _closed_loop(load, effort)
                    used = (server.cpu() - before) / max(1, len(run.acks))
                rates.setdefault(name, []).append(run.rate)
                cpu.setdefault(name, []).append(used)
                if name == "product":
                    _add(sums, run)
    ours = median(rates["product"])
    for name in ("product", *BARS):
        say(_closed_line(name, rates[name], cpu[name], ours))
    say(_whole("closed loop: refused, unanswered, lost, doubled", sums))


def _closed_line(name: str, rates: list[float], cpu: list[float], ours: float) -> Line:
    rate, each = median(rates), median(cpu)
    value = f"{rate:.0f} notes/s, {each * 1000:.2f} ms of processor each"
    figures = {"rate": rate, "cpu_seconds": each, "runs": rates}
    if name == "product":
        return Line("live", NAMES[name], value, figures=figures)
    ratio = ours / rate
    bar = f">= {BARS[name]} times its rate"
    value = f"{value}; ratio {ratio:.2f}"
    return Line("live", NAMES[name], value, bar, ratio >= BARS[name], figures)


def _closed_loop(load: Load, effort: Effort) -> Times:
    seconds = effort.closed_seconds
    return load.closed_loop(phones=CLOSED_PHONES, seconds=seconds, texts=texts.NOTES)


def at_rates(effort: Effort, phones: int, rates: Sequence[int], say: Measured) -> None:
    """Connect so many phones at once, then notes at fixed rates."""
    with _folder() as folder, running.product(folder, people=phones) as day:
        load = Load(Product(), day.server.port)
        load.connect(day.boards)
        before = day.server.memory()
        took = load.connect(day.phones)
        say(_storm(phones, took))
        load.idle(1.0)
        after = day.server.memory()
        if before is not None and after is not None:
            say(_memory(phones, (after - before) / phones / 1024))
        for rate in rates:
            _one_rate(effort, load, folder, phones, rate, say)
        load.close()


def with_limits(effort: Effort, say: Measured) -> None:
    """The same with the limits that the product ships with: nobody may be slowed."""
    with ExitStack() as stack:
        folder = stack.enter_context(_folder())
        day = stack.enter_context(running.product(folder, people=300, limits=True))
        load = stack.enter_context(_joined(day))
        run = load.open_loop(rate=100, seconds=effort.seconds, texts=texts.NOTES, seed=2)
    value = f"{run.refused} of {len(run.acks) + run.refused} slowed"
    held = run.refused == 0
    say(Line("live", "300 phones, 100 notes/s, limits on", value, "0", held))


def beside(effort: Effort, name: str, say: Measured) -> None:
    """The same phones and notes on one of the servers that the product is held against."""
    with _folder() as folder, _plain(name, folder, 300) as load:
        run = load.open_loop(rate=100, seconds=effort.seconds, texts=texts.NOTES, seed=1)
    what = f"300 phones, 100 notes/s: {name}"
    figures = {"ack": _figures(run.acks), "board": _figures(run.boards)}
    say(Line("live", what, f"ack {_three(run.acks)} ms", figures=figures))
    say(Line("live", "    write to board", f"{_three(run.boards)} ms"))


def _one_rate(
    effort: Effort, load: Load, folder: Path, phones: int, rate: int, say: Measured
) -> None:
    with commits.beside(folder, effort.seconds) as disk:
        run = load.open_loop(rate=rate, seconds=effort.seconds, texts=texts.NOTES, seed=1)
    commit = percentile(disk, 0.99)
    ack, board = percentile(run.acks, 0.99), percentile(run.boards, 0.99)
    figures = {"ack": _figures(run.acks), "board": _figures(run.boards), "commit_p99": commit}
    what = f"{phones} phones, {rate} notes/s: ack p50/p90/p99"
    ratio = ack / commit if commit else 0.0
    value = f"{_three(run.acks)} ms = {ratio:.1f} commits"
    say(Line("live", what, value, "<= 2 commits", ratio <= 2, figures))
    most = 0.030 + 2 * commit
    bar = f"<= {milliseconds(most)} ms"
    say(Line("live", "    write to board", f"{_three(run.boards)} ms", bar, board <= most))
    say(Line("live", "    one commit beside", f"p99 {milliseconds(commit)} ms"))
    say(_whole("    refused, unanswered, lost, doubled", run))


def _storm(phones: int, took: float) -> Line:
    what = f"{phones} phones connect at once, first picture"
    figures = {"seconds": took}
    if phones < 1000:
        return Line("live", what, f"{took:.2f} s", figures=figures)
    return Line("live", what, f"{took:.2f} s", "<= 2 s", took <= 2, figures)


def _memory(phones: int, each: float) -> Line:
    value = f"{each:.0f} KiB each"
    what = f"memory of {phones} connected phones"
    return Line("live", what, value, "<= 70 KiB", each <= 70, {"kib": each})


def _whole(what: str, run: Times) -> Line:
    counts = (run.refused, run.unanswered, run.lost, run.doubled)
    return Line("live", what, ", ".join(map(str, counts)), "0", sum(counts) == 0)


def _add(sums: Times, run: Times) -> None:
    for name in ("refused", "unanswered", "lost", "doubled"):
        setattr(sums, name, getattr(sums, name) + getattr(run, name))


def _three(times: Sequence[float]) -> str:
    return " / ".join(milliseconds(percentile(times, part)) for part in (0.5, 0.9, 0.99))


def _figures(times: Sequence[float]) -> dict[str, float]:
    parts = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
    return {name: percentile(times, part) for name, part in parts.items()}


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as name:
        yield Path(name)


@contextmanager
def _plain(name: str, folder: Path, phones: int) -> Iterator[Load]:
    with running.plain(name, folder) as server, _connected(server.port, phones) as load:
        yield load


@contextmanager
def _connected(port: int, phones: int = CLOSED_PHONES) -> Iterator[Load]:
    load = Load(Plain(), port)
    found, boards = running.plain_clients(phones)
    load.connect([*found, *boards])
    yield load
    load.close()


@contextmanager
def _joined(day: running.Day) -> Iterator[Load]:
    load = Load(Product(), day.server.port)
    load.connect([*day.phones, *day.boards])
    yield load
    load.close()
