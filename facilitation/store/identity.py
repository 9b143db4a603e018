"""Who a session is in a workshop, and which audience it belongs to now."""

from __future__ import annotations

from sqlalchemy import Connection

from facilitation.core import audience, rights
from facilitation.core.model import Group, Seat
from facilitation.core.rights import Actor
from facilitation.store import accounts, lookup

ROLES = (
    rights.PARTICIPANT,
    rights.TABLE,
    rights.MODERATOR,
    rights.ORGANISER,
    rights.BOARD,
    "report",
)


def actor_for(
    connection: Connection, session_hash: str, workshop_id: str, role: str, *, oldest: int = 0
) -> Actor | None:
    """Who this session is in this workshop when it acts in this role; None when it may not.

    ``oldest``: sessions made before this time (milliseconds) count no more.
    """
    session = accounts.session(connection, session_hash)
    if session is None or session.created_at < oldest or role not in ROLES:
        return None
    if role == rights.ORGANISER and session.organiser_id is not None:
        day = lookup.workshop(connection, workshop_id)
        if day is not None and day.organiser_id == session.organiser_id:
            return Actor(role, workshop_id, session.organiser_id)
    for grant in lookup.grants_of(connection, session_hash):
        if grant.workshop_id == workshop_id and grant.role == role:
            return Actor(role, workshop_id, grant.subject_id)
    return None


def audience_of(connection: Connection, actor: Actor) -> str:
    """The one audience this actor follows now: a phone's changes when it is seated elsewhere."""
    if actor.role == rights.BOARD:
        return audience.BOARD
    if actor.role == rights.MODERATOR:
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
