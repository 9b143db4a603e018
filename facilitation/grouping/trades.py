"""People change places for the whole day: two take over each other's seats in every round.

However often two places meet, they meet as often afterwards, so what is proven of repeats stays
proven, while colleagues, hosts, roles and labels are spread anew. It is a quadratic assignment of
people to places, annealed like the walks: in each of many walks all such trades are looked at in
the same few array operations, and one is drawn by its cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.anneal import FAR, NOISE, Floats, Scene, noise
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints
from facilitation.grouping.rules.repeats import together

AT_ONCE, FEWEST, MOST = 40_000, 2, 40  # about so many trades in one step of all walks
PER_TRADE, PER_STEP = 4, 40_000  # work
APART = 2**16  # cost of two side by side who are kept apart; exact in 32-bit floats, like all here


class Trades:
    """Many walks by trades, from plans in turn (each rounds x people, -1 away).

    ``scenes``: one per round. ``before``: people x people, times met earlier. ``tick`` hears of
    the work done.
    """

    def __init__(
        self,
        scenes: Sequence[Scene],
        plans: Sequence[Ints],
        before: Ints,
        random: Random,
        tick: Callable[[int], None],
    ) -> None:
        self.random, self.tick = random, tick
        people = plans[0].shape[1]
        many = max(FEWEST, min(MOST, AT_ONCE // max(1, people**2)))
        self.walk = np.arange(many)
        self.start = [plans[w % len(plans)] for w in self.walk]
        self.place: Ints = np.repeat(np.arange(people)[None], many, axis=0)
        self.places = self.place.copy()  # where each walk was best
        free = _free([scene.hall for scene in scenes], people)
        self.barred: Floats = np.where(free[:, None] & free[None, :], 0, FAR).astype(np.float32)
        np.fill_diagonal(self.barred, 0)
        parts = [_parts(scenes, plan, before) for plan in plans]
        self.cost: list[Floats] = [cost.astype(np.float32) for cost, _ in parts[0]]
        self.meets: list[Floats] = [
            np.array([parts[w % len(plans)][k][1] for w in self.walk], dtype=np.float32)
            for k in range(len(self.cost))
        ]
        self.near: Floats = np.zeros((many, people, people), dtype=np.float32)
        self.now: Floats = np.zeros(many, dtype=np.float32)
        for cost, meets in zip(self.cost, self.meets, strict=True):
            self.near += cost @ meets
            self.now += (cost * meets).sum(axis=(1, 2)) / 2
        # From a dearer start a walk might be content with a pair that is kept apart.
        self.useful = bool(free.sum() > 1) and bool((self.now < APART).all())
        self.costs = self.now.copy()
        self.of_a_step = PER_TRADE * many * people**2 * len(parts[0]) + PER_STEP

    @property
    def best(self) -> list[Ints]:
        """The best plan that each walk has seen."""
        return [plan[:, place] for plan, place in zip(self.start, self.places, strict=True)]

    def cool(self, steps: int, hot: float, cold: float) -> None:
        """So many steps of all walks, from temperature ``hot`` down to ``cold``."""
        for step in range(steps if self.useful else 0):
            self.tick(self.of_a_step)
            self._step(round(hot * (cold / hot) ** (step / steps), 3))

    def _step(self, heat: float) -> None:
        change = self._changes()
        some = self._some(change.shape)
        k = (change - np.float32(heat) * some).reshape(len(change), -1).argmin(axis=1)
        i, j = np.divmod(k, change.shape[1])
        self.now += change[self.walk, i, j]
        self._trade(i, j)
        better = np.flatnonzero(self.now < self.costs)
        if len(better):
            self.costs[better] = self.now[better]
            self.places[better] = self.place[better]

    def _changes(self) -> Floats:
        """Walks x people x people: what it costs when two trade places, 0 for nobody."""
        own = np.diagonal(self.near, axis1=1, axis2=2)
        change: Floats = self.near + self.near.transpose(0, 2, 1)
        change -= own[:, :, None]
        change -= own[:, None, :]
        for cost, meets in zip(self.cost, self.meets, strict=True):
            change += 2 * cost * meets
        change += self.barred
        return change

    def _some(self, shape: tuple[int, ...]) -> Floats:
        """Noise of this shape, from a random place."""
        size = int(np.prod(shape))
        start = self.random.randrange(max(1, NOISE - size))
        some = noise()[start : start + size]
        return (some if len(some) == size else np.resize(some, size)).reshape(shape)

    def _trade(self, i: Ints, j: Ints) -> None:
        """In each walk these two change places: ``near`` is cost times meets, kept up to date."""
        for cost, meets in zip(self.cost, self.meets, strict=True):
            gone = meets[self.walk, j] - meets[self.walk, i]
            self.near += (cost[i] - cost[j])[:, :, None] * gone[:, None, :]
            self._turn(meets, i, j)
            self._turn(meets.transpose(0, 2, 1), i, j)
        self._turn(self.near.transpose(0, 2, 1), i, j)
        self._turn(self.place, i, j)

    def _turn(self, rows: NDArray[np.generic], i: Ints, j: Ints) -> None:
        held = rows[self.walk, i]
        rows[self.walk, i] = rows[self.walk, j]
        rows[self.walk, j] = held


def _free(halls: Sequence[Hall], people: int) -> NDArray[np.bool_]:
    """Per person: there in every round, alone and with no fixed seat?"""
    free = np.ones(people, dtype=np.bool_)
    for hall in halls:
        here = np.zeros(people, dtype=np.bool_)
        for u, unit in enumerate(hall.units):
            here[unit] = len(unit) == 1 and u not in hall.fixed
        free &= here
    return free


def _parts(scenes: Sequence[Scene], seats: Ints, before: Ints) -> list[tuple[Ints, Ints]]:
    """Pairs of matrices, people x people: what two cost each time they meet, and how often their
    places do; rounds of equal costs in one part. Who met earlier repeats by meeting at all."""
    parts: list[tuple[Ints, Ints]] = []
    met = [together(row).astype(np.int64) for row in seats]
    for scene, now in zip(scenes, met, strict=True):
        np.fill_diagonal(now, 0)
        cost = scene.still + APART * scene.apart
        alike = next((meets for own, meets in parts if np.array_equal(own, cost)), None)
        if alike is None:
            parts.append((cost, now.copy()))
        else:
            alike += now
    if before.any():
        again = scenes[0].again * (before > 0)
        parts.append((again.astype(np.int64), np.minimum(np.sum(met, axis=0), 1)))
    return parts
