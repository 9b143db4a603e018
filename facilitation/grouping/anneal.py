"""Many walks at once through the seatings of all rounds: annealing for small and tight events.

Simulated annealing without rejections (Kirkpatrick, Gelatt and Vecchi 1983; the best of all swaps
under Gumbel noise is a swap drawn by the heat bath). Every walk looks at every swap of one round
in the same few array operations. All costs are small whole numbers, exact in 32-bit floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

Floats = NDArray[np.float32]
FAR = np.float32(2**20)  # the cost of what is not allowed; a dozen of them are still exact
NOISE = 1 << 18
AT_ONCE, MOST_WALKS = 60_000, 24  # about so many swaps in one step
PER_STEP = 70_000  # work of one step beside its elements


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


class Walks:
    """``many`` walks, all from the same seating (rounds x people, -1 away).

    ``before``: people x people, times met earlier. ``many``: as many as the size allows when None.
    ``tick`` hears of the work done. ``best`` and
    ``costs`` are the best seating of each walk and its cost beside the start.
    """

    def __init__(
        self,
        scenes: Sequence[Scene],
        seats: Ints,
        before: Ints,
        many: int | None,
        random: Random,
        tick: Callable[[int], None],
    ) -> None:
        self.random, self.tick = random, tick
        self.rounds = [_Round(scene) for scene in scenes]
        self.side = max(one.side for one in self.rounds)
        many = many or max(1, min(MOST_WALKS, AT_ONCE // self.side**2))
        self.seats: Ints = np.repeat(seats[None], many, axis=0)
        self.best = self.seats.copy()
        self.now: Floats = np.zeros(many, dtype=np.float32)
        self.costs = self.now.copy()
        self.times: Floats = np.repeat(before[None].astype(np.float32), many, axis=0)
        for r in range(len(seats)):
            self.times += _same(self.seats[:, r])
        self.noise = noise()

    def cool(self, steps: int, hot: float, cold: float, stay: int = 8) -> None:
        """About ``steps`` steps of each walk, from temperature ``hot`` down to ``cold``, at most
        ``stay`` of them in one round before the next."""
        visits = max(1, steps // stay)
        order = list(range(len(self.rounds)))
        for visit in range(visits):
            if visit % len(order) == 0:
                self.random.shuffle(order)
            heat = round(hot * (cold / hot) ** (visit / visits), 3)
            self._visit(order[visit % len(order)], stay, heat)

    def again(self, walks: Sequence[int]) -> None:
        """All walks go on from the best of these, shared out in turn."""
        for k in range(len(self.seats)):
            self.seats[k] = self.best[walks[k % len(walks)]]

    def _visit(self, r: int, steps: int, heat: float) -> None:
        scene = self.rounds[r]
        if len(scene.free) < 2:
            return
        old = _same(self.seats[:, r])
        connection = scene.connection(self.times - old)
        table = scene.table(self.seats[:, r])
        near = scene.near(table, connection)
        load = scene.load(table)
        self._units(scene, r, connection, table, near, heat)
        for _ in range(steps):
            self._step(scene, r, connection, table, near, load, heat)
        self.seats[:, r] = scene.people(table)
        self.times += _same(self.seats[:, r]) - old

    def _step(
        self,
        scene: _Round,
        r: int,
        connection: Floats,
        table: Ints,
        near: Floats,
        load: Ints,
        heat: float,
    ) -> None:
        many, side = table.shape
        self.tick(scene.dear * many * side * side + PER_STEP)
        change = scene.changes(connection, table, near, load)
        size = change.size
        start = self.random.randrange(max(1, NOISE - size)) if size <= NOISE else 0
        noise = self.noise[start : start + size]
        if len(noise) < size:
            noise = np.resize(noise, size)
        noisy = change - (heat * noise.reshape(change.shape)).astype(np.float32)
        flat = noisy.reshape(many, -1).argmin(axis=1)
        walk = np.arange(many)
        cost = change.reshape(many, -1)[walk, flat]
        ok = cost < FAR / 2
        walk, flat = walk[ok], flat[ok]
        u, v = flat // side, flat % side
        self.now[walk] += cost[ok]
        scene.swap(walk, u, v, connection, table, near, load)
        self._keep(scene, r, table)

    def _keep(self, scene: _Round, r: int, table: Ints) -> None:
        better = np.flatnonzero(self.now < self.costs)
        if len(better):
            self.costs[better] = self.now[better]
            self.best[better] = self.seats[better]
            self.best[better, r] = scene.people(table[better])

    def _units(
        self, scene: _Round, r: int, connection: Floats, table: Ints, near: Floats, heat: float
    ) -> None:
        """Each walk tries to change seats between people kept together and as many others."""
        for k in range(len(table) if len(scene.large) else 0):
            u = int(self.random.choice(scene.large))
            b = self.random.randrange(near.shape[1])
            a = int(table[k, u])
            there = [s for s in scene.single if table[k, s] == b]
            if a == b or len(there) < scene.size[u]:
                continue
            some = self.random.sample(there, int(scene.size[u]))
            cost = near[k, b, u] - near[k, a, u] + connection[k][np.ix_(some, some)].sum()
            cost += (near[k, a, some] - near[k, b, some]).sum()
            cost -= 2 * connection[k, u, some].sum()
            if cost < heat * -math.log(1 - self.random.random()):
                gone = connection[k, u] - connection[k, some].sum(axis=0)
                near[k, a] -= gone
                near[k, b] += gone
                table[k, u], table[k, some] = b, a
                self.now[k] += cost
        self._keep(scene, r, table)


@cache
def noise() -> Floats:
    """Gumbel noise, the same always: the walks read it from random places.

    Rounded, so that the last bit of a logarithm makes no difference on another machine.
    """
    even = np.random.Generator(np.random.PCG64(1)).random(NOISE)
    rounded: Floats = (np.round(-np.log(-np.log1p(-even)) * 256) / 256).astype(np.float32)
    return rounded


def work_of_a_step(walks: Walks) -> int:
    """About what one step of all walks costs."""
    dear = max(one.dear for one in walks.rounds)
    return dear * len(walks.seats) * walks.side**2 + PER_STEP


class _Round:
    """A scene in arrays: units, and one empty chair per table where sizes may change."""

    def __init__(self, scene: Scene) -> None:
        hall = scene.hall
        self.units = len(hall.units)
        self.tables = len(hall.most)
        chairs = self.tables if hall.least != hall.most else 0
        self.side = self.units + chairs
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
        self.large = [int(u) for u in self.free if self.size[u] > 1]
        self.single = [int(u) for u in self.free if self.size[u] == 1]
        grow = self.size[None, :] - self.size[:, None]
        self.grow = grow if grow[: self.units].any() else None
        self.dear = 6 if self.grow is None else 13  # work of one looked-at swap
        barred = ~(free[:, None] & free[None, :])
        barred[self.units :, self.units :] = True
        self.barred = np.where(barred, FAR, np.float32(0)).astype(np.float32)

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
        """Walks x side: the table of each unit and chair."""
        chairs = np.arange(self.side - self.units)
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

    def changes(self, connection: Floats, table: Ints, near: Floats, load: Ints) -> Floats:
        """Walks x side x side: the cost change of each swap, FAR and more where not allowed."""
        at = self.at(table)
        cross = near.transpose(0, 2, 1) @ at
        own = np.take_along_axis(near, table[:, None, :], axis=1)[:, 0]
        change: Floats = cross - own[:, :, None]
        change = change + change.transpose(0, 2, 1)
        change -= 2 * connection
        change += self.barred
        change += FAR * (at.transpose(0, 2, 1) @ at)
        if self.grow is not None:
            walk = np.arange(len(table))[:, None]
            up, down = (self.most - load)[walk, table], (load - self.least)[walk, table]
            more = np.minimum(up[:, :, None], down[:, None, :])
            less = np.minimum(down[:, :, None], up[:, None, :])
            change += FAR * ((self.grow > more) | (-self.grow > less))
        return change

    def swap(
        self,
        walk: Ints,
        u: Ints,
        v: Ints,
        connection: Floats,
        table: Ints,
        near: Floats,
        load: Ints,
    ) -> None:
        """In each walk unit ``u`` changes seats with ``v``, or takes a place where v is a chair."""
        a, b = table[walk, u], table[walk, v]
        gone = connection[walk, u] - connection[walk, v]
        near[walk, a] -= gone
        near[walk, b] += gone
        moved = self.size[u] - self.size[v]
        load[walk, a] -= moved
        load[walk, b] += moved
        table[walk, u] = np.where(u < self.units, b, a)
        table[walk, v] = np.where(v < self.units, a, b)


def _same(row: Ints) -> Floats:
    """Walks x people x people: 1 where two sit together."""
    same = (row[:, :, None] == row[:, None, :]) & (row >= 0)[:, :, None]
    together: Floats = same.astype(np.float32)
    return together
