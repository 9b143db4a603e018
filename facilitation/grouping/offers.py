"""What a few further moves would buy beyond a re-plan, each with its price."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.costs import Costs
from facilitation.grouping.least import moves_of_units
from facilitation.grouping.moves import Move
from facilitation.grouping.reseat import Reseated, swaps_of
from facilitation.grouping.rules import Hosts, Ints, Theme
from facilitation.grouping.rules.base import count
from facilitation.grouping.search import Swaps

FURTHER = 3  # moves at the most
OFFERS = 6  # at the most
LOOKED_AT = 20  # people in trouble for whom exchanges are tried, of each kind


@dataclass(frozen=True)
class Offer:
    """``moves``: at most three seats changed, from the seats that the re-plan gave; ``further``:
    moves more than the re-plan has (fewer than ``moves`` when one of them moves anyway);
    ``buys``: wish -> change of its value over the rounds to come, those that change only."""

    moves: tuple[Move, ...]
    further: int
    buys: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """The form of moves.json."""
        moves = [move.to_json() for move in self.moves]
        return {"moves": moves, "further": self.further, "buys": self.buys}


def find_offers(
    costs: Costs, made: Reseated, done_one: Callable[[], bool] = lambda: True
) -> list[Offer]:
    """The offers, fewest further moves first; rounds and tables in moves count from 0.
    ``done_one`` is called before each round: may it be looked at?

    An offer makes the plan as a whole better. For each wish that it leads with, there is the best
    of one move, and the best of two or three when they buy more than fewer do.
    """
    found: dict[tuple[int, int], tuple[tuple[int, ...], Offer]] = {}
    for r in range(len(made.seats)):
        if not done_one():
            break
        for after, further in _exchanges(costs, made, r):
            key, offer = _weigh(costs, made, r, after, further)
            lead = next((k for k, part in enumerate(key) if part), None)
            if lead is None or key[lead] > 0 or not 1 <= len(offer.moves) <= FURTHER:
                continue
            slot = lead, further
            if slot not in found or key < found[slot][0]:
                found[slot] = key, offer
    worth = [
        (key, offer)
        for (lead, further), (key, offer) in found.items()
        if all(key < found[lead, n][0] for n in range(1, further) if (lead, n) in found)
    ]
    best = sorted(worth, key=lambda one: one[0])[:OFFERS]
    return [offer for _, offer in sorted(best, key=lambda one: (one[1].further, one[0]))]


def _weigh(
    costs: Costs, made: Reseated, r: int, after: Ints, further: int
) -> tuple[tuple[int, ...], Offer]:
    """Cost per place of the ranking, and the offer, for one round seated otherwise."""
    movers = np.flatnonzero(after != made.seats[r]).tolist()
    moves = {i: int(after[i]) for i in movers}
    key, buys = [0] * len(costs.places), {}
    for k, place in enumerate(costs.places):
        for rule, at in place:
            grown = rule.change(made.seats, r, moves) if at in (r, -1) else 0
            if grown:
                key[k] += grown
                buys[rule.name] = -grown if rule.more else grown
    people = costs.measure.problem.people
    told = tuple(Move(people[i].id, r, int(made.seats[r, i]), t) for i, t in moves.items())
    return tuple(key), Offer(told, further, buys)


# ---------------------------------------------------------------- exchanges worth a look


def _exchanges(costs: Costs, made: Reseated, r: int) -> Iterator[tuple[Ints, int]]:
    """(round ``r`` seated otherwise, further moves): for each wish the best exchange of one to
    three moves, and the best of them followed by another."""
    swaps = swaps_of(costs, made.seats, made.homes, r)
    if swaps is None:
        return
    steps = sorted(costs.weights[r][name] for name in costs.weights[r] if name != "apart")
    price = moves_of_units(costs.measure.halls[r], made.homes[r])
    move, who = costs.weights[r]["apart"], _troubled(costs, made, r, swaps)
    firsts: dict[int, tuple[int, Swaps]] = {}
    for change, u, v, further in _best(swaps, who, price, move, steps):
        after = _swapped(swaps, u, v, change)
        yield _people(costs, made, r, after), further
        if further not in firsts or change < firsts[further][0]:
            firsts[further] = change, after
    for further, (_, state) in sorted(firsts.items()):
        for change, u, v, more in _best(state, who, price, move, steps):
            if further + more <= FURTHER:
                after = _swapped(state, u, v, change)
                yield _people(costs, made, r, after), further + more


def _best(
    swaps: Swaps, who: Ints, price: Ints, move: int, steps: list[int]
) -> Iterator[tuple[int, int, int, int]]:
    """(change with its moves' price, unit, other unit or chair, further moves), the best one for
    each number of moves and each wish that may lead."""
    if not len(who):
        return
    total = swaps.costs(who)
    further = _further(swaps, who, price)
    change = total - move * further
    for n in range(1, FURTHER + 1):
        fits = (further == n) & (total <= swaps.wall)
        for k, step in enumerate(steps):
            above = steps[k + 1] if k + 1 < len(steps) else move
            leads = fits & (change < 0) & (-2 * change >= step) & (-2 * change < above)
            if leads.any():
                masked = np.where(leads, change, 0)
                i, v = np.unravel_index(int(masked.argmin()), masked.shape)
                yield int(total[i, v]), int(who[i]), int(v), n


def _further(swaps: Swaps, who: Ints, price: Ints) -> Ints:
    """Who x units and chairs: moves more when the two change places."""
    wide = np.zeros((len(price), len(swaps.table)), dtype=np.int64)
    wide[:, : price.shape[1]] = price
    now = wide[swaps.table, np.arange(len(swaps.table))]
    there, here = swaps.table[None, :], swaps.table[who][:, None]
    every = np.arange(len(swaps.table))[None, :]
    more: Ints = wide[there, who[:, None]] - now[who][:, None] + wide[here, every] - now[None, :]
    return more


def _swapped(swaps: Swaps, u: int, v: int, change: int) -> Swaps:
    after = copy(swaps)
    for name in ("table", "load", "near"):
        setattr(after, name, getattr(swaps, name).copy())
    after.rules = [(*rule[:3], rule[3].copy()) for rule in swaps.rules]
    after.swap([u], [v], change)
    return after


def _people(costs: Costs, made: Reseated, r: int, swaps: Swaps) -> Ints:
    row: Ints = made.seats[r].copy()
    tables = swaps.seats()
    for u, unit in enumerate(costs.measure.halls[r].units):
        row[unit] = tables[u]
    return row


def _troubled(costs: Costs, made: Reseated, r: int, swaps: Swaps) -> Ints:
    """Movable units that cost most beside their neighbours, all at tables without a host, and
    some who are not of their table's theme."""
    tables, chosen = swaps.seats(), np.zeros(swaps.units, dtype=np.bool_)
    paired = (swaps.near - swaps.taste)[tables, np.arange(swaps.units)]
    worst = np.argsort(-paired, kind="stable")[:LOOKED_AT]
    chosen[worst[paired[worst] > 0]] = True
    for rule in costs.measure.rules:
        if isinstance(rule, Hosts | Theme) and r in rule.rounds:
            chosen[_at_fault(rule, made.seats, r, tables, costs)[:LOOKED_AT]] = True
    found: Ints = np.flatnonzero(chosen & swaps.movable[: swaps.units])
    return found


def _at_fault(rule: Hosts | Theme, seats: Ints, r: int, tables: Ints, costs: Costs) -> Ints:
    """Units at the tables where the rule costs most: all without a host, or those off-theme."""
    hall = costs.measure.halls[r]
    counts = count(rule.marks, seats[r], len(hall.most))
    if isinstance(rule, Hosts):
        bare: NDArray[np.bool_] = counts[:, 0] == 0
        at_bare: Ints = np.flatnonzero(bare[tables])
        return at_bare
    if not counts.shape[1]:
        return np.zeros(0, dtype=np.int64)
    theme, best = counts.argmax(axis=1), counts.max(axis=1)
    first = np.array([unit[0] for unit in hall.units])
    off = np.flatnonzero(rule.marks[first, theme[tables]] == 0)
    nearly: Ints = off[np.argsort(best[tables[off]], kind="stable")]
    return nearly
