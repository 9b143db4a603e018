"""What the desk does with single notes: hide, restore, hold, release, pick, queue, mark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core.changes import Change
from facilitation.core.model import HIDE_WHYS, Note, Step
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("note.hide")
def hide_note(work: UnitOfWork, actor: Actor, *, note: str, why: str = "") -> Change:
    """Take a note off the board and the tables, for one of ``HIDE_WHYS``; it can be restored."""
    if why and why not in HIDE_WHYS:
        raise Refusal("field_unknown", field="why")
    return _put(work, "note.hidden", work.get(Note, note), state="hidden", why=why, queued=0)


@verb("note.restore")
def restore_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Show a hidden note again."""
    return _put(work, "note.restored", work.get(Note, note), state="shown", why="")


@verb("note.hold")
def hold_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Let a note wait for the desk."""
    return _put(work, "note.held", work.get(Note, note), state="waiting")


@verb("note.release")
def release_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Let a waiting note through."""
    return _put(work, "note.released", work.get(Note, note), state="shown")


@verb("note.pick")
def pick_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Choose a note for the board, where its prompt is shown one by one.

    Refusal ``note_not_shown`` when it waits or is hidden.
    """
    found = work.get(Note, note)
    if found.state != "shown":
        raise Refusal("note_not_shown")
    return _put(work, "note.picked", found, picked=True)


@verb("note.unpick")
def unpick_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Take a chosen note back from the board."""
    return _put(work, "note.unpicked", work.get(Note, note), picked=False)


@verb("note.queue")
def queue_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Put a note last in the desk's queue for the board. Refusal ``note_not_shown``."""
    found = work.get(Note, note)
    if found.state != "shown":
        raise Refusal("note_not_shown")
    return _put(work, "note.queued", found, queued=work.seq)


@verb("note.unqueue")
def unqueue_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Take a note out of the desk's queue."""
    return _put(work, "note.unqueued", work.get(Note, note), queued=0)


@verb("note.ask")
def ask_about(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Mark a note at the desk: ask about this."""
    return _put(work, "note.asked", work.get(Note, note), asked=True)


@verb("note.unask")
def ask_no_more(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Take the mark off a note again."""
    return _put(work, "note.unasked", work.get(Note, note), asked=False)


def put_note(work: UnitOfWork, *, note: str, **as_it_was: Any) -> Change:
    """Undo: the note as it was. Refusal ``not_found`` when its author has deleted it."""
    return _put(work, "note.put_back", work.get(Note, note), **as_it_was)


def _put(work: UnitOfWork, kind: str, note: Note, **other: Any) -> Change:
    changed = replace(note, **other)
    if changed == note:
        raise Refusal("nothing_changed")
    work.save(changed)
    before = {name: getattr(note, name) for name in other}
    back = Step(
        id="",
        workshop_id=work.workshop_id,
        seq=0,
        actor="",
        verb="note.put",
        args={"note": note.id, **before},
        shows_text=_more_visible(note, changed),
    )
    return Change(kind, (("note", note.id),), step=back)


def _more_visible(before: Note, after: Note) -> bool:
    """Whether going back from ``after`` to ``before`` shows text that is not shown now."""
    unhides = before.state == "shown" and after.state != "shown"
    return unhides or (before.picked and not after.picked)
