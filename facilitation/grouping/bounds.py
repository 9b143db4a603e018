"""How good any plan could be: limits that hold for every seating; some are loose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from facilitation.grouping.hall import Hall

Labels = Sequence[frozenset[str]]


def pairs_in(people: int) -> int:
    """Pairs among so many people."""
    return people * (people - 1) // 2


def level(total: int, floors: Sequence[int], caps: Sequence[int]) -> list[int]:
    """The most even loads with sum ``total`` within floors and caps: no other has fewer pairs.

    Fills as far as the caps go when they do not hold ``total``.
    """
    loads = list(floors)
    free = [(load, i) for i, load in enumerate(loads) if load < caps[i]]
    heapify(free)
    for _ in range(total - sum(loads)):
        if not free:
            break
        load, i = heappop(free)
        loads[i] = load + 1
        if loads[i] < caps[i]:
            heappush(free, (loads[i], i))
    return loads


def even_pairs(total: int, floors: Sequence[int], caps: Sequence[int]) -> int:
    """Least pairs side by side when ``total`` people sit within floors and caps."""
    if caps and not any(floors) and total <= len(caps) * min(caps):
        return spread_pairs(total, len(caps))
    return sum(pairs_in(load) for load in level(total, floors, caps))


def spread_pairs(total: int, tables: int) -> int:
    """Least pairs side by side when ``total`` people sit at tables that have room."""
    each, more = divmod(total, tables)
    return (tables - more) * pairs_in(each) + more * pairs_in(each + 1)


def label_pairs(hall: Hall, labels: Labels) -> dict[str, int]:
    """Per label, the least pairs of its people at one table (pigeonhole).

    Seats of fixed members are floors, tables' most are caps; or else the j largest loads hold
    at least the j largest units kept together.
    """
    tables = len(hall.most)
    total: Counter[str] = Counter()
    floors: dict[str, list[int]] = {}
    kept: dict[str, list[int]] = {}
    for u, unit in enumerate(hall.units):
        for label, count in Counter(t for i in unit for t in labels[i]).items():
            total[label] += count
            kept.setdefault(label, []).append(count)
            if u in hall.fixed:
                floors.setdefault(label, [0] * tables)[hall.fixed[u]] += count
    return {
        label: _pairs_of_label(n, floors.get(label, [0] * tables), kept[label], hall.most)
        for label, n in total.items()
    }


def _pairs_of_label(total: int, floors: list[int], kept: list[int], caps: list[int]) -> int:
    if total <= 1:
        return 0
    largest = sorted(kept, reverse=True)[: len(caps)]
    largest += [0] * (len(caps) - len(largest))
    return max(even_pairs(total, floors, caps), even_pairs(total, largest, [total] * len(caps)))


def without_host(hall: Hall, hosts: Iterable[int]) -> int:
    """Tables that must sit without a host: tables in use, at the fewest, less those that hosts can
    reach. Hosts kept together, or fixed to one table, reach one table only."""
    known, people = set(hosts), hall.people
    with_host = [u for u, unit in enumerate(hall.units) if not known.isdisjoint(unit)]
    fixed = {hall.fixed[u] for u in with_host if u in hall.fixed}
    reach = len(fixed) + sum(1 for u in with_host if u not in hall.fixed)
    needed = seats = 0
    for most in sorted(hall.most, reverse=True):
        if seats >= people:
            break
        seats, needed = seats + most, needed + 1
    needed = max(needed, sum(1 for least in hall.least if least > 0))
    return max(0, needed - reach)


def best_theme(hall: Hall, labels: Labels) -> int:
    """Most people who can sit at a table whose commonest label is theirs.

    k tables with one theme hold at most k times the largest table of its people; that is concave
    in k, so the best next table, taken again and again, is the maximum of this relaxation.
    """
    left = Counter(t for unit in hall.units for i in unit for t in labels[i])
    someone = sum(1 for unit in hall.units for i in unit if labels[i])
    biggest = max(hall.most, default=0)
    total = 0
    for _ in hall.most:
        theme, count = max(left.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        total += min(count, biggest)
        left[theme] -= min(count, biggest)
    return min(total, someone)


def repeats(
    halls: Sequence[Hall], people: int, apart: set[tuple[int, int]], met: set[tuple[int, int]]
) -> dict[str, int]:
    """Least repeat meetings over all rounds, by argument; the largest one counts.

    kept_together: pairs kept together meet in each of those rounds. counting: there are more
    seats side by side than pairs left to meet. crowding: a table spread over the next round's
    tables must leave some people together; a pair that meets m times gives at most R/2 such
    double meetings for each repeat.
    apart, met: pairs (i < j) never at one table, pairs that met before.
    """
    kept = Counter(
        (a, b) for hall in halls for unit in hall.units for a in unit for b in unit if a < b
    )
    forced = sum(times - (pair not in met) for pair, times in kept.items())
    free = pairs_in(people) - len(apart | met | set(kept))
    side_by_side = sum(even_pairs(hall.people, hall.least, hall.most) for hall in halls)
    counting = forced + max(0, side_by_side - sum(kept.values()) - free)
    crowding = -(-2 * _double_meetings(halls) // len(halls))
    return {"kept_together": forced, "counting": counting, "crowding": crowding}


def _double_meetings(halls: Sequence[Hall]) -> int:
    """Over all pairs of rounds, the least pairs of people who meet in both."""
    found = 0
    there = [{i for unit in hall.units for i in unit} for hall in halls]
    for a, first in enumerate(halls):
        for b in range(a + 1, len(halls)):
            both = len(there[a] & there[b])
            floors = first.least if both == first.people else [0] * len(first.most)
            tables = len(halls[b].most)
            for size in level(both, floors, first.most):
                found += spread_pairs(size, tables)
    return found
