"""Where the search starts: a valid deal of every round, gathered around themes where asked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from random import Random

import numpy as np

from facilitation.grouping.costs import Costs
from facilitation.grouping.deal import deal, plain
from facilitation.grouping.designs import design
from facilitation.grouping.draft import seat
from facilitation.grouping.gather import Gathering, assign, choose
from facilitation.grouping.hall import Hall
from facilitation.grouping.place import Placing, fits
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules import Ints, Theme

ABOVE_ALL = 2**58  # no sum of weights reaches this
WORTH_A_PAIR = 10  # work of a half of a deal for each pair of people
LARGEST = 400  # points of a design that people are put on
Tick = Callable[[int], None]


class Dealer:
    """Deals rounds one after the other, each as well as it goes with those dealt before.

    ``choices`` keeps the best choices of themes known, by what they are chosen for.
    """

    def __init__(self, costs: Costs, random: Random) -> None:
        self.costs, self.random = costs, random
        self.people = costs.measure.problem.people
        self.sizes = Counter(person.organisation for person in self.people)
        self.gatherings: dict[tuple[str, int], Gathering] = {}
        self.choices: dict[str, list[Ints]] = {}

    def deal_all(self, tick: Tick, rounds: int) -> Ints:
        """Seats of all rounds; ``rounds`` of search for themes where there are any."""
        measure = self.costs.measure
        seats: Ints = np.full((len(measure.halls), len(self.people)), -1, dtype=np.int64)
        for r in range(len(seats)):
            self.deal(seats, r, tick, rounds)
            tick(WORTH_A_PAIR * len(self.people) ** 2)
        return seats

    def deal(
        self, seats: Ints, r: int, tick: Tick, rounds: int, themes: Ints | None = None
    ) -> None:
        """Deals round ``r`` anew, around ``themes`` where they are given. Raises Refusal
        ``no_plan_found``."""
        hall = self.costs.measure.halls[r]
        order = list(range(len(hall.units)))
        self.random.shuffle(order)
        taste: Ints = np.zeros((len(hall.most), len(hall.units)), dtype=np.int64)
        late: set[int] = set()
        for rule in self.costs.themes(r)[:1]:
            if len(self.gathering(rule, r).kept):
                if themes is None:
                    themes = self.themes(self.gathering(rule, r), tick, rounds)
                late = self._gather(rule, r, taste, order, tick, themes)
        first = [self.people[unit[0]].organisation for unit in hall.units]
        order.sort(key=lambda u: (u in late, -self.sizes[first[u]], first[u]))
        near = self.costs.connection(seats, r)
        tick(WORTH_A_PAIR * len(self.people) ** 2)
        seat(self.costs, seats, r, deal(hall, near, taste, order))

    def build(self, seats: Ints, tick: Tick, work: int) -> Ints | None:
        """A plan around a design at which nobody meets twice, repaired where wishes stand in its
        way; None where no design helps. ``seats``: any plan; ``work``: about how much of it."""
        halls = self.costs.measure.halls
        most = max(halls[0].most)
        if not 3 <= most <= len(halls[0].most) or len(halls) < 2:
            return None
        made = design(len(halls[0].most), most)
        if len(made) < len(halls) - 1 or made.shape[1] > LARGEST or not fits(halls, made):
            return None
        scenes = [self.costs.scene(seats, r) for r in range(len(halls))]
        wanted = Placing(scenes, made).run(self.random, tick, work)
        built: Ints = np.full_like(seats, -1)
        for r, hall in enumerate(halls):
            taste: Ints = np.zeros((len(hall.most), len(hall.units)), dtype=np.int64)
            for u, unit in enumerate(hall.units):
                taste[wanted[r, unit[0]], u] = -ABOVE_ALL
            order = np.argsort([-len(unit) for unit in hall.units], kind="stable").tolist()
            near = self.costs.connection(built, r)
            seat(self.costs, built, r, deal(hall, near, taste, order))
        return built

    def _gather(
        self, rule: Theme, r: int, taste: Ints, order: list[int], tick: Tick, themes: Ints
    ) -> set[int]:
        """Writes into ``taste`` who is wanted where; returns the units that no theme takes."""
        hall = self.costs.measure.halls[r]
        gathering = self.gathering(rule, r)
        pinned = self._pin_large(hall, gathering, themes)
        if pinned:
            gathering = Gathering(hall, rule.marks, pinned)
            themes = choose(gathering, self.random, tick, 0, [themes])[0]
        free = set(gathering.free.tolist())
        people = [i for u in order for i in hall.units[u] if i in free]
        wanted = assign(gathering, themes, people)
        weight = self.costs.weights[r][rule.name]
        for u, t in pinned.items():
            taste[t, u] -= 3 * len(hall.units[u]) * weight
        for u, unit in enumerate(hall.units):
            for i in unit:
                taste[:, u] -= weight * gathering.has[i, themes]
                if i in wanted:
                    taste[:, u] -= weight * (themes == wanted[i])
        return {u for u, unit in enumerate(hall.units) if not any(i in wanted for i in unit)}

    def _pin_large(self, hall: Hall, gathering: Gathering, themes: Ints) -> dict[int, int]:
        """A table for each unit of several people: where most of them have the theme, and
        otherwise any one with room."""
        room = gathering.least + gathering.more
        pinned = {}
        for u, unit in enumerate(hall.units):
            if len(unit) == 1 or u in hall.fixed:
                continue
            happy = gathering.has[unit].sum(axis=0)[themes]
            happy[room < len(unit)] = -1
            best = np.flatnonzero(happy == happy.max())
            t = int(self.random.choice(best.tolist()))
            if happy[t] >= 0:
                pinned[u] = t
                room[t] -= len(unit)
        return pinned

    def gathering(self, rule: Theme, r: int) -> Gathering:
        """Who could gather in round ``r``, made once."""
        key = (rule.name, r)
        if key not in self.gatherings:
            self.gatherings[key] = Gathering(self.costs.measure.halls[r], rule.marks)
        return self.gatherings[key]

    def themes(self, gathering: Gathering, tick: Tick, rounds: int, work: float = math.inf) -> Ints:
        """One of the best choices known for such a gathering, after ``rounds`` more of search, or
        about so much work."""
        known = self.choices.get(gathering.key, [])
        if rounds or not known:
            known = choose(gathering, self.random, tick, rounds, known, work=work)
            self.choices[gathering.key] = known
        return self.random.choice(known)


def plain_seats(measure: Measure) -> Ints:
    """Rounds x people: a valid plan made in a moment, rounds alike seated alike."""
    organisations = [person.organisation for person in measure.problem.people]
    seats: Ints = np.full((len(measure.halls), len(organisations)), -1, dtype=np.int64)
    for r, hall in enumerate(measure.halls):
        alike = next((k for k in range(r) if measure.halls[k].like(hall)), None)
        if alike is not None:
            seats[r] = seats[alike]
            continue
        for unit, table in zip(hall.units, plain(hall, organisations).tolist(), strict=True):
            seats[r, unit] = table
    return seats
