"""What a day turned out to be: the rounds still to come as a problem of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import numpy as np

from facilitation.core.refusals import Refusal
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.moves import Rounds
from facilitation.grouping.problem import Problem, Wish
from facilitation.grouping.rules import Ints

NOWHERE, GONE = -1, -2  # no seat so far; a seat at a table that there is no more


@dataclass(frozen=True)
class Reality:
    """Who is there now, and what stood before.

    problem: all rounds, the people who are there from ``from_round`` on, the tables and the
    wishes; ``before``: the plan so far, per round person id -> table from 1 (people who have left
    included); rounds before ``from_round`` (from 1) are held. ``inherits``: substitute -> whose
    seat is taken over. ``closed``: tables (from 1) at which nobody can sit any more.
    """

    problem: Problem
    before: Rounds
    from_round: int = 1
    inherits: Mapping[str, str] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Raises Refusal ``bad_problem`` (where: from_round, closed)."""
        if not 1 <= self.from_round <= len(self.problem.rounds):
            raise Refusal("bad_problem", where="from_round", reason="round")
        if not self.open_tables:
            raise Refusal("bad_problem", where="closed", reason="no_table_left")

    @property
    def open_tables(self) -> list[int]:
        """The numbers of the tables in use, from 1."""
        return [t for t in range(1, self.problem.tables + 1) if t not in self.closed]

    def seat_before(self, person: str, number: int) -> int:
        """The table in round ``number`` of the old plan, inherited or own; 0 is none."""
        row = self.before[number - 1] if number <= len(self.before) else {}
        return row.get(self.inherits.get(person, person), row.get(person, 0))

    def homes(self) -> Ints:
        """Rounds to come x people: the place in ``open_tables`` of the old seat (NOWHERE, GONE)."""
        place = {t: k for k, t in enumerate(self.open_tables)}
        numbers = range(self.from_round, len(self.problem.rounds) + 1)
        rows = [
            [
                place.get(table, GONE) if (table := self.seat_before(one.id, number)) else NOWHERE
                for one in self.problem.people
            ]
            for number in numbers
        ]
        return np.array(rows, dtype=np.int64).reshape(len(numbers), len(self.problem.people))


def future(reality: Reality) -> Problem:
    """The rounds to come: open tables in a row without gaps, rounds counted from the first of
    them, and those met who met in held rounds. Raises Refusal ``conflict``, in the day's own
    numbers of rounds and tables; ``closed`` tables are named where they are to blame."""
    problem = _future(reality)
    try:
        refuse_conflicts(problem)
    except Refusal as refusal:
        raise _in_own_numbers(reality, refusal) from refusal
    return problem


def _future(reality: Reality) -> Problem:
    whole, first = reality.problem, reality.from_round
    limits = whole.capacities
    return replace(
        whole,
        tables=len(reality.open_tables),
        rounds=whole.rounds[first - 1 :],
        wishes=tuple(_renumbered(reality, wish) for wish in _ahead(reality)),
        capacities=limits and tuple(limits[t - 1] for t in reality.open_tables),
        met=tuple(sorted({*map(_sorted_pair, whole.met), *_met_in_held(reality)})),
    )


def _sorted_pair(pair: Sequence[str]) -> tuple[str, str]:
    return min(pair), max(pair)


def _met_in_held(reality: Reality) -> Iterable[tuple[str, str]]:
    ids = [one.id for one in reality.problem.people]
    for row in reality.before[: reality.from_round - 1]:
        tables: dict[int, list[str]] = {}
        for own in ids:
            if own in row:
                tables.setdefault(row[own], []).append(own)
        for there in tables.values():
            yield from map(_sorted_pair, combinations(there, 2))


def _ahead(reality: Reality) -> list[Wish]:
    return [w for w in reality.problem.wishes if w.round is None or w.round >= reality.from_round]


def _renumbered(reality: Reality, wish: Wish) -> Wish:
    """A fixed seat at a closed table gets a number that no table has."""
    number = None if wish.round is None else wish.round - reality.from_round + 1
    if wish.group is None:
        return replace(wish, round=number)
    tables = reality.open_tables
    place = tables.index(wish.group) + 1 if wish.group in tables else len(tables) + wish.group
    return replace(wish, round=number, group=place)


# ---------------------------------------------------------------- conflicts


def _in_own_numbers(reality: Reality, refusal: Refusal) -> Refusal:
    if refusal.code != "conflict":
        return refusal
    number = refusal.data["round"] + reality.from_round - 1
    own = {_key(_renumbered(reality, w).to_json()): w for w in _ahead(reality)}
    named = []
    blamed: list[Wish] = []
    for said in refusal.data["wishes"]:
        if said["type"] == "capacity":
            named.append({**said, "group": reality.open_tables[said["group"] - 1]})
        else:
            blamed.append(own[_key(said)])
            named.append(blamed[-1].to_json())
    named += [_closed(t) for t in _closed_to_blame(reality, number, blamed)]
    return Refusal("conflict", round=number, wishes=named)


def _key(said: Mapping[str, Any]) -> str:
    return json.dumps(said, sort_keys=True)


def _closed(table: int) -> dict[str, Any]:
    return {"type": "closed", "a": None, "b": None, "round": "*", "group": table, "line": None}


def _closed_to_blame(reality: Reality, number: int, wishes: list[Wish]) -> list[int]:
    """The closed tables without any of which the named wishes could hold."""
    absences = [w for w in reality.problem.wishes if w.type == "away" and w.applies(number)]
    problem = replace(reality.problem, wishes=tuple(dict.fromkeys([*absences, *wishes])))
    kept = sorted(reality.closed)
    for table in list(kept):
        fewer = frozenset(kept) - {table}
        if _impossible(replace(reality, problem=problem, closed=fewer)):
            kept.remove(table)
    return kept


def _impossible(reality: Reality) -> bool:
    try:
        refuse_conflicts(_future(reality))
    except Refusal:
        return True
    return False
