"""One round improved by swaps: the cost of every swap of some people against all, in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, islice

import numpy as np

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints, TableRule

NEVER = np.int64(2**62)  # the cost of what is not allowed
WORTH_A_CALL = 120_000  # work of one call beside its elements; work is about a nanosecond
WORTH_A_SWAP = 30  # work of one looked-at swap
COMBINATIONS = 80  # sets of people tried per table against one unit


class Swaps:
    """The seating of one round while others stand still, with all that swaps cost.

    Units are joined by one empty chair per table (size 0), so a move is a swap with a chair.
    ``connection``: units x units, what each pair at one table costs; ``taste``: tables x units,
    what a seat costs whoever else is there. ``tables``: unit -> table.
    ``rules``: (weight, rule, marks of units x labels) whose cost is known from a table's counts.
    No change above ``wall`` is taken (a pair kept apart would meet). ``tick`` hears of the work
    done; ``total`` is the change of the cost since the start.
    """

    def __init__(
        self,
        hall: Hall,
        connection: Ints,
        tables: Ints,
        rules: Sequence[tuple[int, TableRule, Ints]],
        wall: int,
        tick: Callable[[int], None] = lambda _: None,
        taste: Ints | None = None,
    ) -> None:
        self.units, self.wall, self.tick, self.total = len(hall.units), wall, tick, 0
        chairs = len(hall.most) if hall.least != hall.most else 0
        self.table: Ints = np.concatenate([tables, np.arange(chairs)])
        self.size: Ints = np.zeros(self.units + chairs, dtype=np.int64)
        self.size[: self.units] = [len(unit) for unit in hall.units]
        self.least, self.most = np.array(hall.least), np.array(hall.most)
        self.load = np.bincount(self.table, weights=self.size, minlength=len(self.most))
        self.load = self.load.astype(np.int64)
        self.movable = np.ones(len(self.table), dtype=np.bool_)
        self.movable[list(hall.fixed)] = False
        self.free = np.flatnonzero(self.movable[: self.units])
        self.connection = _padded(connection, len(self.table))
        self.near = np.stack(
            [self.connection[self.table == t].sum(axis=0) for t in range(len(self.most))]
        )
        self.taste: Ints = np.zeros_like(self.near)
        if taste is not None:
            self.taste[:, : self.units] = taste
            self.near += self.taste
        self.rules = [self._counted(*rule, chairs) for rule in rules]
        self.depth = 1 + sum(rule[2].shape[1] for rule in self.rules) // 3
        self._own()

    def _counted(
        self, weight: int, rule: TableRule, marks: Ints, chairs: int
    ) -> tuple[int, TableRule, Ints, Ints]:
        padded = np.concatenate([marks, np.zeros((chairs, marks.shape[1]), dtype=np.int64)])
        counts = np.zeros((len(self.most), marks.shape[1]), dtype=np.int64)
        np.add.at(counts, self.table, padded)
        return weight, rule, padded, counts

    def _own(self) -> None:
        """What each unit costs beside those at its own table."""
        self.own: Ints = self.near[self.table, np.arange(len(self.table))]

    def costs(self, who: Ints) -> Ints:
        """Cost change of each of ``who`` (movable units) against every unit and chair.

        Returns (len(who), units + chairs) whole numbers, NEVER where sizes or fixed seats forbid.
        """
        self.tick(WORTH_A_SWAP * who.size * len(self.table) * self.depth + WORTH_A_CALL)
        a, b = self.table[who][:, None], self.table[None, :]
        near = self.near[:, who].T[:, self.table]
        change: Ints = (
            near - self.own[who][:, None] + self.near[self.table[who]] - self.own[None, :]
        )
        change -= 2 * self.connection[who]
        grow = self.size[None, :] - self.size[who][:, None]
        fits = self.movable[None, :] & (a != b)
        fits &= (grow <= (self.most - self.load)[a]) & (grow >= (self.least - self.load)[a])
        fits &= (grow <= (self.load - self.least)[b]) & (grow >= (self.load - self.most)[b])
        for weight, rule, marks, counts in self.rules:
            given = marks[None, :, :] - marks[who][:, None, :]
            change += weight * self._at_tables(rule, counts, a, b, given, grow)
        change[~fits | (change > self.wall)] = NEVER
        return change

    def _at_tables(
        self, rule: TableRule, counts: Ints, a: Ints, b: Ints, given: Ints, grow: Ints
    ) -> Ints:
        """Cost change of tables a and b when a gets ``given`` marks and ``grow`` people from b."""
        before = rule.table_cost(counts, self.load)
        after_a = rule.table_cost(counts[a] + given, self.load[a] + grow)
        after_b = rule.table_cost(counts[b] - given, self.load[b] - grow)
        change: Ints = after_a + after_b - before[a] - before[b]
        return change

    def swap(self, left: Sequence[int], right: Sequence[int], change: int) -> None:
        """Those of ``left`` (one table) change seats with those of ``right`` (one other table)."""
        self.tick(WORTH_A_CALL // 2)
        a, b = int(self.table[left[0]]), int(self.table[right[0]])
        for movers, start, end in ((list(left), a, b), (list(right), b, a)):
            gone = self.connection[movers].sum(axis=0)
            self.near[start] -= gone
            self.near[end] += gone
            people = int(self.size[movers].sum())
            self.load[start] -= people
            self.load[end] += people
            for _, _, marks, counts in self.rules:
                counts[start] -= marks[movers].sum(axis=0)
                counts[end] += marks[movers].sum(axis=0)
            self.table[[u for u in movers if u < self.units]] = end
        self.total += change
        self._own()

    def company(self) -> Ints:
        """What each unit costs by who else is at its table, not by the seat itself."""
        there: Ints = self.own - self.taste[self.table, np.arange(len(self.table))]
        return there

    def seats(self) -> Ints:
        """Unit -> table as it is now."""
        return self.table[: self.units].copy()

    def unit_against_many(self, unit: int) -> tuple[int, list[int]]:
        """Best change, and who: a unit of several against as many single people of one table."""
        sets = self._sets(unit)
        if not len(sets):
            return int(NEVER), []
        self.tick(WORTH_A_SWAP * sets.size * self.depth + WORTH_A_CALL)
        a, b = self.table[[unit]], self.table[sets[:, 0]]
        among = self.connection[sets[:, :, None], sets[:, None, :]].sum(axis=(1, 2))
        change = self.near[b, unit] - self.own[unit] + among
        change += (self.near[a[0]][sets] - self.own[sets]).sum(axis=1)
        change -= 2 * self.connection[unit][sets].sum(axis=1)
        for weight, rule, marks, counts in self.rules:
            given = marks[sets].sum(axis=1) - marks[unit][None, :]
            grow = np.zeros(len(sets), dtype=np.int64)
            at = np.broadcast_to(a, b.shape)
            change += weight * self._at_tables(rule, counts, at, b, given, grow)
        best = int(change.argmin())
        return int(change[best]), [int(u) for u in sets[best]]

    def _sets(self, unit: int) -> Ints:
        singles = self.free[self.size[self.free] == 1]
        at = self.table[singles]
        order = np.argsort(at, kind="stable")
        starts = np.searchsorted(at[order], np.arange(len(self.most) + 1)).tolist()
        there = singles[order].tolist()
        found: list[tuple[int, ...]] = []
        for t in range(len(self.most)):
            if t != self.table[unit]:
                some = there[starts[t] : starts[t + 1]]
                found += islice(combinations(some, int(self.size[unit])), COMBINATIONS)
        return np.array(found, dtype=np.int64)


def _padded(square: Ints, side: int) -> Ints:
    """The matrix with rows and columns of zeros for the empty chairs."""
    if len(square) == side:
        return square
    wide = np.zeros((side, side), dtype=np.int64)
    wide[: len(square), : len(square)] = square
    return wide


def by_units(people: Ints, hall: Hall) -> Ints:
    """A people x people matrix summed to units x units, nothing on the diagonal."""
    first = np.array([unit[0] for unit in hall.units], dtype=np.int64)
    large = [(u, unit) for u, unit in enumerate(hall.units) if len(unit) > 1]
    if len(first) == len(people):
        inner = people.copy()
    else:
        wide = people[:, first]
        for u, unit in large:
            wide[:, u] = people[:, unit].sum(axis=1)
        inner = wide[first]
        for u, unit in large:
            inner[u] = wide[unit].sum(axis=0)
    np.fill_diagonal(inner, 0)
    return inner
