"""People put on the points of a design: colleagues where they never meet, sizes as they must be.

Which person takes which point is a quadratic assignment; it is annealed like the walks, all swaps
of two points being looked at in one expression.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from facilitation.grouping.anneal import FAR, NOISE, Floats, Scene, noise
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

FEWEST_STEPS, MOST_STEPS = 200, 4000
CLASH = 4096  # cost of two on one line who can never share a table


class Placing:
    """The units of the rounds as items to be placed; points left over stay empty.

    ``scenes``: one per round, all with the same units. ``design``: rounds x points of tables.
    """

    def __init__(self, scenes: Sequence[Scene], design: Ints) -> None:
        self.scenes, self.design = scenes, design
        hall = scenes[0].hall
        self.items = _items(hall)
        self.fixed = {
            k: hall.fixed[u] for u in hall.fixed for k in [self._item_of(hall.units[u][0])]
        }
        points = design.shape[1]
        self.size = np.zeros(points, dtype=np.int64)
        self.size[: len(self.items)] = [len(item) for item in self.items]
        self.cost: Floats = self._costs().astype(np.float32)

    def _item_of(self, person: int) -> int:
        return next(k for k, item in enumerate(self.items) if person in item)

    def _costs(self) -> Ints:
        """Items x items: what it costs when two are on one line."""
        n = len(self.scenes[0].still)
        belongs = np.zeros((len(self.size), n), dtype=np.int64)
        for k, item in enumerate(self.items):
            belongs[k, item] = 1
        still = sum(scene.still + CLASH * scene.apart for scene in self.scenes)
        again = max(1, self.scenes[0].again)
        cost: Ints = belongs @ (still // len(self.scenes)) @ belongs.T
        cost += again * np.outer(self.size, self.size)
        for k, table in self.fixed.items():
            for other, elsewhere in self.fixed.items():
                cost[k, other] += CLASH * (table != elsewhere)
        np.fill_diagonal(cost, 0)
        return cost

    def run(self, random: Random, tick: Callable[[int], None], work: int) -> Ints:
        """Rounds x people: the tables (from 0) that the design asks for; -1 where nobody is."""
        chosen = self._rounds(random)
        meets = np.zeros((self.design.shape[1],) * 2, dtype=np.float32)
        for row in chosen:
            meets += row[:, None] == row[None, :]
        np.fill_diagonal(meets, 0)
        point = self._anneal(meets, random, tick, work)
        return np.array([self._tables(row[point], r) for r, row in enumerate(chosen)])

    def _rounds(self, random: Random) -> Ints:
        """Some rounds of the design; where it has too few, some of them come again."""
        order: list[int] = []
        while len(order) < len(self.scenes):
            order += random.sample(range(len(self.design)), len(self.design))
        return self.design[order[: len(self.scenes)]]

    def _anneal(
        self, meets: Floats, random: Random, tick: Callable[[int], None], work: int
    ) -> Ints:
        """Item -> point."""
        side = len(self.size)
        a_step = 15 * side * side + 60_000
        steps = max(FEWEST_STEPS, min(MOST_STEPS, work // a_step))
        point = np.array(random.sample(range(side), side))
        best, now, least = point.copy(), 0.0, 0.0
        hot, cold = 0.4 * max(1.0, self.scenes[0].again), 0.2
        for step in range(steps):
            tick(a_step)
            here = meets[np.ix_(point, point)]
            change = self._changes(here)
            heat = round(hot * (cold / hot) ** (step / steps), 3)
            start = random.randrange(NOISE - side * side) if side * side < NOISE else 0
            some = np.resize(noise()[start : start + side * side], (side, side))
            i, j = divmod(int((change - np.float32(heat) * some).argmin()), side)
            now += float(change[i, j])
            point[[i, j]] = point[[j, i]]
            if now < least:
                best, least = point.copy(), now
        return best

    def _changes(self, here: Floats) -> Floats:
        """Items x items: what it costs when two change points."""
        cross = self.cost @ here
        own = np.diagonal(cross)
        change: Floats = cross + cross.T - own[:, None] - own[None, :] + 2 * self.cost * here
        np.fill_diagonal(change, FAR)
        return change

    def _tables(self, line: Ints, r: int) -> Ints:
        """Person -> table, from the line of each item: fixed people name their line's table, and
        large lines get large tables."""
        hall = self.scenes[r].hall
        table_of: dict[int, int] = {}
        for k, table in self.fixed.items():
            if table not in table_of.values():
                table_of.setdefault(int(line[k]), table)
        loads = np.bincount(line, weights=self.size, minlength=len(hall.most))
        lines = [int(k) for k in np.argsort(-loads, kind="stable") if int(k) not in table_of]
        taken = set(table_of.values())
        tables = [int(t) for t in np.argsort(-np.array(hall.most), kind="stable")]
        table_of.update(zip(lines, [t for t in tables if t not in taken], strict=False))
        row = np.full(len(self.scenes[r].still), -1, dtype=np.int64)
        for k, item in enumerate(self.items):
            row[item] = table_of[int(line[k])]
        return row


def _items(hall: Hall) -> list[list[int]]:
    """Units; those fixed to one table are one item, for they sit together anyway."""
    at: dict[int, list[int]] = {}
    items = []
    for u, unit in enumerate(hall.units):
        if u in hall.fixed:
            at.setdefault(hall.fixed[u], []).extend(unit)
        else:
            items.append(unit)
    return [*at.values(), *items]


def fits(halls: Sequence[Hall], design: Ints) -> bool:
    """Can the halls be put on the design: the same people and wishes in every round, and points
    for all of them?"""
    first = halls[0]
    alike = all(
        one.units == first.units and one.fixed == first.fixed and one.most == first.most
        for one in halls
    )
    return alike and len(_items(first)) <= design.shape[1]
