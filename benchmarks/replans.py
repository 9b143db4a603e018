"""Re-planning measured: a tenth does not come, some come unannounced, and a table is closed."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random
from statistics import median
from typing import Any

from benchmarks.events import event
from benchmarks.table import Line, Measured
from facilitation.grouping.problem import Person, Problem
from facilitation.grouping.replan import replan
from facilitation.grouping.solve import solve

MOST_SECONDS = 1.0


@dataclass(frozen=True)
class Case:
    """One size of day: 3 rounds, re-planned from round ``begin`` on."""

    people: int
    tables: int
    targets: str
    begin: int


CASES = tuple(
    Case(people, tables, targets, begin)
    for people, tables in ((120, 15), (1000, 125))
    for targets in ("mix", "gather")
    for begin in (1, 2)
)


def replans(seeds: Iterable[int], sizes: Iterable[int], say: Measured) -> None:
    """Seconds, moves beside the least there can be, and held rounds that changed."""
    wanted = set(sizes)
    for case in CASES:
        if wanted and case.people not in wanted:
            continue
        made = [_one(case, seed) for seed in seeds]
        seconds = median(one["seconds"] for one in made)
        few = all(one["moves"] <= math.ceil(one["least"] * 1.1) for one in made)
        held = few and seconds <= MOST_SECONDS and not any(one["changed"] for one in made)
        moves, least = (median(one[name] for one in made) for name in ("moves", "least"))
        slowest = max(one["seconds"] for one in made)
        what = f"re-plan {case.people}/{case.tables}/3 {case.targets}, round {case.begin}"
        value = f"{seconds:.2f} s ({slowest:.2f} at most), {moves:g} moves (least {least:g})"
        say(Line("replans", what, value, "<= 1 s, least + 10 %, held rounds stay", held,
                 {"days": made}))  # fmt: skip


def _one(case: Case, seed: int) -> dict[str, Any]:
    problem = event(case.people, case.tables, 3, seed, case.targets)
    before = solve(problem).rounds
    day = _as_it_came(problem, seed)
    began = time.perf_counter()
    made = replan(day, before, case.begin, closed=[case.tables], score=False)
    took = time.perf_counter() - began
    held = case.begin - 1
    changed = list(made.rounds[:held]) != [dict(row) for row in before[:held]]
    return {"seed": seed, "seconds": took, "moves": len(made.moves), "least": made.least,
            "changed": changed}  # fmt: skip


def _as_it_came(problem: Problem, seed: int) -> Problem:
    """A tenth stays away, one in fifty is new. Nobody whom a wish names stays away; a seat fixed
    at the table that is closed is given up."""
    chance = Random(seed)
    named = {one for wish in problem.wishes for one in (wish.a, wish.b)}
    away = set(chance.sample([p.id for p in problem.people if p.id not in named],
                             len(problem.people) // 10))  # fmt: skip
    new = [Person(f"new{k}", f"Ny forening {k}") for k in range(len(problem.people) // 50)]
    people = [person for person in problem.people if person.id not in away]
    wishes = tuple(wish for wish in problem.wishes if wish.group != problem.tables)
    return replace(problem, people=(*people, *new), wishes=wishes)
