from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

import facilitation
from facilitation.core.refusals import Refusal
from facilitation.grouping.explain import explain
from facilitation.grouping.problem import Person, Problem, Round, Wish
from facilitation.grouping.proof import Measure, Plan, broken, seats_of
from facilitation.grouping.solve import solve
from tests.grouping import small

LITTLE = 20_000_000  # work for problems of a few people


@settings(max_examples=60)
@given(small.problems(most_wishes=3))
def test_every_plan_keeps_the_hard_wishes_and_never_passes_a_bound(problem: Problem) -> None:
    if not all(
        any(True for _ in small.seatings(problem, r + 1)) for r in range(len(problem.rounds))
    ):
        with pytest.raises(Refusal, match="conflict"):
            solve(problem, work=LITTLE)
        return
    plan = solve(problem, work=LITTLE)
    ids = [person.id for person in problem.people]
    for r, row in enumerate(plan.rounds):
        assert tuple(row.get(own, 0) for own in ids) in set(small.seatings(problem, r + 1))
    assert not broken(problem, plan.rounds)
    for one in plan.findings:
        more = one.wish.endswith("best_theme")
        assert one.value <= one.bound if more else one.value >= one.bound


@pytest.mark.parametrize("seed", range(12))
def test_one_small_round_is_as_good_as_the_best_of_all_seatings(seed: int) -> None:
    chance = Random(seed)
    people = tuple(
        Person(
            f"p{i}",
            chance.choice("ABC"),
            tuple(chance.sample("xyz", chance.randrange(3))),
            (),
            chance.choice(["participant", "participant", "host", "board"]),
        )
        for i in range(8)
    )
    pair = Wish("together", "p0", "p1")
    problem = Problem(people, 3, (Round(chance.choice(["mix", "gather"])),), (pair,), seed=seed)
    measure = Measure(problem)
    order = [one.name for one in measure.rules]
    signs = [-1 if rule.more else 1 for rule in measure.rules]
    if problem.rounds[0].targets == "gather":
        order.insert(0, order.pop())
        signs.insert(0, signs.pop())

    def cost(seats: small.Seating) -> tuple[int, ...]:
        return tuple(
            0 if wish == "repeats" else sign * small.value(problem, wish, seats)
            for wish, sign in zip(order, signs, strict=True)
        )

    best = min(cost(seats) for seats in small.seatings(problem, 1))
    plan = solve(problem, work=200_000_000)
    assert cost(tuple(plan.rounds[0].values())) == best


@pytest.mark.parametrize(
    ("name", "tables", "rounds", "reached"),
    [
        ("n0018", 3, 1, {"same_org_pairs", "target_mix_pairs", "same_role_pairs"}),
        ("n0018", 3, 4, {"same_org_pairs"}),
        ("n0096", 12, 2, {"same_org_pairs", "repeats", "same_role_pairs", "target_mix_pairs"}),
        ("n0096", 12, 3, {"same_org_pairs", "repeats", "tables_without_host"}),
    ],
)
def test_plans_for_real_sizes_are_proven_where_they_can_be(
    name: str, tables: int, rounds: int, reached: set[str]
) -> None:
    problem = small.instance(name, tables, rounds)
    plan = solve(problem, work=300_000_000)
    proven = {one.wish for one in plan.findings if one.proven and one.round is None}
    assert reached <= proven
    assert not broken(problem, plan.rounds)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rounds_that_mix_beside_one_that_gathers_are_as_good_as_can_be(seed: int) -> None:
    modes = (Round("mix"), Round("gather"), Round("mix"))
    plan = solve(replace(small.instance("n0096", 12, 3), rounds=modes, seed=seed))
    mixed = [one for one in plan.findings if one.round in (1, 3) and "target" not in one.wish]
    assert len(mixed) == 6
    assert all(one.proven for one in mixed)


def test_uneven_tables_are_filled_within_their_sizes() -> None:
    problem = small.instance("n0096", 12, 2, capacities=((6, 11), (6, 8), (6, 8)) * 4)
    plan = solve(problem, work=200_000_000)
    assert not broken(problem, plan.rounds)
    assert {one.wish: one.proven for one in plan.findings}["same_org_pairs"]


def test_whoever_is_away_has_no_seat_in_that_round_only() -> None:
    problem = small.instance("n0018", 3, 2)
    problem = replace(problem, wishes=(*problem.wishes, Wish("away", "p0001", round=2)))
    plan = solve(problem, work=LITTLE)
    assert "p0001" in plan.rounds[0]
    assert "p0001" not in plan.rounds[1]
    assert not broken(problem, plan.rounds)


def test_everybody_fixed_or_away_still_makes_a_plan() -> None:
    people = (Person("a", "A"), Person("b", "A"))
    fixed = (Wish("fixed", "a", group=1), Wish("fixed", "b", group=1))
    roomy = ((0, 2), (0, 2))
    assert solve(Problem(people, 2, (Round(),), fixed, roomy)).rounds == ({"a": 1, "b": 1},)
    away = (Wish("away", "a"), Wish("away", "b"))
    assert solve(Problem(people, 2, (Round(), Round()), away)).rounds == ({}, {})


def test_a_round_that_gathers_people_without_labels_is_planned_all_the_same() -> None:
    people = tuple(Person(f"p{i}") for i in range(4))
    together = (Wish("together", "p0", "p1"),)
    plan = solve(Problem(people, 2, (Round(), Round("mix", "gather")), together), work=LITTLE)
    assert not broken(Problem(people, 2, (Round(), Round()), together), plan.rounds)


def test_earlier_meetings_count_as_met() -> None:
    people = tuple(Person(f"p{i}") for i in range(9))
    rows = [("p0", "p1"), ("p0", "p2"), ("p1", "p2"), ("p3", "p4"), ("p6", "p8")]
    plan = solve(Problem(people, 3, (Round(),), met=tuple(rows)), work=LITTLE)
    at = plan.rounds[0]
    assert all(at[a] != at[b] for a, b in rows)
    assert {one.wish: one.value for one in plan.findings}["repeats"] == 0


def test_another_order_of_wishes_makes_another_choice() -> None:
    people = (
        Person("a", "A", role="host"),
        Person("b", "A", role="participant"),
        Person("c", "B", role="host"),
        Person("d", "B", role="participant"),
    )
    # only two seatings are left: colleagues together, or hosts together
    apart = (Wish("apart", "a", "d"),)
    usual = solve(Problem(people, 2, (Round(),), apart), work=LITTLE).rounds[0]
    roles = solve(Problem(people, 2, (Round(),), apart, order=("hosts",)), work=LITTLE).rounds[0]
    assert usual["a"] == usual["c"]
    assert roles["a"] == roles["b"]


# ---------------------------------------------------------------- work, time, cancel


def _ticking(step: float) -> Callable[[], float]:
    """A clock that goes on by ``step`` seconds at every look."""
    now = [0.0]

    def look() -> float:
        now[0] += step
        return now[0]

    return look


def _without_clock(plan: Plan) -> dict[str, Any]:
    return {**plan.to_json(), "seconds": None}


def test_the_clock_changes_nothing_but_what_is_said() -> None:
    problem = small.instance("n0018", 3, 2, targets="gather")
    slow = solve(problem, work=LITTLE, clock=_ticking(1.0))
    fast = solve(problem, work=LITTLE, clock=_ticking(0.0))
    assert _without_clock(slow) == _without_clock(fast)
    assert slow.stopped_by == "work"


def test_a_time_limit_stops_earlier_and_says_so() -> None:
    problem = replace(small.instance("n0018", 3, 4), time_limit=5.0)
    plan = solve(problem, clock=_ticking(0.5))
    assert plan.stopped_by == "time"
    assert plan.seconds < 20
    assert not broken(problem, plan.rounds)


def test_cancel_keeps_the_best_so_far() -> None:
    problem = small.instance("n0018", 3, 4)
    heard: list[dict[str, Any]] = []
    plan = solve(problem, heard.append, lambda: len(heard) >= 4, clock=_ticking(0.05))
    assert plan.stopped_by == "cancel"
    assert not broken(problem, plan.rounds)
    totals = [one.to_json() for one in plan.findings if one.round is None]
    costs = [[w["value"] for w in said["wishes"]] for said in heard]
    assert costs == sorted(costs, reverse=True)
    assert [w["value"] for w in totals] <= costs[-1]


def test_progress_comes_at_least_every_fifth_of_a_second() -> None:
    heard: list[float] = []
    clock = _ticking(0.01)
    solve(
        small.instance("n0018", 3, 4), lambda said: heard.append(said["seconds"]),
        work=LITTLE, clock=clock,
    )  # fmt: skip
    gaps = [b - a for a, b in pairwise(heard)]
    assert gaps
    assert max(gaps) < 0.2


def test_the_same_input_and_seed_give_the_same_plan_in_every_process() -> None:
    script = (
        "import json, sys\n"
        "from facilitation.grouping.problem import from_json\n"
        "from facilitation.grouping.solve import solve\n"
        "plan = solve(from_json(json.load(sys.stdin)), work=150_000_000).to_json()\n"
        "print(json.dumps({**plan, 'seconds': 0}))"
    )
    problem = small.instance("n0096", 12, 2, targets="gather")
    first, second = (_in_process(script, problem, hash_seed) for hash_seed in ("1", "2"))
    assert first == second
    other = _in_process(script, replace(problem, seed=2), "1")
    assert json.loads(other)["rounds"] != json.loads(first)["rounds"]


def _in_process(script: str, problem: Problem, hash_seed: str) -> bytes:
    from facilitation.grouping.problem import to_json

    root = str(Path(facilitation.__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(to_json(problem)).encode(),
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root},
        capture_output=True,
        check=True,
    ).stdout


# ---------------------------------------------------------------- why


def test_each_wish_is_explained_once_with_its_reason() -> None:
    people = tuple(Person(f"p{i}", "Fonden", role="host" if i < 2 else "board") for i in range(7))
    problem = Problem(people, 3, (Round("mix"), Round("gather")))
    plan = solve(problem, work=LITTLE)
    told = {(one["wish"], one["round"]): one["reason"] for one in explain(plan.findings)}
    assert told["same_org_pairs", None] == {
        "code": "pigeonhole", "organisation": "Fonden", "people": 7, "tables": 3,
    }  # fmt: skip
    assert told["tables_without_host", None] == {"code": "few_hosts", "hosts": 2, "tables": 3}
    assert told["target_mix_pairs", 1] == {"code": "none_needed"}
    assert len(told) == 6


def test_a_gap_is_called_a_gap() -> None:
    people = tuple(Person(f"p{i}") for i in range(4))
    kept = solve(Problem(people, 2, (Round(), Round())), work=LITTLE)
    worse = Measure(Problem(people, 2, (Round(), Round())))
    same = seats_of(worse.problem, (kept.rounds[0], kept.rounds[0]))
    told = {one["wish"]: one for one in explain(worse.findings(worse.values(same)))}
    assert told["repeats"]["reason"]["code"] == "gap"
    assert told["repeats"]["value"] == 2
