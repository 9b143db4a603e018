"""What the moderator pulls up: one note alone on the board, and which tables have been heard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.actions.stage import put_scene
from facilitation.core.changes import DAY, Change
from facilitation.core.model import Note, Prompt, Step, Table
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("note.show")
def show_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Pull one note to the board, large and alone; it leaves the queue. One step to undo.

    Where notes are shown one by one, this also picks it. Refusals: ``note_not_shown`` (it waits,
    is hidden, or its prompt is not revealed yet), ``nothing_changed``.
    """
    found = work.get(Note, note)
    one_by_one = work.get(Prompt, found.prompt_id).showing == "one_by_one"
    if found.state != "shown":
        raise Refusal("note_not_shown")
    shown = replace(found, picked=found.picked or one_by_one, queued=0)
    if shown != found:
        work.save(shown)
    change = put_scene(work, ("quote", None, None, note, None, None))
    return _with_note(work, "note.pulled", change, found)


def put_shown(
    work: UnitOfWork, *, scene: list[Any], note: str, picked: bool, queued: int
) -> Change:
    """Undo: the scene before, and the note as it stood in the queue."""
    change = put_scene(work, scene)
    for found in work.find(Note, id=note):
        work.save(replace(found, picked=picked, queued=queued))
    return replace(change, touched=(DAY, ("note", note)))


@verb("table.hear")
def hear_table(work: UnitOfWork, actor: Actor, *, table: str) -> Change:
    """Mark that a table has been heard on the stage."""
    return _put_heard(work, table, work.now)


@verb("table.unhear")
def unhear_table(work: UnitOfWork, actor: Actor, *, table: str) -> Change:
    """Take that mark back."""
    return _put_heard(work, table, None)


def put_heard(work: UnitOfWork, *, table: str, heard_at: int | None) -> Change:
    """Undo: the mark as it was."""
    return _put_heard(work, table, heard_at)


def _put_heard(work: UnitOfWork, table: str, at: int | None) -> Change:
    found = work.get(Table, table)
    if (found.heard_at is None) == (at is None):
        raise Refusal("nothing_changed")
    work.save(replace(found, heard_at=at))
    args: dict[str, object] = {"table": table, "heard_at": found.heard_at}
    step = Step("", work.workshop_id, 0, "", "table.put", args)
    return Change("table.heard", (("table", table),), step=step)


def _with_note(work: UnitOfWork, kind: str, change: Change, note: Note) -> Change:
    """The change of the scene, with what undo needs of the note besides."""
    assert change.step is not None
    args: dict[str, object] = {
        "scene": change.step.args["shown"],
        "note": note.id,
        "picked": note.picked,
        "queued": note.queued,
    }
    step = replace(change.step, verb="shown.put", args=args)
    return replace(change, kind=kind, touched=(DAY, ("note", note.id)), step=step)
