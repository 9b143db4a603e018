"""The plan is stored, moved in by hand and published; what was held does not change."""

from __future__ import annotations

import pytest

from facilitation.actions.tables import spans
from facilitation.core import model
from tests.world import World, refuses


def table_of(day: World, name: str, round: int) -> int | None:
    group = day.group_of(day.phone(name), day.round(round).id)
    if group is None:
        return None
    (table,) = day.find(model.Table, id=group.table_id)
    return table.number


def move(day: World, name: str, round: int, table: int) -> None:
    id = day.person(name).id
    day.do("plan.move", day.organiser, participant=id, round=round, table=table)


def publish(day: World) -> int:
    return int(day.do("plan.publish", day.organiser)["moved"])


def test_a_published_plan_opens_the_day_and_seats_everybody(planned: World) -> None:
    assert planned.day.state == "open"
    assert planned.day.round_id == planned.round(1).id
    assert [table_of(planned, "Mette", number) for number in (1, 2)] == [1, 2]


def test_a_move_shows_on_phones_when_it_is_published(day: World) -> None:
    move(day, "Mette", round=2, table=1)
    assert table_of(day, "Mette", 2) == 2
    assert publish(day) == 1
    assert table_of(day, "Mette", 2) == 1


def test_a_move_in_the_running_round_keeps_the_old_seat_for_notes_on_their_way(
    day: World,
) -> None:
    move(day, "Mette", round=1, table=2)
    publish(day)
    seats = day.find(model.Seat, participant_id=day.person("Mette").id, round_id=day.round(1).id)
    assert sorted(seat.until_seq is None for seat in seats) == [False, True]


def test_a_round_that_was_held_does_not_change(day: World) -> None:
    day.do("round.start", day.moderator, round=day.round(2).id)
    with refuses("round_held", number=1):
        move(day, "Mette", round=1, table=2)
    before = day.find(model.Seat, round_id=day.round(1).id)
    everybody_at_2 = [(one.id, number, 2) for one in day.people() for number in (1, 2)]
    day.do("plan.store", day.organiser, seats=everybody_at_2, proof=[], seed=2)
    publish(day)
    assert day.find(model.Seat, round_id=day.round(1).id) == before
    assert table_of(day, "Mette", 2) == 2


def test_publishing_twice_moves_nobody(planned: World) -> None:
    before = planned.find(model.Seat)
    assert publish(planned) == 0
    assert planned.find(model.Seat) == before


def test_a_walk_in_keeps_the_seat_when_a_plan_without_them_is_published(day: World) -> None:
    day.do(
        "participant.walk_in",
        day.stranger,
        name="Jonna Dam",
        organisation="",
        table=day.table(2).id,
        session_hash="s1",
    )
    publish(day)
    assert table_of(day, "Jonna", 1) == 2


def test_a_plan_for_other_people_rounds_or_tables_is_outdated(preparing: World) -> None:
    mette = preparing.person("Mette").id
    for seat in (("nobody", 1, 1), (mette, 3, 1), (mette, 1, 3)):
        with refuses("plan_outdated"):
            preparing.do("plan.store", preparing.organiser, seats=[seat], proof=[], seed=1)
    with refuses("plan_outdated"):
        twice = [(mette, 1, 1), (mette, 1, 2)]
        preparing.do("plan.store", preparing.organiser, seats=twice, proof=[], seed=1)


def test_no_plan_no_publishing(preparing: World) -> None:
    with refuses("plan_missing"):
        publish(preparing)


def test_a_closed_day_gets_no_new_plan(planned: World) -> None:
    planned.do("workshop.close", planned.organiser)
    with refuses("day_closed"):
        publish(planned)


def test_a_proof_does_not_outlive_the_plan_it_was_made_for(planned: World) -> None:
    seats = planned.find(model.Plan)[0].seats
    proof = [{"wish": "repeats", "value": 1, "bound": 1, "proven": True}]
    planned.do("plan.store", planned.organiser, seats=seats, proof=proof, seed=1)
    assert planned.find(model.Plan)[0].proof == (proof[0],)
    bo = planned.person("Bo").id
    planned.do("participant.edit", planned.organiser, participant=bo, status="cancelled")
    assert planned.find(model.Plan)[0].proof == ()


def test_tables_go_only_while_nobody_sits_at_them(planned: World) -> None:
    def set_tables(number: int) -> None:
        planned.do("tables.set", planned.organiser, seats=[(None, 8)] * number)

    set_tables(3)
    publish(planned)  # makes a group at table 3 in each round
    with refuses("tables_in_use", tables="2", n=1):
        set_tables(1)
    set_tables(2)
    assert [one.number for one in planned.find(model.Table)] == [1, 2]
    assert len(planned.find(model.Group)) == 4


def test_a_table_that_was_used_stays(day: World) -> None:
    for name in ("Ibrahim", "Kirsten", "Bo"):
        for round in (1, 2):
            move(day, name, round=round, table=1)
    move(day, "Mette", round=2, table=1)
    publish(day)
    with refuses("tables_in_use", tables="2", n=1):
        day.do("tables.set", day.organiser, seats=[(None, None)])


def test_seats_at_a_table_make_sense(preparing: World) -> None:
    for seats in ((5, 4), (-1, None), (None, 1001)):
        with refuses("seats_unknown", table=2):
            preparing.do("tables.set", preparing.organiser, seats=[(None, None), seats])


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([4], "4"), ([2, 3], "2\N{EN DASH}3"), ([2, 7, 8, 9, 12], "2, 7\N{EN DASH}9, 12")],
)
def test_table_numbers_are_told_in_few_signs(numbers: list[int], said: str) -> None:
    assert spans(numbers) == said


def test_all_tables_that_cannot_go_are_named(planned: World) -> None:
    planned.do("tables.set", planned.organiser, seats=[(None, 8)] * 4)
    for name, table in (("Mette", 3), ("Bo", 4)):
        move(planned, name, round=1, table=table)
    publish(planned)
    with refuses("tables_in_use", tables="2\N{EN DASH}4", n=3):
        planned.do("tables.set", planned.organiser, seats=[(None, 8)])
