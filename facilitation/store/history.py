"""What was done on the stage and at the desk: by whom and when, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from facilitation.core.model import Link, Note, Step, Theme
from facilitation.core.rights import PARTICIPANT, TABLE
from facilitation.store import rows
from facilitation.store.things import keys_of

MOST = 60


@dataclass(frozen=True, slots=True)
class Done:
    """One step: ``at`` in milliseconds, ``who`` a role, ``name`` whose own link it was (or "")."""

    seq: int
    at: int
    kind: str
    who: str
    name: str
    undone: bool
    mine: bool
    about: str
    """The name of the one theme that it touched, if that is still there."""
    why: str
    """Why the note that it hid is hidden."""


def history(connection: Connection, workshop_id: str, me: str) -> list[Done]:
    """The last steps that carry an actor; ``me`` is the asking actor's name.

    What participants did is not here, and has no actor in the stream where they wrote or voted.
    """
    change = rows.change
    query = (
        select(change.c.seq, change.c.at, change.c.kind, change.c.actor, change.c.touched)
        .where(
            change.c.workshop_id == workshop_id,
            *(change.c.actor.not_like(f"{role}:%") for role in (PARTICIPANT, TABLE)),
        )
        .order_by(change.c.seq.desc())
        .limit(MOST)
    )
    found = list(connection.execute(query))
    undone, labels = _undone(connection, workshop_id), _labels(connection, workshop_id)
    themes, whys = _themes(connection, workshop_id), _whys(connection, workshop_id, found)
    return [
        Done(
            seq=row.seq,
            at=row.at,
            kind=row.kind,
            who=row.actor.partition(":")[0],
            name=labels.get(row.actor.partition(":")[2], ""),
            undone=row.seq in undone,
            mine=row.actor == me,
            about=_about(row.touched, themes),
            why=whys.get(_note(row), ""),
        )
        for row in found
    ]


def _about(touched: list[list[str]], themes: dict[str, str]) -> str:
    names = [themes.get(id, "") for type, id in keys_of(touched) if type == "theme"]
    return names[0] if len(names) == 1 else ""


def _note(row: Any) -> str:
    """The note that a step hid; empty for other steps."""
    if row.kind != "note.hidden":
        return ""
    return next((id for type, id in keys_of(row.touched) if type == "note"), "")


def _themes(connection: Connection, workshop_id: str) -> dict[str, str]:
    theme = rows.TABLES[Theme].c
    query = select(theme.id, theme.name).where(theme.workshop_id == workshop_id)
    return {row.id: row.name for row in connection.execute(query)}


def _whys(connection: Connection, workshop_id: str, found: list[Any]) -> dict[str, str]:
    note = rows.TABLES[Note].c
    hidden = [_note(row) for row in found if _note(row)]
    query = select(note.id, note.why).where(note.workshop_id == workshop_id, note.id.in_(hidden))
    return {row.id: row.why for row in connection.execute(query)}


def _undone(connection: Connection, workshop_id: str) -> set[int]:
    step = rows.TABLES[Step]
    query = select(step.c.seq).where(step.c.workshop_id == workshop_id, step.c.undone)
    return set(connection.execute(query).scalars())


def _labels(connection: Connection, workshop_id: str) -> dict[str, str]:
    link = rows.TABLES[Link]
    query = select(link.c.subject_id, link.c.label).where(
        link.c.workshop_id == workshop_id, link.c.label != ""
    )
    return {row.subject_id: row.label for row in connection.execute(query)}
