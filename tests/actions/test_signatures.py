"""Promise 4: a note stores only what its signature says."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from facilitation.core import model
from facilitation.store import rows
from facilitation.store.engine import reading
from tests.world import World, refuses

ID_COLUMNS = ("participant_id", "organisation_id", "target_group_id", "table_id")


def signed_ids(note: model.Note) -> dict[str, str]:
    return {name: getattr(note, name) for name in ID_COLUMNS if getattr(note, name) is not None}


def unge(day: World) -> dict[str, Any]:
    return {"kind": "target_group", "id": day.target_group("Unge").id}


def sign(day: World, note: str, signature: dict[str, Any], who: str = "Mette") -> None:
    actor = day.phone(who)
    group = day.group_of(actor, day.note(note).round_id)
    at = group.id if group else None
    secret = day.secret(note)
    day.do(
        "note.sign", actor, note=note, group=at, sign=signature, secret_hash=secret, seen=day.seq
    )


def test_each_signature_sets_its_one_column(day: World) -> None:
    mette = day.phone("Mette")
    expected = {
        "name": ("participant_id", mette.subject_id),
        "organisation": ("organisation_id", day.organisation("Fjordhjælpen").id),
        "target_group": ("target_group_id", day.target_group("Unge").id),
        "table": ("table_id", day.table(1).id),
    }
    for kind, (column, id) in expected.items():
        signature = unge(day) if kind == "target_group" else {"kind": kind}
        note = day.note(day.write(mette, sign=signature))
        assert signed_ids(note) == {column: id}
        assert note.signed == kind


def test_the_database_itself_takes_no_note_with_two_signatures(day: World) -> None:
    note = rows.TABLES[model.Note]
    id = day.write(day.phone("Mette"))
    values = {"participant_id": day.person("Mette").id}
    with pytest.raises(IntegrityError), day.engine.begin() as connection:
        connection.execute(note.update().where(note.c.id == id).values(values))


def test_nobody_signs_with_what_is_not_theirs(day: World) -> None:
    aeldre = {"kind": "target_group", "id": day.target_group("Ældre").id}
    with refuses("signature_not_yours"):
        day.write(day.phone("Mette"), sign=aeldre)
    with refuses("signature_not_yours"):
        day.write(day.phone("Bo"), sign={"kind": "organisation"})  # he has none
    with refuses("signature_not_yours"):
        day.write(day.phone("Mette"), sign={"kind": "table"}, group=None)
    for kind in ("name", "organisation", "target_group"):
        with refuses("signature_not_yours"):
            day.write(day.device(1), sign={"kind": kind})
    assert day.facts().notes == {}


def test_a_place_is_kept_for_organisation_and_target_group_only(day: World) -> None:
    for signature in ({"kind": "organisation"}, unge(day), {"kind": "name"}, {"kind": "table"}):
        day.write(day.phone("Mette"), sign=signature)
    placed = {day.note(one.id).signed for one in day.find(model.NotePlace)}
    assert placed == {"organisation", "target_group"}


def test_a_closing_round_erases_the_places_and_leaves_a_count(day: World) -> None:
    for who in ("Mette", "Søren", "Ibrahim"):
        day.write(day.phone(who), sign={"kind": "organisation"})
    day.write(day.phone("Mette"), sign=unge(day), prompt=day.prompt(2).id)
    day.write(day.phone("Mette"), sign={"kind": "name"})
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert day.find(model.NotePlace) == []
    counted = {(one.table_id, one.prompt_id): one.count for one in day.find(model.PlaceCount)}
    assert counted == {
        (day.table(1).id, day.prompt(1).id): 2,
        (day.table(2).id, day.prompt(1).id): 1,
        (day.table(1).id, day.prompt(2).id): 1,
    }


@pytest.mark.parametrize("verb", ["round.start", "workshop.close"])
def test_whatever_closes_a_round_erases_its_places(day: World, verb: str) -> None:
    day.write(day.phone("Mette"), sign={"kind": "organisation"})
    if verb == "round.start":
        day.do(verb, day.moderator, round=day.round(2).id)
    else:
        day.do(verb, day.organiser)
    assert day.find(model.NotePlace) == []
    assert [one.count for one in day.find(model.PlaceCount)] == [1]


def test_a_note_that_arrives_after_the_round_gets_no_place_and_no_count(day: World) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette, sign={"kind": "organisation"})
    day.do("round.close", day.moderator, round=day.round(1).id)
    day.do("note.add", mette, message_id=args["id"], **args)
    assert day.note(args["id"]).late
    assert day.find(model.NotePlace) == []
    assert day.find(model.PlaceCount) == []


def test_a_table_sees_its_unnamed_notes_until_the_round_closes(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    table = f"group:{day.group(1).id}"
    assert day.sees(table, "note", note)
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert day.sees(table, "note", note) is None
    assert day.sees("desk", "note", note)


def test_a_new_signature_leaves_nothing_of_the_old_one(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "name"})
    sign(day, note, {"kind": "organisation"})
    assert signed_ids(day.note(note)) == {"organisation_id": day.organisation("Fjordhjælpen").id}
    sign(day, note, {"kind": "table"})
    assert signed_ids(day.note(note)) == {"table_id": day.table(1).id}
    assert day.find(model.NotePlace) == []
    stored = [one for one in day.changes() if ["note", note] in one["touched"]]
    assert [(one["kind"], one["actor"]) for one in stored] == [
        ("note.written", None),
        ("note.edited", None),
        ("note.edited", None),
    ]


def test_no_byte_of_the_file_joins_the_note_to_its_old_signature(
    day: World, tmp_path: Path
) -> None:
    mette = day.person("Mette")
    note = day.write(day.phone("Mette"), sign={"kind": "name"})
    pair = stored_beside_each_other(tmp_path, note, mette.id)
    assert pair, "the row of a named note holds both, else this test finds nothing"
    sign(day, note, {"kind": "organisation"})
    with sqlite3.connect(tmp_path / "samskab.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert not stored_beside_each_other(tmp_path, note, mette.id)


def test_closing_the_round_clears_the_log_of_what_was_erased(day: World, tmp_path: Path) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    group = day.group(1).id
    assert stored_beside_each_other(tmp_path, note, group)
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert not stored_beside_each_other(tmp_path, note, group)


@pytest.mark.parametrize("verb", ["note.edit", "note.delete"])
def test_what_is_taken_back_after_the_round_leaves_no_bytes(
    day: World, tmp_path: Path, verb: str
) -> None:
    note = day.write(day.phone("Mette"), "En markør uden lige", sign={"kind": "name"})
    seen = day.seq
    day.do("round.close", day.moderator, round=day.round(1).id)
    text = {"text": "Noget andet"} if verb == "note.edit" else {}
    secret = day.secret(note)
    day.do(verb, day.phone("Mette"), note=note, secret_hash=secret, seen=seen, **text)
    files = [path.read_bytes() for path in tmp_path.glob("samskab.db*")]
    assert not any("En markør uden lige".encode() in content for content in files)


def stored_beside_each_other(folder: Path, one: str, other: str, near: int = 400) -> bool:
    """Whether two ids stand in one row anywhere in the database's files (log included)."""
    for path in folder.glob("samskab.db*"):
        content = path.read_bytes()
        at = content.find(one.encode())
        while at >= 0:
            if other.encode() in content[at : at + near]:
                return True
            at = content.find(one.encode(), at + 1)
    return False


def test_only_the_secret_opens_an_unnamed_note(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    for who in ("Mette", "Ibrahim"):
        with refuses("not_yours"):
            day.do(
                "note.edit",
                day.phone(who),
                note=note,
                text="Mit nu",
                secret_hash="wrong",
                seen=day.seq,
            )
    with refuses("not_yours"):
        day.do("note.delete", day.phone("Mette"), note="nowhere", secret_hash="", seen=day.seq)


def test_a_named_note_is_its_authors_on_all_own_phones(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "name"})
    edit: dict[str, Any] = {"note": note, "secret_hash": "another phone's", "seen": day.seq}
    with refuses("not_yours"):
        day.do("note.edit", day.phone("Søren"), text="Mit nu", **edit)
    day.do("note.edit", day.phone("Mette"), text="Fra min anden telefon", **edit)
    assert day.note(note).text == "Fra min anden telefon"


def test_two_notes_of_one_phone_cannot_be_joined_by_their_secret(day: World) -> None:
    mette = day.phone("Mette")
    first, second = (day.write(mette, secret_hash="the phone's one secret") for _ in range(2))
    assert day.note(first).secret_hash != day.note(second).secret_hash
    with reading(day.engine) as connection:
        stored = connection.execute(select(rows.TABLES[model.Note])).all()
    assert "the phone's one secret" not in repr(stored)
