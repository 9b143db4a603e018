"""Promise 1: what was written while the prompt was open is taken, however late it arrives."""

from __future__ import annotations

from typing import Any

from facilitation.core.rights import Actor
from tests.world import World, refuses


def close_prompt(day: World) -> None:
    day.do("prompt.close", day.moderator, prompt=day.prompt(1).id)


def test_a_note_to_an_open_prompt_is_not_late(day: World) -> None:
    assert day.note(day.write(day.phone("Mette"))).late is False


def test_a_note_written_before_its_phone_saw_the_close_is_in_and_late(day: World) -> None:
    seen = day.seq
    close_prompt(day)
    assert day.note(day.write(day.phone("Mette"), seen=seen)).late is True


def test_a_note_written_after_its_phone_saw_the_close_is_not_taken(day: World) -> None:
    close_prompt(day)
    with refuses("prompt_closed"):
        day.write(day.phone("Mette"))


def test_a_note_written_before_its_phone_saw_the_opening_is_not_taken(planned: World) -> None:
    seen = planned.seq
    planned.do("round.start", planned.moderator, round=planned.round(1).id)
    with refuses("prompt_closed"):
        planned.write(planned.phone("Mette"), seen=seen)


def test_a_note_that_arrives_when_its_prompt_is_open_again_is_not_late(day: World) -> None:
    seen = day.seq
    close_prompt(day)
    day.do("prompt.open", day.moderator, prompt=day.prompt(1).id)
    assert day.note(day.write(day.phone("Mette"), seen=seen)).late is False


def test_what_was_written_between_a_close_seen_and_the_next_opening_is_not_taken(
    day: World,
) -> None:
    close_prompt(day)
    seen = day.seq
    day.do("prompt.open", day.moderator, prompt=day.prompt(1).id)
    with refuses("prompt_closed"):
        day.write(day.phone("Mette"), seen=seen)


def test_a_note_of_a_closed_round_is_in_and_late(day: World) -> None:
    seen, round = day.seq, day.round(1).id
    args = day.note_args(day.phone("Mette"), seen=seen)
    day.do("round.start", day.moderator, round=day.round(2).id)
    day.do("note.add", day.phone("Mette"), message_id=args["id"], **args)
    note = day.note(args["id"])
    assert (note.late, note.round_id) == (True, round)


def test_a_note_written_before_its_writer_was_moved_keeps_the_table_it_was_written_at(
    day: World,
) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette)
    move(day, mette, table=2)
    day.do("note.add", mette, message_id=args["id"], **args)
    assert day.note(args["id"]).table_id == day.table(1).id


def test_a_note_written_after_its_writer_was_moved_is_not_taken_at_the_old_table(
    day: World,
) -> None:
    mette = day.phone("Mette")
    old = day.group_of(mette, day.round(1).id)
    assert old is not None
    move(day, mette, table=2)
    with refuses("not_your_group"):
        day.write(mette, group=old.id)


def test_a_note_for_a_table_where_its_writer_never_sat_is_not_taken(day: World) -> None:
    with refuses("not_your_group"):
        day.write(day.phone("Mette"), group=day.group(2).id)
    with refuses("not_your_group"):
        day.write(day.device(1), group=day.group(2).id)


def test_a_note_cannot_have_seen_what_has_not_happened(day: World) -> None:
    with refuses("number_unknown"):
        day.write(day.phone("Mette"), seen=day.seq + 1)


def test_edits_and_deletes_follow_the_rule_of_late_notes(day: World) -> None:
    mette = day.phone("Mette")
    note, seen = day.write(mette), day.seq
    close_prompt(day)
    secret = day.secret(note)
    for verb, more in (("note.edit", {"text": "Bedre ord"}), ("note.delete", {})):
        with refuses("prompt_closed"):
            day.do(verb, mette, note=note, secret_hash=secret, seen=day.seq, **more)
    day.do("note.edit", mette, note=note, text="Bedre ord", secret_hash=secret, seen=seen)
    assert day.note(note).text == "Bedre ord"
    day.do("note.delete", mette, note=note, secret_hash=secret, seen=seen)
    assert day.sees("desk", "note", note) is None


def test_a_new_signature_follows_the_rule_of_late_notes(day: World) -> None:
    mette = day.phone("Mette")
    note, seen = day.write(mette), day.seq
    close_prompt(day)
    args: dict[str, Any] = {
        "note": note,
        "group": None,
        "sign": {"kind": "name"},
        "secret_hash": day.secret(note),
    }
    with refuses("prompt_closed"):
        day.do("note.sign", mette, seen=day.seq, **args)
    day.do("note.sign", mette, seen=seen, **args)
    assert day.note(note).signed == "name"


def test_nothing_is_taken_after_the_day_is_closed(day: World) -> None:
    mette = day.phone("Mette")
    note, seen = day.write(mette), day.seq
    args = day.note_args(mette, seen=seen)
    day.do("workshop.close", day.organiser)
    with refuses("day_closed"):
        day.do("note.add", mette, message_id=args["id"], **args)
    with refuses("day_closed"):
        day.do("note.delete", mette, note=note, secret_hash=day.secret(note), seen=seen)
    assert day.note(note).text


def move(day: World, who: Actor, *, table: int) -> None:
    day.do("plan.move", day.organiser, participant=who.subject_id, round=1, table=table)
    day.do("plan.publish", day.organiser)
