"""Fewest people who meet again, over all rounds and earlier meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping import bounds
from facilitation.grouping.hall import Hall
from facilitation.grouping.problem import Problem
from facilitation.grouping.rules.base import Ints, Reason, Rule, beside


class Repeats(Rule):
    """Fewest repeats: over all pairs, times together beyond the first. All rounds count as one,
    so the round is no matter (-1) but in ``change`` and ``explain``."""

    name, word = "repeats", "repeats"

    def __init__(self, problem: Problem, halls: Sequence[Hall]):
        self.halls = halls
        n = len(problem.people)
        index = {person.id: i for i, person in enumerate(problem.people)}
        self.before = np.zeros((n, n), dtype=np.int64)
        for a, b in problem.met:
            self.before[index[a], index[b]] = self.before[index[b], index[a]] = 1
        pairs = [(min(index[a], index[b]), max(index[a], index[b])) for a, b in problem.met]
        self.earlier: Ints = np.array(sorted({i * n + j for i, j in pairs}), dtype=np.int64)

    def connection(self, seats: Ints, r: int) -> Ints:
        """People x people: 1 where a meeting in round ``r`` would be a repeat."""
        met = self.before > 0
        for other in range(len(seats)):
            if other != r:
                met = met | together(seats[other])
        again: Ints = met.astype(np.int64)
        np.fill_diagonal(again, 0)
        return again

    def met_elsewhere(self, seats: Ints, r: int) -> tuple[Ints, Ints]:
        """Pairs of people (one, the other) whose meeting in ``r`` would be a repeat."""
        others = [_pairs(row) for other, row in enumerate(seats) if other != r]
        return np.divmod(np.unique(np.concatenate([self.earlier, *others])), seats.shape[1])

    def value(self, seats: Ints, r: int = -1) -> int:  # noqa: ARG002 - all rounds together
        met = [self.earlier, *(_pairs(row) for row in seats)]
        times = np.unique(np.concatenate(met), return_counts=True)[1]
        return int((times - 1).sum())

    def change(self, seats: Ints, r: int, moves: Mapping[int, int]) -> int:
        movers = list(moves)
        after = seats[r].copy()
        after[movers] = list(moves.values())
        met = self._met(seats, r, movers)
        total = 0
        for k, person in enumerate(movers):
            for row, sign in ((after, 1), (seats[r], -1)):
                near = (row == row[person]) & (row[person] >= 0) & met[k]
                near[[*movers[:k], person]] = False  # a pair of movers counts once
                total += sign * int(near.sum())
        return total

    def _met(self, seats: Ints, r: int, who: Sequence[int]) -> NDArray[np.bool_]:
        """Each of ``who`` x people: met before, or in another round."""
        met = self.before[who] > 0
        for other in range(len(seats)):
            if other != r:
                mine = seats[other][who][:, None]
                met |= (mine == seats[other][None, :]) & (mine >= 0)
        return met

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
        met = {divmod(int(pair), len(self.before)) for pair in self.earlier}
        found = bounds.repeats(self.halls, len(self.before), apart, met)
        code = max(found, key=lambda name: found[name])
        return found[code], {"code": code if found[code] else "none_needed"}

    def explain(self, seats: Ints, r: int, person: int) -> list[Reason]:
        """``new_people``: how many at the table the person meets in this round only."""
        near = beside(seats[r], person)
        if not near or (len(seats) == 1 and not self.before.any()):
            return []
        again = int(self._met(seats, r, [person])[0][near].sum())
        return [{"code": "new_people", "new": len(near) - again, "again": again}]


def _apart(hall: Hall) -> set[tuple[int, int]]:
    """Pairs of people (i < j) whom the hall keeps apart."""
    return {
        (min(i, j), max(i, j)) for u, v in hall.apart for i in hall.units[u] for j in hall.units[v]
    }


def _pairs(row: Ints) -> Ints:
    """A number for each pair at one table: the lesser person's times all people, plus the other."""
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    found = [np.zeros(0, dtype=np.int64)]
    for apart in range(1, len(order)):
        same = row[order[apart:]] == row[order[:-apart]]
        if not same.any():
            break
        found.append(order[:-apart][same] * len(row) + order[apart:][same])
    return np.concatenate(found)


def together(row: Ints) -> NDArray[np.bool_]:
    """People x people: at one table in this round."""
    same: NDArray[np.bool_] = (row[:, None] == row[None, :]) & (row >= 0)[:, None]
    return same
