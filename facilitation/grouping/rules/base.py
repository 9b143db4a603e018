"""What every wish can do: value, cost, cost of a swap, bound, and why somebody sits there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.hall import Hall

Ints = NDArray[np.int64]
Reason = dict[str, Any]


class Rule:
    """One wish. Making one prepares it: all that does not change while seats do is counted then.

    A seating is an array of tables (from 0; -1 is away), one row per round, one column per person;
    rounds, people and tables count from 0. ``name`` as in proofs; ``word`` as in
    ``Problem.order``; ``more``: more is better; ``rounds``: those it counts in.
    """

    name = ""
    word = ""
    more = False
    rounds: tuple[int, ...] = ()
    halls: Sequence[Hall]

    def value(self, seats: Ints, r: int) -> int:
        """The value in round ``r``."""
        raise NotImplementedError

    def cost(self, seats: Ints, r: int) -> int:
        """The value as a cost: fewer is better."""
        value = self.value(seats, r)
        return -value if self.more else value

    def change(self, seats: Ints, r: int, moves: Mapping[int, int]) -> int:
        """Cost of a swap: what the cost of round ``r`` grows by when people (keys) go to tables
        (values), all at once."""
        after = seats.copy()
        after[r, list(moves)] = list(moves.values())
        return self.cost(after, r) - self.cost(seats, r)

    def bound(self, r: int) -> tuple[int, Reason]:
        """Best value possible in round ``r``, and why it is no better."""
        raise NotImplementedError

    def explain(self, seats: Ints, r: int, person: int) -> list[Reason]:
        """What this wish has to do with the person's seat in round ``r``: true facts only, each
        with a code; none when it has nothing to say."""
        raise NotImplementedError


class TableRule(Rule):
    """A wish whose cost is known from one table's label counts."""

    marks: Ints

    def table_cost(self, counts: Ints, loads: Ints) -> Ints:
        """Cost of tables from their label counts (..., labels) and loads (...)."""
        raise NotImplementedError

    def change(self, seats: Ints, r: int, moves: Mapping[int, int]) -> int:
        who, before, after, tables = near_moves(seats[r], moves)
        return self._cost(who, after, tables) - self._cost(who, before, tables)

    def _cost(self, who: Ints, row: Ints, tables: int) -> int:
        """Cost of some tables: these people, at table -1 for away."""
        loads = np.bincount(row[row >= 0], minlength=tables)
        return int(self.table_cost(count(self.marks[who], row, tables), loads).sum())

    def value(self, seats: Ints, r: int) -> int:
        tables = len(self.halls[r].most)
        loads = np.bincount(seats[r][seats[r] >= 0], minlength=tables)
        total = int(self.table_cost(count(self.marks, seats[r], tables), loads).sum())
        return -total if self.more else total


Labels = Sequence[frozenset[str]]


def mark(labels: Labels) -> Ints:
    """People x labels (in their order), 1 where the person has it."""
    column = {label: k for k, label in enumerate(sorted(set().union(*labels)))}
    marks = np.zeros((len(labels), len(column)), dtype=np.int64)
    for i, own in enumerate(labels):
        for label in own:
            marks[i, column[label]] = 1
    return marks


def count(marks: Ints, row: Ints, tables: int) -> Ints:
    """Tables x labels: how many at the table have the label (``marks`` holds 0 and 1)."""
    there = np.flatnonzero(row >= 0)
    person, label = np.nonzero(marks[there])
    places = row[there[person]] * marks.shape[1] + label
    counts: Ints = np.bincount(places, minlength=tables * marks.shape[1])
    return counts.reshape(tables, marks.shape[1])


def near_moves(row: Ints, moves: Mapping[int, int]) -> tuple[Ints, Ints, Ints, int]:
    """Only the tables that moves touch: (people there before or after, their tables before and
    after, both counted anew from 0 and -1 for none, how many tables)."""
    movers = list(moves)
    after = row.copy()
    after[movers] = list(moves.values())
    named = [t for t in (*row[movers].tolist(), *moves.values()) if t >= 0]
    tables = np.unique(np.array(named, dtype=int))  # an empty list would be of floats
    number = np.full(max(int(row.max(initial=-1)), int(after.max(initial=-1))) + 2, -1)
    number[tables] = np.arange(len(tables))
    who = np.flatnonzero((number[row] >= 0) | (number[after] >= 0))
    return who, number[row[who]], number[after[who]], len(tables)


def beside(row: Ints, person: int) -> list[int]:
    """The others at a person's table; nobody beside one who is away."""
    if row[person] < 0:
        return []
    return [int(i) for i in np.flatnonzero(row == row[person]) if i != person]
