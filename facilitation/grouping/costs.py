"""What seatings cost in whole numbers, with weights that hold the order of the wishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.anneal import Scene
from facilitation.grouping.hall import Hall
from facilitation.grouping.order import ranking
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules import Hosts, Ints, PairRule, Repeats, Rule, TableRule, Theme
from facilitation.grouping.rules.repeats import together
from facilitation.grouping.search import by_units

MANY_PLACES = 7  # with more wishes than these, soft weights lie nearer each other
HELD = 16  # a wish that is held counts so many times the one to be bettered
LARGEST = 2**52  # no sum of weights above this: 64 bits must hold many pairs kept apart as well


class Costs:
    """The weighted wishes of one problem, round by round (from 0). ``beat`` is called now and
    then while they are worked out, for thousands of people take a moment."""

    def __init__(self, measure: Measure, beat: Callable[[], None] = lambda: None) -> None:
        self.measure, self.beat = measure, beat
        self.places = ranking(measure.problem, measure.rules)
        rounds = range(len(measure.halls))
        self.weights = [self._weigh(r) for r in rounds]
        self.still: list[Ints] = []
        for r in rounds:
            alike = next((k for k in range(r) if self._alike(k, r)), None)
            self.still.append(self._still(r) if alike is None else self.still[alike])

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

    def _alike(self, a: int, b: int) -> bool:
        """Do pairs cost the same in two rounds?"""
        counts = [{rule.name for rule in self.measure.rules if r in rule.rounds} for r in (a, b)]
        same = counts[0] == counts[1] and self.weights[a] == self.weights[b]
        return same and self.measure.halls[a].like(self.measure.halls[b])

    def _still(self, r: int) -> Ints:
        """Units x units: the weighted cost of a pair at one table, as far as it never changes."""
        hall, weights = self.measure.halls[r], self.weights[r]
        people = np.zeros((len(self.measure.problem.people),) * 2, dtype=np.int64)
        for rule in self.measure.rules:
            if isinstance(rule, PairRule) and r in rule.rounds:
                pairs = rule.connection()
                pairs *= weights[rule.name]  # in place: these are the largest arrays of all
                people += pairs
                self.beat()
        units = by_units(people, hall)
        self.beat()
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

        Themes are left out (``taste`` has them), and those of marks that nobody has where every
        table is in use anyway."""
        hall = self.measure.halls[r]
        units, may_empty = hall.units, min(hall.least) == 0
        return [
            (self.weights[r][rule.name], rule, _marks_by_unit(rule, units))
            for rule in self.measure.rules
            if isinstance(rule, Hosts) and r in rule.rounds and (rule.marks.any() or may_empty)
        ]

    def themes(self, r: int) -> list[Theme]:
        """The rules by which round ``r`` gathers."""
        return [one for one in self.measure.rules if isinstance(one, Theme) and r in one.rounds]

    def taste(self, seats: Ints, r: int) -> Ints | None:
        """Tables x units: what a seat costs while each table keeps the theme that it has now.

        A table may do better by another theme, never worse: the cost is no less than the true one.
        """
        hall, rules = self.measure.halls[r], self.themes(r)
        total = np.zeros((len(hall.most), len(hall.units)), dtype=np.int64)
        for rule in rules:
            marks = _marks_by_unit(rule, hall.units)
            if marks.shape[1]:
                total -= self.weights[r][rule.name] * marks[:, rule.themes(seats, r)].T
        return total if rules else None

    def scene(self, seats: Ints, r: int, soft: Mapping[str, int] | None = None) -> Scene:
        """Round ``r`` for many walks, with weights near each other, so that the walks are not
        stuck between high walls: ``soft`` ones of all rules when None."""
        hall, soft = self.measure.halls[r], self.soft(r) if soft is None else soft
        n = len(self.measure.problem.people)
        still = np.zeros((n, n), dtype=np.int64)
        taste = np.zeros((len(hall.most), n), dtype=np.int64)
        for rule in self.measure.rules:
            if rule.name not in soft:
                continue
            if isinstance(rule, PairRule):
                still += soft[rule.name] * rule.connection()
            elif isinstance(rule, Hosts):
                still += soft[rule.name] * (rule.marks @ rule.marks.T)
            elif isinstance(rule, Theme):
                taste -= soft[rule.name] * rule.marks[:, rule.themes(seats, r)].T
        apart = _apart(hall, n)
        np.fill_diagonal(still, 0)
        return Scene(hall, still, taste, soft.get("repeats", 0), apart)

    def times_before(self, seats: Ints | None = None, rounds: Sequence[int] = ()) -> Ints:
        """People x people: times met before the first round; with ``seats``, also in all but
        these ``rounds`` of them."""
        times = next(rule.before for rule in self.measure.rules if isinstance(rule, Repeats))
        for r in range(0 if seats is None else len(seats)):
            if seats is not None and r not in rounds:
                times = times + together(seats[r])
        return times

    def soft(self, r: int, last: str = "", gentle: bool = False) -> dict[str, int]:
        """Rule name -> small weight in round ``r``, of the rules that have anything to do, down to
        ``last`` (a rule's name; to the end when empty). What is weightier counts four times the
        next, and eight times where only the first ones are in sight: 24 people lose seven repeats
        for one pair of colleagues. ``gentle``: twice the next but one, for walks that break the
        weightier wishes on their way and mend them when they grow cold."""
        busy = [place for place in self.places if any(self._counts(rule) for rule, _ in place)]
        ends = [k for k, place in enumerate(busy) if last in {rule.name for rule, _ in place}]
        busy = busy[: ends[-1] + 1] if ends else busy
        step = (8 if ends else 4) if len(busy) <= MANY_PLACES else 2
        return {
            rule.name: 2 ** (k // 2) if gentle else step**k
            for k, place in enumerate(reversed(busy))
            for rule, at in place
            if at in (r, -1) and self._counts(rule)
        }

    def held(self, r: int, first: str) -> dict[str, int]:
        """Rule name -> small weight in round ``r``: as ``soft`` from the rule ``first`` down, and
        so much for all above it that what they have reached is hardly given up on the way."""
        soft = self.soft(r)
        own = soft.get(first, 1)
        return {name: weight if weight <= own else HELD * own for name, weight in soft.items()}

    def _counts(self, rule: Rule) -> bool:
        if isinstance(rule, Repeats):
            return len(self.measure.halls) > 1 or bool(self.measure.problem.met)
        assert isinstance(rule, PairRule | TableRule)
        return bool((rule.marks.sum(axis=0) > 1).any())

    def wall(self, r: int) -> int:
        """A swap that costs more than this seats a pair together that is kept apart."""
        return self.weights[r]["apart"] // 2

    def of(self, values: Mapping[tuple[str, int], int]) -> tuple[int, ...]:
        """The plan's cost per place of the ranking: smaller is better, the first counts most."""
        return tuple(
            sum(-values[rule.name, r] if rule.more else values[rule.name, r] for rule, r in place)
            for place in self.places
        )


def _apart(hall: Hall, people: int) -> NDArray[np.bool_]:
    apart = np.zeros((people, people), dtype=np.bool_)
    for u, v in hall.apart:
        for i in hall.units[u]:
            apart[i, hall.units[v]] = True
            apart[hall.units[v], i] = True
    return apart


def _marks_by_unit(rule: TableRule, units: list[list[int]]) -> Ints:
    summed = [rule.marks[unit].sum(axis=0) for unit in units]
    return np.array(summed, dtype=np.int64).reshape(len(units), rule.marks.shape[1])
