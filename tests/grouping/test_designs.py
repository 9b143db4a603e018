from __future__ import annotations

from random import Random

import numpy as np
import pytest

from facilitation.grouping.costs import Costs
from facilitation.grouping.designs import design, meets_twice, most_rounds
from facilitation.grouping.problem import Person, Problem, Round, Wish
from facilitation.grouping.proof import Measure, broken
from facilitation.grouping.solve import solve
from facilitation.grouping.starts import Dealer
from tests.grouping import small


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [(3, 3, 4), (4, 4, 5), (7, 7, 8), (8, 8, 9), (9, 9, 10), (8, 4, 9), (5, 3, 7), (6, 6, 3),
     (12, 3, 4), (16, 4, 21), (8, 6, 8), (20, 8, 4), (2, 3, 1)],
)  # fmt: skip
def test_a_design_seats_everybody_and_nobody_meets_twice(
    tables: int, seats: int, rounds: int
) -> None:
    made = design(tables, seats)
    assert rounds <= len(made) <= max(1, most_rounds(tables, seats))
    for row in made:
        assert np.bincount(row, minlength=tables).tolist() == [seats] * tables
    assert meets_twice(made) == 0


def test_a_plan_around_a_design_keeps_the_hard_wishes() -> None:
    problem = small.instance("n0096", 12, 3)
    people = problem.people[:60]
    ids = [person.id for person in people]
    wishes = (
        Wish("together", ids[0], ids[1]),
        Wish("apart", ids[2], ids[3]),
        *(Wish("fixed", ids[k], group=k - 3) for k in (4, 5, 6)),
        Wish("fixed", ids[7], group=1),
    )
    problem = Problem(people, 8, (Round(),) * 5, wishes)
    costs = Costs(Measure(problem))
    dealer = Dealer(costs, Random(1))
    start = dealer.deal_all(lambda _: None, 0)
    built = dealer.build(start, lambda _: None, 300_000_000)
    assert built is not None
    rows = [dict(zip(ids, (row + 1).tolist(), strict=True)) for row in built]
    assert not broken(problem, rows)
    repeats = {name: value for (name, _), value in costs.measure.values(built).items()}["repeats"]
    assert repeats < 30  # a plain deal has more than twice as many


def test_fifteen_schoolgirls_walk_for_seven_days() -> None:
    people = tuple(Person(f"p{i:02}") for i in range(15))
    plan = solve(Problem(people, 5, (Round("none"),) * 7))
    assert {one.wish: one.value for one in plan.findings}["repeats"] == 0
