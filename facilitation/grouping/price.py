"""What another table would cost somebody, with the best partner for a swap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from facilitation.grouping.hall import Hall
from facilitation.grouping.proof import broken
from facilitation.grouping.scales import Key, Scales, sizes_hold


@dataclass(frozen=True)
class Price:
    """People who move at once (id -> table from 1) and what changes by it.

    ``changes``: wish -> change of its value; ``better``: the plan as a whole gets better.
    ``breaks``: hard wishes that it breaks anew. ``partner``: who swaps, when somebody does.
    """

    moves: dict[str, int]
    changes: dict[str, int]
    better: bool
    breaks: tuple[dict[str, Any], ...] = ()
    partner: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dicts, for pages."""
        return {
            "moves": self.moves,
            "changes": self.changes,
            "better": self.better,
            "breaks": list(self.breaks),
            "partner": self.partner,
        }


def price_of_move(scales: Scales, person: str, number: int, group: int) -> Price:
    """``person`` and all kept together with them go to table ``group`` of round ``number``."""
    r, unit = number - 1, unit_of(scales, person, number)
    return _price(scales, r, dict.fromkeys(unit, group - 1))


def best_swap(scales: Scales, person: str, number: int, group: int | None = None) -> Price | None:
    """The cheapest swap of ``person`` with somebody at table ``group`` (any other when None).

    None when nobody may swap: sizes and hard wishes stay kept as far as they are.
    """
    r, unit = number - 1, unit_of(scales, person, number)
    here = int(scales.seats[r, unit[0]])
    if here < 0 or not _movable(scales, r, unit):
        return None
    found = min(_swaps(scales, r, unit, group), key=lambda one: one[:2], default=None)
    if found is None:
        return None
    _, _, other, there = found
    moves = {**dict.fromkeys(unit, there), **dict.fromkeys(other, here)}
    return _price(scales, r, moves, scales.problem.people[other[0]].id)


def next_best(scales: Scales, person: str, number: int) -> Price | None:
    """The cheapest other table that hard wishes allow, by a move or a swap; None when none is."""
    r, unit = number - 1, unit_of(scales, person, number)
    here = int(scales.seats[r, unit[0]])
    if here < 0 or not _movable(scales, r, unit):
        return None
    swap, hall = best_swap(scales, person, number), scales.measure.halls[r]
    loads = np.bincount(scales.seats[r][scales.seats[r] >= 0], minlength=len(hall.most))
    keys, _ = scales.against_all(r, unit)
    free = [
        (tuple(keys[:, t].tolist()), t)
        for t in range(len(hall.most))
        if t != here
        and sizes_hold(hall, loads, here, t, len(unit))
        and _welcome(scales, r, unit, t)
    ]
    if not free or (swap and scales.key(r, swap.changes) < min(free)[0]):
        return swap
    return _price(scales, r, dict.fromkeys(unit, min(free)[1]))


def unit_of(scales: Scales, person: str, number: int) -> list[int]:
    """Those who move as one with ``person``, as far as they sit there now."""
    hall, own = scales.measure.halls[number - 1], scales.index[person]
    unit = next((unit for unit in hall.units if own in unit), [own])
    row = scales.seats[number - 1]
    return [own, *(i for i in unit if i != own and row[i] == row[own])]


def _price(scales: Scales, r: int, moves: Mapping[int, int], partner: str | None = None) -> Price:
    people = scales.problem.people
    changes = scales.changes(r, moves)
    named = {people[i].id: table + 1 for i, table in moves.items()}
    key = scales.key(r, changes)
    return Price(named, changes, key < (0,) * len(key), _breaks(scales, r, moves), partner)


def _breaks(scales: Scales, r: int, moves: Mapping[int, int]) -> tuple[dict[str, Any], ...]:
    """Hard wishes kept now and broken then."""
    ids = [person.id for person in scales.problem.people]
    rows = [
        {own: int(t) + 1 for own, t in zip(ids, row, strict=True) if t >= 0} for row in scales.seats
    ]
    before = broken(scales.problem, rows)
    rows[r].update({ids[i]: table + 1 for i, table in moves.items()})
    return tuple(one for one in broken(scales.problem, rows) if one not in before)


# ---------------------------------------------------------------- swaps that hard wishes allow


def _swaps(
    scales: Scales, r: int, unit: list[int], group: int | None
) -> Iterator[tuple[Key, int, list[int], int]]:
    """(cost, first of the other unit, the other unit, its table)."""
    hall, row = scales.measure.halls[r], scales.seats[r]
    here = int(row[unit[0]])
    loads = np.bincount(row[row >= 0], minlength=len(hall.most))
    _, keys = scales.against_all(r, unit)
    for u, other in enumerate(hall.units):
        there = int(row[other[0]])
        if there in (-1, here) or there + 1 != (group or there + 1) or u in hall.fixed:
            continue
        if any(row[i] != there for i in other):
            continue
        if not sizes_hold(hall, loads, here, there, len(unit) - len(other)):
            continue
        if _welcome(scales, r, unit, there, other) and _welcome(scales, r, other, here, unit):
            yield _key(scales, r, keys, unit, other, here, there), other[0], other, there


def _key(
    scales: Scales, r: int, keys: Any, unit: list[int], other: list[int], here: int, there: int
) -> Key:
    if len(other) == 1:
        return tuple(keys[:, other[0]].tolist())
    moves = {**dict.fromkeys(unit, there), **dict.fromkeys(other, here)}
    return scales.key(r, scales.changes(r, moves))


def _movable(scales: Scales, r: int, unit: list[int]) -> bool:
    hall = scales.measure.halls[r]
    return not any(unit[0] in hall.units[u] for u in hall.fixed)


def _welcome(
    scales: Scales, r: int, unit: list[int], t: int, gone: list[int] | None = None
) -> bool:
    """Is nobody at table ``t`` (but those gone) kept apart from the unit?"""
    hall, row = scales.measure.halls[r], scales.seats[r]
    u = _place(hall, unit)
    foes = (b if a == u else a for a, b in hall.apart if u in (a, b))
    return not any(row[i] == t and i not in (gone or ()) for foe in foes for i in hall.units[foe])


def _place(hall: Hall, unit: list[int]) -> int:
    return next((k for k, one in enumerate(hall.units) if unit[0] in one), -1)
