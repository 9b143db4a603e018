"""The best plan so far, and how another becomes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from facilitation.grouping.costs import Costs
from facilitation.grouping.draft import Draft
from facilitation.grouping.rules import Ints

POLISHED = 3  # of many plans, so many are made better by swaps


class Best:
    """Holds the best ``draft``; ``known`` once there is one. ``tick`` hears of the work done."""

    def __init__(self, costs: Costs, random: Random, tick: Callable[[int], None]) -> None:
        self.costs, self.random, self.tick = costs, random, tick
        self._draft: Draft | None = None

    @property
    def known(self) -> bool:
        """Is there a plan?"""
        return self._draft is not None

    @property
    def draft(self) -> Draft:
        """The best plan so far."""
        assert self._draft is not None
        return self._draft

    @property
    def seats(self) -> Ints:
        """Its seats: rounds x people."""
        return self.draft.seats

    def unproven(self) -> list[tuple[str, int]]:
        """What of it is not at its bound: (rule name, round; -1 for all rounds), in order."""
        return self.draft.unproven()

    def take(self, draft: Draft) -> Draft:
        """Takes this one, whatever was before."""
        self._draft = draft
        return draft

    def try_out(self, draft: Draft) -> None:
        """Makes another draft better, and takes it when it is the better one."""
        try:
            draft.descend(self.random, self.tick)
        finally:
            if draft.cost < self.draft.cost:
                self._draft = draft

    def try_some(self, plans: Iterable[Ints]) -> list[Draft]:
        """Polishes the best few of these plans; returns all that differ, the best first."""
        ends = {seats.tobytes(): Draft(self.costs, seats.copy()) for seats in plans}
        drafts = sorted(ends.values(), key=lambda one: one.cost)
        for draft in drafts[:POLISHED]:
            self.try_out(draft)
        return drafts
