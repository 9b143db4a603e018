"""A plan in the making: its seats and values, and how one round of it is made better."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from facilitation.grouping.costs import Costs
from facilitation.grouping.rules import Ints
from facilitation.grouping.search import WORTH_A_CALL, Swaps
from facilitation.grouping.walk import downhill, uphill

Tick = Callable[[int], None]


class Draft:
    """Seats (rounds x people, from 0, -1 away) that keep every hard wish, with their values."""

    def __init__(self, costs: Costs, seats: Ints) -> None:
        self.costs, self.seats = costs, seats
        self.values = costs.measure.values(seats)

    @property
    def cost(self) -> tuple[int, ...]:
        """One number per place of the ranking: the smaller tuple is the better plan."""
        return self.costs.of(self.values)

    def unproven(self) -> list[tuple[str, int]]:
        """(rule name, round; -1 for all rounds) of what is not at its bound, in order."""
        return [
            (rule.name, r)
            for place in self.costs.places
            for rule, r in place
            if self.values[rule.name, r] != self.costs.measure.bound(rule, r)[0]
        ]

    def descend(self, random: Random, tick: Tick) -> None:
        """Round after round downhill until none gets better."""
        quiet = r = 0
        while quiet < len(self.seats) and self.unproven():
            quiet = 0 if self.visit(r, 0, "", random, tick) else quiet + 1
            r = (r + 1) % len(self.seats)

    def visit(self, r: int, steps: int, name: str, random: Random, tick: Tick) -> bool:
        """Downhill in round ``r``, then ``steps`` of search with the wish ``name`` in the eye;
        keeps what is no worse. Returns whether the plan got better."""
        hall, before = self.costs.measure.halls[r], self.cost
        tick(WORTH_A_CALL * 8 + 20 * len(self.seats) * self.seats.shape[1] ** 2)
        if len(hall.fixed) == len(hall.units):
            return False
        swaps = self._swaps(r, tick)
        try:
            while downhill(swaps, random):
                self.adopt(r, swaps.seats())
            if steps:
                weight = self.costs.weights[r].get(name, 0)
                self.adopt(r, uphill(swaps, random, steps, weight))
        finally:
            if swaps.total < 0:
                self.adopt(r, swaps.seats())
        return self.cost < before

    def _swaps(self, r: int, tick: Tick) -> Swaps:
        hall = self.costs.measure.halls[r]
        return Swaps(
            hall,
            self.costs.connection(self.seats, r),
            np.array([self.seats[r, unit[0]] for unit in hall.units], dtype=np.int64),
            self.costs.table_rules(r),
            self.costs.wall(r),
            tick,
            self.costs.taste(self.seats, r),
        )

    def adopt(self, r: int, tables: Ints) -> None:
        """Takes a seating of round ``r`` (unit -> table) unless the plan gets worse by it."""
        old = self.seats[r].copy()
        seat(self.costs, self.seats, r, tables)
        values = {**self.values, **self.costs.measure.values(self.seats, r)}
        if self.costs.of(values) <= self.cost:
            self.values = values
        else:
            self.seats[r] = old


def seat(costs: Costs, seats: Ints, r: int, tables: Ints) -> None:
    """Writes unit -> table of round ``r`` into seats."""
    for u, unit in enumerate(costs.measure.halls[r].units):
        seats[r, unit] = tables[u]
