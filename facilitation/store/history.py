"""What was done on the stage and at the desk: by whom and when, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from facilitation.core.model import Link, Step
from facilitation.store import rows

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


def history(connection: Connection, workshop_id: str, me: str) -> list[Done]:
    """The last steps that carry an actor; ``me`` is the asking actor's name.

    What participants did has no actor in the stream, and is not here.
    """
    change = rows.change
    query = (
        select(change.c.seq, change.c.at, change.c.kind, change.c.actor)
        .where(change.c.workshop_id == workshop_id, change.c.actor.is_not(None))
        .order_by(change.c.seq.desc())
        .limit(MOST)
    )
    found = list(connection.execute(query))
    undone, labels = _undone(connection, workshop_id), _labels(connection, workshop_id)
    return [
        Done(
            seq=row.seq,
            at=row.at,
            kind=row.kind,
            who=row.actor.partition(":")[0],
            name=labels.get(row.actor.partition(":")[2], ""),
            undone=row.seq in undone,
            mine=row.actor == me,
        )
        for row in found
    ]


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
