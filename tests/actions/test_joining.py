"""A name is claimed, freed and left; badges and walk-ins."""

from __future__ import annotations

from typing import Any

from facilitation.core import model
from facilitation.core.rights import Actor
from facilitation.store import accounts
from facilitation.store.engine import reading
from facilitation.store.identity import actors_for
from tests.world import World, a_running_day, refuses


def join(day: World, name: str, session: str) -> None:
    id = day.person(name).id
    day.do("participant.join", day.stranger, participant=id, session_hash=session)


def follow(day: World, kind: str, subject: str, session: str) -> None:
    """What following a printed code does."""
    (link,) = day.find(model.Link, kind=kind, subject_id=subject, revoked=False)
    role = {"badge": "participant", "desk": "moderator"}.get(kind, kind)
    day.do(
        "session.grant",
        day.stranger,
        role=role,
        subject=subject,
        session_hash=session,
        link=link.id,
    )


def walk_in(day: World, name: str = "Jonna Dam", **other: Any) -> str:
    args = {"organisation": "", "table": None, "session_hash": "s-walk-in"} | other
    return str(day.do("participant.walk_in", day.stranger, name=name, **args)["participant"])


def phones_of(day: World, name: str) -> set[str]:
    grants = day.find(model.Grant, role="participant", subject_id=day.person(name).id)
    return {one.session_hash for one in grants}


def arrived(day: World) -> object:
    record = day.sees("board", "arrivals", "day")
    assert record is not None
    return record["joined"]


def test_a_claimed_name_is_in_use_and_counted(day: World) -> None:
    join(day, "Mette", "s1")
    assert day.person("Mette").joined
    assert arrived(day) == 1
    with refuses("name_in_use"):
        join(day, "Mette", "s2")
    join(day, "Mette", "s1")  # again on the same phone
    assert phones_of(day, "Mette") == {"s1"}


def test_nobody_joins_a_day_that_is_not_open(preparing: World) -> None:
    with refuses("day_not_open"):
        join(preparing, "Mette", "s1")
    preparing.do("workshop.open", preparing.organiser)
    preparing.do("workshop.close", preparing.organiser)
    with refuses("day_closed"):
        join(preparing, "Mette", "s1")
    with refuses("day_closed"):
        walk_in(preparing)


def test_somebody_who_has_cancelled_is_not_there_to_be_claimed(day: World) -> None:
    mette = day.person("Mette").id
    day.do("participant.edit", day.organiser, participant=mette, status="cancelled")
    with refuses("not_found"):
        join(day, "Mette", "s1")
    with refuses("not_found"):
        follow(day, "badge", mette, "s1")


def test_the_badge_brings_a_second_phone_of_the_same_person_in(day: World) -> None:
    join(day, "Mette", "s1")
    follow(day, "badge", day.person("Mette").id, "s2")
    assert phones_of(day, "Mette") == {"s1", "s2"}
    assert arrived(day) == 1


def test_a_name_is_free_when_its_last_phone_has_left(day: World) -> None:
    join(day, "Mette", "s1")
    follow(day, "badge", day.person("Mette").id, "s2")
    day.do("participant.leave", day.phone("Mette"), session_hash="s1")
    assert day.person("Mette").joined
    day.do("participant.leave", day.phone("Mette"), session_hash="s2")
    assert not day.person("Mette").joined
    join(day, "Mette", "s3")


def test_a_freed_name_is_out_on_every_phone_and_they_are_told(day: World) -> None:
    join(day, "Mette", "s1")
    follow(day, "badge", day.person("Mette").id, "s2")
    day.do("participant.free", day.moderator, participant=day.person("Mette").id)
    assert phones_of(day, "Mette") == set()
    assert ["access", "*"] in day.changes()[-1]["touched"]
    join(day, "Mette", "s3")


def test_a_phone_that_takes_another_name_leaves_the_first(day: World) -> None:
    join(day, "Mette", "s1")
    join(day, "Søren", "s1")
    assert not day.person("Mette").joined
    assert who_is(day, "s1", "participant") == day.phone("Søren")
    follow(day, "badge", day.person("Åse").id, "s1")
    assert not day.person("Søren").joined
    walk_in(day, session_hash="s1")
    assert not day.person("Åse").joined


def test_a_device_that_scans_another_table_card_is_that_table(day: World) -> None:
    follow(day, "table", day.table(1).id, "s1")
    follow(day, "table", day.table(2).id, "s1")
    assert who_is(day, "s1", "table") == day.device(2)


def who_is(day: World, session: str, role: str) -> Actor | None:
    def put(connection: Any) -> None:
        accounts.put_session(connection, session, day.now, old_hash=None, organiser=None)

    day.ledger.run(put)
    with reading(day.engine) as connection:
        return actors_for(connection, [(session, day.id, role)])[0]


def test_a_lost_badge_is_made_anew_and_the_old_one_is_out(day: World) -> None:
    mette = day.person("Mette").id
    follow(day, "badge", mette, "finder")
    day.do("link.make", day.organiser, kind="badge", subject=mette)
    assert phones_of(day, "Mette") == set()
    assert not day.person("Mette").joined
    links = day.find(model.Link, kind="badge", subject_id=mette)
    assert sorted(link.revoked for link in links) == [False, True]
    follow(day, "badge", mette, "s1")
    assert day.person("Mette").joined


def test_following_a_link_gives_its_role_and_no_number(day: World) -> None:
    before = day.seq
    follow(day, "desk", day.id, "s1")
    assert day.seq == before
    with refuses("link_unknown"):
        day.do("session.grant", day.stranger, role="system", subject="w", session_hash="s1")


def test_a_walk_in_sits_down_at_the_table_and_gets_a_seat_in_the_rounds_to_come(
    day: World,
) -> None:
    id = walk_in(day, table=day.table(2).id, organisation="broen")
    person = day.person("Jonna")
    assert (person.id, person.walk_in, person.joined) == (id, True, True)
    assert person.organisation_id == day.organisation("Broen").id
    groups = {one.group_id for one in day.find(model.Seat, participant_id=id)}
    assert day.group(2, round=1).id in groups
    assert len(groups) == 2


def test_a_walk_in_gets_the_emptiest_table_without_colleagues(day: World) -> None:
    day.do("participant.remove", day.organiser, participant=day.person("Bo").id)
    id = walk_in(day, organisation="Broen")  # table 2 has two people, and none of Broen
    seats = day.find(model.Seat, participant_id=id, round_id=day.round(1).id)
    assert [seat.group_id for seat in seats] == [day.group(2).id]


def test_a_walk_in_at_a_table_of_another_day_is_not_taken(day: World) -> None:
    with refuses("not_found"):
        walk_in(day, table="nowhere")
    assert len(day.people()) == 6


def test_a_walk_in_has_a_name(day: World) -> None:
    with refuses("field_empty", field="name"):
        walk_in(day, name=" \u200b ")


def test_walk_ins_have_a_limit(engine: Any) -> None:
    day = a_running_day(engine, walk_ins=1)
    walk_in(day)
    with refuses("walk_ins_full"):
        walk_in(day, name="Karl Vang", session_hash="s2")


def test_the_stream_does_not_say_which_phone_came(day: World) -> None:
    join(day, "Mette", "s1")
    walk_in(day)
    day.do("participant.leave", day.phone("Mette"), session_hash="s1")
    assert [one["actor"] for one in day.changes()[-3:]] == [None, None, None]
    assert "s1" not in repr(day.changes())
