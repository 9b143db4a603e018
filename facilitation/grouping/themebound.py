"""How many people can sit at a table with a theme of theirs: a bound by linear programming.

Take any set of themes: those who sit happily at tables of these themes are no more than the people
who have one of them, nor than the seats of so many tables. Both together are a concave function of
the number of tables, and as that is a whole number, its chords bound it tighter than either alone
(mixed-integer rounding: Nemhauser and Wolsey 1990). The programme over all sets is solved by
cutting planes in floating point; what it proves is then counted anew in whole numbers, so that
rounding cannot make it wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.bounds import Labels
from facilitation.grouping.hall import Hall

MOST_THEMES = 15  # the commonest, each on its own; the others count as one
ROUNDS, AT_ONCE = 30, 12  # of cutting planes, and how many planes each time
SCALE = 2**30
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class _Cut:
    """happy(themes) <= start + slope * tables(themes); ``inside``: which themes."""

    inside: Ints
    start: int
    slope: int


def theme_bound(hall: Hall, labels: Labels) -> int:
    """Most people who can sit at a table whose commonest label is theirs, or more."""
    there = [i for unit in hall.units for i in unit]
    columns = _columns(labels, there)
    if not columns:
        return 0
    side = max(columns.values()) + 1
    touched = _touched([{columns[t] for t in labels[i]} for i in there], side)
    room = _room(hall)
    cuts = [_chord(1 << k, side, touched, room, 0) for k in range(side)]
    cuts += [_chord((1 << side) - 1, side, touched, room, len(hall.most) - 1)]
    for _ in range(ROUNDS):
        point, _ = _simplex(cuts, side, len(hall.most))
        more = _violated(point, side, touched, room)
        if not more:
            break
        cuts += more
    _, prices = _simplex(cuts, side, len(hall.most))
    return min(_proved(cuts, prices, touched, side, len(hall.most)), _units(hall, labels))


def _units(hall: Hall, labels: Labels) -> int:
    """People kept together sit at one table, which has one theme."""
    total = 0
    for unit in hall.units:
        total += max(Counter(t for i in unit for t in labels[i]).values(), default=0)
    return total


def _columns(labels: Labels, there: Sequence[int]) -> dict[str, int]:
    """Label -> number of its theme; all rare ones have the last."""
    spread = Counter(t for i in there for t in labels[i])
    common = sorted(spread, key=lambda t: (-spread[t], t))
    return {label: min(k, MOST_THEMES) for k, label in enumerate(common)}


def _touched(people: Sequence[set[int]], side: int) -> Ints:
    """Per set of themes (as bits): people who have one of them."""
    inside = np.zeros(1 << side, dtype=np.int64)
    for own in people:
        inside[sum(1 << k for k in own)] += 1
    for k in range(side):
        view = inside.reshape(-1, 2, 1 << k)
        view[:, 1] += view[:, 0]
    return len(people) - inside[::-1].copy()


def _room(hall: Hall) -> Ints:
    """Number of tables -> most seats that so many tables have, while all others get their least."""
    most = np.cumsum([0, *sorted(hall.most, reverse=True)])
    least = np.cumsum([0, *sorted(hall.least, reverse=True)])
    room: Ints = np.minimum(most, least + max(0, hall.people - int(least[-1])))
    return room


def _chord(mask: int, side: int, touched: Ints, room: Ints, tables: int) -> _Cut:
    """The line through ``tables`` and one more of min(people touched, room)."""
    low, high = (min(int(touched[mask]), int(room[m])) for m in (tables, tables + 1))
    inside = (mask >> np.arange(side)) & 1
    return _Cut(inside, low - (high - low) * tables, high - low)


def _violated(point: Floats, side: int, touched: Ints, room: Ints) -> list[_Cut]:
    """The chords that the point breaks most."""
    happy, tables = _sums(point[:side]), _sums(point[side:])
    whole = np.clip(np.floor(tables + 1e-9), 0, len(room) - 2).astype(np.int64)
    low = np.minimum(touched, room[whole])
    high = np.minimum(touched, room[whole + 1])
    over = happy - low - (high - low) * (tables - whole)
    broken = np.flatnonzero(over > 1e-6)
    worst = broken[np.argsort(-over[broken], kind="stable")[:AT_ONCE]]
    return [_chord(int(mask), side, touched, room, int(whole[mask])) for mask in worst]


def _sums(weights: Floats) -> Floats:
    """Per set of themes, the sum of their weights: each half of the themes by itself, then both."""
    if len(weights) > 4:
        half = len(weights) // 2
        both = _sums(weights[half:])[:, None] + _sums(weights[:half])[None, :]
        return both.reshape(-1)
    total = np.zeros(1)
    for weight in weights:
        total = np.concatenate([total, total + weight])
    return total


def _simplex(cuts: Sequence[_Cut], side: int, tables: int) -> tuple[Floats, Floats]:
    """Most happy people under the cuts: the point (happy per theme, tables per theme) and the price
    of each cut. The origin is feasible, so the plain primal simplex does; no BLAS, so that every
    machine goes the same way."""
    rows = len(cuts) + 1
    sheet = np.zeros((rows + 1, 2 * side + rows + 1))
    for k, cut in enumerate(cuts):
        sheet[k, :side] = cut.inside
        sheet[k, side : 2 * side] = -cut.slope * cut.inside
        sheet[k, -1] = cut.start
    sheet[rows - 1, side : 2 * side] = 1
    sheet[rows - 1, -1] = tables
    sheet[:rows, 2 * side : -1] = np.eye(rows)
    sheet[rows, :side] = -1
    basis = list(range(2 * side, 2 * side + rows))
    for step in range(40 * rows):
        if not _pivot(sheet, basis, bland=step > 10 * rows):
            break
    point = np.zeros(2 * side + rows)
    point[basis] = sheet[:rows, -1]
    return point[: 2 * side], sheet[rows, 2 * side : -2]


def _pivot(sheet: Floats, basis: list[int], bland: bool) -> bool:
    """One step uphill; False at the top. Bland's rule in the end, for it never turns in circles."""
    gains = sheet[-1, :-1]
    better = np.flatnonzero(gains < -1e-9)
    if not len(better):
        return False
    column = int(better[0] if bland else gains.argmin())
    rows = np.flatnonzero(sheet[:-1, column] > 1e-9)
    if not len(rows):
        return False
    ratios = sheet[rows, -1] / sheet[rows, column]
    ties = rows[ratios <= ratios.min() + 1e-12]
    row = int(min(ties.tolist(), key=lambda k: basis[k]))
    sheet[row] /= sheet[row, column]
    factors = sheet[:, column].copy()
    factors[row] = 0
    sheet -= factors[:, None] * sheet[row][None, :]
    basis[row] = column
    return True


def _proved(cuts: Sequence[_Cut], prices: Floats, touched: Ints, side: int, tables: int) -> int:
    """The bound that these prices prove, in whole numbers: happy people at each theme are paid for
    in full, and every table costs what the dearest theme asks."""
    whole = [max(0, round(float(price) * SCALE)) for price in prices]
    paid = [sum(w for w, cut in zip(whole, cuts, strict=True) if cut.inside[k])
            for k in range(side)]  # fmt: skip
    total = sum(w * cut.start for w, cut in zip(whole, cuts, strict=True))
    total += sum(max(0, SCALE - paid[k]) * int(touched[1 << k]) for k in range(side))
    rent = max(
        sum(w * cut.slope for w, cut in zip(whole, cuts, strict=True) if cut.inside[k])
        for k in range(side)
    )
    return min((total + tables * rent) // SCALE, int(touched[-1]))
