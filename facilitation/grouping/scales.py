"""Weighs one change of seats exactly, wish by wish: a move, or a swap with anybody at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from facilitation.grouping.hall import Hall
from facilitation.grouping.moves import Rounds
from facilitation.grouping.order import ranking
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Measure, seats_of
from facilitation.grouping.rules import Ints, PairRule, Repeats, Rule, TableRule
from facilitation.grouping.rules.base import count

Key = tuple[int, ...]  # change of cost per place of the ranking: smaller is better


class Scales:
    """One plan ready to be weighed; rounds, people and tables count from 0 in all methods.

    ``rounds``: the plan, per round person id -> table from 1.
    """

    def __init__(self, problem: Problem, rounds: Rounds) -> None:
        self.problem, self.seats = problem, seats_of(problem, rounds)
        self.measure = Measure(problem)
        self.places = ranking(problem, self.measure.rules)
        self.index = {person.id: i for i, person in enumerate(problem.people)}
        self._again: dict[int, Ints] = {}

    def parts(self, r: int) -> list[tuple[int, Rule]]:
        """(place of the ranking, rule) of the wishes that count in round ``r``."""
        return [
            (k, rule) for k, place in enumerate(self.places) for rule, at in place if at in (r, -1)
        ]

    def changes(self, r: int, moves: Mapping[int, int]) -> dict[str, int]:
        """Wish -> change of its value when these people move at once; only those that change."""
        found = {}
        for _, rule in self.parts(r):
            grown = rule.change(self.seats, r, moves)
            if grown:
                found[rule.name] = -grown if rule.more else grown
        return found

    def key(self, r: int, changes: Mapping[str, int]) -> Key:
        """Changes of values as a cost in the order of the wishes."""
        total = [0] * len(self.places)
        for k, rule in self.parts(r):
            value = changes.get(rule.name, 0)
            total[k] += -value if rule.more else value
        return tuple(total)

    def against_all(self, r: int, unit: Sequence[int]) -> tuple[Ints, Ints]:
        """What it costs to move ``unit`` (all at one table) to every table, and to swap it with
        every person: places x tables, places x people (of no meaning at its own table and for
        those away)."""
        tables = len(self.measure.halls[r].most)
        to_table = np.zeros((len(self.places), tables), dtype=np.int64)
        to_person = np.zeros((len(self.places), self.seats.shape[1]), dtype=np.int64)
        for k, rule in self.parts(r):
            weigh = self._counted if isinstance(rule, TableRule) else self._paired
            moved, swapped = weigh(rule, r, list(unit))
            to_table[k] += moved
            to_person[k] += swapped
        return to_table, to_person

    def _paired(self, rule: Rule, r: int, unit: list[int]) -> tuple[Ints, Ints]:
        """Pairs that cost: with whom the unit would sit, and whom it leaves."""
        row, tables = self.seats[r], len(self.measure.halls[r].most)
        here, there = int(row[unit[0]]), np.maximum(row, 0)
        if isinstance(rule, Repeats):
            again = self._meetings(rule, r)
            near, company = again[unit].sum(axis=0), again[:, row == here].sum(axis=1)
            own = (again * (row[:, None] == row[None, :])).sum(axis=1)
        else:
            assert isinstance(rule, PairRule)
            counts = count(rule.marks, row, tables)
            near = rule.marks @ rule.marks[unit].sum(axis=0)
            company = rule.marks @ counts[here]
            own = (rule.marks * counts[there]).sum(axis=1) - rule.marks.sum(axis=1)
        near[unit] = 0
        seated = row >= 0
        tied = np.bincount(row[seated], weights=near[seated], minlength=tables).astype(np.int64)
        moved = tied - tied[here]
        return moved, moved[there] - 2 * near + company - own

    def _meetings(self, rule: Repeats, r: int) -> Ints:
        if r not in self._again:
            self._again = {r: rule.connection(self.seats, r)}
        return self._again[r]

    def met(self, r: int, person: int) -> Ints:
        """Per person 1 when ``person`` meets them in another round, or met them earlier."""
        rule = next(one for one in self.measure.rules if isinstance(one, Repeats))
        row: Ints = self._meetings(rule, r)[person]
        return row

    def _counted(self, rule: Rule, r: int, unit: list[int]) -> tuple[Ints, Ints]:
        """Whole tables that cost, by their labels."""
        assert isinstance(rule, TableRule)
        row, tables = self.seats[r], len(self.measure.halls[r].most)
        here, there = int(row[unit[0]]), np.maximum(row, 0)
        counts = count(rule.marks, row, tables)
        loads = np.bincount(row[row >= 0], minlength=tables)
        mine, size = rule.marks[unit].sum(axis=0), len(unit)
        before = rule.table_cost(counts, loads)

        def at(where: Ints, marks: Ints, people: int) -> Ints:
            grown: Ints = rule.table_cost(counts[where] + marks, loads[where] + people)
            return grown - before[where]

        home = np.array([here])
        moved = at(np.arange(tables), mine[None, :], size) + at(home, -mine[None, :], -size)
        given = rule.marks - mine[None, :]
        at_home = np.full(len(row), here)
        return moved, at(there, -given, size - 1) + at(at_home, given, 1 - size)


def sizes_hold(hall: Hall, loads: Ints, here: int, there: int, people: int) -> bool:
    """May ``people`` more sit at table ``there`` and as many fewer at ``here``?"""
    return bool(
        hall.least[here] <= loads[here] - people <= hall.most[here]
        and hall.least[there] <= loads[there] + people <= hall.most[there]
    )
