"""At the door: come, cancelled, late, replaced, not on the list; and all of it taken back."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.core import model
from tests.actions.test_joining import follow
from tests.actions.test_plans import publish, table_of
from tests.world import World, refuses


def at_the_door(day: World, verb: str, who: str, **args: Any) -> dict[str, Any]:
    id = day.person(who).id
    return day.do(f"participant.{verb}", day.organiser, participant=id, **args)


def instead_of(day: World, name: str, new: str = "Yrsa Vind", **other: Any) -> str:
    args = {"name": new, "organisation": "Broen", "role": "host"} | other
    return str(at_the_door(day, "substitute", name, **args)["participant"])


def seats(day: World, name: str) -> list[int | None]:
    return [table_of(day, name, number) for number in (1, 2)]


def test_who_has_come_is_ticked_off_and_the_tick_is_taken_back(day: World) -> None:
    at_the_door(day, "check_in", "Mette")
    assert day.person("Mette").here
    assert seats(day, "Mette") == [1, 2]
    at_the_door(day, "check_in", "Mette", arrived=False)
    assert not day.person("Mette").here


def test_a_tick_shows_nothing_new_to_anybody_on_board_desk_or_phone(day: World) -> None:
    audiences = ("board", "desk", f"group:{day.group(1).id}")
    before = [day.snapshot(one) for one in audiences]
    at_the_door(day, "check_in", "Mette")
    assert [day.snapshot(one) for one in audiences] == before


def test_who_is_absent_has_no_seat_and_no_phone_and_has_them_back_when_it_was_a_mistake(
    day: World,
) -> None:
    follow(day, "badge", day.person("Mette").id, "s1")
    at_the_door(day, "absent", "Mette")
    assert day.person("Mette").status == "cancelled"
    assert seats(day, "Mette") == [None, None]
    assert not day.find(model.Grant, role="participant")
    at_the_door(day, "restore", "Mette")
    assert day.person("Mette").status == "active"
    assert seats(day, "Mette") == [1, 2]


def test_who_had_cancelled_and_comes_is_expected_again(day: World) -> None:
    at_the_door(day, "absent", "Mette")
    with refuses("nothing_changed"):
        at_the_door(day, "absent", "Mette")
    at_the_door(day, "check_in", "Mette")
    assert day.person("Mette").here
    assert seats(day, "Mette") == [1, 2]


def test_a_round_that_was_held_gets_nobody_back(day: World) -> None:
    at_the_door(day, "absent", "Mette")
    day.do("round.start", day.moderator, round=day.round(2).id)
    at_the_door(day, "restore", "Mette")
    assert seats(day, "Mette") == [None, 2]


def test_who_comes_later_is_away_until_then(day: World) -> None:
    at_the_door(day, "absent", "Mette", until=2)
    assert day.person("Mette").status == "active"
    assert seats(day, "Mette") == [None, 2]
    publish(day)
    assert seats(day, "Mette") == [None, 2]
    at_the_door(day, "check_in", "Mette")
    assert seats(day, "Mette") == [1, 2]
    assert day.find(model.Wish) == []


@pytest.mark.parametrize("until", [0, 1, 3])
def test_nobody_comes_later_than_never(day: World, until: int) -> None:
    with refuses("nothing_changed"):
        at_the_door(day, "absent", "Mette", until=until)


def test_who_leaves_early_is_still_away_then_when_ticked_off(day: World) -> None:
    id = day.person("Mette").id
    day.do("wish.add", day.organiser, kind="away", participant=id, round=2)
    at_the_door(day, "check_in", "Mette")
    assert len(day.find(model.Wish)) == 1


def test_a_substitute_takes_over_seats_and_interests_with_a_badge_of_their_own(
    day: World,
) -> None:
    day.do("wish.add", day.organiser, kind="fixed", participant=day.person("Mette").id, table=1)
    id = instead_of(day, "Mette")
    yrsa, mette = day.person("Yrsa"), day.person("Mette")
    assert (yrsa.id, yrsa.role, yrsa.here) == (id, "host", True)
    assert yrsa.organisation_id == day.organisation("Broen").id
    assert yrsa.target_group_ids == mette.target_group_ids
    assert (seats(day, "Yrsa"), seats(day, "Mette")) == ([1, 2], [None, None])
    assert mette.status == "cancelled"
    assert day.find(model.Link, kind="badge", subject_id=id)
    assert [one.participant_id for one in day.find(model.Wish)] == [id]
    assert publish(day) == 0


def test_a_substitute_comes_also_for_somebody_who_had_cancelled(day: World) -> None:
    at_the_door(day, "absent", "Mette")
    instead_of(day, "Mette")
    assert seats(day, "Yrsa") == [1, 2]


def test_one_place_has_one_substitute_until_that_is_taken_back(day: World) -> None:
    instead_of(day, "Mette")
    with refuses("place_taken", name="Yrsa Vind"):
        instead_of(day, "Mette", "Bent Bro")
    with refuses("place_taken"):
        at_the_door(day, "check_in", "Mette")
    at_the_door(day, "restore", "Mette")
    assert (seats(day, "Mette"), seats(day, "Yrsa")) == ([1, 2], [None, None])
    assert (day.person("Mette").status, day.person("Yrsa").status) == ("active", "cancelled")


def test_somebody_unannounced_is_on_the_list_and_waits_for_a_seat(day: World) -> None:
    target = day.target_group("Unge").id
    args: dict[str, Any] = {
        "name": "Jonna Dam",
        "organisation": "Nyt Hus",
        "target_groups": [target, "unknown"],
    }
    day.do("participant.arrive", day.organiser, **args)
    jonna = day.person("Jonna")
    assert (jonna.walk_in, jonna.here, jonna.target_group_ids) == (True, True, (target,))
    assert jonna.organisation_id == day.organisation("Nyt Hus").id
    assert seats(day, "Jonna") == [None, None]
    day.do("participant.remove", day.organiser, participant=jonna.id)
    assert "Jonna Dam" not in [one.name for one in day.people()]
    # Taking the newcomer back is news about nobody else.
    own = {(type, jonna.id) for type in ("participant", "arrival", "seat")}
    assert touched_last(day) == {*own, ("plan", "plan"), ("access", "*")}


def test_nothing_happens_at_the_door_of_a_closed_day(day: World) -> None:
    day.do("workshop.close", day.organiser)
    before = day.facts()
    for verb in ("check_in", "absent", "restore"):
        with refuses("day_closed"):
            at_the_door(day, verb, "Mette")
    with refuses("day_closed"):
        instead_of(day, "Mette")
    with refuses("day_closed"):
        day.do("participant.arrive", day.organiser, name="Jonna", organisation="")
    assert day.facts() == before


# -- tables, and the new plan


def test_a_table_is_closed_opened_again_and_one_more_is_set(day: World) -> None:
    day.do("table.close", day.organiser, table=2)
    assert day.table(2).closed
    with refuses("last_table"):
        day.do("table.close", day.organiser, table=1)
    day.do("table.open", day.organiser, table=2)
    with refuses("nothing_changed"):
        day.do("table.open", day.organiser, table=2)
    day.do("table.open", day.organiser, table=3)
    assert day.find(model.Link, kind="table", subject_id=day.table(3).id)
    with refuses("not_found"):
        day.do("table.open", day.organiser, table=5)


def reseat(day: World, *seats: tuple[str, int, int]) -> dict[str, object]:
    named = [(day.person(name).id, round, table) for name, round, table in seats]
    return day.do("plan.reseat", day.organiser, seats=named)


def touched_last(day: World) -> set[tuple[str, str]]:
    return {(type, id) for type, id in day.changes()[-1]["touched"]}


def test_a_new_plan_touches_the_tables_and_people_it_moves_and_nothing_else(day: World) -> None:
    everybody = [
        (one.name.split()[0], 2, table_of(day, one.name.split()[0], 2)) for one in day.people()
    ]
    kept = [(name, round, table or 0) for name, round, table in everybody if name != "Bo"]
    assert reseat(day, *kept, ("Bo", 2, 1)) == {"moved": 1, "seated": 0}
    groups = {("group", day.group(table, 2).id) for table in (1, 2)}
    assert touched_last(day) == {*groups, ("seat", day.person("Bo").id), ("plan", "plan")}
    assert table_of(day, "Bo", 2) == 1
    assert day.find(model.Plan)[0].published


def test_a_published_move_touches_no_more_than_it_must(day: World) -> None:
    day.do("plan.move", day.organiser, participant=day.person("Bo").id, round=2, table=1)
    publish(day)
    assert ("all", "*") not in touched_last(day)
    assert ("seat", day.person("Bo").id) in touched_last(day)


def test_a_new_plan_leaves_held_rounds_and_refuses_what_is_outdated(day: World) -> None:
    day.do("round.start", day.moderator, round=day.round(2).id)
    with refuses("round_held", number=1):
        reseat(day, ("Bo", 1, 1))
    at_the_door(day, "absent", "Kirsten")
    with refuses("plan_outdated"):
        reseat(day, ("Kirsten", 2, 1))
    day.do("table.close", day.organiser, table=1)
    with refuses("plan_outdated"):
        reseat(day, ("Bo", 2, 1))
    with refuses("plan_outdated"):
        reseat(day, ("Bo", 2, 2), ("Bo", 2, 2))


def test_two_who_mark_at_once_both_stand(day: World) -> None:
    bo, mette = day.person("Bo").id, day.person("Mette").id
    day.do("participant.check_in", day.organiser, participant=bo, arrived=True)
    day.do("participant.absent", day.organiser, participant=mette)
    day.do("participant.check_in", day.organiser, participant=bo, arrived=True)
    assert day.person("Bo").here
    assert day.person("Mette").status == "cancelled"
