from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import facilitation
from facilitation.core.refusals import Refusal
from facilitation.grouping.moves import moved
from facilitation.grouping.problem import Person, Problem, Round, Wish
from facilitation.grouping.proof import Measure, broken, findings, seats_of
from facilitation.grouping.replan import Question, Replanned, replan
from facilitation.grouping.solve import solve
from tests.grouping import small

Plan = list[dict[str, int]]


@st.composite
def days(draw: st.DrawFn) -> tuple[Problem, Plan, int, dict[str, str], frozenset[int]]:
    """A small problem, any old plan, the first round to come, substitutes, closed tables."""
    problem = draw(small.problems(most_wishes=4))
    ids = [person.id for person in problem.people] + ["gone", "left"]
    seat = st.integers(0, problem.tables + 1)  # 0: no seat; the last: a table there is no more
    rows = [{one: draw(seat) for one in ids} for _ in problem.rounds]
    plan = [{one: table for one, table in row.items() if table} for row in rows]
    inherits = draw(st.sampled_from([{}, {"p0": "gone"}]))
    closed = draw(st.frozensets(st.integers(1, problem.tables), max_size=problem.tables - 1))
    return problem, plan, draw(st.integers(1, len(problem.rounds))), inherits, closed


def seatings(problem: Problem, number: int, closed: frozenset[int]) -> Iterator[dict[str, int]]:
    """Every seating of a round that keeps sizes and hard wishes, closed tables left empty."""
    held = [w for w in problem.wishes if w.applies(number)]
    away = {w.a for w in held if w.type == "away"}
    opened = [t for t in range(1, problem.tables + 1) if t not in closed]
    ids = [person.id for person in problem.people]
    for tables in product(*([0] if own in away else opened for own in ids)):
        sizes = [tables.count(t) for t in opened]
        limits = [(min(sizes), min(sizes) + 1)] * len(opened)
        if problem.capacities is not None:
            limits = [problem.capacities[t - 1] for t in opened]
        at = dict(zip(ids, tables, strict=True))
        fits = all(a <= n <= b for n, (a, b) in zip(sizes, limits, strict=True))
        if fits and all(small.kept(w, at) for w in held):
            yield at


def fewest_moves(
    problem: Problem,
    old: dict[str, int],
    number: int,
    heirs: dict[str, str],
    closed: frozenset[int],
) -> int | None:
    """The fewest moves of any seating of one round; None when there is no seating."""
    return min(
        (
            sum(
                old.get(heirs.get(own, own), old.get(own, table)) != table
                for own, table in at.items()
                if table
            )
            for at in seatings(problem, number, closed)
        ),
        default=None,
    )


@settings(max_examples=250, deadline=None)
@given(days())
def test_moves_are_the_fewest_there_can_be(
    day: tuple[Problem, Plan, int, dict[str, str], frozenset[int]],
) -> None:
    problem, old, first, heirs, closed = day
    numbers = range(first, len(problem.rounds) + 1)
    fewest = [fewest_moves(problem, old[n - 1], n, heirs, closed) for n in numbers]
    if None in fewest:
        with pytest.raises(Refusal) as refused:
            replan(problem, old, first, inherits=heirs, closed=closed)
        assert refused.value.code == "conflict"
        return
    made = replan(problem, old, first, inherits=heirs, closed=closed)
    assert len(made.moves) == made.least == sum(n for n in fewest if n is not None)


@settings(max_examples=150, deadline=None)
@given(days())
def test_a_mended_plan_holds_all_that_was_asked(
    day: tuple[Problem, Plan, int, dict[str, str], frozenset[int]],
) -> None:
    problem, old, first, heirs, closed = day
    made = _replanned(day)
    if made is None:
        return
    assert list(made.rounds[: first - 1]) == old[: first - 1]
    for number in range(first, len(problem.rounds) + 1):
        row = made.rounds[number - 1]
        assert not closed & set(row.values())
        assert any(
            row == {own: t for own, t in at.items() if t}
            for at in seatings(problem, number, closed)
        )
    ahead = _ahead(old, first)
    assert made.moves == moved(ahead, made.rounds, heirs)


@settings(max_examples=100, deadline=None)
@given(days())
def test_every_offer_holds_what_it_says(
    day: tuple[Problem, Plan, int, dict[str, str], frozenset[int]],
) -> None:
    problem, old, first, heirs, closed = day
    made = _replanned(day)
    for offer in made.offers if made else ():
        assert made is not None
        rows = [dict(row) for row in made.rounds]
        for move in offer.moves:
            assert rows[move.round - 1][move.person] == move.start
            rows[move.round - 1][move.person] = move.end
        assert 1 <= offer.further <= len(offer.moves) <= 3
        ahead = _ahead(old, first)
        assert len(moved(ahead, rows, heirs)) == len(made.moves) + offer.further
        number = offer.moves[0].round
        now = rows[number - 1]
        assert any(
            now == {own: t for own, t in at.items() if t}
            for at in seatings(problem, number, closed)
        )
        # the values of the whole plan, counted anew; sizes play no part in them
        before, after = (_values(problem, one) for one in (list(made.rounds), rows))
        assert offer.buys == {w: after[w] - before[w] for w in after if after[w] != before[w]}


def _ahead(old: Plan, first: int) -> Plan:
    """The old plan without what is held: nobody moves there."""
    return [row if number >= first else {} for number, row in enumerate(old, 1)]


def _replanned(
    day: tuple[Problem, Plan, int, dict[str, str], frozenset[int]],
) -> Replanned | None:
    problem, old, first, heirs, closed = day
    try:
        return replan(problem, old, first, inherits=heirs, closed=closed)
    except Refusal:
        return None


def _values(problem: Problem, rows: Plan) -> Counter[str]:
    measure, total = Measure(problem), Counter[str]()
    for (wish, _), value in measure.values(seats_of(problem, rows)).items():
        total[wish] += value
    return total


# ---------------------------------------------------------------- examples


def _people(*organisations: str, hosts: int = 0) -> tuple[Person, ...]:
    return tuple(
        Person(f"p{i}", name, role="host" if i < hosts else "participant")
        for i, name in enumerate(organisations)
    )


def test_a_newcomer_sits_where_no_colleague_is() -> None:
    problem = Problem(_people(*"ABCDA"), 2, capacities=((2, 3), (2, 3)))
    made = replan(problem, [{"p0": 1, "p1": 1, "p2": 2, "p3": 2}])
    assert (made.rounds[0]["p4"], made.moves, made.least) == (2, (), 0)


def test_who_must_move_is_chosen_by_the_wishes() -> None:
    """Table 1 has one too many: a colleague goes, and where no other colleague is."""
    problem = Problem(_people(*"AABCDEFGB"), 3, (Round("none"),))
    old = {"p0": 1, "p1": 1, "p2": 1, "p3": 1, "p4": 2, "p5": 2, "p8": 2, "p6": 3, "p7": 3}
    made = replan(problem, [old])
    assert len(made.moves) == made.least == 1
    assert made.moves[0].person in ("p0", "p1")
    assert made.moves[0].end == 3


def test_people_kept_together_move_as_one_and_the_walk_in_fills_the_gap() -> None:
    wishes = (Wish("together", "p0", "p1"),)
    problem = Problem(_people(*"ABCDEF"), 2, wishes=wishes, capacities=((1, 4), (2, 4)))
    old = {"p0": 1, "p1": 1, "p2": 1, "p3": 1, "p4": 1}
    made = replan(problem, [old])
    assert len(made.moves) == made.least == 1
    assert made.rounds[0]["p0"] == made.rounds[0]["p1"] == 1
    assert made.rounds[0]["p5"] == 2


def test_a_substitute_takes_over_the_seat_and_a_closed_table_is_left() -> None:
    problem = Problem(_people(*"ABCDEF"), 3)
    old = {"old": 1, "p1": 1, "p2": 2, "p3": 2, "p4": 3, "p5": 3}
    assert replan(problem, [old], inherits={"p0": "old"}).moves == ()
    made = replan(problem, [old], inherits={"p0": "old"}, closed=[1])
    assert {move.person for move in made.moves} == {"p0", "p1"}
    assert Counter(made.rounds[0].values()) == {2: 3, 3: 3}


def test_a_table_that_lost_its_host_is_offered_another_with_the_price() -> None:
    """Table 2's host went home, table 1 has two: one swap puts that right."""
    problem = Problem(_people("A", "B", *"CDEFGHI", hosts=2), 3, (Round("none"),))
    old = {"p0": 1, "p1": 1, "p2": 1, "p3": 2, "p4": 2, "p5": 2, "p6": 3, "p7": 3, "p8": 3}
    made = replan(problem, [old])
    assert made.moves == ()
    best = made.offers[0]
    assert best.further == 2
    assert best.buys["tables_without_host"] == -1
    assert {move.person for move in best.moves} & {"p0", "p1"}


def test_a_fixed_seat_at_a_closed_table_is_refused_with_both() -> None:
    wishes = (Wish("fixed", "p0", group=2, line=7), Wish("apart", "p1", "p2"))
    problem = Problem(_people(*"ABCDEF"), 3, wishes=wishes)
    with pytest.raises(Refusal) as refused:
        replan(problem, [{}], closed=[2])
    named = [(w["type"], w["a"], w["group"]) for w in refused.value.data["wishes"]]
    assert (refused.value.code, refused.value.data["round"]) == ("conflict", 1)
    assert named == [("fixed", "p0", 2), ("closed", None, 2)]


@settings(max_examples=100, deadline=None)
@given(days())
def test_wishes_named_in_a_conflict_cannot_hold_together_and_none_can_be_left_out(
    day: tuple[Problem, Plan, int, dict[str, str], frozenset[int]],
) -> None:
    problem, old, first, _, closed = day
    try:
        replan(problem, old, first, closed=closed)
        return
    except Refusal as refusal:
        number, named = refusal.data["round"], refusal.data["wishes"]
    if any(w["type"] == "capacity" for w in named):
        return  # sizes alone: which tables, is the matter of test_conflict
    away = [w for w in problem.wishes if w.type == "away" and w.applies(number)]
    blamed = [w for w in problem.wishes if w.to_json() in named and w.applies(number)]
    shut = frozenset(w["group"] for w in named if w["type"] == "closed")
    assert len(set(blamed)) + len(shut) == len(named)

    def possible(wishes: list[Wish], tables: frozenset[int]) -> bool:
        some = replace(problem, wishes=tuple(dict.fromkeys(wishes)))
        return next(seatings(some, number, tables), None) is not None

    assert not possible([*away, *blamed], shut)
    for table in shut:
        assert possible([*away, *blamed], shut - {table})
    for wish in blamed:
        if wish.type != "away":
            assert possible([w for w in [*away, *blamed] if w != wish], shut)


@pytest.mark.parametrize("targets", ["mix", "gather"])
def test_a_whole_event_is_mended_with_the_fewest_moves_again_and_again(targets: str) -> None:
    whole = replace(small.instance("n0096", 12, 3, targets), time_limit=1.0)
    old = solve(whole, work=100_000_000).rounds
    gone = {own for own, table in old[1].items() if table in (5, 6) and own > "p0020"}
    new = tuple(Person(f"new{k}", "Fonden Vippen") for k in range(4))
    people = tuple(p for p in whole.people if p.id not in gone) + new
    wishes = tuple(w for w in whole.wishes if not {w.a, w.b} & gone)
    problem = replace(whole, people=people, wishes=wishes)
    made = replan(problem, old, 2)
    assert len(made.moves) == made.least > 0
    assert made.rounds[0] == old[0]
    assert all(one.get("in_round", one["round"]) == 1 for one in broken(problem, made.rounds))
    assert replan(problem, old, 2) == made


def test_the_score_card_counts_the_rounds_to_come_and_whom_one_has_met() -> None:
    problem = Problem(_people(*"ABCD"), 2, (Round("none"), Round("none")))
    rows = [{"p0": 1, "p1": 1, "p2": 2, "p3": 2}, {"p0": 1, "p1": 1, "p2": 2, "p3": 2}]
    found = {one.wish: one for one in replan(problem, rows, 2).findings if one.round is None}
    whole = {one.wish: one for one in findings(problem, rows) if one.round is None}
    assert found["repeats"].value == whole["repeats"].value == 2
    assert found["repeats"].bound == 0


def test_a_round_that_is_none_or_no_table_left_is_refused() -> None:
    problem = Problem(_people(*"AB"), 1)
    for number, closed in ((0, []), (2, []), (1, [1])):
        with pytest.raises(Refusal) as refused:
            replan(problem, [{}], number, closed=closed)
        assert refused.value.code == "bad_problem"


def test_a_mended_plan_is_the_same_in_every_process() -> None:
    problem = replace(small.instance("n0096", 12, 3, "gather"), time_limit=1.0)
    old = solve(problem, work=60_000_000).rounds
    gone = [own for own, table in old[1].items() if table in (5, 6)][:9]
    people = tuple(p for p in problem.people if p.id not in gone)
    wishes = tuple(w for w in problem.wishes if not {w.a, w.b} & set(gone))
    asked = Question(replace(problem, people=people, wishes=wishes), old, 2, (7,))
    first, second = (_in_a_child(asked, hash_seed) for hash_seed in ("1", "2"))
    assert first == second
    assert json.loads(first)["moves"]


def _in_a_child(asked: Question, hash_seed: str) -> bytes:
    script = (
        "import json, sys\n"
        "from facilitation.grouping.replan import question_from_json\n"
        "asked = question_from_json(json.load(sys.stdin))\n"
        "print(json.dumps(asked.answer(lambda done, of: True)))"
    )
    root = str(Path(facilitation.__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(asked.to_json()).encode(),
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root},
        capture_output=True,
        check=True,
    ).stdout


def test_mending_says_how_far_it_is_and_keeps_a_valid_plan_when_it_is_stopped() -> None:
    problem = replace(small.instance("n0096", 12, 3, "mix"), time_limit=1.0)
    old = solve(problem, work=20_000_000).rounds
    people = problem.people[:90]
    there = {one.id for one in people}
    wishes = tuple(w for w in problem.wishes if {w.a, w.b} - {""} <= there)
    fewer = replace(problem, people=people, wishes=wishes)
    heard: list[tuple[int, int]] = []

    def go_on(done: int, of: int) -> bool:
        heard.append((done, of))
        return True

    whole = replan(fewer, old, go_on=go_on)
    assert heard == [(done, 9) for done in range(9)]
    stopped = replan(fewer, old, go_on=lambda *_: False)
    assert broken(fewer, stopped.rounds) == []
    assert len(stopped.moves) == stopped.least == whole.least
    assert stopped.offers == ()
