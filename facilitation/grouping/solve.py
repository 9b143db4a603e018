"""The solver: a valid deal of every round, then better by swaps, the weightiest wish first.

Swaps with a connection matrix as in the literature on maximally diverse grouping, with a short
tabu list to leave local optima; one round at a time while the others stand still. Work is
counted, not timed, and all numbers are whole, so that the same input and seed give the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.costs import Costs
from facilitation.grouping.deal import deal, themes_for_tables
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Measure, Plan
from facilitation.grouping.rules import Ints
from facilitation.grouping.search import WORTH_A_CALL, Swaps
from facilitation.grouping.walk import downhill, uphill

Progress = dict[str, Any]
EVERY = 0.15  # seconds between two words of progress


class _Stop(Exception):
    """The search ends here: work, time or cancel."""


def solve(
    problem: Problem,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    work: int | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within the work limit, or until time or cancel end it earlier.

    ``progress`` hears {"wishes": [...], "seconds"} of the best so far, at least every 0.2 s once
    there is a valid plan. ``work``: the limit in looked-at swaps (a size-dependent one when None).
    Raises Refusal ``conflict`` (hard wishes that cannot hold together) or ``no_plan_found``.
    """
    refuse_conflicts(problem)
    return _Solver(problem, progress, cancelled, work, clock).run()


class _Solver:
    def __init__(
        self,
        problem: Problem,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        work: int | None,
        clock: Callable[[], float],
    ) -> None:
        self.problem, self.say, self.cancelled, self.clock = problem, progress, cancelled, clock
        self.started = self.said = clock()
        self.measure = Measure(problem)
        self.costs = Costs(self.measure)
        self.random = Random(problem.seed)  # noqa: S311 - chance, not secrecy
        self.limit = default_work(problem) if work is None else work
        self.work = 0
        self.seats: Ints = np.full((len(problem.rounds), len(problem.people)), -1, dtype=np.int64)
        self.values: dict[tuple[str, int], int] = {}

    # ------------------------------------------------------------ the run

    def run(self) -> Plan:
        """Deal, descend, search on."""
        for r in range(len(self.seats)):
            self._seat(r, self._deal(r))
        self.values = self.measure.values(self.seats)
        self.measure.findings(self.values)
        self._speak()
        stopped_by = "work"
        try:
            self._descend_all()
            self._search_on()
        except _Stop as stop:
            stopped_by = str(stop)
        return self._plan(stopped_by)

    def _plan(self, stopped_by: str) -> Plan:
        ids = [person.id for person in self.problem.people]
        rounds = tuple(
            {one: int(t) + 1 for one, t in zip(ids, row, strict=True) if t >= 0}
            for row in self.seats
        )
        found = tuple(self.measure.findings(self.values))
        seconds = round(self.clock() - self.started, 3)
        return Plan(rounds, found, self.problem.seed, stopped_by, seconds)

    def _seat(self, r: int, tables: Ints) -> None:
        for u, unit in enumerate(self.measure.halls[r].units):
            self.seats[r, unit] = tables[u]

    def _deal(self, r: int) -> Ints:
        hall = self.measure.halls[r]
        taste = np.zeros((len(hall.most), len(hall.units)), dtype=np.int64)
        for weight, rule, marks in self.costs.table_rules(r):
            if rule.more and marks.any():
                for t, theme in enumerate(themes_for_tables(hall, marks)):
                    taste[t] -= weight * marks[:, theme]
        people = self.problem.people
        sizes: dict[str, int] = {}
        for person in people:
            sizes[person.organisation] = sizes.get(person.organisation, 0) + 1
        first = [people[unit[0]] for unit in hall.units]
        order = list(range(len(hall.units)))
        self.random.shuffle(order)
        order.sort(key=lambda u: (-sizes[first[u].organisation], first[u].organisation))
        return deal(hall, self.costs.connection(self.seats, r), taste, order)

    def _descend_all(self) -> None:
        """Round after round downhill until none gets better."""
        quiet = r = 0
        while quiet < len(self.seats) and not self._all_proven():
            quiet = 0 if self._visit(r, 0, "") else quiet + 1
            r = (r + 1) % len(self.seats)

    def _search_on(self) -> None:
        """Rounds in turn, a wish not yet proven in the eye; small steps uphill are allowed."""
        turn = 0
        steps = max(60, min(400, 4 * len(self.problem.people) // 3))
        while not self._all_proven():
            open_rules = self._unproven()
            name, r = open_rules[turn % len(open_rules)]
            if r < 0:
                r = (turn // len(open_rules)) % len(self.seats)
            self._visit(r, steps, name)
            turn += 1

    def _unproven(self) -> list[tuple[str, int]]:
        return [
            (rule.name, r)
            for place in self.costs.places
            for rule, r in place
            if self.values[rule.name, r] != self.measure.bound(rule, r)[0]
        ]

    def _all_proven(self) -> bool:
        return not self._unproven()

    def _visit(self, r: int, steps: int, name: str) -> bool:
        """Downhill in round ``r``, then ``steps`` of search; keeps what is no worse.

        Returns whether the plan got better.
        """
        hall, before = self.measure.halls[r], self.costs.of(self.values)
        tables = np.array([self.seats[r, unit[0]] for unit in hall.units], dtype=np.int64)
        self._tick(len(tables) ** 2 + WORTH_A_CALL)
        if len(hall.fixed) == len(hall.units):
            return False
        swaps = Swaps(
            hall,
            self.costs.connection(self.seats, r),
            tables,
            self.costs.table_rules(r),
            self.costs.wall(r),
            self._tick,
        )
        try:
            while downhill(swaps, self.random):
                self._adopt(r, swaps.seats())
            if steps:
                weight = self.costs.weights[r].get(name, 0)
                self._adopt(r, uphill(swaps, self.random, steps, weight))
        finally:
            if swaps.total < 0:
                self._adopt(r, swaps.seats())
        return self.costs.of(self.values) < before

    def _adopt(self, r: int, tables: Ints) -> None:
        """Takes a seating of round ``r`` unless the plan gets worse by it."""
        old = self.seats[r].copy()
        self._seat(r, tables)
        values = {**self.values, **self.measure.values(self.seats, r)}
        if self.costs.of(values) <= self.costs.of(self.values):
            self.values = values
        else:
            self.seats[r] = old

    # ------------------------------------------------------------ limits and progress

    def _tick(self, work: int) -> None:
        """Counts the work; speaks and stops when it is time."""
        self.work += work
        now = self.clock()
        if now - self.said >= EVERY:
            self._speak()
        if self.cancelled():
            raise _Stop("cancel")
        if self.work > self.limit:
            raise _Stop("work")
        if self.problem.time_limit is not None and now - self.started > self.problem.time_limit:
            raise _Stop("time")

    def _speak(self) -> None:
        self.said = self.clock()
        found = self.measure.findings(self.values)
        totals = [one.to_json() for one in found if one.round is None or len(self.seats) == 1]
        self.say({"wishes": totals, "seconds": round(self.said - self.started, 3)})


def default_work(problem: Problem) -> int:
    """Looked-at swaps: about two seconds for a hundred people and three rounds, ten for 1,000."""
    return 30_000_000 + 60_000 * len(problem.people) * len(problem.rounds)
