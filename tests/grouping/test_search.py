from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitation.grouping.costs import Costs
from facilitation.grouping.hall import make_hall
from facilitation.grouping.problem import Problem, Round, Wish
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules import Theme
from facilitation.grouping.search import NEVER, Swaps, by_units
from tests.grouping import small

Seats = np.ndarray[Any, Any]
MODES = st.builds(Round, st.sampled_from(["mix", "gather"]), st.sampled_from(["mix", "gather"]))


@st.composite
def seated(draw: st.DrawFn) -> tuple[Problem, Seats]:
    """A problem with kept pairs, loose sizes or not, and some seating of two rounds."""
    people = draw(st.integers(6, 8).flatmap(small.people_of))
    ids = [person.id for person in people]
    pairs = tuple(Wish("together", ids[k], ids[k + 1]) for k in range(draw(st.integers(0, 2))))
    sizes = draw(st.sampled_from([None, ((0, 9), (0, 9), (0, 9))]))
    problem = Problem(people, 3, tuple(draw(MODES) for _ in range(2)), pairs, sizes)
    some = list(islice(small.seatings(problem, 1), 300))
    assume(some)
    rounds = [draw(st.sampled_from(some)) for _ in range(2)]
    return problem, np.array(rounds) - 1


def _full(costs: Costs, seats: Seats, start: Seats, r: int) -> int:
    """The weighted cost, from values counted afresh; tables keep the themes they have at start."""
    total, values = 0, costs.measure.values(seats)
    for place in costs.places:
        for rule, at in place:
            if at not in (r, -1):
                continue
            cost = values[rule.name, at]
            if isinstance(rule, Theme):
                themes = rule.themes(start, r)
                cost = -sum(int(own[themes[t]]) for own, t in zip(rule.marks, seats[r], strict=True)
                            if themes)  # fmt: skip
            total += costs.weights[r][rule.name] * cost
    return total


def _swaps(problem: Problem, seats: Seats) -> tuple[Costs, Swaps]:
    costs = Costs(Measure(problem))
    hall = costs.measure.halls[0]
    tables = np.array([seats[0, unit[0]] for unit in hall.units])
    near, taste = costs.connection(seats, 0), costs.taste(seats, 0)
    rules = costs.table_rules(0)
    return costs, Swaps(hall, near, tables, rules, costs.wall(0), taste=taste)


def _after(costs: Costs, swaps: Swaps, seats: Seats) -> Seats:
    after = seats.copy()
    for u, unit in enumerate(costs.measure.halls[0].units):
        after[0, unit] = swaps.seats()[u]
    return after


def _change(costs: Costs, swaps: Swaps, seats: Seats) -> int:
    """Full cost of the seating now, less the full cost of ``seats``."""
    after = _after(costs, swaps, seats)
    return _full(costs, after, seats, 0) - _full(costs, seats, seats, 0)


@given(seated())
def test_the_cost_of_a_swap_is_the_difference_of_full_costs(
    given: tuple[Problem, Seats],
) -> None:
    problem, seats = given
    costs, swaps = _swaps(problem, seats)
    table = swaps.costs(swaps.free)
    allowed = np.argwhere(table < NEVER)
    for i, q in allowed[:: max(1, len(allowed) // 12)]:
        costs, fresh = _swaps(problem, seats)
        fresh.swap([int(swaps.free[i])], [int(q)], int(table[i, q]))
        assert _change(costs, fresh, seats) == table[i, q] == fresh.total


@given(seated())
def test_after_swaps_the_costs_are_those_of_a_fresh_look(
    given: tuple[Problem, Seats],
) -> None:
    problem, seats = given
    costs, swaps = _swaps(problem, seats)
    for _ in range(4):
        table = swaps.costs(swaps.free)
        assume((table < NEVER).any())
        i, q = divmod(int(table.argmin()), table.shape[1])
        swaps.swap([int(swaps.free[i])], [q], int(table[i, q]))
    now = _after(costs, swaps, seats)
    for rule in costs.themes(0):
        assume(rule.themes(now, 0) == rule.themes(seats, 0))
    _, fresh = _swaps(problem, now)
    assert np.array_equal(fresh.costs(fresh.free), swaps.costs(swaps.free))
    assert swaps.total == _change(costs, swaps, seats)


@given(seated())
def test_a_unit_against_as_many_single_people_costs_what_it_says(
    given: tuple[Problem, Seats],
) -> None:
    problem, seats = given
    costs, swaps = _swaps(problem, seats)
    units = [u for u in swaps.free.tolist() if swaps.size[u] > 1]
    assume(units)
    change, others = swaps.unit_against_many(units[0])
    assume(others)
    swaps.swap([units[0]], others, change)
    assert _change(costs, swaps, seats) == change


def test_the_empty_chair_lets_people_move_within_the_sizes_only() -> None:
    problem = Problem(small.instance("n0018", 3, 1).people[:4], 3)
    hall = make_hall(problem, 1)
    swaps = Swaps(hall, np.zeros((4, 4), dtype=np.int64), np.array([0, 0, 1, 2]), [], 1)
    table = swaps.costs(np.array([0, 2]))
    chairs = table[:, swaps.units :]
    assert (chairs[0] < NEVER).tolist() == [False, True, True]  # from the table of two
    assert (chairs[1] < NEVER).tolist() == [False, False, False]  # one alone stays


def test_units_stand_for_the_sum_of_their_people() -> None:
    problem = Problem(
        small.instance("n0018", 3, 1).people[:4], 2, wishes=(Wish("together", "p0001", "p0003"),)
    )
    people = np.arange(16).reshape(4, 4)
    units = by_units(people + people.T, make_hall(problem, 1))
    assert units.tolist() == [[0, 5 + 15, 15 + 25], [20, 0, 20], [40, 20, 0]]
