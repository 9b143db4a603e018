from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import assume, given, settings

from facilitation.core.refusals import Refusal
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.costs import Costs
from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules import Ints
from facilitation.grouping.starts import Dealer
from facilitation.grouping.trades import Trades
from tests.grouping import small
from tests.grouping.test_anneal import cost_of


@settings(max_examples=60)
@given(small.problems(most_wishes=3, most_rounds=3))
def test_trades_keep_the_hard_wishes_and_count_right(problem: Problem) -> None:
    try:
        refuse_conflicts(problem)
    except Refusal:
        assume(False)
    costs, chance = Costs(Measure(problem)), Random(problem.seed)
    plans = [Dealer(costs, chance).deal_all(lambda _: None, 0) for _ in range(2)]
    # Themes are no matter of pairs: trades are made where nothing gathers.
    soft = [
        {k: v for k, v in costs.soft(r).items() if "theme" not in k} for r in range(len(plans[0]))
    ]
    scenes = [costs.scene(plans[0], r, soft[r]) for r in range(len(soft))]
    before = costs.times_before()
    trades = Trades(scenes, plans, before, chance, lambda _: None)
    start = trades.now.copy()
    trades.cool(30, 5.0, 0.2)
    valid = [set(small.seatings(problem, r + 1)) for r in range(len(scenes))]
    for k, seats in enumerate(trades.best):
        assert all(tuple(row + 1) in allowed for row, allowed in zip(seats, valid, strict=True))
        plan = plans[k % 2]
        change = cost_of(scenes, before, seats) - cost_of(scenes, before, plan)
        assert change == trades.costs[k] - start[k] <= 0


def _square(people: tuple[Person, ...]) -> tuple[Problem, Ints]:
    """Sixteen people at four tables over three rounds, nobody meeting twice."""
    row, column = np.divmod(np.arange(16), 4)
    return Problem(people, 4, (Round("mix"),) * 3), np.array([row, column, row ^ column])


def test_trades_find_the_best_people_for_a_shape() -> None:
    people = tuple(Person(f"p{i}", targets) for i, targets in enumerate("abcd" * 4))
    problem, seats = _square(people)
    costs = Costs(Measure(problem))
    scenes = [costs.scene(seats, r) for r in range(3)]
    trades = Trades(scenes, [seats], costs.times_before(), Random(1), lambda _: None)
    trades.cool(300, 4.0, 0.2)
    values = [costs.measure.values(plan) for plan in trades.best]
    assert all(value["repeats", -1] == 0 for value in values)
    least = min(sum(value["same_org_pairs", r] for r in range(3)) for value in values)
    assert least == 0
