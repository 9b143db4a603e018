"""How long one durable commit takes on this disk while something else runs: the measure of acks.

``python -m benchmarks.commits FILE SECONDS`` commits one small row every 20 ms, alone in its own
database, and prints the times in seconds as one JSON list.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY_SECONDS = 0.02


@contextmanager
def beside(folder: Path, seconds: float) -> Iterator[list[float]]:
    """Commit for so long in a process beside; the list is filled when the block ends."""
    times: list[float] = []
    arguments = ["-m", "benchmarks.commits", str(folder / "commits.db"), str(seconds)]
    root = Path(__file__).resolve().parent.parent
    process = subprocess.Popen([sys.executable, *arguments], cwd=root, stdout=subprocess.PIPE)
    try:
        yield times
        out, _ = process.communicate(timeout=seconds + 60)
        times += json.loads(out)
    finally:
        process.kill()
        process.wait()


def _measure(file: str, seconds: float) -> list[float]:
    database = sqlite3.connect(file, isolation_level=None)
    for line in ("journal_mode=WAL", "synchronous=FULL"):
        database.execute(f"PRAGMA {line}")
    database.execute("CREATE TABLE IF NOT EXISTS row (text TEXT)")
    times, end = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        database.execute("INSERT INTO row VALUES (?)", ("x" * 300,))
        took = time.perf_counter() - began
        times.append(took)
        time.sleep(max(0.0, EVERY_SECONDS - took))
    return times


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], float(sys.argv[2]))))
