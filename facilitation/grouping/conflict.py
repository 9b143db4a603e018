"""Hard wishes that cannot hold together: found before solving, named as a set without a spare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
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
    left out, the others can (a wish whose test ran into its work limit is kept, and so is an
    absence without which the sizes alone would not hold those who are left). Rounds stand
    alone here: no hard wish joins two of them.
    """
    fine: list[Hall] = []
    for number in range(1, len(problem.rounds) + 1):
        hall = make_hall(problem, number)
        if not any(hall.like(one) for one in fine):
            _refuse_in_round(problem, number)
            fine.append(hall)


def _refuse_in_round(problem: Problem, number: int) -> None:
    held = [wish for wish in problem.wishes if wish.applies(number)]
    absences = [wish for wish in held if wish.type == "away"]
    others = [wish for wish in held if wish.type != "away"]
    if not _impossible(problem, number, held):
        return
    if _impossible(problem, number, absences):
        tables = list(range(len(problem.capacities or ())))
        tables, gone = _without_spare(tables, absences, partial(_no_sizes, problem, number))
        named = [_size_wish(problem, t) for t in tables] + [wish.to_json() for wish in gone]
    else:
        core, gone = _without_spare(others, absences, partial(_clash, problem, number))
        named = [wish.to_json() for wish in held if wish in core or wish in gone]
    raise Refusal("conflict", round=number, wishes=named)


def _without_spare(
    items: list[T], absences: list[Wish], impossible: Callable[[list[T], list[Wish]], bool]
) -> tuple[list[T], list[Wish]]:
    """Items and absences of which none can go. In turn until nothing goes any more: fewer people
    may be what makes the sizes fit, so that an absence less can make another thing needless."""
    left = _filter(items, lambda some: impossible(some, absences))
    gone = _filter(absences, lambda some: impossible(left, some))
    if (left, gone) == (items, absences):
        return left, gone
    return _without_spare(left, gone, impossible)


def _clash(problem: Problem, number: int, wishes: list[Wish], absences: list[Wish]) -> bool:
    """Is it the wishes that stand in the way? So many people, without them, fit the sizes."""
    fits = not _impossible(problem, number, absences)
    return fits and _impossible(problem, number, wishes + absences)


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


def _no_sizes(problem: Problem, number: int, tables: list[int], absences: list[Wish]) -> bool:
    """Do these tables alone not take the people who are left, wishes or none?"""
    limits, loose = problem.capacities or (), (0, len(problem.people))
    asked = [limits[t] if t in tables else loose for t in range(len(limits))]
    return _impossible(problem, number, absences, asked)


def _size_wish(problem: Problem, t: int) -> dict[str, Any]:
    """The size of one table, in the form of a wish."""
    least, most = (problem.capacities or ())[t]
    wish = Wish("capacity", "", group=t + 1).to_json()
    return {**wish, "a": None, "least": least, "most": most}
