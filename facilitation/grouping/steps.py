"""Steps of many walks through the seatings of one round, all in the same few array operations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from facilitation.grouping.anneal import FAR, Floats, Stage
from facilitation.grouping.rules import Ints


class Steps:
    """One round of all walks while the other rounds stand still.

    ``times``: walks x people x people, times met in other rounds; ``seats``: walks x people.
    ``table``, ``near``, ``load``: where the units sit, what each would cost at each table, how
    many sit there. ``gained``: what each walk's cost grew by since it was last asked.
    """

    def __init__(self, stage: Stage, times: Floats, seats: Ints) -> None:
        self.stage = stage
        self.connection = stage.connection(times)
        self.table = stage.table(seats)
        self.near = stage.near(self.table, self.connection)
        self.load = stage.load(self.table)
        self.walk = np.arange(len(seats))
        self.rows = (self.walk * stage.tables)[:, None]  # where in near as walks*tables x side

    # ------------------------------------------------------------ those who are kept together

    def alone(self, u: int, heat: float, noise: Floats) -> Floats:
        """Unit ``u`` changes seats with another or takes an empty chair, sizes allowing, or stays,
        drawn by the heat bath in each walk. Returns what each walk's cost grows by."""
        change = self._changes(u)
        v = (change - np.float32(heat) * noise).argmin(axis=1)
        cost: Floats = change[self.walk, v]
        walk = np.flatnonzero((v != u) & (cost < FAR / 2))
        v, a, b = v[walk], self.table[walk, u], self.table[walk, v[walk]]
        gone = self.connection[walk, u] - self.connection[walk, v]
        self._move(walk, a, b, gone, self.stage.size[u] - self.stage.size[v])
        self.table[walk, u] = b
        person = v < self.stage.units
        self.table[walk[person], v[person]] = a[person]
        return self._grown(walk, cost[walk])

    def _changes(self, u: int) -> Floats:
        """Walks x side: what it costs when ``u`` changes seats with each, FAR and more where that
        is not allowed, 0 at its own place."""
        stage, walk, a = self.stage, self.walk[:, None], self.table[:, u]
        change: Floats = self.near[walk, self.table, u] - self.near[self.walk, a, u][:, None]
        change += self.near[self.walk, a] - self.near[walk, self.table, np.arange(stage.side)]
        change += stage.barred - 2 * self.connection[:, u]
        change[self.table == a[:, None]] = FAR
        if stage.grow is not None:
            up, down = stage.most - self.load, self.load - stage.least
            more = np.minimum(up[self.walk, a][:, None], down[walk, self.table])
            less = np.minimum(down[self.walk, a][:, None], up[walk, self.table])
            change[(stage.grow[u] > more) | (-stage.grow[u] > less)] = FAR
        change[:, u] = 0
        return change

    def several(self, u: int, b: int, heat: float, some: Floats, few: Floats) -> Floats:
        """Unit ``u`` of several people changes seats with as many others of table ``b``, drawn by
        ``some``, where that costs little. Returns what each walk's cost grows by."""
        size, at = int(self.stage.size[u]), self.table[:, u]
        there = self.stage.single & (self.table == b)
        walk = np.flatnonzero((at != b) & (there.sum(axis=1) >= size))
        drawn = np.where(there, some, -FAR)[walk].argsort(axis=1, kind="stable")[:, -size:]
        a, w = at[walk], walk[:, None]
        cost: Floats = self.near[walk, b, u] - self.near[walk, a, u]
        cost += (self.near[w, a[:, None], drawn] - self.near[w, b, drawn]).sum(axis=1)
        cost += self.connection[w[:, :, None], drawn[:, :, None], drawn[:, None]].sum(axis=(1, 2))
        cost -= 2 * self.connection[w, u, drawn].sum(axis=1)
        fine = cost < np.float32(heat) * few[walk]
        walk, drawn, a = walk[fine], drawn[fine], a[fine]
        gone = self.connection[walk, u] - self.connection[walk[:, None], drawn].sum(axis=1)
        self._move(walk, a, np.full_like(a, b), gone, np.zeros_like(a))
        self.table[walk, u] = b
        self.table[walk[:, None], drawn] = a[:, None]
        return self._grown(walk, cost[fine])

    def _move(self, walk: Ints, a: Ints, b: Ints, gone: Floats, people: Ints) -> None:
        """``gone``: what tables ``a`` lose and ``b`` get; ``people``: how many."""
        self.near[walk, a] -= gone
        self.near[walk, b] += gone
        self.load[walk, a] -= people
        self.load[walk, b] += people

    def _grown(self, walk: Ints, cost: Floats) -> Floats:
        grown: Floats = np.zeros(len(self.walk), dtype=np.float32)
        grown[walk] = cost
        return grown

    # ------------------------------------------------------------ all tables, two by two

    def lay(self) -> None:
        """Lays the units on the seats: ``at`` is walks x tables x seats."""
        stage, units = self.stage, self.stage.units
        table = self.table[:, :units]
        order = table.argsort(axis=1, kind="stable")
        sorted_table = np.take_along_axis(table, order, axis=1)
        there = stage.at(self.table)[:, :, :units]
        ends = there.sum(axis=2).cumsum(axis=1).astype(np.int64)
        starts = np.concatenate([np.zeros((len(ends), 1), dtype=np.int64), ends[:, :-1]], axis=1)
        rank = np.arange(units) - np.take_along_axis(starts, sorted_table, axis=1)
        extra = (there @ (stage.size[:units] - 1).astype(np.float32)).astype(np.int64)
        seats = int(stage.most.max())
        exists = np.arange(seats) < (stage.most - extra)[:, :, None]
        self.at = np.where(exists, stage.empty, stage.none)
        self.at[self.walk[:, None], sorted_table, rank] = order
        self.flat, self.level = self.near.reshape(-1), self.near.reshape(-1, stage.side)
        self.twice = (2 * self.connection).reshape(-1)
        self.pair = (self.walk * stage.side)[:, None, None]

    def pairs(self, tables: Sequence[int], heat: float, noise: Floats, few: Floats) -> Floats:
        """The first table with the second, the third with the fourth and so on: each two change
        two people or none, drawn by the heat bath. Returns what each walk's cost grows by.

        ``noise``: walks x pairs of tables x seats squared; ``few``: walks x pairs of tables.
        """
        left, right = np.array(tables[0:-1:2]), np.array(tables[1::2])
        u, v = self.at[:, left], self.at[:, right]
        change = self._of_pairs(u, v, left, right)
        noisy = change - np.float32(heat) * noise
        k = noisy.argmin(axis=2)
        least = np.take_along_axis(noisy, k[:, :, None], axis=2)[:, :, 0]
        walk, p = np.nonzero(least < np.float32(-heat) * few)
        k = k[walk, p]
        cost = change[walk, p, k]
        i, j = np.divmod(k, u.shape[2])
        one, other = u[walk, p, i], v[walk, p, j]
        self._swap(walk, left[p], right[p], one, other)
        self.at[walk, left[p], i], self.at[walk, right[p], j] = other, one
        grown: Floats = np.bincount(walk, weights=cost, minlength=len(u)).astype(np.float32)
        return grown

    def _of_pairs(self, u: Ints, v: Ints, left: Ints, right: Ints) -> Floats:
        """Walks x pairs of tables x (left seats times right seats): the cost of each swap."""
        side = self.stage.side
        a = ((self.rows + left) * side)[:, :, None]
        b = ((self.rows + right) * side)[:, :, None]
        mine = self.flat.take(b + u) - self.flat.take(a + u) + self.stage.pinned.take(u)
        theirs = self.flat.take(a + v) - self.flat.take(b + v) + self.stage.pinned.take(v)
        if self.stage.slack:
            least, empty = self.load <= self.stage.least, self.stage.empty
            mine[(u == empty) & least[:, right, None]] = FAR
            theirs[(v == empty) & least[:, left, None]] = FAR
        where = ((self.pair + u) * side)[:, :, :, None] + v[:, :, None, :]
        change: Floats = mine[:, :, :, None] + theirs[:, :, None, :]
        change -= self.twice.take(where)
        return change.reshape(*u.shape[:2], -1)

    def _swap(self, walk: Ints, a: Ints, b: Ints, one: Ints, other: Ints) -> None:
        """In each of these walks ``one`` goes from table a to b, ``other`` the other way."""
        gone = self.connection[walk, one]
        gone -= self.connection[walk, other]
        rows = walk * self.stage.tables
        self.level[rows + a] -= gone
        self.level[rows + b] += gone
        if self.stage.slack:
            people = self.stage.size[one] - self.stage.size[other]
            self.load[walk, a] -= people
            self.load[walk, b] += people

    def tables_of(self, walk: Ints) -> Ints:
        """Walks x people: the table of each person in these walks, as laid."""
        table = self.table[walk]
        at = self.at[walk]
        table[np.arange(len(walk))[:, None, None], at] = np.arange(at.shape[1])[:, None]
        return self.stage.people(table)
