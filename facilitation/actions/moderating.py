"""What the desk does with single notes: hide, restore, hold, release, pick, unpick."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.registry import verb
from facilitation.core.changes import Change
from facilitation.core.model import Note, Step
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("note.hide")
def hide_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Take a note off the board and the tables; it can be restored."""
    return _put(work, "note.hidden", work.get(Note, note), state="hidden")


@verb("note.restore")
def restore_note(work: UnitOfWork, actor: Actor, *, note: str) -> Change:
    """Show a hidden note again."""
    return _put(work, "note.restored", work.get(Note, note), state="shown")


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


def put_note(work: UnitOfWork, *, note: str, state: str, picked: bool) -> Change:
    """Undo: the note as it was. Refusal ``not_found`` when its author has deleted it."""
    return _put(work, "note.put_back", work.get(Note, note), state=state, picked=picked)


def _put(
    work: UnitOfWork,
    kind: str,
    note: Note,
    *,
    state: str | None = None,
    picked: bool | None = None,
) -> Change:
    changed = replace(
        note,
        state=note.state if state is None else state,
        picked=note.picked if picked is None else picked,
    )
    if changed == note:
        raise Refusal("nothing_changed")
    work.save(changed)
    back = Step(
        id="",
        workshop_id=work.workshop_id,
        seq=0,
        actor="",
        verb="note.put",
        args={"note": note.id, "state": note.state, "picked": note.picked},
        shows_text=_more_visible(note, changed),
    )
    return Change(kind, (("note", note.id),), step=back)


def _more_visible(before: Note, after: Note) -> bool:
    """Whether going back from ``after`` to ``before`` shows text that is not shown now."""
    unhides = before.state == "shown" and after.state != "shown"
    return unhides or (before.picked and not after.picked)
