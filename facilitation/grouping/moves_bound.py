"""How few moves any seating of a round can have, by counting at each table."""

from __future__ import annotations

from dataclasses import dataclass, field

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

NEVER = 10**9


@dataclass
class _Table:
    """Who wants to stay at a table: unit -> (people, moves more when it sits elsewhere)."""

    stay: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(people for people, _ in self.stay.values())


def least_by_argument(hall: Hall, price: Ints) -> int:
    """A number of moves that no seating of the round can do without.

    ``price``: tables x units, moves of the unit when it sits there. Every unit takes its cheapest
    table; where that is not a single one, it may go anywhere. From each table those above its
    most must leave, and one of two kept apart; tables below their least need as many people as
    nobody free can give. The cheapest leavers are counted, by the head, rounded up.
    """
    wanted, free, moves = _wanted(hall, price)
    leaving = sum(
        max(_cheapest(table, table.people - most), _parted(table, hall))
        for table, most in zip(wanted, hall.most, strict=True)
    )
    missing = sum(
        max(0, least - table.people) for table, least in zip(wanted, hall.least, strict=True)
    )
    everybody = _Table({u: one for table in wanted for u, one in table.stay.items()})
    return moves + max(leaving, _cheapest(everybody, missing - free))


def _wanted(hall: Hall, price: Ints) -> tuple[list[_Table], int, int]:
    """(tables with those whose single cheapest seat is there, people free to go anywhere, moves
    that all cheapest seats together take)."""
    tables = [_Table() for _ in hall.most]
    free = moves = 0
    order = price.argsort(axis=0, kind="stable")
    for u, unit in enumerate(hall.units):
        first = hall.fixed.get(u, int(order[0, u]))
        cheapest = int(price[first, u])
        moves += cheapest
        more = NEVER if u in hall.fixed or len(tables) == 1 else price[order[1, u], u] - cheapest
        if more > 0:
            tables[first].stay[u] = len(unit), int(more)
        else:
            free += len(unit)
    return tables, free, moves


def _cheapest(table: _Table, people: int) -> int:
    """Fewest moves by which so many people leave; units may be cut here, so it is a bound."""
    cost = left = 0
    for size, more in sorted(table.stay.values(), key=lambda one: one[1] / one[0]):
        left = people - size
        if people <= 0:
            break
        if more < NEVER:
            # a unit cut short is rounded up: moves are whole
            cost += more if left >= 0 else -(-more * people // size)
            people = left
    return cost


def _parted(table: _Table, hall: Hall) -> int:
    """Fewest moves that part those kept apart: pairs of which nobody is in two."""
    taken: set[int] = set()
    cost = 0
    pairs = [(u, v) for u, v in sorted(hall.apart) if u in table.stay and v in table.stay]
    for u, v in sorted(pairs, key=lambda pair: -min(table.stay[w][1] for w in pair)):
        price = min(table.stay[u][1], table.stay[v][1])
        if not taken & {u, v} and price < NEVER:
            taken |= {u, v}
            cost += price
    return cost
