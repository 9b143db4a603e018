"""Wishes of a day: added, taken back, gone with what they are about; a locked seat stays."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.core import model
from tests.world import World, a_planned_day, a_workshop, refuses


def wish(day: World, kind: str, name: str, **more: Any) -> str:
    """Add a wish about somebody; ``other`` by first name."""
    if "other" in more:
        more["other"] = day.person(more["other"]).id
    person = day.person(name).id
    return str(day.do("wish.add", day.organiser, kind=kind, participant=person, **more)["wish"])


def test_a_wish_keeps_exactly_what_its_kind_needs(preparing: World) -> None:
    id = wish(preparing, "together", "Mette", other="Søren", table=1)
    pair = preparing.find(model.Wish)[0]
    assert (pair.id, pair.kind, pair.round_id, pair.table_id) == (id, "together", None, None)
    assert (pair.participant_id, pair.other_id) == (
        preparing.person("Mette").id,
        preparing.person("Søren").id,
    )
    wish(preparing, "away", "Åse", round=2, other="Bo")
    away = preparing.find(model.Wish, kind="away")[0]
    assert (away.other_id, away.round_id) == (None, preparing.round(2).id)


def test_the_same_wish_is_not_kept_twice(preparing: World) -> None:
    wish(preparing, "apart", "Mette", other="Bo")
    with refuses("nothing_changed"):
        wish(preparing, "apart", "Bo", other="Mette")
    wish(preparing, "apart", "Bo", other="Mette", round=1)
    assert len(preparing.find(model.Wish)) == 2


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("together", {}, "wish_incomplete"),
        ("apart", {"other": "Mette"}, "wish_incomplete"),
        ("fixed", {}, "wish_incomplete"),
        ("fixed", {"table": 3}, "not_found"),
        ("away", {"round": 3}, "not_found"),
        ("near", {}, "field_unknown"),
    ],
)
def test_a_wish_for_nothing_is_refused(
    preparing: World, kind: str, more: dict[str, Any], code: str
) -> None:
    with refuses(code):
        wish(preparing, kind, "Mette", **more)
    assert preparing.find(model.Wish) == []


def test_somebody_of_another_day_is_not_wished_for(planned: World) -> None:
    other = a_planned_day(planned.engine, "other")
    args: dict[str, Any]
    for args in (
        {"participant": other.person("Mette").id, "other": planned.person("Bo").id},
        {"participant": planned.person("Bo").id, "other": other.person("Mette").id},
    ):
        with refuses("not_found"):
            planned.do("wish.add", planned.organiser, kind="apart", **args)
    theirs = wish(other, "away", "Mette")
    with refuses("not_found"):
        planned.do("wish.remove", planned.organiser, wish=theirs)


def test_a_held_round_and_a_closed_day_take_no_wishes(day: World) -> None:
    id = wish(day, "fixed", "Mette", table=1, round=1)
    day.do("round.close", day.moderator, round=day.round(1).id)
    with refuses("round_held", number=1):
        wish(day, "fixed", "Bo", table=1, round=1)
    day.do("workshop.close", day.organiser)
    with refuses("day_closed"):
        wish(day, "away", "Bo")
    with refuses("day_closed"):
        day.do("wish.remove", day.organiser, wish=id)


def test_wishes_go_with_the_person_the_table_and_the_round(preparing: World) -> None:
    wish(preparing, "together", "Mette", other="Søren")
    wish(preparing, "apart", "Søren", other="Åse")
    preparing.do(
        "participant.remove", preparing.organiser, participant=preparing.person("Søren").id
    )
    assert preparing.find(model.Wish) == []
    wish(preparing, "fixed", "Mette", table=2)
    preparing.do("tables.set", preparing.organiser, seats=[(None, None)])
    assert preparing.find(model.Wish) == []
    wish(preparing, "away", "Mette", round=2)
    preparing.do("round.remove", preparing.organiser, round=preparing.round(2).id)
    assert preparing.find(model.Wish) == []


def test_there_are_not_more_wishes_than_people_may_be(preparing: World) -> None:
    small = a_workshop(preparing.engine, "small", participants=6)
    for name in ("Mette", "Søren", "Åse", "Ibrahim", "Kirsten", "Bo"):
        wish(small, "away", name)
    with refuses("too_many", most=6):
        wish(small, "fixed", "Bo", table=1)


def test_a_locked_seat_stays_until_it_is_unlocked(planned: World) -> None:
    id = wish(planned, "fixed", "Mette", table=1, round=1)
    mette, bo = planned.person("Mette").id, planned.person("Bo").id
    moves: list[dict[str, Any]] = [
        {"participant": mette, "table": 2},
        {"participant": bo, "table": 1, "also": [(mette, 2)]},
    ]
    for args in moves:
        with refuses("seat_locked", name="Mette Nielsen", table=1):
            planned.do("plan.move", planned.organiser, round=1, **args)
    planned.do("plan.move", planned.organiser, participant=mette, round=2, table=1)
    planned.do("wish.remove", planned.organiser, wish=id)
    planned.do("plan.move", planned.organiser, participant=mette, round=1, table=2)
    assert (mette, 1, 2) in planned.find(model.Plan)[0].seats


def test_two_people_change_places_in_one_round(planned: World) -> None:
    mette, bo = planned.person("Mette").id, planned.person("Bo").id
    swap: dict[str, Any] = {"participant": mette, "round": 1, "table": 2}
    planned.do("plan.move", planned.organiser, **swap, also=[(bo, 1)])
    seats = planned.find(model.Plan)[0].seats
    assert {(mette, 1, 2), (bo, 1, 1), (mette, 2, 2), (bo, 2, 2)} <= set(seats)
    assert len(seats) == 12
    for also in (("nobody", 1), (bo, 9)):
        with refuses("not_found"):
            planned.do("plan.move", planned.organiser, **swap, also=[also])


def test_who_is_wished_away_gives_up_the_seat_when_the_plan_is_put_to_use(planned: World) -> None:
    bo = planned.person("Bo").id
    wish(planned, "away", "Bo", round=2)
    assert planned.do("plan.publish", planned.organiser)["moved"] == 1
    kept = planned.find(model.Seat, participant_id=bo, until_seq=None)
    assert [one.round_id for one in kept] == [planned.round(1).id]
