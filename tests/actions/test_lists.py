"""People, organisations, target groups and methods: stored from a list, edited, removed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from facilitation.core import model
from tests.world import PEOPLE, World, a_running_day, a_workshop, add_people, an_empty_day, refuses

ROW: dict[str, Any] = {
    "name": "Jonna Dam",
    "organisation": "Broen",
    "target_groups": [],
    "methods": [],
    "role": "participant",
}


def test_the_same_list_twice_gives_no_doubles(preparing: World) -> None:
    before = preparing.facts()
    known = {one.name: one.id for one in preparing.people()}
    again = [
        {"methods": ["Mentorer"], "role": "participant", "id": known[one["name"]]} | one
        for one in PEOPLE
    ]
    answer = preparing.do("roster.store", preparing.organiser, people=again)
    assert answer == {"added": 0, "changed": 0, "cancelled": 0}
    after = preparing.facts()
    assert (after.participants, after.organisations) == (before.participants, before.organisations)
    assert (after.target_groups, after.methods) == (before.target_groups, before.methods)


def test_names_are_found_whatever_their_case_and_accents(preparing: World) -> None:
    add_people(preparing, ROW | {"organisation": "  BROEN ", "target_groups": ["unge", "UNGE"]})
    person = preparing.person("Jonna")
    assert person.organisation_id == preparing.organisation("Broen").id
    assert person.target_group_ids == (preparing.target_group("Unge").id,)
    assert len(preparing.find(model.Organisation)) == 3


def test_two_people_of_one_name_are_both_kept(preparing: World) -> None:
    add_people(preparing, ROW, ROW)
    assert [one.name for one in preparing.people()].count("Jonna Dam") == 2


def test_a_changed_row_changes_its_person_and_nobody_else(preparing: World) -> None:
    mette = preparing.person("Mette")
    row = ROW | {"id": mette.id, "name": "Mette Lund", "email": "mette@fjord.example"}
    assert preparing.do("roster.store", preparing.organiser, people=[row])["changed"] == 1
    assert preparing.person("Mette").email == "mette@fjord.example"
    assert len(preparing.people()) == 6


def test_who_is_no_longer_on_the_list_is_cancelled_and_leaves_the_seats(planned: World) -> None:
    mette = planned.person("Mette").id
    planned.do("roster.store", planned.organiser, people=[], cancel=[mette])
    assert planned.person("Mette").status == "cancelled"
    assert planned.find(model.Seat, participant_id=mette, until_seq=None) == []
    assert mette not in repr(planned.find(model.Plan))


def test_a_list_is_stored_whole_or_not_at_all(preparing: World) -> None:
    before = preparing.facts()
    with refuses("field_empty", field="name"):
        add_people(preparing, ROW, ROW | {"name": " "})
    with refuses("field_unknown", field="role"):
        add_people(preparing, ROW, ROW | {"role": "king"})
    with refuses("field_too_long", field="email"):
        add_people(preparing, ROW, ROW | {"email": "x" * 255})
    assert preparing.facts() == before


def test_a_list_has_a_limit(engine: Engine) -> None:
    day = an_empty_day(engine, participants=2)
    with refuses("too_many", most=2):
        add_people(day, ROW, ROW, ROW)


def test_a_target_group_without_an_english_name_has_none(preparing: World) -> None:
    preparing.do(
        "roster.store",
        preparing.organiser,
        people=[ROW | {"target_groups": ["Familier", "Enlige"]}],
        english={"familier": "Families"},
    )
    assert preparing.target_group("Familier").name_en == "Families"
    assert preparing.target_group("Enlige").name_en == ""


def test_each_person_gets_one_badge_link(preparing: World) -> None:
    badges = preparing.find(model.Link, kind="badge")
    assert {one.subject_id for one in badges} == {one.id for one in preparing.people()}
    assert len(badges) == 6


def test_a_person_is_edited_field_by_field(preparing: World) -> None:
    mette = preparing.person("Mette")
    edit = {"participant": mette.id, "role": "host", "email": " m@fjord.example "}
    preparing.do("participant.edit", preparing.organiser, **edit)
    changed = preparing.person("Mette")
    assert (changed.role, changed.email, changed.name) == ("host", "m@fjord.example", mette.name)
    for field, value in (("role", "king"), ("status", "gone")):
        with refuses("field_unknown", field=field):
            args = {field: value}
            preparing.do("participant.edit", preparing.organiser, participant=mette.id, **args)


def test_fields_that_nobody_may_set_are_not_set(preparing: World) -> None:
    id = preparing.do(
        "participant.add", preparing.organiser, name="Jonna Dam", joined=True, walk_in=True
    )["participant"]
    person = preparing.person("Jonna")
    assert (person.id, person.joined, person.walk_in) == (id, False, False)


def test_cancelling_ends_the_seats_to_come_and_keeps_those_held(day: World) -> None:
    day.do("round.start", day.moderator, round=day.round(2).id)
    mette = day.person("Mette").id
    day.do("participant.edit", day.organiser, participant=mette, status="cancelled")
    (seat,) = day.find(model.Seat, participant_id=mette, until_seq=None)
    assert seat.round_id == day.round(1).id


def test_somebody_with_named_notes_is_not_removed(day: World) -> None:
    day.write(day.phone("Mette"), sign={"kind": "name"})
    with refuses("participant_has_notes"):
        day.do("participant.remove", day.organiser, participant=day.person("Mette").id)


def test_who_is_removed_leaves_nothing_behind(day: World) -> None:
    mette = day.person("Mette").id
    args = {"participant": mette, "session_hash": "s1"}
    day.do("participant.join", day.stranger, **args)
    day.do("participant.remove", day.organiser, participant=mette)
    for kind in (model.Participant, model.Seat, model.Grant, model.Link, model.Plan):
        assert mette not in repr(day.find(kind))


def test_a_name_that_stands_on_notes_is_not_removed_but_can_be_renamed(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    fjord = day.organisation("Fjordhjælpen").id
    with refuses("name_in_use_on_notes"):
        day.do("organisation.remove", day.organiser, id=fjord)
    seq = day.seq
    day.do("organisation.edit", day.organiser, id=fjord, name="Fjordens Venner")
    facts = day.since(seq)
    assert facts is not None
    assert ("note", note) in facts.keys  # so that the board hears of it
    assert day.sees("board", "note", note)["signed"]["text"] == "Fjordens Venner"  # type: ignore[index]


def test_a_removed_organisation_leaves_its_people_without_one(preparing: World) -> None:
    broen = preparing.organisation("Broen").id
    preparing.do("organisation.remove", preparing.organiser, id=broen)
    assert preparing.person("Åse").organisation_id is None
    unge = preparing.target_group("Unge").id
    preparing.do("target_group.remove", preparing.organiser, id=unge)
    assert unge not in repr(preparing.people())


def test_names_have_a_length(engine: Engine) -> None:
    day = a_workshop(engine, name_length=30)
    with refuses("field_too_long", field="name", most=30):
        day.do("organisation.add", day.organiser, name="x" * 31)
    with refuses("field_too_long", field="name_en", most=30):
        day.do("method.add", day.organiser, name_da="Værksted", name_en="x" * 31)


def test_notes_have_a_length_lines_and_a_number(engine: Engine) -> None:
    day = a_running_day(engine, note_length=10, note_lines=3, notes_per_workshop=12)
    with refuses("note_too_long", most=10, length=11):
        day.write(day.phone("Mette"), "x" * 11)
    with refuses("note_too_many_lines", most=3):
        day.write(day.phone("Mette"), "a\nb\nc\nd")
    for _ in range(12):
        day.write(day.phone("Mette"), "👨‍👩‍👧‍👦" + "x" * 3)
    with refuses("workshop_full", most=12):
        day.write(day.phone("Mette"))


def test_who_is_cancelled_has_no_seat_to_come_and_no_phone_in(planned: World) -> None:
    mette = planned.person("Mette")
    planned.do("participant.join", planned.stranger, participant=mette.id, session_hash="a session")
    planned.do(
        "participant.edit",
        planned.organiser,
        participant=mette.id,
        name="Mette",
        status="cancelled",
    )
    assert not planned.find(model.Seat, participant_id=mette.id, until_seq=None)
    assert not planned.find(model.Grant, subject_id=mette.id)
    assert not planned.person("Mette").joined
