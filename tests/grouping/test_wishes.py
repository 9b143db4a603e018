from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.proof import Measure
from tests.grouping import small


@given(small.problems(most_rounds=3), st.randoms(use_true_random=False))
def test_the_cost_of_a_swap_is_the_difference_of_costs(problem: Problem, chance: Random) -> None:
    measure = Measure(problem)
    who = range(len(problem.people))
    seats = np.array([[chance.randrange(-1, problem.tables) for _ in who] for _ in problem.rounds])
    r = chance.randrange(len(seats))
    there = [i for i in who if seats[r, i] >= 0]
    movers = chance.sample(there, min(len(there), chance.randrange(1, 4)))
    moves = {i: chance.randrange(problem.tables) for i in movers}
    after = seats.copy()
    for i, table in moves.items():
        after[r, i] = table
    for rule in measure.rules:
        if r in rule.rounds:
            assert rule.change(seats, r, moves) == rule.cost(after, r) - rule.cost(seats, r)


def test_no_move_costs_nothing() -> None:
    measure = Measure(Problem((Person("a"), Person("b")), 1, (Round("mix"), Round("mix"))))
    nobody = np.full((2, 2), -1)
    assert [rule.change(nobody, 0, {}) for rule in measure.rules if 0 in rule.rounds]
    assert all(rule.change(nobody, 0, {}) == 0 for rule in measure.rules if 0 in rule.rounds)


def test_each_wish_says_what_it_has_to_do_with_a_seat() -> None:
    people = (
        Person("a", "A", ("x",), ("m",), "host"),
        Person("b", "A", ("x", "y"), (), "participant"),
        Person("c", "B", ("x",), (), "participant"),
        Person("d", "", (), (), "participant"),
    )
    measure = Measure(Problem(people, 2, (Round("gather", "mix"), Round("mix"))))
    seats = np.array([[0, 1, 0, 1], [0, 1, 0, 1]])
    said = {
        (rule.word, r): rule.explain(seats, r, 0) for rule in measure.rules for r in rule.rounds
    }
    assert said["colleagues", 0] == [{"code": "avoids", "organisation": "A", "here": 0, "there": 1}]
    assert said["repeats", 0] == [{"code": "new_people", "new": 0, "again": 1}]
    assert said["hosts", 1] == [{"code": "only_host"}]
    assert said["targets", 0] == [{"code": "gathers", "target_group": "x", "here": 1}]
    assert said["targets", 1] == [{"code": "shares", "target_group": "x", "here": 1, "there": 2}]
    assert said["methods", 0] == []


def test_one_who_is_away_or_alone_is_told_nothing() -> None:
    people = (Person("a", "A", ("x",), (), "host"), Person("b", "A", ("x",)))
    measure = Measure(Problem(people, 2, (Round("gather"),)))
    for seats in (np.array([[0, 1]]), np.array([[-1, 1]])):
        assert [rule.explain(seats, 0, 0) for rule in measure.rules] == [[]] * len(measure.rules)
