"""Our table plan beside other ways to make one: by chance, by hand, from the literature."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from statistics import median

from benchmarks import rivals
from benchmarks.events import event
from benchmarks.plans import SHORT
from benchmarks.table import Line, Measured
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Measure, seats_of
from facilitation.grouping.rules import Ints
from facilitation.grouping.solve import solve

EVENTS = ((24, 4, 5), (60, 8, 3), (60, 8, 5), (120, 15, 4))
Way = Callable[[Problem], Ints | None]


def compared(seeds: Iterable[int], sizes: Iterable[int], say: Measured, long: bool = True) -> None:
    """Colleagues and repeats of each way to plan, medians over the seeds."""
    wanted = set(sizes)
    for people, tables, rounds in EVENTS:
        if wanted and people not in wanted:
            continue
        problems = [event(people, tables, rounds, seed) for seed in seeds]
        for name, way in _ways(long).items():
            _compare(f"{people}/{tables}/{rounds} {name}", way, problems, say)
    if not rivals.has_cp_sat():
        say(Line("rivals", "CP-SAT", "left out: see docs/grouping.md for how to install it"))


def _ways(long: bool) -> dict[str, Way]:
    ways: dict[str, Way] = {
        "ours": lambda problem: seats_of(problem, solve(problem).rounds),
        "by chance": rivals.by_chance,
        "by organisation": rivals.by_organisation,
        "tabu 2005, 10 s": lambda problem: rivals.tabu(problem, 10),
    }
    for seconds in ((10, 60) if long else (10,)) if rivals.has_cp_sat() else ():
        ways[f"CP-SAT, {seconds} s"] = lambda problem, s=seconds: rivals.cp_sat(problem, s)  # type: ignore[misc]
    return ways


def _compare(name: str, way: Way, problems: list[Problem], say: Measured) -> None:
    found = []
    for problem in problems:
        began = time.perf_counter()
        seats = way(problem)
        took = time.perf_counter() - began
        if seats is None:
            say(Line("rivals", name, "no plan in its time"))
            return
        values = {(wish, max(r, 0)): v for (wish, r), v in Measure(problem).values(seats).items()}
        total = {wish: sum(v for (own, _), v in values.items() if own == wish) for wish in SHORT}
        found.append((total, took))
    shown = ("same_org_pairs", "repeats")
    says = ", ".join(f"{SHORT[w]} {median(total[w] for total, _ in found):g}" for w in shown)
    took = median(seconds for _, seconds in found)
    say(Line("rivals", name, f"{says} in {took:.1f} s", figures={"totals": [t for t, _ in found]}))
