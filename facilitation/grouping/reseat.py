"""The rounds to come seated anew with the fewest moves, and among such seatings a good one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from facilitation.grouping.costs import Costs
from facilitation.grouping.draft import seat
from facilitation.grouping.hall import Hall
from facilitation.grouping.least import moves_of_units, place_bound
from facilitation.grouping.rules import Ints, TableRule
from facilitation.grouping.search import Swaps

PASSES = 2  # over all rounds: what one round does to repeats, the others answer
CALLS = 40  # rounds of descent in one round at the most
LARGEST = 2**59  # sums of weights above this are left alone


@dataclass(frozen=True)
class Reseated:
    """``seats``: rounds x people, tables from 0, -1 away; ``homes``: the same of the old plan;
    ``least``: moves that no valid seating can do without, over all rounds."""

    seats: Ints
    homes: Ints
    least: int


def improvements(rounds: int) -> int:
    """How many steps of getting better there are at so many rounds."""
    return rounds * (PASSES if rounds > 1 else 1)


def reseat(costs: Costs, homes: Ints, done_one: Callable[[], bool] = lambda: True) -> Reseated:
    """Seats every round of the measure's problem; ``homes`` as ``Reality.homes`` gives them.
    ``done_one`` is called before each step of getting better: may it begin?

    Raises Refusal ``no_plan_found`` (round)."""
    seats = np.maximum(homes, -1)
    least = 0
    for r, hall in enumerate(costs.measure.halls):
        away = np.ones(seats.shape[1], dtype=np.bool_)
        away[[i for unit in hall.units for i in unit]] = False
        seats[r, away] = -1
    for r in range(len(costs.measure.halls)):
        least += _place(costs, seats, homes, r)
    for k in range(improvements(len(seats))):
        if not done_one():
            break
        improve(costs, seats, homes, k % len(seats))
    return Reseated(seats, homes, least)


def _place(costs: Costs, seats: Ints, homes: Ints, r: int) -> int:
    """Seats round ``r`` with few moves; returns the fewest there can be."""
    hall = costs.measure.halls[r]
    connection = costs.connection(seats, r)
    now = np.array([seats[r, unit[0]] for unit in hall.units], dtype=np.int64)
    near = np.stack([connection[now == t].sum(axis=0) for t in range(len(hall.most))])
    placed = place_bound(hall, homes[r], near)
    tables = _fill(hall, placed.tables, now, connection)
    seat(costs, seats, r, tables)
    return placed.least


def _fill(hall: Hall, placed: Ints, home: Ints, connection: Ints) -> Ints:
    """Unit -> table: the bound ones as placed, all others at home or, when they must go, where
    it costs least."""
    size = np.array([len(unit) for unit in hall.units], dtype=np.int64)
    least, most = np.array(hall.least), np.array(hall.most)
    tables = np.where(placed >= 0, placed, home)
    loose = (placed < 0) & (tables >= 0)
    near = np.stack([connection[tables == t].sum(axis=0) for t in range(len(most))])
    load = np.bincount(tables[tables >= 0], weights=size[tables >= 0], minlength=len(most))

    def leave(from_tables: np.ndarray) -> None:
        """The one who costs most at one of these tables."""
        there = np.flatnonzero(loose & from_tables[np.maximum(tables, 0)])
        u = int(there[near[tables[there], there].argmax()])
        load[tables[u]] -= 1
        near[tables[u]] -= connection[u]
        tables[u], loose[u] = -1, False

    while (load > most).any():
        leave(load > most)
    while np.maximum(least - load, 0).sum() > (tables < 0).sum():
        leave(load > least)
    while (tables < 0).any():
        out = np.flatnonzero(tables < 0)
        short = load < least
        needed = np.maximum(least - load, 0).sum() >= len(out)
        room = np.flatnonzero(short if needed else load < most)
        costs = near[np.ix_(room, out)]
        at, who = np.unravel_index(int(costs.argmin()), costs.shape)
        t, u = int(room[at]), int(out[who])
        tables[u] = t
        load[t] += 1
        near[t] += connection[u]
    return tables


# ---------------------------------------------------------------- better without further moves


def improve(costs: Costs, seats: Ints, homes: Ints, r: int) -> None:
    """Round ``r`` downhill: those who have no seat of old any more change places with anybody,
    as long as nobody more moves."""
    swaps = swaps_of(costs, seats, homes, r)
    if swaps is None:
        return
    for _ in range(CALLS):
        who = _restless(swaps, costs.measure.halls[r], homes[r])
        if not len(who) or not _round(swaps, who):
            break
    seat(costs, seats, r, swaps.seats())


def _restless(swaps: Swaps, hall: Hall, home: Ints) -> Ints:
    """Movable units of whom somebody is not at home."""
    tables, moved = swaps.seats(), np.zeros(swaps.units, dtype=np.bool_)
    unit_of = np.full(len(home), -1, dtype=np.int64)
    for u, unit in enumerate(hall.units):
        unit_of[unit] = u
    there = np.flatnonzero(unit_of >= 0)
    moved[unit_of[there[home[there] != tables[unit_of[there]]]]] = True
    restless: Ints = np.flatnonzero(moved & swaps.movable[: swaps.units])
    return restless


def _round(swaps: Swaps, who: Ints) -> bool:
    """One try for each of ``who``, the most promising first; did anything change?"""
    changes = swaps.costs(who).min(axis=1)
    better = who[np.argsort(changes, kind="stable")][: int((changes < 0).sum())]
    for u in better.tolist():
        row = swaps.costs(np.array([u]))[0]
        v = int(row.argmin())
        if row[v] < 0:
            swaps.swap([u], [v], int(row[v]))
    return len(better) > 0


def _by_unit(rule: TableRule, hall: Hall) -> Ints:
    """Units x labels: how many of the unit have each."""
    if len(hall.units) == hall.people:
        alone: Ints = rule.marks[[unit[0] for unit in hall.units]]
        return alone
    sizes = [len(unit) for unit in hall.units]
    starts = np.cumsum([0, *sizes[:-1]])
    order = [i for unit in hall.units for i in unit]
    rows: Ints = np.add.reduceat(rule.marks[order], starts, axis=0)
    return rows


def swaps_of(costs: Costs, seats: Ints, homes: Ints, r: int) -> Swaps | None:
    """Round ``r`` with all wishes and every move at a price above them all; None where the
    numbers would not fit into 64 bits. One move costs ``weights[r]["apart"]``."""
    hall, move = costs.measure.halls[r], costs.weights[r]["apart"]
    largest = max((len(unit) for unit in hall.units), default=1)
    if move * (4 * largest + 4) > LARGEST or not hall.units:
        return None
    connection = costs.connection(seats, r).copy()
    for u, v in hall.apart:
        connection[u, v] = connection[v, u] = move * (4 * largest + 4)
    rules = [
        (costs.weights[r][rule.name], rule, _by_unit(rule, hall))
        for rule in costs.measure.rules
        if isinstance(rule, TableRule) and r in rule.rounds
    ]
    now = np.array([seats[r, unit[0]] for unit in hall.units], dtype=np.int64)
    taste = move * moves_of_units(hall, homes[r])
    return Swaps(hall, connection, now, rules, move * (2 * largest + 2), taste=taste)
