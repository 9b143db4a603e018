"""Sessions that count no more are dropped when the server starts, before anybody is connected.

That is outside of any workshop's stream: a server that starts shows everybody a new snapshot.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from facilitation.core.model import Grant, Participant, Workshop
from facilitation.core.rights import PARTICIPANT
from facilitation.store import rows
from facilitation.store.accounts import DAY_MS

_AT_ONCE = 500


def forget_old_sessions(connection: Connection, now: int, days: int) -> None:
    """Drop sessions older than ``days`` with what they were granted, and after one day those
    that were granted nothing (a claim that was refused leaves one).

    A name that no session holds any more is free again; on a closed day it goes on saying who
    came. ``now`` in milliseconds.
    """
    session, grant = rows.session, rows.TABLES[Grant]
    old = select(session.c.hash).where(session.c.created_at < now - days * DAY_MS)
    held = select(grant.c.subject_id).where(
        grant.c.role == PARTICIPANT, grant.c.session_hash.in_(old)
    )
    names = list(connection.execute(held).scalars())
    connection.execute(delete(grant).where(grant.c.session_hash.in_(old)))
    connection.execute(delete(session).where(session.c.created_at < now - days * DAY_MS))
    connection.execute(
        delete(session).where(
            session.c.created_at < now - DAY_MS,
            session.c.organiser_id.is_(None),
            session.c.hash.not_in(select(grant.c.session_hash)),
        )
    )
    _free(connection, names)


def _free(connection: Connection, names: list[str]) -> None:
    person, grant, day = rows.TABLES[Participant], rows.TABLES[Grant], rows.TABLES[Workshop]
    held = select(grant.c.subject_id).where(grant.c.role == PARTICIPANT)
    going_on = select(day.c.workshop_id).where(day.c.state != "closed")
    for at in range(0, len(names), _AT_ONCE):
        connection.execute(
            update(person)
            .where(
                person.c.id.in_(names[at : at + _AT_ONCE]),
                person.c.id.not_in(held),
                person.c.workshop_id.in_(going_on),
            )
            .values(joined=False)
        )
