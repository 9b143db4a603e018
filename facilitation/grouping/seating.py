"""Seats those whom hard wishes bind: exact search with backtracking, so that "no" is a proof."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

STEPS = 20_000


class GaveUp(Exception):
    """The search ended by its work limit: neither a seating nor a proof that there is none."""


class _Desk:
    """Who of the bound units sits where so far, and what that leaves open."""

    def __init__(self, hall: Hall) -> None:
        self.size = np.array([len(unit) for unit in hall.units], dtype=np.int64)
        self.least, self.most = np.array(hall.least), np.array(hall.most)
        self.load = np.zeros(len(hall.most), dtype=np.int64)
        self.remaining = hall.people
        self.foes: dict[int, list[int]] = {}
        for u, v in sorted(hall.apart):
            self.foes.setdefault(u, []).append(v)
            self.foes.setdefault(v, []).append(u)
        bound = {u for u in range(len(self.size)) if self.size[u] > 1}
        self.bound = sorted(bound | set(hall.fixed) | set(self.foes))
        self.row = {u: i for i, u in enumerate(self.bound)}
        self.barred = np.zeros((len(self.bound), len(hall.most)), dtype=np.int64)
        self.open = np.ones(len(self.bound), dtype=np.bool_)

    def put(self, u: int, t: int, sign: int = 1) -> None:
        """Seats unit ``u`` at table ``t``, or takes it away again (sign -1)."""
        self.load[t] += sign * self.size[u]
        self.remaining -= sign * int(self.size[u])
        self.open[self.row[u]] = sign < 0
        for foe in self.foes.get(u, ()):
            self.barred[self.row[foe], t] += sign

    def fits(self) -> bool:
        """Are there people enough left for every table's least, and seats for all of them?"""
        missing = np.maximum(self.least - self.load, 0).sum()
        room = (self.most - self.load).sum()
        return bool((self.load <= self.most).all() and missing <= self.remaining <= room)

    def allowed(self) -> np.ndarray:
        """Bound units x tables: where each may sit now."""
        sizes = self.size[self.bound]
        free: np.ndarray = (sizes[:, None] <= (self.most - self.load)[None, :]) & (self.barred == 0)
        return free

    def tables_for(self, row: int, cost: Ints | None) -> list[int]:
        """Tables to try for one unit, the cheapest first; tables that are alike only once."""
        tables = np.flatnonzero(self.allowed()[row]).tolist()
        least, most, load = self.least.tolist(), self.most.tolist(), self.load.tolist()
        if cost is not None:
            own = cost[:, self.bound[row]].tolist()
            tables.sort(key=lambda t: (own[t], load[t], t))
        barring: list[bool] = np.asarray(self.barred.any(axis=0)).tolist()
        alike: dict[tuple[int, int, int, bytes], int] = {}
        for t in tables:
            bars = self.barred[:, t].tobytes() if barring[t] else b""
            alike.setdefault((least[t], most[t], load[t], bars), t)
        return list(alike.values())


def seat_bound(hall: Hall, cost: Ints | None = None, steps: int = STEPS) -> dict[int, int] | None:
    """A table for every unit that is fixed, kept together or apart, so that all others fit too.

    cost: tables x units, the cheaper table is tried first. Returns None when there is no such
    seating (a proof); raises GaveUp after so many steps.
    """
    desk = _Desk(hall)
    seats = dict(hall.fixed)
    if hall.contradiction:
        return None
    for u, t in seats.items():
        if desk.barred[desk.row[u], t]:
            return None
        desk.put(u, t)
    return _search(desk, seats, cost, steps) if desk.fits() else None


def _search(
    desk: _Desk, seats: dict[int, int], cost: Ints | None, steps: int
) -> dict[int, int] | None:
    """Depth first; next is always the unit with the fewest tables left."""
    trail: list[tuple[int, Iterator[int]]] = []
    while True:
        if not desk.open.any():
            return seats
        options = np.where(desk.open, desk.allowed().sum(axis=1), len(desk.load) + 1)
        row = int(options.argmin())
        trail.append((desk.bound[row], iter(desk.tables_for(row, cost))))
        while trail:
            unit, tables = trail[-1]
            if unit in seats:
                desk.put(unit, seats.pop(unit), -1)
            steps -= 1
            if steps < 0:
                raise GaveUp
            table = next(tables, None)
            if table is None:
                trail.pop()
                continue
            seats[unit] = table
            desk.put(unit, table)
            if desk.fits():
                break
        else:
            return None
