"""Who a session is in a workshop, and which audience it belongs to now."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from facilitation.core import audience, rights
from facilitation.core.model import Grant, Group, Seat
from facilitation.core.rights import Actor
from facilitation.store import accounts, lookup, rows

ROLES = (
    rights.PARTICIPANT,
    rights.TABLE,
    rights.MODERATOR,
    rights.KEEPER,
    rights.ORGANISER,
    rights.BOARD,
    "report",
)


Claim = tuple[str, str, str]
"""Session hash, workshop and the role that it asks to act in."""


def actors_for(
    connection: Connection, claims: Sequence[Claim], *, oldest: int = 0
) -> list[Actor | None]:
    """Who each session is in its workshop when it acts in its role, in their order; None when it
    may not.

    ``oldest``: sessions made before this time (milliseconds) count no more.
    """
    hashes = list(dict.fromkeys(hash for hash, _workshop, _role in claims))
    sessions = accounts.sessions(connection, hashes, oldest=oldest)
    granted = {
        (one.session_hash, one.workshop_id, one.role): one.subject_id
        for one in reversed(lookup.grants_of(connection, list(sessions)))
    }

    def actor(claim: Claim) -> Actor | None:
        hash, workshop_id, role = claim
        if hash not in sessions or role not in ROLES:
            return None
        owner = sessions[hash].organiser_id
        if role == rights.ORGANISER and owner is not None:
            day = lookup.workshop(connection, workshop_id)
            if day is not None and day.organiser_id == owner:
                return Actor(role, workshop_id, owner)
        return Actor(role, workshop_id, granted[claim]) if claim in granted else None

    return [actor(claim) for claim in claims]


def audience_of(connection: Connection, actor: Actor) -> str:
    """The one audience this actor follows now: a phone's changes when it is seated elsewhere."""
    if actor.role == rights.BOARD:
        return audience.BOARD
    if actor.role in (rights.MODERATOR, rights.KEEPER):
        return audience.DESK
    if actor.role == rights.ORGANISER:
        return audience.ORGANISER
    group = _group_now(connection, actor)
    return audience.group_audience(group) if group else audience.phone_audience(actor.subject_id)


def _group_now(connection: Connection, actor: Actor) -> str | None:
    day = lookup.workshop(connection, actor.workshop_id)
    if day is None or day.round_id is None:
        return None
    if actor.role == rights.TABLE:
        group = lookup.first(
            connection, Group, actor.workshop_id, round_id=day.round_id, table_id=actor.subject_id
        )
        return group.id if group else None
    seat = lookup.first(
        connection,
        Seat,
        actor.workshop_id,
        round_id=day.round_id,
        participant_id=actor.subject_id,
        until_seq=None,
    )
    return seat.group_id if seat else None


def audiences_of(connection: Connection, workshop_id: str, actors: Sequence[Actor]) -> list[str]:
    """``audience_of`` for many actors of one workshop at once, in their order."""
    day = lookup.workshop(connection, workshop_id)
    now = day.round_id if day else None
    groups = lookup.find(connection, Group, workshop_id, round_id=now) if now else []
    seats = lookup.find(connection, Seat, workshop_id, round_id=now, until_seq=None) if now else []
    at = {(rights.TABLE, group.table_id): group.id for group in groups}
    at |= {(rights.PARTICIPANT, seat.participant_id): seat.group_id for seat in seats}
    fixed = {
        rights.BOARD: audience.BOARD,
        rights.MODERATOR: audience.DESK,
        rights.KEEPER: audience.DESK,
        rights.ORGANISER: audience.ORGANISER,
    }

    def where(actor: Actor) -> str:
        group = at.get((actor.role, actor.subject_id))
        phone = audience.phone_audience(actor.subject_id)
        return fixed.get(actor.role) or (audience.group_audience(group) if group else phone)

    return [where(actor) for actor in actors]


def holders(
    connection: Connection,
    workshop_id: str,
    *,
    oldest: int,
    subjects: Sequence[str] | None = None,
) -> set[tuple[str, str, str]]:
    """Who may be in this workshop now: session hash, role, subject of every right that stands;
    only those of ``subjects``, where it is given (and the owner's)."""
    grant, session = rows.TABLES[Grant], rows.session
    granted = select(grant.c.session_hash, grant.c.role, grant.c.subject_id).join(
        session, session.c.hash == grant.c.session_hash
    )
    if subjects is not None:
        granted = granted.where(grant.c.subject_id.in_(subjects))
    found = connection.execute(
        granted.where(grant.c.workshop_id == workshop_id, session.c.created_at >= oldest)
    )
    held = {(row.session_hash, row.role, row.subject_id) for row in found}
    day = lookup.workshop(connection, workshop_id)
    owners = select(session.c.hash).where(
        session.c.organiser_id == (day.organiser_id if day else None),
        session.c.created_at >= oldest,
    )
    for hash in connection.execute(owners).scalars():
        held.add((hash, rights.ORGANISER, day.organiser_id if day else ""))
    return held


def numbers_of(connection: Connection, workshop_ids: Sequence[str]) -> dict[str, int]:
    """The number that each of these workshops has reached."""
    query = select(rows.counter.c.workshop_id, rows.counter.c.seq).where(
        rows.counter.c.workshop_id.in_(list(workshop_ids))
    )
    return {row.workshop_id: row.seq for row in connection.execute(query)}
