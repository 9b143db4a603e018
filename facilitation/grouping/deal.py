"""A first valid seating of one round: bound people first, then one by one where it costs least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from facilitation.core.refusals import Refusal
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints
from facilitation.grouping.seating import GaveUp, seat_bound


def deal(hall: Hall, connection: Ints, taste: Ints, order: Sequence[int]) -> Ints:
    """Unit -> table (from 0), all hard wishes kept.

    connection: units x units, cost of a pair at one table; taste: tables x units, cost of a
    seat; order: all units, those to be placed first in front.
    Raises Refusal ``no_plan_found`` when the search for those bound by hard wishes gave up.
    """
    near = taste.copy()
    load = np.zeros(len(hall.most), dtype=np.int64)
    tables = np.full(len(hall.units), -1, dtype=np.int64)

    def put(u: int, t: int) -> None:
        tables[u] = t
        load[t] += len(hall.units[u])
        near[t] += connection[u]

    for u, t in _bound(hall, taste).items():
        put(u, t)
    for u in order:
        if tables[u] < 0:
            put(u, _cheapest(hall, load, near[:, u], int((tables < 0).sum())))
    return tables


def _bound(hall: Hall, taste: Ints) -> dict[int, int]:
    try:
        seats = seat_bound(hall, taste)
    except GaveUp:
        seats = None
    if seats is None:
        raise Refusal("no_plan_found", round=hall.number)
    return seats


def _cheapest(hall: Hall, load: Ints, cost: Ints, remaining: int) -> int:
    """A table with room for one more; only those below their least when all left are needed."""
    least, most = np.array(hall.least), np.array(hall.most)
    short = load < least
    missing = int((least - load)[short].sum())
    room = np.flatnonzero(short if missing >= remaining else load < most)
    cheap = room[cost[room] == cost[room].min()]
    return int(cheap[(load - most)[cheap].argmin()])
