"""A note is pulled to the board, and tables are marked as heard: one step each, and back."""

from __future__ import annotations

from facilitation.core import audience
from tests.world import World, refuses


def test_a_note_from_the_queue_stands_alone_and_goes_back_in_one_step(day: World) -> None:
    day.do("prompt.edit", day.organiser, prompt=day.prompt(1).id, showing="one_by_one")
    note = day.write(day.phone("Mette"))
    day.do("note.queue", day.moderator, note=note)
    before = day.note(note)
    day.do("note.show", day.moderator, note=note)
    assert (day.day.scene, day.day.scene_note_id) == ("quote", note)
    assert (day.note(note).picked, day.note(note).queued) == (True, 0)
    assert day.sees(audience.BOARD, "note", note) is not None
    day.do("step.undo", day.moderator)
    assert (day.day.scene, day.day.scene_note_id) == ("welcome", None)
    assert day.note(note) == before


def test_what_the_room_may_not_see_yet_is_not_pulled_up(day: World) -> None:
    note = day.write(day.phone("Mette"))
    day.do("prompt.edit", day.organiser, prompt=day.prompt(1).id, showing="reveal")
    with refuses("note_not_shown"):
        day.do("note.show", day.moderator, note=note)
    day.do("prompt.reveal", day.moderator, prompt=day.prompt(1).id)
    day.do("note.hide", day.moderator, note=note)
    with refuses("note_not_shown"):
        day.do("note.show", day.moderator, note=note)


def test_a_table_is_marked_as_heard_and_the_mark_is_taken_back(day: World) -> None:
    table = day.table(1).id
    day.do("table.hear", day.moderator, table=table)
    assert day.table(1).heard_at == day.now
    with refuses("nothing_changed"):
        day.do("table.hear", day.moderator, table=table)
    day.do("step.undo", day.moderator)
    assert day.table(1).heard_at is None
    assert day.sees(audience.BOARD, "table", table) is None
