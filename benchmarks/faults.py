"""What goes wrong on a day, under load: nothing is lost, nothing doubled, and nobody else waits.

A killed server, boards that are cut or read nothing, two processes whose Redis goes away, and a
room that asks for the report all at once.
"""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import running, texts
from benchmarks.load import Load, Times, percentile
from benchmarks.returning import Returning
from benchmarks.table import Line, Measured, milliseconds
from benchmarks.wire import Product

RATE = 100
"""Notes a second."""
BACK_SECONDS = 2.0
REPORTS, REPORTED_NOTES, BESIDE_SECONDS = 50, 5000, 0.5
REDIS_SECONDS = 2.0


def measure(phones: int, seconds: float, say: Measured) -> None:
    """All of them, each with a server of its own."""
    killed(phones, seconds, say)
    boards(min(phones, 300), seconds, say)
    two_processes(min(phones, 300), seconds, say)
    reports(min(phones, 60), say)


def killed(phones: int, seconds: float, say: Measured) -> None:
    """Kill -9 in the middle of the load, and a start at once."""
    with _day(phones) as day, ExitStack() as stack:
        load = Returning(Product(), day.server.port)
        load.connect([*day.phones, *day.boards])
        answers_at: list[float] = []

        def kill_and_start() -> None:
            time.sleep(seconds / 3)
            day.server.process.send_signal(signal.SIGKILL)
            day.server.process.wait()
            stack.enter_context(running.serve_product(day.folder, day.server.port, day.settings))
            answers_at.append(time.perf_counter())

        run = _while(load, kill_and_start, seconds)
        lost, doubled = load.missing(running.another_board(day))
        load.close()
    took = load.back_at - answers_at[0]
    say(Line("faults", f"kill -9 with {phones} phones writing: lost, doubled, unanswered",
             f"{run.lost + lost}, {run.doubled + doubled}, {run.unanswered} of {len(run.acks)}",
             "0", not (run.lost + lost + run.doubled + doubled + run.unanswered)))  # fmt: skip
    value = f"{max(0.0, took):.2f} s after the server answers"
    held = took <= BACK_SECONDS
    say(Line("faults", "    all back", value, "<= 2 s", held, {"seconds": took}))


def boards(phones: int, seconds: float, say: Measured) -> None:
    """A board that is cut every half second, then one that reads nothing."""
    with _day(phones) as day:
        load = Returning(Product(), day.server.port)
        load.connect([*day.phones, *day.boards])

        def cutting() -> None:
            load.cut(day.boards[0])

        load.every(0.5, cutting)
        run = _run(load, seconds)
        load.every(0, None)
        _say_counts("a board cut every half second", run, say)
        quiet = _run(load, seconds)
        with load.deaf(day.boards[0]):
            run = _run(load, seconds)
            waited = len(run.acks)
        lost = load.lacking(day.boards[0], 10.0)
        load.close()
    value = f"acks {_three(run)} ms; with both reading {_three(quiet)} ms"
    figures = {"deaf": percentile(run.acks, 0.99), "quiet": percentile(quiet.acks, 0.99)}
    say(Line("faults", "a board that reads nothing, beside it", value, figures=figures))
    what = f"    when it reads again: lacks of {waited}"
    say(Line("faults", what, str(lost), "0", lost == 0))


def two_processes(phones: int, seconds: float, say: Measured) -> None:
    """Two processes on one database; Redis is away in the middle."""
    if shutil.which("redis-server") is None:
        say(Line("faults", "two processes, Redis away", "no redis-server on this machine"))
        return
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as name, ExitStack() as stack:
        port, folder = running.free_port(), Path(name)
        redis = stack.enter_context(_redis(port, folder))
        more = {
            "FACILITATION_REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "FACILITATION_SECRET_KEY": secrets.token_hex(32),
            "FACILITATION_WORKERS": "2",
        }
        day = stack.enter_context(running.product(folder, people=phones, more=more))
        other = running.free_port()
        stack.enter_context(running.serve_product(folder, other, day.settings))
        for client in (*day.phones[::2], day.boards[1]):
            client.port = other
        load = Returning(Product(), day.server.port)
        load.connect([*day.phones, *day.boards])
        _say_whole("two processes", _run(load, seconds), say)

        def away() -> None:
            time.sleep(seconds / 3)
            redis.kill()
            redis.wait()
            time.sleep(REDIS_SECONDS)
            stack.enter_context(_redis(port, folder))

        _say_whole("two processes, Redis away 2 s", _while(load, away, seconds), say)
        load.close()


def reports(phones: int, say: Measured) -> None:
    """All ask for the report of a large day at once, while phones write on."""
    with _day(phones, notes=REPORTED_NOTES) as day:
        cookie = running.cookie_of(day.made["report_url"], day.server.port)
        load = Returning(Product(), day.server.port)
        load.connect([*day.phones, *day.boards])
        quiet = _run(load, 10)

        def one(number: int) -> float:
            began = time.perf_counter()
            path = (
                f"/report/{day.made['workshop']}/" + ("", "report.csv", "report.json")[number % 3]
            )
            running.get(path, cookie, day.server.port)
            return time.perf_counter() - began

        with ThreadPoolExecutor(REPORTS) as pool:
            asked = [pool.submit(one, number) for number in range(REPORTS)]
            run = _run(load, 10)
            took = max(future.result() for future in asked)
        load.close()
    _say_counts(f"{REPORTS} reports of {REPORTED_NOTES} notes at once", run, say)
    p95 = percentile(run.acks, 0.95)
    value = f"p95 {milliseconds(p95)} ms; without {milliseconds(percentile(quiet.acks, 0.95))} ms"
    figures = {"p95": p95, "seconds": took}
    bar = f"<= {BESIDE_SECONDS * 1000:.0f} ms"
    say(Line("faults", "    acks meanwhile", value, bar, p95 <= BESIDE_SECONDS, figures))
    say(Line("faults", "    until the last report is there", f"{took:.1f} s"))


def _run(load: Load, seconds: float) -> Times:
    return load.open_loop(rate=RATE, seconds=seconds, texts=texts.NOTES, seed=1)


def _while(load: Load, happens: Callable[[], None], seconds: float) -> Times:
    """The load, and something that happens in a thread beside it."""
    beside = threading.Thread(target=happens)
    beside.start()
    run = _run(load, seconds)
    beside.join()
    return run


def _say_whole(what: str, run: Times, say: Measured) -> None:
    _say_counts(what, run, say)
    figures = {"board_p99": percentile(run.boards, 0.99)}
    longest = f"{milliseconds(percentile(run.boards, 0.5))} / {milliseconds(max(run.boards))} ms"
    say(Line("faults", "    write to board, p50 / longest", longest, figures=figures))


def _say_counts(what: str, run: Times, say: Measured) -> None:
    counts = (run.lost, run.doubled, run.unanswered)
    value = f"{', '.join(map(str, counts))} of {len(run.acks)}"
    say(Line("faults", f"{what}: lost, doubled, unanswered", value, "0", not any(counts)))


def _three(run: Times) -> str:
    return " / ".join(milliseconds(percentile(run.acks, part)) for part in (0.5, 0.9, 0.99))


@contextmanager
def _day(phones: int, notes: int = 0) -> Iterator[running.Day]:
    with (
        tempfile.TemporaryDirectory(prefix="samskab-bench-") as name,
        running.product(Path(name), people=phones, notes=notes) as day,
    ):
        yield day


@contextmanager
def _redis(port: int, folder: Path) -> Iterator[subprocess.Popen[Any]]:
    """A Redis of our own that keeps nothing on the disk."""
    settings = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command = ["redis-server", "--port", str(port), *settings]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        running.wait_until_up(port, process)
        yield process
    finally:
        process.kill()
        process.wait()
