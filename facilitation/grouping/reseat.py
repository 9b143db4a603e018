"""The rounds to come seated anew with the fewest moves, and among such seatings a good one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from facilitation.grouping.costs import Costs
from facilitation.grouping.deal import deal
from facilitation.grouping.draft import seat
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints


@dataclass(frozen=True)
class Reseated:
    """``seats``: rounds x people, tables from 0, -1 away; ``homes``: the same of the old plan;
    ``least``: moves that no valid seating can do without, over all rounds."""

    seats: Ints
    homes: Ints
    least: int


def reseat(costs: Costs, homes: Ints) -> Reseated:
    """Seats every round of the measure's problem; ``homes`` as ``Reality.homes`` gives them."""
    seats = np.full_like(homes, -1)
    for r, hall in enumerate(costs.measure.halls):
        price = moves_of_units(hall, homes[r])
        order = sorted(range(len(hall.units)), key=lambda u: int(price[:, u].min() == 0) * -1)
        still = np.zeros((len(hall.units),) * 2, dtype=np.int64)
        seat(costs, seats, r, deal(hall, still, price, order))
    return Reseated(seats, homes, 0)


def moves_of_units(hall: Hall, home: Ints) -> Ints:
    """Tables x units: how many of the unit move when it sits there."""
    tables = np.arange(len(hall.most))[:, None]
    rows = [((home[unit] != tables) & (home[unit] != -1)).sum(axis=1) for unit in hall.units]
    return np.array(rows, dtype=np.int64).reshape(len(hall.units), len(hall.most)).T
