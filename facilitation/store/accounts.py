"""Organisers, their sessions, and the one-time link that makes the first organiser.

These are no part of any workshop's stream. Every function takes the connection of a
transaction: writes through ``Writer.run``, reads through ``Reader.run``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from facilitation.core.model import Grant, Workshop, new_id
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE
from facilitation.core.tokens import hashed
from facilitation.store import rows

DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Organiser:
    """An account; ``password_hash`` is argon2's."""

    id: str
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser session; ``organiser_id`` is set while an organiser is logged in."""

    hash: str
    organiser_id: str | None
    created_at: int


def organiser_count(connection: Connection) -> int:
    """How many accounts there are."""
    return int(connection.execute(select(func.count()).select_from(rows.organiser)).scalar_one())


def has_password_organiser(connection: Connection) -> bool:
    """Whether anybody can log in by password: the demo's account has none."""
    query = select(func.count()).where(rows.organiser.c.password_hash != "")
    return bool(connection.execute(query).scalar_one())


def only_demo_days(connection: Connection) -> bool:
    """Whether there are days, and all of accounts that nobody can log in to: the demo's."""
    day = rows.TABLES[Workshop]
    query = select(func.count(), func.count().filter(rows.organiser.c.password_hash != ""))
    both = day.outerjoin(rows.organiser, rows.organiser.c.id == day.c.organiser_id)
    total, others = connection.execute(query.select_from(both)).one()
    return bool(total) and not others


def organiser_by_email(connection: Connection, email: str) -> Organiser | None:
    """The account of this e-mail address (whatever its case), or None."""
    wanted = email.strip().casefold()
    return _organiser(connection, rows.organiser.c.email == wanted)


def organiser_by_id(connection: Connection, id: str) -> Organiser | None:
    """The account with this id, or None."""
    return _organiser(connection, rows.organiser.c.id == id)


def add_organiser(connection: Connection, email: str, password_hash: str, now: int) -> Organiser:
    """A new account; Refusal ``email_unknown`` or ``email_taken``."""
    wanted = email.strip().casefold()
    if "@" not in wanted.strip("@") or len(wanted) > 254 or " " in wanted:
        raise Refusal("email_unknown")
    if organiser_by_email(connection, wanted):
        raise Refusal("email_taken")
    made = Organiser(new_id(), wanted, password_hash)
    connection.execute(
        insert(rows.organiser),
        {"id": made.id, "email": wanted, "password_hash": password_hash, "created_at": now},
    )
    return made


def set_password(connection: Connection, email: str, password_hash: str) -> None:
    """Give an account a new password; its sessions end. Refusal ``email_unknown``."""
    found = organiser_by_email(connection, email)
    if found is None:
        raise Refusal("email_unknown")
    connection.execute(
        update(rows.organiser)
        .where(rows.organiser.c.id == found.id)
        .values(password_hash=password_hash)
    )
    connection.execute(
        update(rows.session)
        .where(rows.session.c.organiser_id == found.id)
        .values(organiser_id=None)
    )


def put_first_link(connection: Connection, token: str, expires_at: int) -> None:
    """Keep the (hash of the) one-time link; earlier unused ones stop working."""
    connection.execute(delete(rows.first_link).where(rows.first_link.c.used_at.is_(None)))
    connection.execute(
        insert(rows.first_link), {"token_hash": hashed(token), "expires_at": expires_at}
    )


def check_first_link(connection: Connection, token: str, now: int) -> None:
    """Refusal ``link_unknown``, ``link_used`` or ``link_expired`` unless the link may be used."""
    query = select(rows.first_link).where(rows.first_link.c.token_hash == hashed(token))
    found = connection.execute(query).first()
    if found is None:
        raise Refusal("link_unknown")
    if found.used_at is not None:
        raise Refusal("link_used")
    if found.expires_at < now:
        raise Refusal("link_expired")


def use_first_link(
    connection: Connection, token: str, email: str, password_hash: str, now: int
) -> Organiser:
    """Make the first organiser and use the link up, both or neither."""
    check_first_link(connection, token, now)
    made = add_organiser(connection, email, password_hash, now)
    connection.execute(
        update(rows.first_link)
        .where(rows.first_link.c.token_hash == hashed(token))
        .values(used_at=now)
    )
    return made


def put_session(
    connection: Connection, new_hash: str, now: int, *, old_hash: str | None, organiser: str | None
) -> None:
    """A new session; it takes over what the old one was granted, and the old one ends.

    Called on every rise of rights, so that a cookie set beforehand is worth nothing.
    """
    kept = session(connection, old_hash) if old_hash else None
    connection.execute(
        insert(rows.session),
        {
            "hash": new_hash,
            "organiser_id": organiser or (kept.organiser_id if kept else None),
            "created_at": now,
        },
    )
    if old_hash:
        grant = rows.TABLES[Grant]
        connection.execute(
            update(grant).where(grant.c.session_hash == old_hash).values(session_hash=new_hash)
        )
        connection.execute(delete(rows.session).where(rows.session.c.hash == old_hash))


def session(connection: Connection, hash: str) -> Session | None:
    """The session with this hash, or None."""
    found = connection.execute(select(rows.session).where(rows.session.c.hash == hash)).first()
    return Session(found.hash, found.organiser_id, found.created_at) if found else None


def sessions(connection: Connection, hashes: Sequence[str], *, oldest: int) -> dict[str, Session]:
    """Those of these sessions that are there and were made no earlier than ``oldest``, by hash."""
    table = rows.session
    query = select(table).where(table.c.hash.in_(hashes), table.c.created_at >= oldest)
    return {
        row.hash: Session(row.hash, row.organiser_id, row.created_at)
        for row in connection.execute(query)
    }


def end_organiser_session(connection: Connection, hash: str) -> None:
    """Log an organiser out, of desk, board and report too; what the browser may do as a phone
    stays."""
    connection.execute(
        update(rows.session).where(rows.session.c.hash == hash).values(organiser_id=None)
    )
    grant = rows.TABLES[Grant]
    stays = grant.c.role.in_((PARTICIPANT, TABLE))
    connection.execute(delete(grant).where(grant.c.session_hash == hash, ~stays))


def _organiser(connection: Connection, clause: object) -> Organiser | None:
    found = connection.execute(select(rows.organiser).where(clause)).first()  # type: ignore[arg-type]
    return Organiser(found.id, found.email, found.password_hash) if found else None
