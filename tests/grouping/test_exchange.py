from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings

from benchmarks.events import event
from facilitation.core.refusals import Refusal
from facilitation.grouping.augment import augment
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.costs import Costs
from facilitation.grouping.exchange import FAR, Exchange
from facilitation.grouping.gather import Gathering
from facilitation.grouping.hall import make_hall
from facilitation.grouping.order import make_rules
from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.proof import Measure, broken
from facilitation.grouping.regather import Regather
from facilitation.grouping.rules import Ints, Theme
from facilitation.grouping.rules.repeats import together
from facilitation.grouping.solve import solve
from facilitation.grouping.starts import Dealer, plain_seats
from tests.grouping import small


class Halt(Exception):
    pass


def _rounds(problem: Problem, seats: Ints) -> list[dict[str, int]]:
    ids = [person.id for person in problem.people]
    return [{own: int(t) + 1 for own, t in zip(ids, row, strict=True) if t >= 0} for row in seats]


def _possible(problem: Problem) -> None:
    try:
        refuse_conflicts(problem)
    except Refusal:
        assume(False)


@settings(max_examples=60)
@given(small.problems(most_wishes=3))
def test_the_plain_plan_keeps_the_hard_wishes(problem: Problem) -> None:
    _possible(problem)
    assert broken(problem, _rounds(problem, plain_seats(Measure(problem)))) == []


@settings(max_examples=60)
@given(small.problems(most_wishes=3))
def test_exchanges_keep_the_hard_wishes_and_never_cost_more_when_cold(problem: Problem) -> None:
    _possible(problem)
    costs, chance = Costs(Measure(problem)), Random(1)
    seats = plain_seats(costs.measure)
    for r, hall in enumerate(costs.measure.halls):
        scene, side = costs.scene(seats, r), len(problem.people) + 2
        pairs = np.zeros((side, side), dtype=np.int32)
        pairs[:-2, :-2] = scene.still + np.where(scene.apart, FAR, 0)
        theme = np.arange(len(hall.most)) % 2
        for heats in ([20.0, 3.0] * 6, [0.0] * 12):
            before = _cost(pairs, scene.taste, seats[r])
            exchange = Exchange(hall, pairs, scene.taste, theme, seats[r], chance, lambda _: None)
            exchange.run(heats)
            seats[r] = exchange.row()
            assert heats[0] or _cost(pairs, scene.taste, seats[r]) <= before
    assert broken(problem, _rounds(problem, seats)) == []


def _cost(pairs: Any, taste: Ints, row: Ints) -> int:
    tied = int((pairs[:-2, :-2] * together(row)).sum() // 2)
    return tied + sum(int(taste[t, i]) for i, t in enumerate(row) if t >= 0)


@pytest.mark.parametrize("seed", range(12))
def test_augmenting_seats_as_many_at_their_themes_as_the_flow_says(seed: int) -> None:
    chance = Random(seed)
    labels = [tuple(sorted(set(chance.choices("abcd", k=chance.randrange(3))))) for _ in range(24)]
    people = tuple(Person(f"p{i}", target_groups=own) for i, own in enumerate(labels))
    problem = Problem(people, 6, (Round("gather"),))
    hall = make_hall(problem, 1)
    rule = next(one for one in make_rules(problem, [hall]) if isinstance(one, Theme))
    gathering = Gathering(hall, rule.marks)
    themes = np.array([chance.randrange(len(gathering.kept)) for _ in range(6)])
    row = np.array(chance.sample([t for t in range(6) for _ in range(4)], 24))
    free = np.ones(24, dtype=np.bool_)
    after = augment(gathering.has, themes, row, free, np.zeros((24, 24), dtype=np.bool_))
    assert np.bincount(after).tolist() == [4] * 6
    assert int(gathering.has[np.arange(24), themes[after]].sum()) == gathering.value(themes)[0]


def test_a_large_event_has_a_valid_plan_before_anybody_is_dealt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem, dealt, heard = event(1000, 125, 2, 1, "gather"), [], []

    def deal_all(*_: object) -> None:
        dealt.append(1)
        raise Halt

    monkeypatch.setattr(Dealer, "deal_all", deal_all)
    with pytest.raises(Halt):
        solve(problem, lambda said: heard.append((len(dealt), said["wishes"])))
    assert {many for many, _ in heard} == {0}
    assert {one["wish"] for one in heard[0][1]} >= {"same_org_pairs", "target_best_theme"}


def test_themes_are_chosen_so_that_other_wishes_come_off_better() -> None:
    problem = event(200, 25, 2, 3, "gather")
    costs, chance = Costs(Measure(problem)), Random(1)
    dealer = Dealer(costs, chance)
    start = dealer.deal_all(lambda _: None, 10)
    seats = Regather(costs, dealer, chance, lambda _: None).run(start, 300_000_000)
    assert broken(problem, _rounds(problem, seats)) == []
    assert costs.of(costs.measure.values(seats)) < costs.of(costs.measure.values(start))
