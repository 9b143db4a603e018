"""``python -m benchmarks [--quick] [--only PART] [--page PART] [--json FILE]``: measures, and
prints a table."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import chain, contest, faults, live, pages, plans, replans, soak
from benchmarks.running import ROOT
from benchmarks.table import Line, Measured, missed

LIVE = ("closed", "rates", "others")
PLAN = ("plans", "events", "golfers", "replans", "rivals")
WHOLES = {"live": LIVE, "plan": PLAN}
PARTS = (*LIVE, "faults", "soak", *PLAN, "chain", "pages")


def main() -> None:
    """Measure what was asked for; a missed bar is printed, and is no failure of the command."""
    options = _options()
    lines: list[Line] = []
    began = time.perf_counter()

    def say(line: Line) -> None:
        lines.append(line)
        print(line.as_text(), flush=True)

    print(f"Samskab, measured on {_machine()}.")
    print("Everything on 127.0.0.1; limits per participant are off, but where it says on.")
    for part in _parts(options.only):
        print(f"\n{part}", flush=True)
        _measure(part, options, say)
    short = missed(lines)
    took = time.perf_counter() - began
    print(f"\nBars missed: {len(short)} of {sum(one.held is not None for one in lines)}.")
    print(f"Measured in {took:.0f} s; written to {_write(options, lines, took)}.")


def _parts(only: list[str] | None) -> list[str]:
    """The parts asked for, all if none were; ``live`` and ``plan`` are several of them."""
    return [part for one in only or PARTS for part in WHOLES.get(one, (one,))]


def _measure(part: str, options: argparse.Namespace, say: Measured) -> None:
    quick: bool = options.quick
    effort = live.QUICK if quick else live.FULL
    few: list[int] = options.people or []
    seeds = (1,) if quick else (1, 2, 3)
    usual = (24, 60, 120) if quick else (24, 60, 120, 240, 1000)
    sizes = tuple(one for one in usual if not few or one in few)
    made = (1,) if quick else (1, 2, 3, 4, 5)
    measures: dict[str, tuple[Callable[[], None], ...]] = {
        "closed": (lambda: live.closed(effort, say),),
        "rates": (lambda: live.rates(effort, options.phones or (), say),),
        "others": (lambda: live.others(effort, say),),
        "faults": (lambda: faults.measure(60 if quick else 1000, 3 if quick else 12, say),),
        "soak": (lambda: soak.measure(10 if quick else 90, say),),
        "plans": (lambda: chain.plans(sizes, seeds, say),),
        "events": (
            lambda: plans.events(made, few, say, plans.CASES[:6] if quick else plans.CASES),
        ),
        "golfers": (lambda: plans.golfer_cases(say),),
        "replans": (lambda: replans.replans(made, few, say),),
        "rivals": (lambda: contest.compared((1,), few, say, long=not quick),),
        "chain": (
            lambda: chain.demo(say),
            lambda: chain.roster(say),
            lambda: chain.report(2000, say),
        ),
        "pages": (lambda: pages.measure(say, quick=quick, only=options.page or ()),),
    }
    for measure in measures[part]:
        measure()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="less of everything: about a minute")
    parser.add_argument("--only", action="append", choices=(*WHOLES, *PARTS), help="a part")
    parser.add_argument(
        "--phones", action="append", type=int, help="rates: only with so many phones"
    )
    parser.add_argument(
        "--page", action="append", choices=tuple(pages.PARTS), help="pages: only this part"
    )
    parser.add_argument(
        "--people", action="append", type=int, help="table plans: only events of so many people"
    )
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser.parse_args()


def _machine() -> str:
    cores = os.cpu_count()
    return f"{cores} cores ({platform.machine()}), Python {platform.python_version()}, {_busy()}"


def _busy() -> str:
    if not hasattr(os, "getloadavg"):
        return "load not known"
    return f"load before the start {os.getloadavg()[0]:.1f}"


def _write(options: argparse.Namespace, lines: list[Line], took: float) -> Path:
    now = dt.datetime.now(dt.UTC)
    out: Path = options.json or ROOT / "var" / "bench" / f"{now:%Y%m%d-%H%M%S}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "at": now.isoformat(timespec="seconds"),
        "machine": _machine(),
        "quick": options.quick,
        "seconds": round(took, 1),
        "lines": [one.as_json() for one in lines],
    }
    out.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return out


if __name__ == "__main__":
    main()
