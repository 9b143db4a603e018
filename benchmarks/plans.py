"""The table plan measured: fresh events of many sizes, golfer cases, and other ways to plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks import rivals
from benchmarks.events import event, golfers
from benchmarks.table import Line, Measured
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Measure, Plan, broken
from facilitation.grouping.rules import Ints
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
)
GOLFERS = ((3, 3, 4), (4, 4, 5), (5, 5, 6), (7, 7, 6), (5, 3, 7), (8, 4, 5), (4, 3, 4), (6, 6, 3),
           (8, 4, 9), (8, 4, 10))  # fmt: skip
STRETCH = ((8, 4, 9), (8, 4, 10))


def events(seeds: Iterable[int], say: Measured, cases: Iterable[Case] = CASES) -> None:
    """Each size over the seeds: medians of seconds, values and bounds."""
    for case in cases:
        made = [_event(case, seed) for seed in seeds]
        seconds = median(one["seconds"] for one in made)
        first = max(one["first"] for one in made)
        held = _held(case, made, seconds)
        worked = median(one["processor"] for one in made)
        took = f"{seconds:.2f} s ({worked:.2f} s of processor time, first {first:.2f})"
        value = f"{took}, {_medians(made)}"
        say(Line("plan", case.name, value, _bar(case), held, {"events": made}))


def golfer_cases(say: Measured) -> None:
    """Social golfers: nobody should meet twice."""
    for tables, seats, rounds in GOLFERS:
        plan = solve(golfers(tables, seats, rounds))
        again = next(one.value for one in plan.findings if one.wish == "repeats")
        held = None if (tables, seats, rounds) in STRETCH else again == 0
        value = f"{again} repeats in {plan.seconds:.2f} s"
        name = f"golfers {tables}-{seats}-{rounds}"
        say(Line("plan", name, value, "0 repeats", held, {"repeats": again}))


def compared(seeds: Iterable[int], say: Measured, long: bool = True) -> None:
    """Colleagues and repeats of each way to plan, medians over the seeds."""
    for people, tables, rounds in ((24, 4, 5), (60, 8, 3), (60, 8, 5), (120, 15, 4)):
        problems = [event(people, tables, rounds, seed) for seed in seeds]
        for name, way in _ways(long).items():
            _compare(f"{people}/{tables}/{rounds} {name}", way, problems, say)
    if not rivals.has_cp_sat():
        say(Line("plan", "CP-SAT", "left out: .venv/bin/pip install -r requirements-rivals.lock"))


def _ways(long: bool) -> dict[str, Callable[[Problem], Ints | None]]:
    ways: dict[str, Callable[[Problem], Ints | None]] = {
        "ours": lambda problem: _seats(problem, solve(problem)),
        "by chance": rivals.by_chance,
        "by organisation": rivals.by_organisation,
        "tabu 2005, 10 s": lambda problem: rivals.tabu(problem, 10),
    }
    for seconds in ((10, 60) if long else (10,)) if rivals.has_cp_sat() else ():
        ways[f"CP-SAT, {seconds} s"] = lambda problem, s=seconds: rivals.cp_sat(problem, s)  # type: ignore[misc]
    return ways


def _compare(
    name: str, way: Callable[[Problem], Ints | None], problems: list[Problem], say: Measured
) -> None:
    found = []
    for problem in problems:
        began = time.perf_counter()
        seats = way(problem)
        took = time.perf_counter() - began
        if seats is None:
            say(Line("plan", name, "no plan in its time"))
            return
        values = {(wish, max(r, 0)): v for (wish, r), v in Measure(problem).values(seats).items()}
        total = {wish: sum(v for (own, _), v in values.items() if own == wish) for wish in SHORT}
        found.append((total, took))
    shown = ("same_org_pairs", "repeats")
    says = ", ".join(f"{SHORT[w]} {median(total[w] for total, _ in found):g}" for w in shown)
    took = median(seconds for _, seconds in found)
    say(Line("plan", name, f"{says} in {took:.1f} s", figures={"totals": [t for t, _ in found]}))


def _seats(problem: Problem, plan: Plan) -> Ints:
    from facilitation.grouping.proof import seats_of

    return seats_of(problem, plan.rounds)


def _event(case: Case, seed: int) -> dict[str, Any]:
    problem = event(case.people, case.tables, case.rounds, seed, case.targets, uneven=case.uneven)
    first: list[float] = []
    began, worked = time.perf_counter(), time.process_time()
    plan = solve(problem, lambda _: first.append(time.perf_counter() - began))
    found = {one.wish: (one.value, one.bound) for one in plan.findings if one.round is None}
    took, worked = time.perf_counter() - began, time.process_time() - worked
    faults = len(broken(problem, plan.rounds))
    return {
        "seed": seed, "seconds": took, "processor": worked, "first": first[0],
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
    parts += [f"{SHORT[w]} proven" for w in case.proven]
    return ", ".join(parts + [f"{SHORT[w]} <= {most}" for w, most in case.atmost])


def _held(case: Case, made: list[dict[str, Any]], seconds: float) -> bool:
    fast = case.seconds is None or seconds <= case.seconds
    proven = all(one["found"][w][0] == one["found"][w][1] for one in made for w in case.proven)
    low = all(median(one["found"][w][0] for one in made) <= most for w, most in case.atmost)
    return fast and proven and low and not any(one["broken"] for one in made)
