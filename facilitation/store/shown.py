"""Finds in the stream which notes have stood on the board and were taken down again since.

Changes say what was touched, and that is enough. In doubt a note counts as one that never stood
there: what is edited or let through later must be given to the board anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from facilitation.core.facts import Facts
from facilitation.core.model import Note
from facilitation.store import rows
from facilitation.store.facts import load_everything
from facilitation.store.things import keys_of

_UNDONE = "step.undone"
_PICKING = ("note.picked", "note.pulled")
_ON_NOTES = (*_PICKING, "note.edited", "note.released", "note.restored")
_ON_PROMPTS = ("prompt.revealed", "prompt.concealed")

Touch = tuple[int, str, str, str]
"""Number, kind of change, type and id of one thing that it touched."""


def load_for_report(connection: Connection, workshop_id: str) -> Facts:
    """All facts of the workshop, and what was taken down; Refusal ``not_found``."""
    facts = load_everything(connection, workshop_id)
    facts.taken_down = taken_down(connection, workshop_id, facts.notes.values())
    return facts


def taken_down(connection: Connection, workshop_id: str, notes: Iterable[Note]) -> frozenset[str]:
    """The ids of those of these notes that were picked at some time, or were there before their
    revealed prompt was taken down, and have not been edited since."""
    touches = _touches(connection, workshop_id)
    ends, new_at = last_concealed(touches), _new_at(touches)
    revealed = {
        note.id
        for note in notes
        if max(note.seq, new_at.get(note.id, 0)) < ends.get(note.prompt_id, 0)
    }
    return frozenset(revealed | _picked(touches))


def last_concealed(touches: Iterable[Touch]) -> dict[str, int]:
    """Prompt id to the number at which its revealed notes were last taken down.

    An undo that comes after a reveal may have taken it back, or something else of the prompt:
    the earlier end is taken.
    """
    ends: dict[str, int] = {}
    revealed: set[str] = set()
    for seq, kind, _type, id in touches:
        if kind == "prompt.revealed":
            revealed.add(id)
        elif kind == "prompt.concealed" or (kind == _UNDONE and id in revealed):
            ends[id] = seq
            revealed.discard(id)
    return ends


def _touches(connection: Connection, workshop_id: str) -> list[Touch]:
    change = rows.change.c
    kinds = (*_ON_NOTES, *_ON_PROMPTS, _UNDONE)
    query = (
        select(change.seq, change.kind, change.touched)
        .where(change.workshop_id == workshop_id, change.kind.in_(kinds))
        .order_by(change.seq)
    )
    return [
        (seq, kind, type, id)
        for seq, kind, touched in connection.execute(query)
        for type, id in keys_of(touched)
    ]


def _new_at(touches: Iterable[Touch]) -> dict[str, int]:
    """Note id to the number at which it last got other words or came back into sight."""
    return {id: seq for seq, kind, type, id in touches if type == "note" and kind not in _PICKING}


def _picked(touches: Iterable[Touch]) -> set[str]:
    picked: set[str] = set()
    for _seq, kind, type, id in touches:
        if type == "note" and kind in _PICKING:
            picked.add(id)
        elif kind == "note.edited":
            picked.discard(id)
    return picked
