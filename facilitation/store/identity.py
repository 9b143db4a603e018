"""Who a session is in a workshop, and which audience it belongs to now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from facilitation.core import audience, rights
from facilitation.core.model import Grant, Group, Seat, Workshop
from facilitation.core.rights import Actor
from facilitation.store import accounts, direct, lookup, rows

ROLES = (
    rights.PARTICIPANT,
    rights.TABLE,
    rights.MODERATOR,
    rights.KEEPER,
    rights.ORGANISER,
    rights.BOARD,
    "report",
)

_grant, _session, _workshop = rows.TABLES[Grant], rows.session, rows.TABLES[Workshop]
_GRANTED = (
    select(_grant.c.session_hash, _grant.c.role, _grant.c.subject_id)
    .join(_session, _session.c.hash == _grant.c.session_hash)
    .where(_grant.c.workshop_id == bindparam("day"), _session.c.created_at >= bindparam("oldest"))
)
_OWNERS = (
    select(_session.c.hash, _workshop.c.organiser_id)
    .join(_workshop, _workshop.c.organiser_id == _session.c.organiser_id)
    .where(_workshop.c.workshop_id == bindparam("day"))
    .where(_session.c.created_at >= bindparam("oldest"))
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
    held: set[Any]
    values = {"day": workshop_id, "oldest": oldest}
    if subjects is None:  # each second, of all
        held = set(direct.run(connection, _GRANTED, **values))
    else:
        some = _GRANTED.where(_grant.c.subject_id.in_(subjects))
        held = {tuple(row) for row in connection.execute(some, values)}
    owners = direct.run(connection, _OWNERS, **values)
    return held | {(hash, rights.ORGANISER, owner) for hash, owner in owners}


def numbers_of(connection: Connection, workshop_ids: Sequence[str]) -> dict[str, int]:
    """The number that each of these workshops has reached."""
    query = select(rows.counter.c.workshop_id, rows.counter.c.seq).where(
        rows.counter.c.workshop_id.in_(list(workshop_ids))
    )
    return {row.workshop_id: row.seq for row in connection.execute(query)}
