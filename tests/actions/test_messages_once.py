"""Promise 1: a message that comes again gets its first answer, and changes nothing again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from facilitation.core.ports import Command
from facilitation.core.refusals import Refusal
from facilitation.store import rows
from facilitation.store.engine import open_engine, reading
from tests.world import World, a_running_day, refuses


def kept_messages(day: World) -> list[str]:
    with reading(day.engine) as connection:
        return list(connection.execute(select(rows.message.c.id)).scalars())


def test_a_repeat_gets_the_first_answer_and_number(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    first = day.answer("note.add", mette, message_id=args["id"], **args)
    day.do("prompt.close", day.moderator, prompt=day.prompt(1).id)
    before = day.facts()
    again = day.answer("note.add", mette, message_id=args["id"], **args)
    assert again == first
    assert day.facts() == before


def test_a_repeat_in_the_same_batch_gets_the_first_answer(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    command = Command(day.id, mette, "note.add", args, args["id"], "digest")
    first, again = day.ledger.commit([command, command])
    assert first == again
    assert len(day.facts().notes) == 1


def test_the_same_id_with_other_content_is_refused(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    day.do("note.add", mette, message_id=args["id"], **args)
    with refuses("message_id_taken"):
        day.do("note.add", mette, message_id=args["id"], **args | {"text": "Noget andet"})
    assert day.note(args["id"]).text == args["text"]


def test_a_refused_message_stores_nothing_and_may_come_again(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette, text="  ")
    before = day.facts(), day.changes()
    with refuses("note_empty"):
        day.do("note.add", mette, message_id=args["id"], **args)
    assert (day.facts(), day.changes()) == before
    assert kept_messages(day) == []
    day.do("note.add", mette, message_id=args["id"], **args | {"text": "Nu med ord"})
    assert day.note(args["id"]).text == "Nu med ord"


def test_a_repeat_is_known_after_the_database_was_opened_anew(day: World, tmp_path: Path) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    first = day.answer("note.add", mette, message_id=args["id"], **args)
    later = World(open_engine(f"sqlite:///{tmp_path / 'samskab.db'}"))
    assert later.answer("note.add", mette, message_id=args["id"], **args) == first
    assert len(later.facts().notes) == 1


def test_an_old_outbox_cannot_bring_a_deleted_note_back(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    day.do("note.add", mette, message_id=args["id"], **args)
    delete = {"note": args["id"], "secret_hash": args["secret_hash"], "seen": day.seq}
    day.do("note.delete", mette, message_id="d1", **delete)
    day.do("note.add", mette, message_id=args["id"], **args)
    assert day.facts().notes == {}
    with refuses("message_id_taken"):
        day.do("note.add", mette, message_id=args["id"], **args | {"text": "Igen"})


def test_a_deleted_note_leaves_no_text_behind(day: World) -> None:
    mette = day.phone("Mette")
    note = day.write(mette, "Hemmeligt ord")
    day.do("note.delete", mette, note=note, secret_hash=day.secret(note), seen=day.seq)
    with reading(day.engine) as connection:
        for table in rows.metadata.sorted_tables:
            found = repr(connection.execute(select(table)).all())
            assert "Hemmeligt" not in found, table.name


def test_a_message_of_another_day_is_another_message(day: World) -> None:
    other = a_running_day(day.engine, "other")
    first = day.write(day.phone("Mette"), "Her", id="a" * 16)
    second = other.write(other.phone("Mette"), "Der", id="a" * 16)
    assert (day.note(first).text, other.note(second).text) == ("Her", "Der")


@pytest.mark.parametrize("verb", ["note.hide", "note.pick"])
def test_steps_on_the_stage_are_done_once_as_well(day: World, verb: str) -> None:
    note = day.write(day.phone("Mette"))
    first = day.answer(verb, day.moderator, message_id="m1", note=note)
    assert day.answer(verb, day.moderator, message_id="m1", note=note) == first
    with pytest.raises(Refusal):
        day.do(verb, day.moderator, message_id="m2", note=note)
