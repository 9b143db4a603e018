"""How long a search may take, in work and not in seconds, and what it tells on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Finding

Progress = dict[str, Any]
EVERY = 0.1  # seconds between two words of progress
KNOTS = (
    (0, 6e8), (60, 8e8), (120, 6.5e8), (240, 1.2e9), (500, 2.4e9), (1000, 3.8e9), (2000, 6e9),
    (5000, 15e9),
)  # fmt: skip
LONG = 15_000_000_000  # four rounds and more of a small event: they are the hard ones


class Stop(Exception):
    """The search ends here: work, time or cancel."""


class Effort:
    """Counts the work, tells of the best so far, and stops when it is time.

    ``limit`` of work, about a nanosecond each; ``done`` so far. ``findings``: of the best plan.
    """

    def __init__(
        self,
        limit: int,
        time_limit: float | None,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self.limit, self.time_limit, self.clock = limit, time_limit, clock
        self.say, self.cancelled = progress, cancelled
        self.started = self.said = clock()
        self.done = 0

    @property
    def left(self) -> int:
        """Work that may still be done."""
        return max(0, self.limit - self.done)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return round(self.clock() - self.started, 3)

    def tick(self, work: int, findings: Callable[[], Sequence[Finding]]) -> None:
        """Counts the work; speaks and stops when it is time."""
        self.done += work
        self.beat(findings)
        now = self.clock()
        if self.cancelled():
            raise Stop("cancel")
        if self.done > self.limit:
            raise Stop("work")
        if self.time_limit is not None and now - self.started > self.time_limit:
            raise Stop("time")

    def beat(self, findings: Callable[[], Sequence[Finding]]) -> None:
        """Speaks when it is time."""
        if self.clock() - self.said >= EVERY:
            self.tell(findings())

    def tell(self, found: Sequence[Finding]) -> None:
        """Progress: each wish over all rounds where it counts in all, else per round."""
        self.said = self.clock()
        whole = {one.wish for one in found if one.round is None}
        shown = [one.to_json() for one in found if (one.round is None) == (one.wish in whole)]
        self.say({"wishes": shown, "seconds": round(self.said - self.started, 3)})


def default_work(problem: Problem) -> int:
    """The work limit, about a nanosecond each: below a second for a hundred people and three
    rounds, four for 1,000; small events of many rounds get fifteen."""
    people, rounds = len(problem.people), len(problem.rounds)
    for (low, least), (high, most) in pairwise(KNOTS):
        if people <= high:
            usual = least + (most - least) * (people - low) / (high - low)
            break
    else:
        usual = KNOTS[-1][1]
    if rounds <= 3:
        return int(usual)
    return int(max(usual * rounds / 3, LONG * min(1.0, max(0.0, 2 - people / 150))))
