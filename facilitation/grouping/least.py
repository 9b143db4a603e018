"""The fewest moves that sizes and hard wishes demand in one round: a bound, and an exact search.

Those whom hard wishes bind are placed one by one, depth first (branch and bound); how many of
the others must then move is plain arithmetic: those above a table's most, or those still missing
at tables below their least, whichever are more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from facilitation.core.refusals import Refusal
from facilitation.grouping.hall import Hall
from facilitation.grouping.moves_bound import least_by_argument
from facilitation.grouping.rules import Ints
from facilitation.grouping.seating import GaveUp, seat_bound

WORK = 250_000  # tables looked at in one round's search


@dataclass(frozen=True)
class Placed:
    """``tables``: unit -> table of those bound by hard wishes, -1 for all others; ``least``: no
    seating of the round has fewer moves; ``moves``: what it takes with this placing."""

    tables: Ints
    least: int
    moves: int


def moves_of_units(hall: Hall, home: Ints) -> Ints:
    """Tables x units: how many of the unit move when it sits there. ``home``: person -> table
    before, -1 for no seat, any other number below 0 for a seat that is gone."""
    order = [i for unit in hall.units for i in unit]
    unit_of = np.repeat(np.arange(len(hall.units)), [len(unit) for unit in hall.units])
    seat = home[order]
    seated = np.bincount(unit_of[seat != -1], minlength=len(hall.units))
    moves: Ints = np.tile(seated.astype(np.int64), (len(hall.most), 1))
    stay = (seat >= 0) & (seat < len(hall.most))
    np.subtract.at(moves, (seat[stay], unit_of[stay]), 1)
    return moves


def place_bound(hall: Hall, home: Ints, taste: Ints) -> Placed:
    """Places the bound units with the fewest moves; of equal tables that with the least
    ``taste`` (tables x units) is tried first. Raises Refusal ``no_plan_found`` (round)."""
    board = _Board(hall, home, taste)
    least = least_by_argument(hall, board.price)
    best, done = _search(board, least)
    if best is None:
        best = _any(board)
    moves = board.value_of(best)
    return Placed(best, moves if done else min(least, moves), moves)


class _Board:
    """The bound units placed so far, and the fewest moves that any end of it can have."""

    def __init__(self, hall: Hall, home: Ints, taste: Ints) -> None:
        self.hall, self.taste = hall, taste
        self.least, self.most = np.array(hall.least), np.array(hall.most)
        self.price = moves_of_units(hall, home)
        self.size = np.array([len(unit) for unit in hall.units], dtype=np.int64)
        self.foes: dict[int, list[int]] = {}
        for u, v in sorted(hall.apart):
            self.foes.setdefault(u, []).append(v)
            self.foes.setdefault(v, []).append(u)
        bound = [u for u in range(len(self.size)) if self._is_bound(u)]
        homed = (self.price == self.price.min(axis=0)).sum(axis=0) == 1
        # those free to sit anywhere come last: they fill what the others leave
        rank = [(u not in hall.fixed, not homed[u], -self.size[u], u) for u in bound]
        self.bound = [u for *_, u in sorted(rank)]
        self.tables = np.full(len(self.size), -1, dtype=np.int64)
        self.load = np.zeros(len(self.most), dtype=np.int64)
        loose = [hall.units[u][0] for u in range(len(self.size)) if not self._is_bound(u)]
        homes = home[loose]
        self.stay = np.bincount(homes[homes >= 0], minlength=len(self.most))
        self.free = int((homes < 0).sum())
        self.cost = int((homes < -1).sum()) + int(self.price[:, self.bound].min(axis=0).sum())
        self.left = int(self.size[self.bound].sum())

    def _is_bound(self, u: int) -> bool:
        return bool(self.size[u] > 1 or u in self.hall.fixed or u in self.foes)

    def put(self, u: int, t: int, sign: int = 1) -> None:
        """Seats unit ``u`` at table ``t``, or takes it away again (sign -1)."""
        self.tables[u] = t if sign > 0 else -1
        self.load[t] += sign * self.size[u]
        self.left -= sign * int(self.size[u])
        self.cost += sign * int(self.price[t, u] - self.price[:, u].min())

    def ends(self, u: int) -> Ints:
        """Per table, the fewest moves of any end with unit ``u`` there; -1 where it cannot be."""
        size, load = int(self.size[u]), self.load + self.stay
        over, under = np.maximum(load - self.most, 0), np.maximum(self.least - load, 0)
        more_over = over.sum() - over + np.maximum(load + size - self.most, 0)
        more_under = under.sum() - under + np.maximum(self.least - load - size, 0)
        short = np.maximum(more_under - self.free - (self.left - size), 0)
        price = self.price[:, u] - self.price[:, u].min()
        ends: Ints = self.cost + price + np.maximum(more_over, short)
        ends[~self._allowed(u)] = -1
        return ends

    def _allowed(self, u: int) -> np.ndarray:
        """Room for the unit, none there who is kept apart, people enough for every table."""
        size, need = int(self.size[u]), np.maximum(self.least - self.load, 0)
        needed = need.sum() - need + np.maximum(self.least - self.load - size, 0)
        others = int(self.stay.sum()) + self.free + self.left - size
        allowed: np.ndarray = (self.load + size <= self.most) & (needed <= others)
        for foe in self.foes.get(u, ()):
            if self.tables[foe] >= 0:
                allowed[self.tables[foe]] = False
        if u in self.hall.fixed:
            allowed &= np.arange(len(self.most)) == self.hall.fixed[u]
        return allowed

    def value(self) -> int:
        """The fewest moves with all bound units placed as they are."""
        load = self.load + self.stay
        over = int(np.maximum(load - self.most, 0).sum())
        short = int(np.maximum(self.least - load, 0).sum()) - self.free - self.left
        return self.cost + max(over, short, 0)

    def value_of(self, tables: Ints) -> int:
        """The same of another placing."""
        for u in self.bound:
            self.put(u, int(tables[u]))
        value = self.value()
        for u in self.bound:
            self.put(u, int(tables[u]), -1)
        return value


def _search(board: _Board, least: int) -> tuple[Ints | None, bool]:
    """(best placing or None, whether it is proved the best): ends at ``least``, or when all is
    tried, or when the work is done."""
    best, best_value = None, int(1e9)
    trail: list[tuple[int, Iterator[tuple[int, int]]]] = []
    work = WORK
    while True:
        if len(trail) == len(board.bound):
            best, best_value = board.tables.copy(), board.value()
            if best_value <= least:
                break
        else:
            u = board.bound[len(trail)]
            trail.append((u, iter(_choices(board, u))))
        work -= 20 + len(board.most)
        while trail:
            u, choices = trail[-1]
            if board.tables[u] >= 0:
                board.put(u, int(board.tables[u]), -1)
            end, t = next(choices, (best_value, -1))
            if end < best_value:
                board.put(u, t)
                break
            trail.pop()
        if not trail or work < 0:
            break
    done = work >= 0
    for u, _ in trail:
        if board.tables[u] >= 0:
            board.put(u, int(board.tables[u]), -1)
    return best, done


def _choices(board: _Board, u: int) -> list[tuple[int, int]]:
    ends = board.ends(u)
    tables = np.flatnonzero(ends >= 0).tolist()
    price, taste = board.price[:, u].tolist(), board.taste[:, u].tolist()
    order = sorted(tables, key=lambda t: (ends[t], price[t], taste[t], t))
    return [(int(ends[t]), t) for t in order]


def _any(board: _Board) -> Ints:
    """Any placing that keeps hard wishes, near the old seats."""
    try:
        seats = seat_bound(board.hall, board.price)
    except GaveUp:
        seats = None
    if seats is None:
        raise Refusal("no_plan_found", round=board.hall.number)
    tables = board.tables.copy()
    for u in board.bound:
        tables[u] = seats[u]
    return tables
