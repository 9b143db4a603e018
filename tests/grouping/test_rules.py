from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given

from facilitation.grouping import bounds
from facilitation.grouping.order import ranking
from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.proof import Measure, broken, findings, seats_of
from tests.grouping import small

ONE_TABLE = Problem(
    people=(
        Person("a", "A", ("x", "y"), ("m",), "host"),
        Person("b", "A", ("x", "y"), ("m",), "host"),
        Person("c", "B", ("y",), (), "participant"),
        Person("d", "", (), (), "participant"),
    ),
    tables=2,
    rounds=(Round("mix", "gather"), Round("gather", "mix")),
)
TOGETHER = ({"a": 1, "b": 1, "c": 2, "d": 2},) * 2


@pytest.mark.parametrize(
    ("wish", "number", "value", "bound"),
    [
        ("same_org_pairs", 1, 1, 0),
        ("same_org_pairs", None, 2, 0),
        ("repeats", None, 2, 0),
        ("tables_without_host", 1, 1, 0),
        ("same_role_pairs", 2, 1, 0),
        ("target_mix_pairs", 1, 2, 1),  # two labels shared; y must meet once on two tables
        ("target_best_theme", 2, 3, 3),
        ("method_best_theme", 1, 2, 2),
        ("method_mix_pairs", 2, 1, 0),
    ],
)
def test_a_plan_is_measured_as_by_hand(
    wish: str, number: int | None, value: int, bound: int
) -> None:
    found = {(one.wish, one.round): one for one in findings(ONE_TABLE, TOGETHER)}
    assert (found[wish, number].value, found[wish, number].bound) == (value, bound)
    assert found[wish, number].proven == (value == bound)


def test_a_wish_that_rests_in_some_rounds_has_no_total() -> None:
    totals = {one.wish for one in findings(ONE_TABLE, TOGETHER) if one.round is None}
    assert totals == {"same_org_pairs", "repeats", "tables_without_host", "same_role_pairs"}


def test_water_is_level_within_floors_and_caps() -> None:
    assert bounds.level(7, [0, 0, 3], [9, 1, 9]) == [3, 1, 3]
    assert bounds.level(9, [0, 0], [2, 3]) == [2, 3]
    assert bounds.level(1, [2, 0], [2, 2]) == [2, 0]


@given(small.problems(most_people=5))
def test_values_are_those_counted_by_hand_and_bounds_are_never_passed(problem: Problem) -> None:
    choices = [list(small.seatings(problem, r + 1)) for r in range(len(problem.rounds))]
    assume(all(choices))
    measure = Measure(problem)
    best: dict[tuple[str, int], list[int]] = {}
    for seats in product(*(some[:: max(1, len(some) // 40)] for some in choices)):
        values = measure.values(np.array(seats) - 1)
        for (wish, r), found in values.items():
            counted = (
                small.repeats(problem, seats) if r < 0 else small.value(problem, wish, seats[r])
            )
            assert found == counted, wish
    for rule in measure.rules:
        for r in rule.rounds if rule.name != "repeats" else ():
            best[rule.name, r] = [small.value(problem, rule.name, seats) for seats in choices[r]]
            bound, _ = measure.bound(rule, r)
            assert (
                bound >= max(best[rule.name, r]) if rule.more else bound <= min(best[rule.name, r])
            )


@given(small.problems(most_people=5, most_rounds=3))
def test_no_plan_has_fewer_repeats_than_the_bound(problem: Problem) -> None:
    choices = [list(small.seatings(problem, r + 1)) for r in range(len(problem.rounds))]
    assume(all(choices) and np.prod([len(some) for some in choices]) < 3000)
    measure = Measure(problem)
    (rule,) = (rule for rule in measure.rules if rule.name == "repeats")
    least = min(small.repeats(problem, rounds) for rounds in product(*choices))
    assert measure.bound(rule, -1)[0] <= least


@given(small.problems(most_people=5))
def test_broken_wishes_are_found_in_a_plan_made_by_hand(problem: Problem) -> None:
    everyone_first = tuple({p.id: 1 for p in problem.people} for _ in problem.rounds)
    fine = all(
        tuple(row.values()) in set(small.seatings(problem, r + 1))
        for r, row in enumerate(everyone_first)
    )
    assert (not broken(problem, everyone_first)) == fine


def test_nobody_is_forgotten_in_a_plan_made_by_hand() -> None:
    plan = ({"a": 1, "b": 2, "c": 9}, TOGETHER[0])
    codes = [(one["code"], one.get("person")) for one in broken(ONE_TABLE, plan)]
    assert codes == [("not_seated", "c"), ("not_seated", "d"), ("size", None), ("size", None)]
    assert seats_of(ONE_TABLE, plan)[0].tolist() == [0, 1, -1, -1]


def _order(problem: Problem) -> list[str]:
    return [
        "+".join(rule.name for rule, _ in place)
        for place in ranking(problem, Measure(problem).rules)
    ]


def test_gathering_stands_first_and_roles_before_repeats_where_rounds_gather() -> None:
    people = ONE_TABLE.people
    assert _order(Problem(people, 2, (Round("mix"),))) == [
        "same_org_pairs", "repeats", "tables_without_host", "same_role_pairs", "target_mix_pairs",
    ]  # fmt: skip
    assert _order(Problem(people, 2, (Round("gather"),))) == [
        "target_best_theme", "same_org_pairs", "tables_without_host", "same_role_pairs", "repeats",
    ]  # fmt: skip


def test_the_order_asked_for_goes_before_the_usual_one() -> None:
    asked = Problem(ONE_TABLE.people, 2, (Round("mix"),), order=("targets", "hosts"))
    assert _order(asked)[:3] == ["target_mix_pairs", "tables_without_host", "same_org_pairs"]
