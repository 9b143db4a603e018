"""Rounds and chance for walks at a temperature: simulated annealing of small and tight events.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) by heat bath: the best of some swaps under
Gumbel noise is a swap drawn by its cost. All costs are small whole numbers, exact in 32-bit
floats. ``steps`` has the swaps, ``cooling`` the walks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

Floats = NDArray[np.float32]
FAR = np.float32(2**20)  # the cost of what is not allowed; a dozen of them are still exact
NOISE = 1 << 18


@dataclass(frozen=True)
class Scene:
    """One round for the walks. ``still``: people x people, weighted cost of a pair that never
    changes; ``taste``: tables x people, weighted cost of a seat; ``again``: weight of a repeat.
    ``apart``: people x people, true where a hard wish keeps a pair apart."""

    hall: Hall
    still: Ints
    taste: Ints
    again: int
    apart: NDArray[np.bool_]


@cache
def noise() -> Floats:
    """Gumbel noise, the same always: the walks read it from random places.

    Rounded, so that the last bit of a logarithm makes no difference on another machine.
    """
    even = np.random.Generator(np.random.PCG64(1)).random(NOISE)
    rounded: Floats = (np.round(-np.log(-np.log1p(-even)) * 256) / 256).astype(np.float32)
    return rounded


class Stage:
    """A scene in arrays: units, an empty chair per table where sizes may change, and last two
    that stand for any empty seat and for one that does not exist."""

    def __init__(self, scene: Scene) -> None:
        hall = scene.hall
        self.units = len(hall.units)
        self.tables = len(hall.most)
        chairs = self.tables if hall.least != hall.most else 0
        self.side = self.units + chairs + 2
        self.empty, self.none = self.side - 2, self.side - 1
        self.size = np.zeros(self.side, dtype=np.int64)
        self.size[: self.units] = [len(unit) for unit in hall.units]
        self.still = (scene.still + np.where(scene.apart, int(FAR), 0)).astype(np.float32)
        self.again = np.float32(scene.again)
        self.first = np.array([unit[0] for unit in hall.units], dtype=np.int64)
        self.unit_of = np.full(len(scene.still), -1, dtype=np.int64)
        for u, unit in enumerate(hall.units):
            self.unit_of[unit] = u
        belongs = np.zeros((self.side, len(scene.still)), dtype=np.float32)
        belongs[self.unit_of[self.unit_of >= 0], np.flatnonzero(self.unit_of >= 0)] = 1
        self.others = [(u, one) for u, unit in enumerate(hall.units) for one in unit[1:]]
        self.taste: Floats = scene.taste.astype(np.float32) @ belongs.T
        self.least, self.most = np.array(hall.least), np.array(hall.most)
        free = np.ones(self.side, dtype=np.bool_)
        free[list(hall.fixed)] = False
        self.free = np.flatnonzero(free[: self.units])
        self.single = (self.size == 1) & free
        grow = self.size[None, :] - self.size[:, None]
        self.grow = grow if grow[: self.units].any() else None
        free[self.empty :] = False
        self.barred: Floats = np.where(free, 0, FAR).astype(np.float32)
        self.large = [int(u) for u in self.free if self.size[u] > 1]
        self.slack = bool(chairs)
        single = self.single.copy()
        single[self.empty] = True
        self.pinned: Floats = np.where(single, 0, FAR).astype(np.float32)

    def connection(self, times: Floats) -> Floats:
        """Walks x side x side: what a pair at one table costs, from the times met elsewhere."""
        people = self.still + self.again * (times > 0).astype(np.float32)
        chairs = self.side - self.units
        people = np.pad(self._folded(people), ((0, 0), (0, chairs), (0, chairs)))
        diagonal = np.arange(self.side)
        people[:, diagonal, diagonal] = 0
        result: Floats = people
        return result

    def _folded(self, people: Floats) -> Floats:
        """Walks x people x people as walks x units x units: a product of matrices would take ten
        times as long, for few are kept together."""
        rows = people[:, self.first]
        for u, member in self.others:
            rows[:, u] += people[:, member]
        both: Floats = rows[:, :, self.first]
        for u, member in self.others:
            both[:, :, u] += rows[:, :, member]
        return both

    def table(self, seats: Ints) -> Ints:
        """Walks x side: the table of each unit and chair; -1 for the last two."""
        chairs = np.arange(self.side - self.units)
        chairs[-2:] = -1
        at = np.broadcast_to(chairs, (len(seats), len(chairs)))
        return np.concatenate([seats[:, self.first], at], axis=1)

    def people(self, table: Ints) -> Ints:
        """Walks x people: the table of each person, -1 away."""
        return np.where(self.unit_of >= 0, table[:, self.unit_of], -1)

    def at(self, table: Ints) -> Floats:
        """Walks x tables x side: 1 where a unit sits."""
        there = table[:, None, :] == np.arange(self.tables)[None, :, None]
        one: Floats = there.astype(np.float32)
        return one

    def near(self, table: Ints, connection: Floats) -> Floats:
        """Walks x tables x side: what each would cost at each table, with those there now."""
        near: Floats = self.at(table) @ connection + self.taste
        return near

    def load(self, table: Ints) -> Ints:
        """Walks x tables: people there."""
        load: Ints = (self.at(table) @ self.size.astype(np.float32)).astype(np.int64)
        return load
