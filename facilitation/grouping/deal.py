"""A first valid seating of one round: those bound first, then one by one where it costs least."""

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
    least, most = np.array(hall.least), np.array(hall.most)
    load = np.zeros(len(most), dtype=np.int64)
    tables = np.full(len(hall.units), -1, dtype=np.int64)

    def put(u: int, t: int) -> None:
        tables[u] = t
        load[t] += len(hall.units[u])
        near[t] += connection[u]

    for u, t in _bound(hall, taste).items():
        put(u, t)
    left = int((tables < 0).sum())
    for u in order:
        if tables[u] < 0:
            put(u, _cheapest(least, most, load, near[:, u], left))
            left -= 1
    return tables


def _bound(hall: Hall, taste: Ints | None) -> dict[int, int]:
    try:
        seats = seat_bound(hall, taste)
    except GaveUp:
        seats = None
    if seats is None:
        raise Refusal("no_plan_found", round=hall.number)
    return seats


def _cheapest(least: Ints, most: Ints, load: Ints, cost: Ints, remaining: int) -> int:
    """A table with room for one more; only those below their least when all left are needed."""
    short = load < least
    missing = int((least - load)[short].sum())
    room = np.flatnonzero(short if missing >= remaining else load < most)
    cheap = room[cost[room] == cost[room].min()]
    return int(cheap[(load - most)[cheap].argmin()])


def plain(hall: Hall, organisations: Sequence[str]) -> Ints:
    """A seating that keeps the hard wishes and spreads organisations in turn, in a moment.

    organisations: of each person. Returns and raises as ``deal``.
    """
    tables = np.full(len(hall.units), -1, dtype=np.int64)
    for u, t in _bound(hall, None).items():
        tables[u] = t
    sizes = np.array([len(unit) for unit in hall.units], dtype=np.int64)
    load = np.bincount(tables[tables >= 0], weights=sizes[tables >= 0], minlength=len(hall.most))
    chairs = _chairs(load.astype(np.int64), np.array(hall.least))
    chairs += _chairs(np.maximum(load, hall.least).astype(np.int64), np.array(hall.most))
    loose = np.flatnonzero(tables < 0).tolist()
    loose.sort(key=lambda u: organisations[hall.units[u][0]])
    tables[loose] = chairs[: len(loose)]
    return tables


def _chairs(load: Ints, roof: Ints) -> list[int]:
    """The tables of all free chairs below ``roof``, tables in turn."""
    chairs = [(level, t) for t, top in enumerate(roof) for level in range(load[t], top)]
    return [t for _, t in sorted(chairs)]
