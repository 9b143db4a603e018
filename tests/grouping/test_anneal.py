from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from hypothesis import assume, given, settings

from facilitation.core.refusals import Refusal
from facilitation.grouping.anneal import Scene
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.cooling import Walks
from facilitation.grouping.costs import Costs
from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.proof import Measure
from facilitation.grouping.rules.repeats import together
from facilitation.grouping.starts import Dealer
from tests.grouping import small


def _walks(problem: Problem, many: int = 4) -> tuple[list[Scene], Walks]:
    costs = Costs(Measure(problem))
    chance = Random(problem.seed)
    seats = Dealer(costs, chance).deal_all(lambda _: None, 3)
    scenes = [costs.scene(seats, r) for r in range(len(seats))]
    before = costs.times_before()
    return scenes, Walks(scenes, seats, before, many, chance, lambda _: None)


def cost_of(scenes: list[Scene], before: Any, seats: Any) -> int:
    """The walks' own cost of a plan, counted afresh."""
    times = before + sum(together(row).astype(np.int64) for row in seats)
    np.fill_diagonal(times, 0)
    total = int(np.maximum(times - 1, 0).sum() // 2) * scenes[0].again
    for scene, row in zip(scenes, seats, strict=True):
        total += int((scene.still * together(row)).sum() // 2)
        total += sum(int(scene.taste[t, i]) for i, t in enumerate(row) if t >= 0)
    return total


@settings(max_examples=60)
@given(small.problems(most_wishes=3))
def test_walks_keep_the_hard_wishes_and_count_right(problem: Problem) -> None:
    try:
        refuse_conflicts(problem)
    except Refusal:
        assume(False)
    scenes, walks = _walks(problem)
    start, before = walks.seats[0].copy(), Costs(Measure(problem)).times_before()
    walks.cool(15, 5.0, 0.2)
    for seats, cost in zip(walks.best, walks.costs, strict=True):
        for r, row in enumerate(seats):
            assert tuple(row + 1) in set(small.seatings(problem, r + 1))
        assert cost_of(scenes, before, seats) - cost_of(scenes, before, start) == cost <= 0


def test_walks_find_a_plane_of_order_three() -> None:
    people = tuple(Person(f"p{i}") for i in range(9))
    scenes, walks = _walks(Problem(people, 3, (Round("none"),) * 4), many=8)
    walks.cool(100, 0.6, 0.15)
    zero = np.zeros((9, 9), dtype=np.int64)
    assert min(cost_of(scenes, zero, seats) for seats in walks.best) == 0


def test_a_colleague_outweighs_seven_repeats_where_walks_see_nothing_else() -> None:
    people = tuple(Person(f"p{i}", "Fonden" if i < 3 else f"f{i}") for i in range(9))
    costs = Costs(Measure(Problem(people, 3, (Round("none"),) * 4)))
    assert costs.soft(0, "repeats") == {"same_org_pairs": 8, "repeats": 1}
