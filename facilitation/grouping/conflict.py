"""Hard wishes that cannot hold together: found before solving, named as a set without a spare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from facilitation.core.refusals import Refusal
from facilitation.grouping.hall import Hall, make_hall
from facilitation.grouping.problem import Problem, Wish
from facilitation.grouping.seating import GaveUp, seat_bound

CHECK_STEPS = 3_000
T = TypeVar("T")


def refuse_conflicts(problem: Problem) -> None:
    """Raises Refusal ``conflict`` (round, wishes) when some round has no seating at all.

    ``wishes`` is irreducible: they cannot hold together within the tables' sizes, and any one
    left out, the others can (a wish whose test ran into its work limit is kept). Rounds stand
    alone here: no hard wish joins two of them.
    """
    fine: list[Hall] = []
    for number in range(1, len(problem.rounds) + 1):
        hall = make_hall(problem, number)
        if not any(hall.like(one) for one in fine):
            _refuse_in_round(problem, number)
            fine.append(hall)


def _refuse_in_round(problem: Problem, number: int) -> None:
    """Absences stand in the background: fewer people may be what makes the sizes fit."""
    held = [wish for wish in problem.wishes if wish.applies(number)]
    absences = [wish for wish in held if wish.type == "away"]
    others = [wish for wish in held if wish.type != "away"]
    if not _impossible(problem, number, held):
        return
    if _impossible(problem, number, absences):
        named = _sizes_in_conflict(problem, number, absences)
    else:
        core = _filter(others, lambda some: _impossible(problem, number, absences + some))
        gone = _filter(absences, lambda some: _impossible(problem, number, some + core))
        named = [wish.to_json() for wish in held if wish in core or wish in gone]
    raise Refusal("conflict", round=number, wishes=named)


def _impossible(
    problem: Problem,
    number: int,
    wishes: Sequence[Wish],
    capacities: Sequence[tuple[int, int]] | None = None,
) -> bool:
    """Is it proved that the round has no seating under these wishes?"""
    try:
        return seat_bound(make_hall(problem, number, wishes, capacities), None, CHECK_STEPS) is None
    except GaveUp:
        return False


def _filter(items: list[T], impossible: Callable[[list[T]], bool]) -> list[T]:
    """Deletion filter: whatever can go without ending the conflict goes, large pieces first."""
    kept, size = items, max(1, len(items) // 2)
    while True:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + size :]
            if impossible(rest):
                kept = rest
            else:
                start += size
        if size == 1:
            return kept
        size = max(1, size // 2)


def _sizes_in_conflict(problem: Problem, number: int, absences: list[Wish]) -> list[dict[str, Any]]:
    """The tables do not hold the people, wishes or none: the tables that make it so."""
    limits = list(problem.capacities or [])
    loose = (0, len(problem.people))

    def impossible(tables: list[int]) -> bool:
        asked = [limits[t] if t in tables else loose for t in range(len(limits))]
        return _impossible(problem, number, absences, asked)

    tables = _filter(list(range(len(limits))), impossible)
    return [
        {
            "type": "capacity",
            "a": None,
            "b": None,
            "round": "*",
            "group": t + 1,
            "line": None,
            "least": limits[t][0],
            "most": limits[t][1],
        }
        for t in tables
    ]
