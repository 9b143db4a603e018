"""The table plan measured: fresh events of many sizes, and golfer cases."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks.events import event, golfers
from benchmarks.table import Line, Measured
from facilitation.grouping.proof import broken
from facilitation.grouping.solve import solve

Figures = dict[str, tuple[int, int]]
SHORT = {
    "same_org_pairs": "colleagues", "repeats": "repeats", "tables_without_host": "no host",
    "same_role_pairs": "roles", "target_mix_pairs": "mix", "target_best_theme": "gathered",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One size of event. ``seconds``: the bar for the time; ``atmost``: bars for values, else the
    wishes named in ``proven`` must be at their bounds."""

    people: int
    tables: int
    rounds: int
    targets: str = "mix"
    uneven: bool = False
    seconds: float | None = None
    proven: tuple[str, ...] = ("same_org_pairs", "repeats", "tables_without_host")
    atmost: tuple[tuple[str, int], ...] = ()

    @property
    def name(self) -> str:
        uneven = ", uneven" if self.uneven else ""
        return f"{self.people}/{self.tables}/{self.rounds} {self.targets}{uneven}"


LONG = 20.0
FIRST, SILENT = 0.5, 0.2  # seconds to the first valid plan, and between two words of progress
CASES = (
    Case(24, 4, 3, seconds=1),
    Case(60, 8, 3, seconds=1),
    Case(120, 15, 3, seconds=1),
    Case(120, 15, 3, uneven=True, seconds=1),
    Case(240, 30, 3, seconds=2),
    Case(500, 62, 3, seconds=3),
    Case(1000, 125, 3, seconds=5),
    Case(1000, 125, 3, uneven=True, seconds=5),
    Case(2000, 250, 3, seconds=8),
    Case(120, 15, 5),
    Case(24, 4, 5, seconds=LONG, proven=("same_org_pairs",), atmost=(("repeats", 46),)),
    Case(60, 8, 5, seconds=LONG, proven=("same_org_pairs",), atmost=(("repeats", 6),)),
    Case(24, 4, 1, "gather", seconds=1, proven=()),
    Case(120, 15, 1, "gather", seconds=1, proven=()),
    Case(120, 15, 3, "gather", seconds=1, proven=()),
    Case(1000, 125, 3, "gather", seconds=5, proven=()),
    Case(2000, 250, 3, "gather", seconds=8, proven=()),
)
GOLFERS = ((3, 3, 4), (4, 4, 5), (5, 5, 6), (7, 7, 6), (5, 3, 7), (8, 4, 5), (4, 3, 4), (6, 6, 3),
           (8, 4, 9), (8, 4, 10))  # fmt: skip
STRETCH = ((8, 4, 9), (8, 4, 10))


def events(
    seeds: Iterable[int], sizes: Iterable[int], say: Measured, cases: Iterable[Case] = CASES
) -> None:
    """Each size over the seeds (only events of ``sizes`` people, where there are any): medians of
    seconds, values and bounds; the latest first plan and the longest silence after it."""
    wanted = set(sizes)
    for case in cases:
        if wanted and case.people not in wanted:
            continue
        made = [_event(case, seed) for seed in seeds]
        seconds = median(one["seconds"] for one in made)
        first, silent = (max(one[name] for one in made) for name in ("first", "silent"))
        held = _held(case, made, seconds)
        worked = median(one["processor"] for one in made)
        slowest = max(one["seconds"] for one in made)
        took = f"{seconds:.2f} s ({slowest:.2f} at most, {worked:.2f} s of processor time"
        value = f"{took}, first {first:.2f}, silent {silent:.2f}), {_medians(made)}"
        say(Line("events", case.name, value, _bar(case), held, {"events": made}))


def golfer_cases(say: Measured) -> None:
    """Social golfers: nobody should meet twice."""
    for tables, seats, rounds in GOLFERS:
        plan = solve(golfers(tables, seats, rounds))
        again = next(one.value for one in plan.findings if one.wish == "repeats")
        held = None if (tables, seats, rounds) in STRETCH else again == 0
        value = f"{again} repeats in {plan.seconds:.2f} s"
        name = f"golfers {tables}-{seats}-{rounds}"
        say(Line("golfers", name, value, "0 repeats", held, {"repeats": again}))


def _event(case: Case, seed: int) -> dict[str, Any]:
    problem = event(case.people, case.tables, case.rounds, seed, case.targets, uneven=case.uneven)
    said: list[float] = []
    began, worked = time.perf_counter(), time.process_time()
    plan = solve(problem, lambda _: said.append(time.perf_counter() - began))
    found = {one.wish: (one.value, one.bound) for one in plan.findings if one.round is None}
    took, worked = time.perf_counter() - began, time.process_time() - worked
    faults = len(broken(problem, plan.rounds))
    return {
        "seed": seed, "seconds": took, "processor": worked, "first": said[0],
        "silent": max(b - a for a, b in pairwise([*said, took])),
        "broken": faults, "stopped_by": plan.stopped_by, "found": found,
    }  # fmt: skip


def _medians(made: list[dict[str, Any]]) -> str:
    said = []
    for wish, short in SHORT.items():
        pairs = [one["found"][wish] for one in made if wish in one["found"]]
        if pairs:
            value, bound = median(v for v, _ in pairs), median(b for _, b in pairs)
            said.append(f"{short} {value:g}({bound:g})")
    return ", ".join(said)


def _bar(case: Case) -> str:
    parts = [f"<= {case.seconds:g} s"] if case.seconds else []
    parts += [f"first <= {FIRST:g} s, silent <= {SILENT:g} s"]
    parts += [f"{SHORT[w]} proven" for w in case.proven]
    return ", ".join(parts + [f"{SHORT[w]} <= {most}" for w, most in case.atmost])


def _held(case: Case, made: list[dict[str, Any]], seconds: float) -> bool:
    fast = case.seconds is None or seconds <= case.seconds
    proven = all(one["found"][w][0] == one["found"][w][1] for one in made for w in case.proven)
    low = all(median(one["found"][w][0] for one in made) <= most for w, most in case.atmost)
    soon = all(one["first"] <= FIRST and one["silent"] <= SILENT for one in made)
    return fast and soon and proven and low and not any(one["broken"] for one in made)
