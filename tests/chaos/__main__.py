"""``make chaos``: all runs at full size, a table of what came of each, and the figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

# As for the tests: this process is never patched; the servers are processes of their own.
os.environ["FACILITATION_ASYNC_MODE"] = "threading"
from facilitation import asyncmode

del os.environ["FACILITATION_ASYNC_MODE"]

from facilitation.store.engine import open_engine
from facilitation.store.schema import upgrade
from tests.browser.killing import What
from tests.chaos import away, browsers, runs
from tests.chaos.air import Air
from tests.chaos.scene import Size, wrong
from tests.support import servers, system

Judged = dict[str, Any]
Named = tuple[str, Callable[[Path], Judged]]
ROOT = Path(__file__).resolve().parents[2]
BARS = {"starts": 3.0, "mended": 2.0, "ack_p95": 6.0}
"""Seconds at most: until a killed server listens again, until a lost frame is mended, and until a
note is answered on a ship."""
DESK_AWAY = 300.0
PARTS = (
    "ship",
    "every_nth",
    "frozen",
    "redis_away",
    "kills",
    "browsers",
    "desk",
    "storm",
    "asleep",
)


def main() -> int:
    """Run what is asked for; the exit code says whether anything was wrong."""
    assert not asyncmode.patched()
    asked = _arguments()
    table: list[Judged] = []
    for name, run in _runs(asked):
        row = _one(name, run)
        table.append(row)
        print(_line(row), flush=True)
        _keep(asked.json, table)
    failed = [row for row in table if row["wrong"]]
    print(f"\n{len(table)} runs, {len(failed)} with something wrong")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--tries", type=int, default=10, help="of each browser and tab killed")
    parser.add_argument("--offline", type=float, default=1200, help="seconds out of reach")
    parser.add_argument("--speed", type=float, default=1.0, help="2: all waiting is half as long")
    parser.add_argument("--json", type=Path, default=ROOT / "var/chaos/chaos.json")
    return parser.parse_args()


def _runs(asked: argparse.Namespace) -> Iterator[Named]:
    scale = 1 / asked.speed
    size = Size(asked.phones, 120 * scale, 20, scale)
    short = Size(asked.phones, 20 * scale, 40)
    away_for, many = DESK_AWAY * scale, range(asked.first, asked.first + asked.seeds)
    parts: dict[str, Iterable[Named]] = {
        "ship": [_ship(Size(asked.phones, 300 * scale, 4))],
        "every_nth": [
            ("every 7th frame dropped", lambda at: runs.every_nth(at, seed=1, size=short))
        ],
        "frozen": [
            ("SIGSTOP 30 s", lambda at: runs.frozen(at, seed=1, size=size, seconds=30 * scale))
        ],
        "redis_away": [
            ("Redis away 2 s, two workers", lambda at: _redis_away(at, Size(asked.phones, rate=50)))
        ],
        "kills": [
            (
                f"kill -9, {asked.kills} times",
                lambda at: runs.kills(at, seed=1, size=size, times=asked.kills),
            )
        ],
        "browsers": _browsers(asked.tries),
        "desk": [
            (
                f"desk out of reach for {away_for:.0f} s, 10 actions on themes waiting",
                lambda at: away.desk(at, seconds=away_for),
            )
        ],
        "storm": [
            (f"storm, seed {seed}", partial(runs.storm, seed=seed, size=size)) for seed in many
        ],
        "asleep": [
            (
                f"out of reach for {asked.offline:.0f} s, 5 notes each, two new rounds",
                lambda at: runs.asleep(at, seed=1, size=size, seconds=asked.offline),
            )
        ],
    }
    for part in PARTS:
        if part in asked.only.split(","):
            yield from parts[part]


def _ship(size: Size) -> Named:
    name = "a ship's Wi-Fi: 1 s there and back, 10 % lost, 1 Mbit/s for all"
    return name, lambda at: runs.ship(at, seed=1, size=size, air=Air(125_000, 0.5, 0.1))


def _browsers(times: int) -> Iterator[Named]:
    for name in get_args(browsers.Name):
        lacking = system.lacks(f"needs_{name}")
        if lacking:
            print(f"killed with notes unsent, {name}: left out, {lacking}")
            continue
        for what in get_args(What):
            run = f"{what} killed with 3 notes unsent, {name}, {times} times"
            yield run, partial(browsers.killed, name=name, what=what, times=times)


def _redis_away(folder: Path, size: Size) -> Judged:
    with servers.postgres() as database, servers.redis() as redis:
        engine = open_engine(database)
        upgrade(engine, data_dir=folder)
        port = int(redis.rpartition(":")[2].partition("/")[0])
        try:
            return runs.redis_away(
                folder, seed=1, size=size, engine=engine, redis_port=port, seconds=2.0
            )
        finally:
            engine.dispose()


def _one(name: str, run: Callable[[Path], Judged]) -> Judged:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        try:
            judged = run(Path(folder))
            if "wrong" not in judged:
                judged["wrong"] = wrong(judged) | _slow(judged)
        except (AssertionError, RuntimeError) as fault:  # the other runs go on
            judged = {"wrong": {"ended early": str(fault)[:500]}}
    return {"run": name, "seconds": round(time.monotonic() - began, 1), **judged}


def _slow(judged: Judged) -> Judged:
    return {name: judged[name] for name, bar in BARS.items() if judged.get(name, 0) > bar}


def _line(row: Judged) -> str:
    kept = ("messages", "notes", "connections", "starts", "back", "dropped", "mended")
    more = (
        "ack_p50",
        "ack_p95",
        "came back",
        "packets lost",
        "noticed",
        "waited",
        "late",
        "in_place",
        "sent once",
    )
    figures = ", ".join(f"{name} {row[name]}" for name in (*kept, *more) if name in row)
    verdict = ", ".join(f"**{name} {n}**" for name, n in row["wrong"].items()) or "nothing wrong"
    return f"| {row['run']} | {verdict} | {figures} | {row['seconds']} s |"


def _keep(path: Path, table: list[Judged]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(table, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
