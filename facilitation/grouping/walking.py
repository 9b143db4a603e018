"""What is not proven yet, searched by many walks and by trades of places: up to 320 people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random

import numpy as np

from facilitation.grouping.best import Best
from facilitation.grouping.cooling import Walks
from facilitation.grouping.costs import Costs
from facilitation.grouping.draft import Draft
from facilitation.grouping.effort import Effort
from facilitation.grouping.rules import Ints
from facilitation.grouping.trades import Trades

TRADES = 400  # steps of trading places in the first turns
ENDS = 8  # plans at the ends of walks, from which places are traded
COLD = 0.2  # the last temperature of a walk
SHAPE_FROM = 40  # people from whom on repeats are walked for by themselves first
WARM = 90  # up to so many people walks begin hot: from anywhere, not near where they start


class Walking:
    """Walks from the best plan so far, longer with every turn."""

    def __init__(
        self,
        costs: Costs,
        best: Best,
        effort: Effort,
        random: Random,
        tick: Callable[[int], None],
    ) -> None:
        self.costs, self.best, self.effort = costs, best, effort
        self.random, self.tick = random, tick
        self.people = len(costs.measure.problem.people)
        self.rounds = range(len(costs.measure.halls))
        self.mixed = [r for r in self.rounds if not costs.themes(r)]
        self.gathers = len(self.mixed) < len(self.rounds)
        self.ends: list[Ints] = []  # where the last walks ended, until places are traded there

    def turn(self, turn: int) -> None:
        """One more search, longer than the last."""
        if turn == 0 and self._wants_shape():
            self._walk(self.best.seats, 0.7, 30, "repeats")
        if not (self.ends and self._at_ease()):
            self._walk_for(turn)
        if self.gathers:
            self._mix(turn)
        else:
            self._trade(turn, self.rounds)
        self.ends = []

    def around(self, draft: Draft) -> None:
        """Some cool walks from a plan around a design."""
        if self._at_ease():
            self._walk(draft.seats, 0.5, 30, gentle=True)
        else:
            self._walk(draft.seats, 0.2 * self._own_weight(), 30)

    def _mix(self, turn: int) -> None:
        """Where some rounds gather: the others by themselves, those that gather standing still."""
        rounds = self.mixed
        if any(r in rounds for _, r in self.best.unproven()):
            sweeps = 15 * 2 ** min(turn // 3, 8)
            self._walk(self.best.seats, self._gentle_heat(turn), sweeps, gentle=True, only=rounds)
            self._trade(turn, rounds)

    def _wants_shape(self) -> bool:
        """Is it worth to look first for who meets whom at all? Trades then say who is who. Few
        people find both at once."""
        again = ("repeats", -1) in self.best.unproven()
        return again and not self.gathers and self.people >= SHAPE_FROM

    def _walk_for(self, turn: int) -> None:
        """Walks for what is not proven yet. Where only wishes below repeats are left, all are in
        sight with gentle weights, hot and cooler in turn. Else the weightiest that is left: with
        all wishes in sight, with only those above it, and with it held while those below get
        better, in turn."""
        sweeps = 60 * 2 ** min(turn // 3, 8)
        name, r = self.best.unproven()[0]
        if self._at_ease() or (turn == 0 and not self.gathers):
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
        if self.gathers:
            return False
        left = set(self.best.unproven())
        at = [k for k, place in enumerate(self.costs.places)
              if ("repeats", -1) in {(rule.name, r) for rule, r in place}]  # fmt: skip
        above = self.costs.places[: at[0] + 1]
        return left.isdisjoint((rule.name, r) for place in above for rule, r in place)

    def _gentle_heat(self, turn: int) -> float:
        return 0.4 if turn % 2 or self.people > WARM else 1.0

    def _own_weight(self) -> int:
        """The soft weight of the weightiest wish that is not proven yet."""
        name, r = self.best.unproven()[0]
        return self.costs.soft(max(r, 0)).get(name, 1)

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
        walks = Walks(scenes, start[rounds], before, None, self.random, self.tick)
        left = self.effort.left
        sweeps = max(sweeps, int(left * share) // walks.of_a_sweep)
        part = 4 if only is None and self.gathers and self.mixed else 8
        walks.cool(min(sweeps, left * part // 10 // walks.of_a_sweep + 1), hot, COLD)
        drafts = self.best.try_some(_with(start, rounds, seats) for seats in walks.best)
        again = self.best.draft.values["repeats", -1]
        self.ends = [one.seats for one in drafts if one.values["repeats", -1] <= again][:ENDS]

    def _trade(self, turn: int, among: Iterable[int]) -> None:
        """People change places in all of these rounds, in the best plan and in the ends of the
        last walks that are as good in what is proven and alike in the other rounds."""
        rounds = list(among)
        left = [name for name, r in self.best.unproven() if r in rounds]
        if not left:
            return
        own = max(self.costs.soft(r).get(left[0], 1) for r in rounds)
        scenes = [self.costs.scene(self.best.seats, r, self.costs.held(r, left[0])) for r in rounds]
        best, before = self.best.seats, self.costs.times_before(self.best.seats, rounds)
        alike = [one for one in self.ends if np.array_equal(_with(one, rounds, best[rounds]), best)]
        plans = [one[rounds] for one in (best, *alike)]
        trades = Trades(scenes, plans, before, self.random, self.tick)
        steps = TRADES * 2 ** min(turn // 2, 8)
        trades.cool(steps, own * (1.0 if turn % 2 else 2.0), COLD)
        self.best.try_some(_with(best, rounds, seats) for seats in trades.best)


def _with(seats: Ints, rounds: Sequence[int], changed: Ints) -> Ints:
    """The plan with these rounds changed."""
    whole = seats.copy()
    whole[rounds] = changed
    return whole
