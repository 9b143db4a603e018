"""Wishes and table sizes that a plan must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.core import model
from facilitation.web.organiser.planproblem import sizes
from tests.web.browsing import Visitor, words
from tests.web.planning import at, computed, followed, progress, wait_until, wish
from tests.world import World

pytestmark = pytest.mark.usefixtures("logged_in", "nothing_left_running")


def test_wishes_are_sentences_and_the_plan_holds_them(visitor: Visitor, world: World) -> None:
    form = {"participant": "mette nielsen", "other": "Bo Lund", "kind": "together"}
    assert visitor.post(at(world, "/wishes"), **form).status_code == 302
    away = {"participant": "Åse Ærø", "place": "away", "when": "2"}
    assert visitor.post(at(world, "/wishes"), **away).status_code == 302
    plan = computed(visitor, world)
    seats = {(person, round): table for person, round, table in plan.seats}
    mette, bo, aase = (world.person(name).id for name in ("Mette", "Bo", "Åse"))
    assert all(seats[mette, round] == seats[bo, round] for round in (1, 2))
    assert (aase, 1) in seats
    assert (aase, 2) not in seats
    shown = visitor.sees(at(world), round="2")
    assert "Mette Nielsen og Bo Lund sidder sammen i alle runder." in shown
    assert "Åse Ærø er ikke med i runde 2." in shown
    assert "Uden bord" not in shown
    visitor.post(at(world, "/wishes/remove"), wish=world.find(model.Wish, kind="away")[0].id)
    assert "er ikke med i runde 2." not in visitor.sees(at(world))


def test_a_name_that_is_not_one_persons_is_asked_for_again(visitor: Visitor, world: World) -> None:
    form = {"participant": "Mette Nielsen", "other": "<b>Ole", "kind": "apart"}
    refused = visitor.post(at(world, "/wishes"), **form)
    assert refused.status_code == 400
    assert "netop én med navnet »<b>Ole«" in words(refused)
    assert 'value="&lt;b&gt;Ole"' in refused.text, "what was typed is still there"
    missing = visitor.post(at(world, "/wishes"), participant="Mette Nielsen", kind="apart")
    assert "Vælg to forskellige personer" in words(missing)


def test_wishes_that_cannot_hold_together_are_named(visitor: Visitor, world: World) -> None:
    wish(world, "together", "Mette", "Bo")
    wish(world, "away", "Åse", round=1)
    wish(world, "fixed", "Mette", round=2, table=1)
    wish(world, "fixed", "Bo", round=2, table=2)
    visitor.post(at(world, "/compute"))
    wait_until(lambda: not progress(visitor, world)["running"])
    shown = visitor.sees(at(world))
    assert "I runde 2 kan dette ikke holdes sammen:" in shown
    assert shown.count("Kan ikke holdes:") == 3, "Åse has no part in it"
    bo = world.find(model.Wish, participant_id=world.person("Bo").id)[0]
    visitor.post(at(world, "/wishes/remove"), wish=bo.id)
    assert "kan dette ikke holdes sammen" not in visitor.sees(at(world))


def test_a_locked_seat_survives_a_new_plan(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    person, _, table = next(seat for seat in plan.seats if seat[1] == 1)
    lock = {"participant": person, "round": "1", "lock": "yes"}
    answer = visitor.post(at(world, "/lock"), **lock)
    assert "er låst ved bord" in followed(visitor, answer)
    for seed in ("2", "3", "4"):
        assert (person, 1, table) in computed(visitor, world, seed=seed).seats
    moved = visitor.post(at(world, "/move"), participant=person, round="1", table=str(3 - table))
    assert "er låst fast ved bord" in words(moved)
    visitor.post(at(world, "/lock"), **lock | {"lock": "no"})
    assert world.find(model.Wish) == []


def test_a_plan_that_does_not_hold_a_wish_says_so(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    at_one, at_two = (
        next(p for p, round, table in plan.seats if (round, table) == (1, n)) for n in (1, 2)
    )
    world.do(
        "wish.add", world.organiser, kind="together", participant=at_one, other=at_two, round=1
    )
    shown = visitor.sees(at(world))
    assert "Runde 1 holder ikke et fast ønske:" in shown
    assert "bevist bedst" not in shown


limit = st.none() | st.integers(0, 12)


@given(st.lists(st.tuples(limit, limit), min_size=1, max_size=8), st.integers(1, 60))
def test_sizes_hold_everybody_where_the_tables_can(
    limits: list[tuple[int | None, int | None]], people: int
) -> None:
    tables = [
        model.Table(str(n), "w", n, least, max(least or 0, most) if most is not None else None)
        for n, (least, most) in enumerate(limits, 1)
    ]
    found = sizes(tables, people)
    if found is None:
        assert all(one.least is None and one.most is None for one in tables)
        return
    for (least, most), table in zip(found, tables, strict=True):
        assert table.least in (None, least)
        assert table.most in (None, most)
    room = sum(people if one.most is None else one.most for one in tables)
    if sum(one.least or 0 for one in tables) <= people <= room:
        assert sum(least for least, _ in found) <= people <= sum(most for _, most in found)


def test_tables_without_limits_share_what_the_others_leave() -> None:
    tables = [
        model.Table("1", "w", 1, None, 4),
        *[model.Table(str(n), "w", n) for n in range(2, 13)],
    ]
    assert sizes(tables, 95) == ((4, 4), *[(8, 9)] * 11)
