"""Ways through the seatings of one round: downhill to where no swap helps, and on from there."""

from __future__ import annotations

from random import Random

import numpy as np

from facilitation.grouping.rules import Ints
from facilitation.grouping.search import NEVER, Swaps

AT_ONCE = 4_000  # about so many costs in one call
TENURE = (6, 16)  # for so many steps nobody goes back to the table they left


def downhill(swaps: Swaps, random: Random) -> bool:
    """One look at everyone, taking each swap that helps; did any?"""
    start = swaps.total
    who = swaps.free.tolist()
    random.shuffle(who)
    many = max(1, AT_ONCE // len(swaps.table))
    for k in range(0, len(who), many):
        _take_helpful(swaps, np.array(who[k : k + many]))
    for unit in who:
        if swaps.size[unit] > 1:
            change, others = swaps.unit_against_many(unit)
            if change < 0:
                swaps.swap([unit], others, change)
    return swaps.total < start


def _take_helpful(swaps: Swaps, who: Ints) -> None:
    """Takes the best swap of these people again and again while it helps."""
    while True:
        costs = swaps.costs(who)
        i, q = divmod(int(costs.argmin()), costs.shape[1])
        if costs[i, q] >= 0:
            return
        swaps.swap([int(who[i])], [q], int(costs[i, q]))


def uphill(swaps: Swaps, random: Random, steps: int, weight: int) -> Ints:
    """Tabu search: the best swap of a few people, better or not, and no way back for a while.

    People whose own cost reaches ``weight`` (the wish in the eye) are looked at first.
    Returns the best seating seen, the latest one of those that are equal.
    """
    best, seats = swaps.total, swaps.seats()
    barred = np.zeros((len(swaps.table), len(swaps.most)), dtype=np.int64)
    for step in range(1, steps + 1):
        who = _some(swaps, random, weight)
        costs = swaps.costs(who)
        tabu = barred[who][:, swaps.table] >= step
        tabu |= barred.T[swaps.table[who]] >= step
        costs[tabu & (costs >= best - swaps.total)] = NEVER
        least = costs.min()
        if least >= NEVER:
            continue
        i, q = divmod(random.choice(np.flatnonzero(costs == least).tolist()), costs.shape[1])
        p = int(who[i])
        stay = step + random.randrange(*TENURE)
        barred[p, swaps.table[p]] = barred[q, swaps.table[q]] = stay
        swaps.swap([p], [q], int(least))
        if swaps.total <= best:
            best, seats = swaps.total, swaps.seats()
    return seats


def _some(swaps: Swaps, random: Random, weight: int) -> Ints:
    pool = swaps.free
    if weight and random.random() < 0.8:
        touched = pool[swaps.company()[pool] >= weight]
        pool = touched if len(touched) else pool
    many = min(len(pool), max(1, AT_ONCE // len(swaps.table)))
    return np.array(random.sample(pool.tolist(), many))
