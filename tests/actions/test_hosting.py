"""A table has a host in a tap, marks its best three and one odd note, and calls for help."""

from __future__ import annotations

from facilitation.core import audience
from tests.world import World, refuses


def group(world: World, table: int = 1) -> str:
    return world.group(table).id


def seen(world: World) -> dict[str, object]:
    return world.sees("desk", "group", group(world)) or {}


def test_who_sits_there_becomes_host_and_the_next_tap_hands_over(day: World) -> None:
    for name in ("Mette", "Søren"):
        day.do("host.claim", day.phone(name), group=group(day))
        assert seen(day)["host"] == day.person(name).id
    with refuses("not_host"):
        day.do("host.leave", day.phone("Mette"), group=group(day))
    day.do("host.leave", day.phone("Søren"), group=group(day))
    assert seen(day)["host"] is None


def test_nobody_hosts_a_table_where_they_do_not_sit(day: World) -> None:
    with refuses("not_your_group"):
        day.do("host.claim", day.phone("Bo"), group=group(day))


def test_the_host_marks_three_and_one_odd_and_not_a_fourth(day: World) -> None:
    host = day.phone("Mette")
    day.do("host.claim", host, group=group(day))
    notes = [day.write(day.phone("Søren"), f"Nummer {n}") for n in range(5)]

    def mark(note: str, how: str) -> None:
        day.do("note.mark", host, group=group(day), note=note, mark=how)

    for note in notes[:3]:
        mark(note, "top")
    with refuses("too_many_marks", most=3):
        mark(notes[3], "top")
    mark(notes[4], "odd")
    mark(notes[0], "")
    mark(notes[3], "top")
    marks = [day.note(note).mark for note in notes]
    assert marks == ["", "top", "top", "top", "odd"]
    at_table = day.sees(audience.group_audience(group(day)), "note", notes[4]) or {}
    assert at_table["mark"] == "odd"


def test_only_the_host_or_the_tables_device_marks_and_only_its_own_notes(day: World) -> None:
    own = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    other = day.write(day.device(2))
    args = {"group": group(day), "mark": "top"}
    with refuses("not_host"):
        day.do("note.mark", day.phone("Mette"), note=own, **args)
    day.do("note.mark", day.device(1), note=own, **args)
    with refuses("note_not_shown"):
        day.do("note.mark", day.device(1), note=other, **args)


def test_a_mark_does_not_say_who_made_it(day: World) -> None:
    own = day.write(day.phone("Mette"))
    day.do("note.mark", day.device(1), note=own, group=group(day), mark="odd")
    assert day.changes()[-1]["actor"] is None


def test_a_table_calls_and_the_desk_answers(day: World) -> None:
    day.do("help.call", day.phone("Mette"), group=group(day))
    assert seen(day)["help"] == "called"
    assert "help" not in (day.sees("board", "group", group(day)) or {})
    day.do("help.answer", day.moderator, group=group(day))
    with refuses("nothing_changed"):
        day.do("help.answer", day.moderator, group=group(day))
    at_table = day.sees(audience.group_audience(group(day)), "group", group(day))
    assert (at_table or {})["help"] == "answered"
    day.do("help.cancel", day.device(1), group=group(day))
    assert seen(day)["help"] == ""
