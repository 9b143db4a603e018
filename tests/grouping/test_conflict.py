from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from facilitation.core.refusals import Refusal
from facilitation.grouping.conflict import refuse_conflicts
from facilitation.grouping.problem import Person, Problem, Round, Wish
from tests.grouping import small


def _people(count: int) -> tuple[Person, ...]:
    return tuple(Person(f"p{i}") for i in range(count))


def _conflict(problem: Problem) -> Refusal | None:
    try:
        refuse_conflicts(problem)
    except Refusal as refusal:
        return refusal
    return None


@settings(max_examples=300)
@given(small.problems(most_wishes=6))
def test_named_wishes_truly_conflict_and_none_can_be_left_out(problem: Problem) -> None:
    refusal = _conflict(problem)
    possible = [
        any(True for _ in small.seatings(problem, r + 1)) for r in range(len(problem.rounds))
    ]
    if refusal is None:
        assert all(possible)
        return
    assert refusal.code == "conflict"
    number, named = refusal.data["round"], refusal.data["wishes"]
    assert possible.index(False) + 1 == number
    core = [wish for wish in problem.wishes if wish.to_json() in named]
    if named[0]["type"] == "capacity":
        tables = [wish["group"] - 1 for wish in named if wish["type"] == "capacity"]
        assert not _sizes_fit(problem, number, tables, core)
        for t in tables:
            assert _sizes_fit(problem, number, [one for one in tables if one != t], core)
        for left_out in core:
            assert _sizes_fit(problem, number, tables, [one for one in core if one != left_out])
        return
    assert not any(True for _ in small.seatings(problem, number, core))
    for left_out in core:
        rest = [wish for wish in core if wish is not left_out]
        away = [wish for wish in rest if wish.type == "away"]
        needed = left_out.type == "away" and not any(small.seatings(problem, number, away))
        assert needed or any(small.seatings(problem, number, rest))


def _sizes_fit(problem: Problem, number: int, tables: list[int], absences: list[Wish]) -> bool:
    """Is there a seating when these tables keep their sizes, and the others take anybody?"""
    assert problem.capacities is not None
    sizes = [
        size if t in tables else (0, len(problem.people))
        for t, size in enumerate(problem.capacities)
    ]
    asked = replace(problem, capacities=tuple(sizes))
    return any(True for _ in small.seatings(asked, number, absences))


def test_wishes_are_named_with_the_absences_that_the_sizes_need() -> None:
    wishes = (Wish("away", "p0"), Wish("apart", "p2", "p3"), Wish("away", "p1"))
    refusal = _conflict(Problem(_people(6), 1, wishes=wishes, capacities=((0, 4),)))
    assert refusal is not None
    assert [wish["type"] for wish in refusal.data["wishes"]] == ["away", "apart", "away"]


def test_a_chain_of_together_that_ends_at_two_tables_is_named_whole() -> None:
    wishes = (
        Wish("apart", "p4", "p5"),
        Wish("fixed", "p0", group=1, line=3),
        Wish("together", "p0", "p1", line=4),
        Wish("together", "p1", "p2", line=5),
        Wish("fixed", "p2", group=2, line=6),
    )
    refusal = _conflict(Problem(_people(8), 2, wishes=wishes))
    assert refusal is not None
    assert [wish["line"] for wish in refusal.data["wishes"]] == [3, 4, 5, 6]


def test_more_people_kept_apart_than_tables_are_named() -> None:
    wishes = tuple(Wish("apart", f"p{i}", f"p{j}") for i in range(13) for j in range(i) if i < 13)
    refusal = _conflict(Problem(_people(36), 12, wishes=wishes))
    assert refusal is not None
    assert len(refusal.data["wishes"]) == 13 * 12 // 2


def test_too_many_kept_together_for_one_table_are_named() -> None:
    wishes = tuple(Wish("together", "p0", f"p{i}") for i in range(1, 6))
    refusal = _conflict(Problem(_people(8), 2, wishes=wishes))
    assert refusal is not None
    assert len(refusal.data["wishes"]) == 4  # any four of them are five people for four seats


def test_a_table_that_is_not_there_is_a_conflict_of_its_own() -> None:
    refusal = _conflict(Problem(_people(4), 2, wishes=(Wish("fixed", "p0", group=3),)))
    assert refusal is not None
    assert [wish["group"] for wish in refusal.data["wishes"]] == [3]


def test_tables_too_small_for_the_people_are_named_with_their_sizes() -> None:
    refusal = _conflict(Problem(_people(5), 2, capacities=((0, 2), (0, 2))))
    assert refusal is not None
    found = [(w["type"], w["group"], w["most"]) for w in refusal.data["wishes"]]
    assert found == [("capacity", 1, 2), ("capacity", 2, 2)]


def test_those_whose_absence_leaves_too_few_for_the_tables_are_named() -> None:
    wishes = tuple(Wish("away", f"p{i}", line=i + 2) for i in range(4))
    refusal = _conflict(Problem(_people(8), 2, wishes=wishes, capacities=((3, 6), (3, 4))))
    assert refusal is not None
    found = [(w["type"], w["group"] or w["a"]) for w in refusal.data["wishes"]]
    assert found[:2] == [("capacity", 1), ("capacity", 2)]
    assert len(found) == 2 + 3  # five people for six seats: two could be away


@pytest.mark.parametrize("explicit", [True, False])
def test_a_wish_for_all_rounds_rests_while_its_person_is_away(explicit: bool) -> None:
    fixed = Wish("fixed", "p0", round=2 if explicit else None, group=1)
    away = Wish("away", "p0", round=2)
    refusal = _conflict(Problem(_people(4), 2, (Round(), Round()), (fixed, away)))
    assert (refusal is not None) == explicit
