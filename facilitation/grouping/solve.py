"""The solver: a valid deal of every round, then better by swaps, the weightiest wish first.

First downhill by swaps with a connection matrix, as in the literature on maximally diverse
grouping, one round at a time while the others stand still. Then, while something is not proven,
many annealed walks at once where the event is small, themes are searched on where rounds gather,
and a short tabu search polishes what was found. Work is counted, not timed, and all numbers are
whole, so that the same input and seed give the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from random import Random

import numpy as np

from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.cooling import Walks
from facilitation.grouping.costs import Costs
from facilitation.grouping.draft import Draft
from facilitation.grouping.effort import Effort, Progress, Stop, default_work
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Finding, Measure, Plan
from facilitation.grouping.regather import Regather
from facilitation.grouping.rules import Ints
from facilitation.grouping.starts import Dealer, plain_seats
from facilitation.grouping.trades import Trades

FIRST_THEMES, MORE_THEMES = 10, 100  # rounds of search for themes before the first plan, and later
EXCHANGE_FROM = 160  # people of a gathering
PLAIN_FROM = 400  # people of whom a plain plan is shown before any other
BUILDS = 8  # tries at a design
SMALL = 320  # up to so many people there are walks
TRADES = 400  # steps of trading places in the first turns
ENDS = 8  # plans at the ends of walks, from which places are traded
COLD = 0.2  # the last temperature of a walk
WARM = 90  # up to so many they begin hot: from anywhere, not near where they start


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
        plain = self._plain(measure) if len(problem.people) > PLAIN_FROM else None
        self.costs = Costs(measure)
        self.random = Random(problem.seed)  # noqa: S311 - chance, not secrecy
        self.dealer = Dealer(self.costs, self.random)
        self.regather = Regather(self.costs, self.dealer, self.random, self._tick)
        self.best = None if plain is None else Draft(self.costs, plain)
        self.ends: list[Ints] = []  # where the last walks ended, until places are traded there
        self.built = False  # has a plan around a design ever been the best?

    # ------------------------------------------------------------ the run

    def run(self) -> Plan:
        """Deal, descend, search on."""
        stopped_by = "work"
        try:
            self._start()
            turn = 0
            while self._unproven():
                self._turn(turn)
                turn += 1
        except Stop as stop:
            stopped_by = str(stop)
        assert self.best is not None
        return self._plan(self.best, stopped_by)

    def _unproven(self) -> bool:
        return self.best is not None and bool(self.best.unproven())

    def _start(self) -> None:
        """The first deal of everybody where it costs least, and downhill from there."""
        tick = self._count if self.best is None else self._tick
        self.best = draft = Draft(self.costs, self.dealer.deal_all(tick, FIRST_THEMES))
        self.effort.tell(self._findings())
        if not self._gathers_many():
            draft.descend(self.random, self._tick)

    def _turn(self, turn: int) -> None:
        """One more try at what is not proven yet, each longer than the last."""
        assert self.best is not None
        if self._gathers_many():
            self._regather()
        elif self.regather.rounds:
            self._gather_anew()
        elif turn < BUILDS and (self.built or ("repeats", -1) in self.best.unproven()):
            self._build()
        if self.best.unproven() and len(self.problem.people) <= SMALL:
            if not (self.ends and self._at_ease()):
                self._walk_for(turn)
            if self._gathers():
                self._mix(turn)
            else:
                self._trade(turn, range(len(self.problem.rounds)))
            self.ends = []
        self._search_on(turn)

    def _mix(self, turn: int) -> None:
        """Where some rounds gather: the others by themselves, those that gather standing still."""
        assert self.best is not None
        rounds = self._mixed()
        if any(r in rounds for _, r in self.best.unproven()):
            sweeps = 15 * 2 ** min(turn // 3, 8)
            self._walk(self.best.seats, self._gentle_heat(turn), sweeps, gentle=True, only=rounds)
            self._trade(turn, rounds)

    def _walk_for(self, turn: int) -> None:
        """Walks for what is not proven yet. Where only wishes below repeats are left, all are in
        sight with gentle weights, hot and cooler in turn. Else the weightiest that is left: with
        all wishes in sight, with only those above it, and with it held while those below get
        better, in turn."""
        assert self.best is not None
        sweeps = 60 * 2 ** min(turn // 3, 8)
        name, r = self.best.unproven()[0]
        if self._at_ease() or (turn == 0 and not self._gathers()):
            self._walk(self.best.seats, self._gentle_heat(turn), sweeps, gentle=True)
            return
        if turn % 3 == 1:
            # Tight events are decided here: one long walk finds what many short ones never do.
            share = 0.5 if name == "repeats" else 0.0
            self._walk(self.best.seats, 0.7, sweeps, name, share=share)
            return
        own, soft = self._own_weight(), self.costs.soft(max(r, 0))
        below = max((weight for weight in soft.values() if weight < own), default=own)
        self._walk(self.best.seats, 0.6 * (below if turn % 3 == 2 else own), sweeps)

    def _at_ease(self) -> bool:
        """Is everything proven but wishes that stand below repeats, where nothing gathers?"""
        if self._gathers():
            return False
        assert self.best is not None
        left = set(self.best.unproven())
        at = [k for k, place in enumerate(self.costs.places)
              if ("repeats", -1) in {(rule.name, r) for rule, r in place}]  # fmt: skip
        above = self.costs.places[: at[0] + 1]
        return left.isdisjoint((rule.name, r) for place in above for rule, r in place)

    def _gathers(self) -> bool:
        return any(self.costs.themes(r) for r in range(len(self.problem.rounds)))

    def _gentle_heat(self, turn: int) -> float:
        return 0.4 if turn % 2 or len(self.problem.people) > WARM else 1.0

    def _mixed(self) -> list[int]:
        """The rounds that do not gather."""
        return [r for r in range(len(self.problem.rounds)) if not self.costs.themes(r)]

    def _own_weight(self) -> int:
        """The soft weight of the weightiest wish that is not proven yet."""
        assert self.best is not None
        name, r = self.best.unproven()[0]
        return self.costs.soft(max(r, 0)).get(name, 1)

    def _build(self) -> None:
        """A plan around a design, and some cool walks from there."""
        assert self.best is not None
        seats = self.dealer.build(self.best.seats, self._tick, self.effort.limit // 10)
        if seats is None:
            return
        draft = Draft(self.costs, seats)
        self._try(draft)
        if self.best.unproven() and len(self.problem.people) <= SMALL:
            if self._at_ease():
                self._walk(draft.seats, 0.5, 30, gentle=True)
            else:
                self._walk(draft.seats, 0.2 * self._own_weight(), 30)
        self.built |= self.best is draft

    def _gathers_many(self) -> bool:
        """Is it a gathering of so many that exchanges do more than walks?"""
        return bool(self.regather.rounds) and len(self.problem.people) > EXCHANGE_FROM

    def _regather(self) -> None:
        """Themes and seats by exchanges among tables."""
        assert self.best is not None
        work = max(self.effort.limit // 20, self.effort.left * 6 // 10)
        self._try(Draft(self.costs, self.regather.run(self.best.seats, work)))

    def _gather_anew(self) -> None:
        """A whole new deal, after some more search for themes."""
        searched = set()
        for r in range(len(self.problem.rounds)):
            for rule in self.costs.themes(r)[:1]:
                gathering = self.dealer.gathering(rule, r)
                if len(gathering.kept) and gathering.key not in searched:
                    searched.add(gathering.key)
                    self.dealer.themes(gathering, self._tick, MORE_THEMES, self.effort.limit / 4)
        self._try(Draft(self.costs, self.dealer.deal_all(self._tick, 0)))

    def _try(self, draft: Draft, steps: int = 0) -> None:
        """Makes another draft better, and takes it for the best when it is."""
        try:
            draft.descend(self.random, self._tick)
            for name, r in draft.unproven()[:2] if steps else ():
                at = self.random.randrange(len(draft.seats)) if r < 0 else r
                draft.visit(at, steps, name, self.random, self._tick)
        finally:
            assert self.best is not None
            if draft.cost < self.best.cost:
                self.best = draft

    def _walk(
        self,
        start: Ints,
        hot: float,
        sweeps: int,
        last: str = "",
        gentle: bool = False,
        share: float = 0.0,
        only: Sequence[int] | None = None,
    ) -> None:
        """Many walks from a plan, so many ``sweeps``, or for this ``share`` of the work that is
        left if that is more; the best ends are polished. ``hot``: the first temperature;
        ``last``: the last wish in sight; ``only``: rounds that change, all when None."""
        rounds = list(range(len(start)) if only is None else only)
        scenes = [self.costs.scene(start, r, self.costs.soft(r, last, gentle)) for r in rounds]
        before = self.costs.times_before(start, rounds)
        walks = Walks(scenes, start[rounds], before, None, self.random, self._tick)
        left = self.effort.left
        sweeps = max(sweeps, int(left * share) // walks.of_a_sweep)
        part = 4 if only is None and self._gathers() and self._mixed() else 8
        walks.cool(min(sweeps, left * part // 10 // walks.of_a_sweep + 1), hot, COLD)
        drafts = self._try_some(_with(start, rounds, seats) for seats in walks.best)
        assert self.best is not None
        again = self.best.values["repeats", -1]
        self.ends = [one.seats for one in drafts if one.values["repeats", -1] <= again][:ENDS]

    def _trade(self, turn: int, among: Iterable[int]) -> None:
        """People change places in all of these rounds, in the best plan and in the ends of the
        last walks that are as good in what is proven and alike in the other rounds."""
        assert self.best is not None
        rounds = list(among)
        left = [name for name, r in self.best.unproven() if r in rounds]
        if not left:
            return
        own = max(self.costs.soft(r).get(left[0], 1) for r in rounds)
        scenes = [self.costs.scene(self.best.seats, r, self.costs.held(r, left[0])) for r in rounds]
        best, before = self.best.seats, self.costs.times_before(self.best.seats, rounds)
        alike = [one for one in self.ends if np.array_equal(_with(one, rounds, best[rounds]), best)]
        plans = [one[rounds] for one in (best, *alike)]
        trades = Trades(scenes, plans, before, self.random, self._tick)
        steps = TRADES * 2 ** min(turn // 2, 8)
        trades.cool(steps, own * (1.0 if turn % 2 else 2.0), COLD)
        self._try_some(_with(best, rounds, seats) for seats in trades.best)

    def _try_some(self, plans: Iterable[Ints]) -> list[Draft]:
        """Polishes the best few of these plans; returns all that differ, the best first."""
        ends = {seats.tobytes(): Draft(self.costs, seats.copy()) for seats in plans}
        drafts = sorted(ends.values(), key=lambda one: one.cost)
        for draft in drafts[:3]:
            self._try(draft)
        return drafts

    def _search_on(self, turn: int) -> None:
        """Rounds in turn, a wish not yet proven in the eye; small steps uphill are allowed."""
        assert self.best is not None
        steps = max(60, min(400, 4 * len(self.problem.people) // 3))
        draft = self.best
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

    def _plain(self, measure: Measure) -> Ints:
        """A first valid plan, told before anything that takes long at a large event."""
        seats = plain_seats(measure)
        self.effort.tell(measure.findings(measure.values(seats)))
        return seats

    def _tick(self, work: int) -> None:
        self.effort.tick(work, self._findings)

    def _findings(self) -> list[Finding]:
        assert self.best is not None
        return self.costs.measure.findings(self.best.values)


def _with(seats: Ints, rounds: Sequence[int], changed: Ints) -> Ints:
    """The plan with these rounds changed."""
    whole = seats.copy()
    whole[rounds] = changed
    return whole
