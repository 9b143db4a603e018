"""Many pairs of tables at once exchange people: annealing for rounds that gather.

All tables are paired off, and each pair looks at every swap between the two, or at none: a heat
bath (as in ``anneal``), in a few array operations for all pairs. In every other step tables of one
theme are paired, for there swaps keep the theme. All costs are small whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.anneal import NOISE, noise
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

Small = NDArray[np.int32]
FAR = 2**24  # the cost of what is not allowed; a hundred of them still fit into 32 bits
PER_STEP, PER_SWAP = 200_000, 25  # work of one step, and of each swap looked at among few people
PER_PERSON = 40  # so many people more make a swap dearer by one: their pairs lie far apart


class Exchange:
    """One round from a seating ``row`` (person -> table from 0, -1 away).

    ``pairs``: people x people, weighted cost of a pair at one table, FAR for a pair kept apart;
    two rows and columns of zeros after them, for chairs.
    ``taste``: tables x people, weighted cost of a seat. ``theme``: a number for each table, equal
    where the themes are. ``tick`` hears of the work. People kept together stay where they are.
    """

    def __init__(
        self,
        hall: Hall,
        pairs: Small,
        taste: Ints,
        theme: Ints,
        row: Ints,
        random: Random,
        tick: Callable[[int], None],
    ) -> None:
        self.random, self.tick, self.theme = random, tick, theme
        self.people = len(row)
        self.dear = PER_SWAP + self.people // PER_PERSON
        self.side = self.people + 2  # the last but one is an empty chair, the last is no chair
        self.width, self.least = max(hall.most), np.array(hall.least)
        self.draws = np.random.PCG64(random.getrandbits(64))
        self.noise = noise()
        self.pairs = pairs
        self.taste = np.zeros((len(hall.most), self.side), dtype=np.int32)
        self.taste[:, :-2] = taste
        self.barred = np.full(self.side, FAR, dtype=np.int32)
        fixed = hall.fixed
        free = [one[0] for u, one in enumerate(hall.units) if len(one) == 1 and u not in fixed]
        self.barred[[*free, self.people]] = 0
        self.slots = self._slots(hall, row)

    def _slots(self, hall: Hall, row: Ints) -> Ints:
        """Tables x chairs: who sits there."""
        slots = np.full((len(hall.most), self.width), self.people + 1, dtype=np.int64)
        for t, most in enumerate(hall.most):
            there = np.flatnonzero(row == t)
            slots[t, :most] = self.people
            slots[t, : len(there)] = there
        return slots

    def row(self) -> Ints:
        """Person -> table as it is now."""
        row = np.full(self.side, -1, dtype=np.int64)
        row[self.slots] = np.arange(len(self.slots))[:, None]
        return row[:-2]

    def run(self, heats: Sequence[float]) -> None:
        """One step at each temperature; at 0 only what helps is done."""
        tables, chairs = self.slots.shape
        for k, heat in enumerate(heats if tables > 1 and chairs else ()):
            self._step(*self._pairing(alike=k % 2 == 1), heat)

    @staticmethod
    def work_of_a_step(hall: Hall) -> int:
        """About what one step costs."""
        dear = PER_SWAP + hall.people // PER_PERSON
        return PER_STEP + dear * (len(hall.most) // 2) * max(hall.most) ** 2

    def _pairing(self, alike: bool) -> tuple[Ints, Ints]:
        """All tables paired off by chance, or those alike with one another."""
        chance = self.draws.random_raw(len(self.slots) + 1)
        order = np.lexsort((chance[:-1], self.theme)) if alike else chance[:-1].argsort()
        if len(order) > 2:
            order = np.roll(order, int(chance[-1] & 1))
        half = len(order) // 2
        return order[: 2 * half : 2], order[1 : 2 * half : 2]

    def _step(self, a: Ints, b: Ints, heat: float) -> None:
        self.tick(PER_STEP + self.dear * len(a) * self.width**2)
        who = np.concatenate([self.slots[a], self.slots[b]], axis=1)
        best, cost = self._chosen(self._changes(who, a, b).reshape(len(a), -1), heat)
        pair = np.flatnonzero((best > 0) & (cost < FAR // 2))
        i, j = np.divmod(best[pair] - 1, self.width)
        self.slots[a[pair], i] = who[pair, self.width + j]
        self.slots[b[pair], j] = who[pair, i]

    def _changes(self, who: Ints, a: Ints, b: Ints) -> Small:
        """Pairs x chairs x chairs: what each swap costs; ``who``: pairs x chairs of both."""
        w = self.width
        tied = self.pairs.take(who[:, :, None] * self.side + who[:, None, :])
        company = tied.reshape(len(a), 2 * w, 2, w).sum(axis=3, dtype=np.int32)
        both = np.stack([a, b], axis=1)[:, None, :]
        seat = company + self.taste[both, who[:, :, None]]  # of each person at either table
        go = seat[:, :w, 1] - seat[:, :w, 0] + self.barred[who[:, :w]]
        come = seat[:, w:, 0] - seat[:, w:, 1] + self.barred[who[:, w:]]
        chair = who == self.people
        if chair.any():
            # whoever takes an empty chair leaves no table below its least
            low = (who < self.people).reshape(len(a), 2, w).sum(axis=2) <= self.least[both[:, 0]]
            come += FAR * (chair[:, w:] & low[:, :1])
            go += FAR * (chair[:, :w] & low[:, 1:])
        change: Small = go[:, :, None] + come[:, None, :]
        change -= 2 * tied[:, :w, w:]
        return change

    def _chosen(self, change: Small, heat: float) -> tuple[Ints, Small]:
        """Per pair of tables: 0 for no swap, or 1 more than the swap; and its cost."""
        stay = np.zeros((len(change), 1), dtype=np.int32)
        change = np.concatenate([stay, change], axis=1)
        if heat > 0:
            start = self.random.randrange(NOISE)
            places = np.arange(start, start + change.size)
            best = change - heat * self.noise.take(places, mode="wrap").reshape(change.shape)
            best = best.argmin(axis=1)
        else:
            best = change.argmin(axis=1)
        return best, np.take_along_axis(change, best[:, None], axis=1)[:, 0]
