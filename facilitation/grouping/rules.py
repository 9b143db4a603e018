"""The wishes that a plan is measured by: one small class each, all costs whole numbers.

A seating is an array of tables (from 0; -1 is away), one row per round, one column per person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping import bounds
from facilitation.grouping.bounds import Labels
from facilitation.grouping.hall import Hall
from facilitation.grouping.problem import Person, Problem

Ints = NDArray[np.int64]
Reason = dict[str, Any]


class Rule:
    """One wish: ``value`` of a seating and ``bound``, the best that any seating could have.

    ``name`` as in proofs; ``word`` as in ``Problem.order``; ``more`` is better, or fewer.
    """

    name = ""
    word = ""
    more = False
    rounds: tuple[int, ...] = ()

    def bound(self, r: int) -> tuple[int, Reason]:
        """Best value possible in round ``r`` (from 0), and why it is no better."""
        raise NotImplementedError

    def value(self, seats: Ints, r: int) -> int:
        """The value in round ``r`` (from 0)."""
        raise NotImplementedError


class PairRule(Rule):
    """Fewest pairs at one table that share a label; sharing two labels counts twice."""

    def __init__(self, name: str, word: str, kind: str, labels: Labels, halls: Sequence[Hall]):
        self.name, self.word, self.kind = name, word, kind
        self.labels, self.halls = labels, halls
        self.marks = _marks(labels)

    def connection(self) -> Ints:
        """People x people: labels shared."""
        # float32 multiplies fast, and is exact for such small whole numbers
        marks = self.marks.astype(np.float32)
        shared: Ints = (marks @ marks.T).astype(np.int64)
        np.fill_diagonal(shared, 0)
        return shared

    @property
    def most_shared(self) -> int:
        """The most labels that one person has, so no pair shares more."""
        return int(self.marks.sum(axis=1).max(initial=0))

    def value(self, seats: Ints, r: int) -> int:
        counts = _counts(self.marks, seats[r], len(self.halls[r].most))
        return int((counts * (counts - 1) // 2).sum())

    def bound(self, r: int) -> tuple[int, Reason]:
        least = bounds.label_pairs(self.halls[r], self.labels)
        total = sum(least.values())
        if not total:
            return 0, {"code": "none_needed"}
        label = max(least, key=lambda t: (least[t], t))
        there = sum(label in self.labels[i] for unit in self.halls[r].units for i in unit)
        tables = len(self.halls[r].most)
        return total, {"code": "pigeonhole", self.kind: label, "people": there, "tables": tables}


class Repeats(Rule):
    """Fewest people who meet again: over all pairs, times together beyond the first."""

    name, word = "repeats", "repeats"

    def __init__(self, problem: Problem, halls: Sequence[Hall]):
        self.halls = halls
        n = len(problem.people)
        index = {person.id: i for i, person in enumerate(problem.people)}
        self.before = np.zeros((n, n), dtype=np.int64)
        for a, b in problem.met:
            self.before[index[a], index[b]] = self.before[index[b], index[a]] = 1

    def connection(self, seats: Ints, r: int) -> Ints:
        """People x people: 1 where a meeting in round ``r`` would be a repeat."""
        met = self.before > 0
        for other in range(len(seats)):
            if other != r:
                met = met | _together(seats[other])
        again: Ints = met.astype(np.int64)
        np.fill_diagonal(again, 0)
        return again

    def value(self, seats: Ints, r: int = -1) -> int:  # noqa: ARG002 - all rounds together
        times = self.before.copy()
        for row in seats:
            times += _together(row)
        np.fill_diagonal(times, 0)
        return int(np.maximum(times - 1, 0).sum() // 2)

    def bound(self, r: int = -1) -> tuple[int, Reason]:  # noqa: ARG002
        first, *others = (_apart(hall) for hall in self.halls)
        away = [set(range(len(self.before))) - set(hall.unit_of) for hall in self.halls[1:]]
        apart = {
            (i, j)
            for i, j in first
            if all(
                (i, j) in kept or i in gone or j in gone
                for kept, gone in zip(others, away, strict=True)
            )
        }
        met = {(int(a), int(b)) for a, b in zip(*np.nonzero(np.triu(self.before)), strict=True)}
        found = bounds.repeats(self.halls, len(self.before), apart, met)
        code = max(found, key=lambda name: found[name])
        return found[code], {"code": code if found[code] else "none_needed"}


def _apart(hall: Hall) -> set[tuple[int, int]]:
    """Pairs of people (i < j) whom the hall keeps apart."""
    return {
        (min(i, j), max(i, j)) for u, v in hall.apart for i in hall.units[u] for j in hall.units[v]
    }


class TableRule(Rule):
    """A wish whose cost is known from one table's label counts."""

    marks: Ints
    halls: Sequence[Hall]

    def cost(self, counts: Ints, loads: Ints) -> Ints:
        """Cost of tables from their label counts (..., labels) and loads (...)."""
        raise NotImplementedError

    def value(self, seats: Ints, r: int) -> int:
        tables = len(self.halls[r].most)
        loads = np.bincount(seats[r][seats[r] >= 0], minlength=tables)
        total = int(self.cost(_counts(self.marks, seats[r], tables), loads).sum())
        return -total if self.more else total


class Hosts(TableRule):
    """Fewest tables in use without a host."""

    name, word = "tables_without_host", "hosts"

    def __init__(self, people: Sequence[Person], halls: Sequence[Hall]):
        self.halls = halls
        self.hosts = [i for i, person in enumerate(people) if person.role == "host"]
        self.marks = np.zeros((len(people), 1), dtype=np.int64)
        self.marks[self.hosts] = 1

    def cost(self, counts: Ints, loads: Ints) -> Ints:
        bare: Ints = ((counts[..., 0] == 0) & (loads > 0)).astype(np.int64)
        return bare

    def bound(self, r: int) -> tuple[int, Reason]:
        least = bounds.without_host(self.halls[r], self.hosts)
        tables = len(self.halls[r].most)
        few = {"code": "few_hosts", "hosts": len(self.hosts), "tables": tables}
        return least, few if least else {"code": "none_needed"}


class Theme(TableRule):
    """Most people whose table's commonest label is theirs."""

    more = True

    def __init__(self, name: str, word: str, labels: Labels, halls: Sequence[Hall]):
        self.name, self.word, self.labels, self.halls = name, word, labels, halls
        self.marks = _marks(labels)

    def cost(self, counts: Ints, loads: Ints) -> Ints:  # noqa: ARG002 - the size is no matter
        if not counts.shape[-1]:
            return np.zeros(counts.shape[:-1], dtype=np.int64)
        common: Ints = -counts.max(axis=-1)
        return common

    def bound(self, r: int) -> tuple[int, Reason]:
        return bounds.best_theme(self.halls[r], self.labels), {"code": "seats_of_themes"}


def _marks(labels: Labels) -> Ints:
    """People x labels, 1 where the person has it."""
    column = {label: k for k, label in enumerate(sorted(set().union(*labels)))}
    marks = np.zeros((len(labels), len(column)), dtype=np.int64)
    for i, own in enumerate(labels):
        for label in own:
            marks[i, column[label]] = 1
    return marks


def _counts(marks: Ints, row: Ints, tables: int) -> Ints:
    """Tables x labels: how many at the table have the label."""
    counts = np.zeros((tables, marks.shape[1]), dtype=np.int64)
    there = row >= 0
    np.add.at(counts, row[there], marks[there])
    return counts


def _together(row: Ints) -> NDArray[np.bool_]:
    """People x people: at one table in this round."""
    same: NDArray[np.bool_] = (row[:, None] == row[None, :]) & (row >= 0)[:, None]
    return same
