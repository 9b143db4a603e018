"""Votes and ballots, more scenes, a room's size, hosts of tables and what they mark."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("workshop") as workshop:
        for name in ("scene_theme_id", "scene_note_id", "scene_vote_id"):
            workshop.add_column(sa.Column(name, sa.String(), nullable=True))
        workshop.add_column(sa.Column("break_ends_at", sa.BigInteger(), nullable=True))
        workshop.add_column(_flag("themes_shown"))
        workshop.add_column(_flag("frozen"))
        workshop.add_column(_number("room_depth", "150"))
        workshop.add_column(_number("screen_width", "30"))
    with op.batch_alter_table("participant") as participant:
        participant.add_column(
            sa.Column("voted", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    with op.batch_alter_table("group_") as group:
        group.add_column(sa.Column("host_id", sa.String(), nullable=True))
        group.add_column(sa.Column("help", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("mark", sa.String(), nullable=False, server_default=""))
    _votes()
    _ballots()


def _votes() -> None:
    op.create_table(
        "vote",
        *_in_a_workshop("vote"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("choice_ids", sa.JSON(), nullable=False),
        sa.Column("dots", sa.BigInteger(), nullable=False),
        sa.Column("most_each", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("voters", sa.BigInteger(), nullable=False),
    )


def _ballots() -> None:
    op.create_table(
        "ballot",
        *_in_a_workshop("ballot"),
        sa.Column("vote_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("dots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id", "vote_id"],
            ["vote.workshop_id", "vote.id"],
            name="fk_ballot_workshop_id_vote_id",
        ),
        sa.UniqueConstraint(
            *("workshop_id", "vote_id", "secret_hash"),
            name="uq_ballot_workshop_id_vote_id_secret_hash",
        ),
    )


def _in_a_workshop(name: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name=f"fk_{name}_workshop_id"
        ),
    )


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _number(name: str, usual: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default=usual)
