"""Many walks at once through the seatings of all rounds, ever cooler."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from facilitation.grouping.anneal import NOISE, Floats, Scene, Stage, noise
from facilitation.grouping.rules import Ints
from facilitation.grouping.steps import Steps

AT_ONCE, FEWEST, MOST = 4_000, 4, 40  # about so many swaps in one step of all walks
STAY = 20  # steps in one round before the next
OF_THE_LARGE = 4  # steps that a look at those kept together is worth
PER_STEP = 60_000  # work of one step beside its swaps


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
        self.rounds = [Stage(scene) for scene in scenes]
        swaps = max(one.tables // 2 * int(one.most.max()) ** 2 for one in self.rounds)
        many = many or max(FEWEST, min(MOST, AT_ONCE // max(1, swaps)))
        self.seats: Ints = np.repeat(seats[None], many, axis=0)
        self.best = self.seats.copy()
        self.now: Floats = np.zeros(many, dtype=np.float32)
        self.costs = self.now.copy()
        self.times: Floats = np.repeat(before[None].astype(np.float32), many, axis=0)
        for r in range(len(seats)):
            self.times += _same(self.seats[:, r])
        self.noise = noise()
        side = max(one.side for one in self.rounds)
        self.of_a_visit = 15 * many * side * side + 4 * PER_STEP
        self.of_a_step = 15 * many * swaps + PER_STEP

    @property
    def of_a_sweep(self) -> int:
        """About what one sweep of all walks costs."""
        steps = sum(STAY + OF_THE_LARGE * len(one.large) for one in self.rounds)
        return len(self.rounds) * self.of_a_visit + steps * self.of_a_step

    def cool(self, sweeps: int, hot: float, cold: float) -> None:
        """So many sweeps through the rounds, from temperature ``hot`` down to ``cold``."""
        visits = max(1, sweeps) * len(self.rounds)
        order = list(range(len(self.rounds)))
        for visit in range(visits):
            if visit % len(order) == 0:
                self.random.shuffle(order)
            heat = round(hot * (cold / hot) ** (visit / visits), 3)
            self._visit(order[visit % len(order)], heat)

    def _visit(self, r: int, heat: float) -> None:
        stage = self.rounds[r]
        if len(stage.free) < 2 or stage.tables < 2:
            return
        self.tick(self.of_a_visit)
        old = _same(self.seats[:, r])
        steps = Steps(stage, self.times - old, self.seats[:, r])
        for u in stage.large:
            self._large(steps, u, heat)
        steps.lay()
        if stage.large:
            self._keep(steps, r)
        tables, many, seats = list(range(stage.tables)), len(self.seats), steps.at.shape[2]
        for _ in range(STAY):
            self.tick(self.of_a_step)
            self.random.shuffle(tables)
            some = self._some((many, stage.tables // 2, seats * seats))
            self.now += steps.pairs(tables, heat, some, self._some(some.shape[:2]))
            self._keep(steps, r)
        self.seats[:, r] = steps.tables_of(steps.walk)
        self.times += _same(self.seats[:, r]) - old

    def _large(self, steps: Steps, u: int, heat: float) -> None:
        """Those kept together move as one."""
        self.tick(OF_THE_LARGE * self.of_a_step)
        self.now += steps.alone(u, heat, self._some(steps.table.shape))
        for b in self.random.sample(range(steps.stage.tables), min(3, steps.stage.tables)):
            some, few = self._some(steps.table.shape), self._some((len(self.seats),))
            self.now += steps.several(u, b, heat, some, few)

    def _some(self, shape: tuple[int, ...]) -> Floats:
        """Noise of this shape, from a random place."""
        size = math.prod(shape)
        start = self.random.randrange(max(1, NOISE - size))
        some = self.noise[start : start + size]
        return (some if len(some) == size else np.resize(some, size)).reshape(shape)

    def _keep(self, steps: Steps, r: int) -> None:
        """Some walks have changed seats: is it the best of theirs?"""
        better = np.flatnonzero(self.now < self.costs)
        if len(better):
            self.costs[better] = self.now[better]
            self.best[better] = self.seats[better]
            self.best[better, r] = steps.tables_of(better)


def _same(row: Ints) -> Floats:
    """Walks x people x people: 1 where two sit together."""
    same = (row[:, :, None] == row[:, None, :]) & (row >= 0)[:, :, None]
    together: Floats = same.astype(np.float32)
    return together
