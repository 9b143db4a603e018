"""One table for each thing of the day, made column by column from its dataclass.

Besides the things stand the stream (``change``), its counter, the answers to messages, and
accounts. Tables carry ``workshop_id`` in their primary key: what belongs to another workshop
cannot be reached by its id.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from facilitation.core import model

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_REFERS: dict[str, type] = {
    "organisation_id": model.Organisation,
    "participant_id": model.Participant,
    "other_id": model.Participant,
    "target_group_id": model.TargetGroup,
    "table_id": model.Table,
    "round_id": model.Round,
    "prompt_id": model.Prompt,
    "group_id": model.Group,
    "vote_id": model.Vote,
}

_ONE_SIGNATURE = " + ".join(
    f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)"
    for column in ("participant_id", "organisation_id", "target_group_id", "table_id")
)

_MORE: dict[type, tuple[Any, ...]] = {
    model.Workshop: (UniqueConstraint("code"), Index(None, "organiser_id")),
    model.Opening: (Index(None, "workshop_id", "prompt_id"),),
    model.Group: (UniqueConstraint("workshop_id", "round_id", "table_id"),),
    model.Seat: (
        Index(None, "workshop_id", "participant_id"),
        Index(None, "workshop_id", "group_id"),
    ),
    model.Note: (
        Index(None, "workshop_id", "prompt_id", "state"),
        Index(None, "workshop_id", "round_id"),
        Index(None, "workshop_id", "participant_id"),
        CheckConstraint(f"{_ONE_SIGNATURE} = 1", name="one_signature"),
    ),
    model.NotePlace: (Index(None, "workshop_id", "group_id"),),
    model.PlaceCount: (UniqueConstraint("workshop_id", "round_id", "table_id", "prompt_id"),),
    model.Ballot: (UniqueConstraint("workshop_id", "vote_id", "secret_hash"),),
    model.Wish: (
        Index(None, "workshop_id", "participant_id"),
        Index(None, "workshop_id", "other_id"),
    ),
    model.Step: (Index(None, "workshop_id", "seq"),),
    model.Link: (UniqueConstraint("token_hash"), Index(None, "workshop_id", "subject_id")),
    model.Grant: (Index(None, "session_hash"), Index(None, "workshop_id", "subject_id")),
}


def _column(name: str, hint: Any) -> Column[Any]:
    optional = False
    if isinstance(hint, types.UnionType):
        optional = type(None) in typing.get_args(hint)
        hint = next(one for one in typing.get_args(hint) if one is not type(None))
    origin = typing.get_origin(hint) or hint
    kinds: dict[Any, Any] = {str: String, int: BigInteger, bool: Boolean, tuple: JSON, dict: JSON}
    return Column(name, kinds[origin](), nullable=optional)


def _table(thing: type) -> Table:
    hints = typing.get_type_hints(thing)
    names = [field.name for field in dataclasses.fields(thing)]
    # The workshop first: most reads ask for what belongs to one.
    key = [name for name in ("workshop_id", "id") if name in names]
    foreign: list[Any] = [PrimaryKeyConstraint(*key)]
    if thing is not model.Workshop:
        foreign.append(ForeignKeyConstraint(["workshop_id"], ["workshop.workshop_id"]))
        foreign += [
            ForeignKeyConstraint(
                ["workshop_id", name], [f"{_name(to)}.workshop_id", f"{_name(to)}.id"]
            )
            for name, to in _REFERS.items()
            if name in names
        ]
    columns = [_column(name, hints[name]) for name in names]
    return Table(_name(thing), metadata, *columns, *foreign, *_MORE.get(thing, ()))


def _name(thing: type) -> str:
    # "group", "table" and "plan" are reserved words somewhere; a trailing underscore is enough.
    name = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in thing.__name__)[1:]
    return name + "_" if name in ("group", "table", "plan", "grant", "method") else name


TABLES: dict[type, Table] = {thing: _table(thing) for thing in model.THINGS}

counter = Table(
    "counter",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)
change = Table(
    "change",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("touched", JSON, nullable=False),
    Column("actor", String),
    Column("at", BigInteger, nullable=False),
)
message = Table(
    "message",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("answer", JSON, nullable=False),
)
organiser = Table(
    "organiser",
    metadata,
    Column("id", String, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("password_hash", String, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("hash", String, primary_key=True),
    Column("organiser_id", String),
    Column("created_at", BigInteger, nullable=False),
)
first_link = Table(
    "first_link",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
)
