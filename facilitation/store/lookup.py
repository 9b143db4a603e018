"""Plain reads for pages and commands: things by id, code, token or session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from facilitation.core.model import Grant, Link, Workshop
from facilitation.store import rows
from facilitation.store.things import thing

T = TypeVar("T")


def find(connection: Connection, kind: type[T], workshop_id: str, /, **equals: Any) -> list[T]:
    """The things of one workshop whose columns equal these (a list: any of them), by number
    and id."""
    table = rows.TABLES[kind]
    query = select(table).where(table.c.workshop_id == workshop_id)
    for name, value in equals.items():
        many = isinstance(value, list | tuple)
        query = query.where(table.c[name].in_(value) if many else table.c[name] == value)
    order = [table.c[name] for name in ("number", "id") if name in table.c]
    return [thing(kind, row) for row in connection.execute(query.order_by(*order))]


def first(connection: Connection, kind: type[T], workshop_id: str, /, **equals: Any) -> T | None:
    """The first of ``find``, or None."""
    found = find(connection, kind, workshop_id, **equals)
    return found[0] if found else None


def workshop(connection: Connection, workshop_id: str) -> Workshop | None:
    """The workshop with this id, or None."""
    return first(connection, Workshop, workshop_id)


def workshop_by_code(connection: Connection, code: str) -> Workshop | None:
    """The workshop with this join code, or None."""
    table = rows.TABLES[Workshop]
    found = connection.execute(select(table).where(table.c.code == code)).first()
    return thing(Workshop, found) if found else None


def workshops_of(connection: Connection, organiser_id: str) -> list[Workshop]:
    """An organiser's days, the newest date first."""
    table = rows.TABLES[Workshop]
    query = select(table).where(table.c.organiser_id == organiser_id)
    found = connection.execute(query.order_by(table.c.date.desc(), table.c.title))
    return [thing(Workshop, row) for row in found]


def all_workshop_ids(connection: Connection) -> list[str]:
    """The ids of all workshops."""
    return list(connection.execute(select(rows.TABLES[Workshop].c.workshop_id)).scalars())


def link_by_hash(connection: Connection, token_hash: str) -> Link | None:
    """The link whose token has this hash, revoked or expired ones too, or None."""
    table = rows.TABLES[Link]
    found = connection.execute(select(table).where(table.c.token_hash == token_hash)).first()
    return thing(Link, found) if found else None


def grants_of(connection: Connection, session_hashes: Sequence[str]) -> list[Grant]:
    """Everything these sessions may do, in all workshops."""
    table = rows.TABLES[Grant]
    found = connection.execute(select(table).where(table.c.session_hash.in_(session_hashes)))
    return [thing(Grant, row) for row in found]
