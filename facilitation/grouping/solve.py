"""The solver: a valid deal of every round, then better by swaps, the weightiest wish first.

First downhill by swaps with a connection matrix, as in the literature on maximally diverse
grouping, one round at a time while the others stand still. Then, while something is not proven,
many annealed walks at once where the event is small, themes are searched on where rounds gather,
and a short tabu search polishes what was found. Work is counted, not timed, and all numbers are
whole, so that the same input and seed give the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from facilitation.grouping.best import Best
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.costs import Costs
from facilitation.grouping.draft import Draft
from facilitation.grouping.effort import Effort, Progress, Stop, default_work
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Finding, Measure, Plan
from facilitation.grouping.regather import Regather
from facilitation.grouping.starts import Dealer, plain_seats
from facilitation.grouping.walking import Walking

FIRST_THEMES, MORE_THEMES = 10, 100  # rounds of search for themes before the first plan, and later
EXCHANGE_FROM = 160  # people of a gathering
PLAIN_FROM = 400  # people of whom a plain plan is shown before any other
BUILDS = 8  # tries at a design
SMALL = 320  # up to so many people there are walks


def solve(
    problem: Problem,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    work: int | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within the work limit, or until time or cancel end it earlier.

    ``progress`` hears {"wishes": [...], "seconds"} of the best so far, at least every 0.2 s once
    there is a valid plan. ``work``: the limit, about a nanosecond each (a size-dependent one when
    None). Raises Refusal ``conflict`` (hard wishes that cannot hold together) or
    ``no_plan_found``.
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
        self.problem = problem
        limit = default_work(problem) if work is None else work
        self.effort = Effort(limit, problem.time_limit, progress, cancelled, clock)
        measure = Measure(problem)
        plain = plain_seats(measure) if len(problem.people) > PLAIN_FROM else None
        if plain is None:
            self.costs = Costs(measure)
        else:  # told before anything that takes long at a large event, and again during it
            found = measure.findings(measure.values(plain))
            self.effort.tell(found)
            self.costs = Costs(measure, lambda: self.effort.beat(lambda: found))
        self.random = Random(problem.seed)  # noqa: S311 - chance, not secrecy
        self.dealer = Dealer(self.costs, self.random)
        self.regather = Regather(self.costs, self.dealer, self.random, self._tick)
        self.best = Best(self.costs, self.random, self._tick)
        if plain is not None:
            self.best.take(Draft(self.costs, plain))
            self._tick(0)
        self.walking = Walking(self.costs, self.best, self.effort, self.random, self._tick)
        self.built = False  # has a plan around a design ever been the best?

    # ------------------------------------------------------------ the run

    def run(self) -> Plan:
        """Deal, descend, search on."""
        stopped_by = "work"
        try:
            self._start()
            turn = 0
            while self.best.unproven():
                self._turn(turn)
                turn += 1
        except Stop as stop:
            stopped_by = str(stop)
        return self._plan(self.best.draft, stopped_by)

    def _start(self) -> None:
        """The first deal of everybody where it costs least, and downhill from there."""
        tick = self._tick if self.best.known else self._count
        draft = self.best.take(Draft(self.costs, self.dealer.deal_all(tick, FIRST_THEMES)))
        self.effort.tell(self._findings())
        if not self._gathers_many():
            draft.descend(self.random, self._tick)

    def _turn(self, turn: int) -> None:
        """One more try at what is not proven yet, each longer than the last."""
        if self._gathers_many():
            self._regather()
        elif self.regather.rounds:
            self._gather_anew()
        elif turn < BUILDS and (self.built or ("repeats", -1) in self.best.unproven()):
            self._build()
        if self.best.unproven() and len(self.problem.people) <= SMALL:
            self.walking.turn(turn)
        self._search_on(turn)

    def _build(self) -> None:
        """A plan around a design, and some cool walks from there."""
        seats = self.dealer.build(self.best.seats, self._tick, self.effort.limit // 10)
        if seats is None:
            return
        draft = Draft(self.costs, seats)
        self.best.try_out(draft)
        if self.best.unproven() and len(self.problem.people) <= SMALL:
            self.walking.around(draft)
        self.built |= self.best.draft is draft

    def _gathers_many(self) -> bool:
        """Is it a gathering of so many that exchanges do more than walks?"""
        return bool(self.regather.rounds) and len(self.problem.people) > EXCHANGE_FROM

    def _regather(self) -> None:
        """Themes and seats by exchanges among tables."""
        work = max(self.effort.limit // 20, self.effort.left * 6 // 10)
        self.best.try_out(Draft(self.costs, self.regather.run(self.best.seats, work)))

    def _gather_anew(self) -> None:
        """A whole new deal, after some more search for themes."""
        searched = set()
        for r in range(len(self.problem.rounds)):
            for rule in self.costs.themes(r)[:1]:
                gathering = self.dealer.gathering(rule, r)
                if len(gathering.kept) and gathering.key not in searched:
                    searched.add(gathering.key)
                    self.dealer.themes(gathering, self._tick, MORE_THEMES, self.effort.limit / 4)
        self.best.try_out(Draft(self.costs, self.dealer.deal_all(self._tick, 0)))

    def _search_on(self, turn: int) -> None:
        """Rounds in turn, a wish not yet proven in the eye; small steps uphill are allowed."""
        steps = max(60, min(400, 4 * len(self.problem.people) // 3))
        draft = self.best.draft
        for name, r in draft.unproven():
            at = turn % len(draft.seats) if r < 0 else r
            draft.visit(at, steps, name, self.random, self._tick)

    def _plan(self, draft: Draft, stopped_by: str) -> Plan:
        ids = [person.id for person in self.problem.people]
        rounds = tuple(
            {one: int(t) + 1 for one, t in zip(ids, row, strict=True) if t >= 0}
            for row in draft.seats
        )
        found = tuple(self.costs.measure.findings(draft.values))
        return Plan(rounds, found, self.problem.seed, stopped_by, self.effort.seconds)

    # ------------------------------------------------------------ limits and progress

    def _count(self, work: int) -> None:
        """Before there is a plan, work is counted and nothing else."""
        self.effort.done += work

    def _tick(self, work: int) -> None:
        self.effort.tick(work, self._findings)

    def _findings(self) -> list[Finding]:
        return self.costs.measure.findings(self.best.draft.values)
