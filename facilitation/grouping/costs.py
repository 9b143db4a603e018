"""What seatings cost in whole numbers, with weights that hold the order of the wishes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from facilitation.grouping.order import ranking
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules import Ints, PairRule, Repeats, Rule, TableRule
from facilitation.grouping.search import by_units

LARGEST = 2**52  # no sum of weights above this: 64 bits must hold many pairs kept apart as well


class Costs:
    """The weighted wishes of one problem, round by round (from 0)."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.places = ranking(measure.problem, measure.rules)
        rounds = range(len(measure.halls))
        self.weights = [self._weigh(r) for r in rounds]
        self.still = [self._still(r) for r in rounds]

    def _weigh(self, r: int) -> dict[str, int]:
        """Rule name -> weight in round ``r``: one step of a wish outweighs all that one swap can
        do to those after it. ``apart`` stands so far above that no swap can hide a broken one."""
        rules = [rule for place in self.places for rule, at in place if at in (r, -1)]
        most = [self._largest_step(rule, r) for rule in rules]
        roof = int(LARGEST ** (1 / (len(rules) + 1))) - 2
        weights, below = {}, 0
        for rule, step in reversed(list(zip(rules, most, strict=True))):
            weights[rule.name] = below + 1
            below += weights[rule.name] * min(step, roof)
        weights["apart"] = 2 * (below + 1)
        return weights

    def _largest_step(self, rule: Rule, r: int) -> int:
        """The most that one swap can change the rule's cost in round ``r``."""
        hall = self.measure.halls[r]
        largest = max((len(unit) for unit in hall.units), default=1)
        if not isinstance(rule, PairRule | Repeats):
            return 2 * largest
        shared = rule.most_shared if isinstance(rule, PairRule) else 1
        return 2 * largest * max(hall.most) * shared

    def _still(self, r: int) -> Ints:
        """Units x units: the weighted cost of a pair at one table, as far as it never changes."""
        hall, weights = self.measure.halls[r], self.weights[r]
        people = np.zeros((len(self.measure.problem.people),) * 2, dtype=np.int64)
        for rule in self.measure.rules:
            if isinstance(rule, PairRule) and r in rule.rounds:
                people += weights[rule.name] * rule.connection()
        units = by_units(people, hall)
        for u, v in hall.apart:
            units[u, v] = units[v, u] = units[u, v] + weights["apart"]
        return units

    def connection(self, seats: Ints, r: int) -> Ints:
        """Units x units: what a pair costs in round ``r``, with the repeats that the other rounds
        make of it now."""
        total = self.still[r]
        for rule in self.measure.rules:
            if isinstance(rule, Repeats) and (len(seats) > 1 or self.measure.problem.met):
                again = by_units(rule.connection(seats, r), self.measure.halls[r])
                total = total + self.weights[r][rule.name] * again
        return total

    def table_rules(self, r: int) -> list[tuple[int, TableRule, Ints]]:
        """The rules of round ``r`` that look at whole tables, with their marks summed by unit.

        Those of marks that nobody has are left out where every table is in use anyway."""
        hall = self.measure.halls[r]
        units, may_empty = hall.units, min(hall.least) == 0
        return [
            (self.weights[r][rule.name], rule, _marks_by_unit(rule, units))
            for rule in self.measure.rules
            if isinstance(rule, TableRule) and r in rule.rounds and (rule.marks.any() or may_empty)
        ]

    def wall(self, r: int) -> int:
        """A swap that costs more than this seats a pair together that is kept apart."""
        return self.weights[r]["apart"] // 2

    def of(self, values: Mapping[tuple[str, int], int]) -> tuple[int, ...]:
        """The plan's cost per place of the ranking: smaller is better, the first counts most."""
        return tuple(
            sum(-values[rule.name, r] if rule.more else values[rule.name, r] for rule, r in place)
            for place in self.places
        )


def _marks_by_unit(rule: TableRule, units: list[list[int]]) -> Ints:
    summed = [rule.marks[unit].sum(axis=0) for unit in units]
    return np.array(summed, dtype=np.int64).reshape(len(units), rule.marks.shape[1])
