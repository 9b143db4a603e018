"""Gathered rounds as a whole: which themes leave the other wishes best, and the best of them.

Many choices of themes gather equally many people. Each is tried by a deal and a short exchange;
the best is cooled slowly, round after round, with the repeats of the other rounds in sight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np

from facilitation.grouping.augment import augment
from facilitation.grouping.costs import Costs
from facilitation.grouping.exchange import FAR, Exchange, Small
from facilitation.grouping.gather import Gathering, choose
from facilitation.grouping.rules import Ints, Repeats
from facilitation.grouping.starts import Dealer

FIRST_THEMES, FEW = 40, 3  # rounds of search for themes, and where everybody has one
SHORT, QUENCH = 120, 60  # steps of a trial, and of every end
VISITS = 10  # to each round while it cools
PRESS = (3, 16)  # how much more a theme weighs than the soft weights say, at first and at last
COLD = 0.15
Tick = Callable[[int], None]


@dataclass(frozen=True)
class _Trial:
    """A choice of themes for one round, what came of it (cost by place), and the seating."""

    cost: tuple[int, ...]
    themes: Ints
    row: Ints


class Regather:
    """The gathered rounds of one problem; what was tried is kept from one turn to the next."""

    def __init__(self, costs: Costs, dealer: Dealer, random: Random, tick: Tick) -> None:
        self.costs, self.dealer, self.random, self.hear = costs, dealer, random, tick
        self.rounds = [r for r in range(len(costs.measure.halls)) if costs.themes(r)]
        self.best: dict[str, _Trial] = {}
        self.bases: dict[int, Small] = {}
        self.done = 0

    def run(self, seats: Ints, work: int) -> Ints:
        """New seats for about so much work, from any plan: more than half of it finds themes."""
        seats, start = seats.copy(), self.done
        firsts: dict[str, int] = {}
        for r in self.rounds:
            firsts.setdefault(self._gathering(r).key, r)
        for k, (key, r) in enumerate(firsts.items(), 1):
            self._try_choices(key, seats, r, start + k * work * 6 // (10 * len(firsts)))
        for r in self.rounds:
            best = self.best[self._gathering(r).key]
            if best.cost < self._cost(seats, r):
                seats[r] = best.row
        self._cool(seats, max(start + work - self.done, work // 3))
        return seats

    def _tick(self, work: int) -> None:
        self.done += work
        self.hear(work)

    def _gathering(self, r: int) -> Gathering:
        return self.dealer.gathering(self.costs.themes(r)[0], r)

    # ------------------------------------------------------------ themes

    def _try_choices(self, key: str, seats: Ints, r: int, until: int) -> None:
        """Tries choices of themes for round ``r`` until so much work is done, one at least: new
        ones, and from a third of the work on those near the best."""
        gathering, near_from = self._gathering(r), self.done + (until - self.done) // 3
        while key not in self.best or self.done < until:
            near = self._near(gathering, key) if self.done >= near_from else None
            trial = self._warm(seats, r, *near) if near else self._new(gathering, seats, r)
            if key not in self.best or trial.cost < self.best[key].cost:
                self.best[key] = trial

    def _new(self, gathering: Gathering, seats: Ints, r: int) -> _Trial:
        """A round dealt around a choice that gathers most."""
        themes = np.zeros(len(gathering.least), dtype=np.int64)
        if len(gathering.kept):
            known = choose(gathering, self.random, self._tick, FIRST_THEMES, (), FEW)
            themes = known[-1]
        alone: Ints = np.full_like(seats, -1)
        self._tick(60_000 * seats.shape[1])
        self.dealer.deal(alone, r, self._tick, 0, themes)
        return self._settled(alone, r, themes, self._hot(r), SHORT)

    def _near(self, gathering: Gathering, key: str) -> tuple[Ints, Ints] | None:
        """(the best choice with one table's theme changed, as many gathered; the best seating)."""
        if key not in self.best or len(gathering.kept) < 2:
            return None
        best = self.best[key]
        most = gathering.value(best.themes)[0]
        for _ in range(10):
            changed = best.themes.copy()
            changed[self.random.randrange(len(changed))] = self.random.randrange(
                len(gathering.kept)
            )
            self._tick(20 * len(gathering.missed) + 50_000)
            if not np.array_equal(changed, best.themes) and gathering.value(changed)[0] >= most:
                return changed, best.row
        return None

    def _warm(self, seats: Ints, r: int, themes: Ints, row: Ints) -> _Trial:
        """A round around themes that differ little from those of ``row``."""
        alone: Ints = np.full_like(seats, -1)
        alone[r] = row
        return self._settled(alone, r, themes, self._hot(r) / 3, SHORT // 2)

    def _settled(self, alone: Ints, r: int, themes: Ints, hot: float, steps: int) -> _Trial:
        """Round ``r`` cooled quickly, the other rounds out of sight."""
        heats = [round(hot * (COLD / hot) ** (k / steps), 3) for k in range(steps)]
        kept = self._gathering(r).kept
        columns = kept[themes] if len(kept) else None
        alone[r] = self._exchange(alone, r, heats, PRESS[0], columns)
        alone[r] = self._fill(alone, r, columns)
        cold = [*heats[steps // 2 :: 2], *[0.0] * QUENCH]
        alone[r] = self._exchange(alone, r, cold, PRESS[1], columns)
        return _Trial(self._cost(alone, r), themes, alone[r].copy())

    def _cost(self, seats: Ints, r: int) -> tuple[int, ...]:
        """What round ``r`` alone costs, by place of the ranking."""
        return tuple(
            sum(rule.cost(seats, r) for rule, at in place if at == r) for place in self.costs.places
        )

    # ------------------------------------------------------------ seats

    def _cool(self, seats: Ints, work: int) -> None:
        """All gathered rounds, visit after visit, from hot to cold."""
        step = Exchange.work_of_a_step(self.costs.measure.halls[0])
        visits = VISITS * len(self.rounds)
        stay = max(10, work // (visits * step))
        for visit in range(visits):
            r = self.rounds[visit % len(self.rounds)]
            hot, last = self._hot(r), visit >= visits - len(self.rounds)
            heats = [
                round(hot * (COLD / hot) ** ((visit + k / stay) / visits), 3) for k in range(stay)
            ]
            press = PRESS[visit >= visits // 2]
            if 0 <= visit - visits // 2 < len(self.rounds):
                seats[r] = self._fill(seats, r)
            seats[r] = self._exchange(seats, r, [*heats, *[0.0] * (QUENCH * last)], press)

    def _hot(self, r: int) -> float:
        """Where cooling begins: about the weight of the first wish after gathering."""
        soft = self.costs.soft(r)
        themes = {rule.name for rule in self.costs.themes(r)}
        return 0.6 * max((weight for name, weight in soft.items() if name not in themes), default=1)

    def _exchange(
        self, seats: Ints, r: int, heats: list[float], press: int, themes: Ints | None = None
    ) -> Ints:
        """Round ``r`` exchanged. ``themes``: labels, per table the commonest when None."""
        hall, rule = self.costs.measure.halls[r], self.costs.themes(r)[0]
        if themes is None:
            themes = np.array(rule.themes(seats, r) or [0] * len(hall.most))
        pairs, taste = self._pairs(seats, r), press * self._taste(seats, r, themes)
        exchange = Exchange(hall, pairs, taste, themes, seats[r], self.random, self._tick)
        exchange.run(heats)
        return exchange.row()

    def _fill(self, seats: Ints, r: int, themes: Ints | None = None) -> Ints:
        """Round ``r`` with as many people at their themes as these themes can take."""
        hall, rule = self.costs.measure.halls[r], self.costs.themes(r)[0]
        row: Ints = seats[r]
        if not rule.marks.shape[1]:
            return row
        if themes is None:
            themes = np.array(rule.themes(seats, r))
        movable = np.zeros(seats.shape[1], dtype=np.bool_)
        movable[[one[0] for u, one in enumerate(hall.units)
                 if len(one) == 1 and u not in hall.fixed]] = True  # fmt: skip
        self._tick(60_000 * len(hall.most))
        apart = self._base(seats, r)[:-2, :-2] >= FAR // 2
        return augment(rule.marks > 0, themes, row, movable, apart)

    def _pairs(self, seats: Ints, r: int) -> Small:
        """What pairs cost in round ``r``, with the repeats that the other rounds make of it."""
        self._tick(6 * seats.shape[1] ** 2 + 100_000)
        pairs = self._base(seats, r).copy()
        weight = self.costs.soft(r).get("repeats", 0)
        for rule in self.costs.measure.rules:
            if isinstance(rule, Repeats) and weight:
                a, b = rule.met_elsewhere(seats, r)
                pairs[a, b] += weight
                pairs[b, a] += weight
        return pairs

    def _base(self, seats: Ints, r: int) -> Small:
        """The part of it that never changes; rounds alike share it."""
        alike = id(self.costs.still[r])
        if alike not in self.bases:
            scene, side = self.costs.scene(seats, r), seats.shape[1] + 2
            base = np.zeros((side, side), dtype=np.int32)
            base[:-2, :-2] = scene.still + np.where(scene.apart, FAR, 0)
            self.bases[alike] = base
        return self.bases[alike]

    def _taste(self, seats: Ints, r: int, themes: Ints) -> Ints:
        """Tables x people: what a seat costs while each table has this theme."""
        soft = self.costs.soft(r)
        taste = np.zeros((len(self.costs.measure.halls[r].most), seats.shape[1]), dtype=np.int64)
        for k, rule in enumerate(self.costs.themes(r)):
            if rule.marks.shape[1] and rule.name in soft:
                wanted = rule.themes(seats, r) if k else themes
                taste -= soft[rule.name] * rule.marks[:, wanted].T
        return taste
