"""Tables at which nobody meets twice, by construction: planes, squares and starter rounds.

Affine planes over finite fields, and products of two such nets where the number of tables is no
prime power (MacNeish 1922); cut down to fewer seats; Kirkman-like schedules from one starter round
that a cyclic group develops (Colbourn and Dinitz, Handbook of Combinatorial Designs, 2007).
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from random import Random

import numpy as np

from facilitation.grouping.rules import Ints

STARTER_NODES, STARTER_TRIES = 20_000, 4


@cache
def design(tables: int, seats: int) -> Ints:
    """Rounds x points of tables (from 0), ``tables`` of ``seats`` points each in every round, no
    two points twice at one table; as many rounds as we can build, at least one.

    With fewer people, leave points out.
    """
    if seats < 1 or tables < 1:
        return np.zeros((1, 0), dtype=np.int64)
    net = _net(tables, seats)
    if len(net) == most_rounds(tables, seats):
        return net
    return max(net, _starter(tables, seats), key=len)


def most_rounds(tables: int, seats: int) -> int:
    """How many rounds there could be at the most: each point meets seats - 1 others a round."""
    return (tables * seats - 1) // (seats - 1) if seats > 1 else 1


# ---------------------------------------------------------------- nets


def _net(tables: int, seats: int) -> Ints:
    """Points are (column, place in it); each round is a slope, and the columns themselves, split
    into tables, serve for some more rounds."""
    if seats > tables:
        return np.repeat(np.arange(tables), seats)[None, :]
    slopes = _slopes(tables)[:, :seats]  # slope x column x place -> table
    rounds = [slope.reshape(-1) for slope in slopes]
    if tables % seats == 0 and seats > 1:
        inner = design(tables // seats, seats) if tables > seats else np.zeros((1, seats), int)
        per_column = tables // seats
        shifts = per_column * np.repeat(np.arange(seats), tables)
        rounds += [np.tile(row, seats) + shifts for row in inner]
    return np.array(rounds, dtype=np.int64)


@cache
def _slopes(order: int) -> Ints:
    """Slope x column x place -> line: two columns share each pair of places on one line at most,
    over all slopes."""
    powers = _prime_powers(order)
    many = min(powers, default=1)
    table = np.zeros((many, 1, 1), dtype=np.int64)
    for q in powers:
        add, times = _field(q)
        x = np.arange(q)
        # line of (x, y) under slope m: y + m x
        lines = np.array([[add[times[m, c], x] for c in range(q)] for m in range(many)])
        wide = table[:, :, None, :, None] * q + lines[:, None, :, None, :]
        side = table.shape[1] * q
        table = wide.reshape(many, side, side)
    return table


def _prime_powers(number: int) -> tuple[int, ...]:
    found, p = [], 2
    while number > 1:
        power = 1
        while number % p == 0:
            number, power = number // p, power * p
        if power > 1:
            found.append(power)
        p += 1
    return tuple(found)


@cache
def _field(q: int) -> tuple[Ints, Ints]:
    """Addition and multiplication of the field of ``q`` elements (q a prime power)."""
    p = next(k for k in range(2, q + 1) if q % k == 0)
    degree = 1
    while p**degree < q:
        degree += 1
    digits = [[k // p**e % p for e in range(degree)] for k in range(q)]
    number = {tuple(own): k for k, own in enumerate(digits)}
    add = [[number[tuple((a + b) % p for a, b in zip(x, y, strict=True))] for y in digits]
           for x in digits]  # fmt: skip
    for tail in digits:
        times = [[number[_times(x, y, tail, p)] for y in digits] for x in digits]
        if all(len(set(row)) == q for row in times[1:]):
            return np.array(add), np.array(times)
    raise AssertionError("there is an irreducible polynomial of every degree")


def _times(x: list[int], y: list[int], tail: list[int], p: int) -> tuple[int, ...]:
    """Product of two polynomials, where z^degree is the polynomial ``tail``."""
    degree = len(x)
    whole = [0] * (2 * degree - 1)
    for i, a in enumerate(x):
        for j, b in enumerate(y):
            whole[i + j] = (whole[i + j] + a * b) % p
    for top in range(2 * degree - 2, degree - 1, -1):
        for k, t in enumerate(tail):
            whole[top - degree + k] = (whole[top - degree + k] + whole[top] * t) % p
    return tuple(whole[:degree])


# ---------------------------------------------------------------- starters


def _starter(tables: int, seats: int) -> Ints:
    """One round whose differences are all different, turned round as often as the group has
    elements; found by a short search, or else one round alone."""
    points, group = tables * seats, most_rounds(tables, seats)
    one = np.repeat(np.arange(tables), seats)[None, :]
    if seats < 3 or seats > tables or points > 60 or group < 2:
        return one
    orbits, fixed = divmod(points, group)
    if fixed > 2:
        return one
    for seed in range(STARTER_TRIES):
        blocks = _Starter(group, orbits, fixed, seats, seed).find()
        if blocks is not None:
            return _developed(blocks, group, orbits)
    return one


def _developed(blocks: list[list[int]], group: int, orbits: int) -> Ints:
    rounds = np.zeros((group, sum(len(block) for block in blocks)), dtype=np.int64)
    for turn in range(group):
        for table, block in enumerate(blocks):
            for point in block:
                orbit, place = divmod(point, group)
                moved = orbit * group + (place + turn) % group if orbit < orbits else point
                rounds[turn, moved] = table
    return rounds


class _Starter:
    """Depth first; points are orbit * group + place, and the fixed ones after them."""

    def __init__(self, group: int, orbits: int, fixed: int, seats: int, seed: int) -> None:
        self.group, self.orbits, self.seats = group, orbits, seats
        moving = list(range(group * orbits))
        Random(seed).shuffle(moving)  # noqa: S311 - chance, not secrecy
        self.order = [group * orbits + k for k in range(fixed)] + moving
        self.nodes = 0
        self.blocks: list[list[int]] = []

    def find(self) -> list[list[int]] | None:
        """The blocks of the starter round, or None after the last node allowed."""
        return self.blocks if self._next(set(self.order), set()) else None

    def _next(self, left: set[int], used: set[tuple[int, ...]]) -> bool:
        if not left:
            return True
        first = next(p for p in self.order if p in left)
        others = [p for p in self.order if p in left and p != first]
        return self._grow([first], others, left, used)

    def _grow(
        self, block: list[int], others: list[int], left: set[int], used: set[tuple[int, ...]]
    ) -> bool:
        if len(block) == self.seats:
            self.blocks.append(block)
            if self._next(left - set(block), used):
                return True
            self.blocks.pop()
            return False
        for k, point in enumerate(others):
            self.nodes += 1
            if self.nodes > STARTER_NODES:
                return False
            new = {d for d in (self._difference(p, point) for p in block) if d is not None}
            fine = len(new) == len(block) and used.isdisjoint(new)
            if fine and self._grow([*block, point], others[k + 1 :], left, used.union(new)):
                return True
        return False

    def _difference(self, p: int, q: int) -> tuple[int, ...] | None:
        """What all turns of a pair have in common; None for a pair that would meet twice."""
        (a, x), (b, y) = sorted((divmod(p, self.group), divmod(q, self.group)))
        if b >= self.orbits:
            return None if a >= self.orbits else (a, b, y)
        turn = (y - x) % self.group
        if a != b:
            return a, b, turn
        return None if 2 * turn == self.group else (a, b, min(turn, self.group - turn))


def meets_twice(rounds: Ints) -> int:
    """Pairs of points that sit together again, counted once for each time beyond the first."""
    total = 0
    for a, b in combinations(range(rounds.shape[1]), 2):
        total += max(0, int((rounds[:, a] == rounds[:, b]).sum()) - 1)
    return total
