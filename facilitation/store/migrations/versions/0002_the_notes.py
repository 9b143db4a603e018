"""What is written on the day, who may do what, the stream, and accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ONE_SIGNATURE = (
    "(CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END) + "
    "(CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + "
    "(CASE WHEN target_group_id IS NULL THEN 0 ELSE 1 END) + "
    "(CASE WHEN table_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def upgrade() -> None:
    _opening()
    _note()
    _note_place()
    _place_count()
    _step()
    _link()
    _grant()
    _counter()
    _change()
    _message()
    _organiser()
    _session()
    _first_link()


def _opening() -> None:
    op.create_table(
        "opening",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("opened_seq", sa.BigInteger(), nullable=False),
        sa.Column("closed_seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_opening"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "prompt_id"],
            ["prompt.workshop_id", "prompt.id"],
            name="fk_opening_workshop_id_prompt_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_opening_workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_opening_workshop_id"
        ),
    )
    op.create_index("ix_opening_workshop_id_prompt_id", "opening", ["workshop_id", "prompt_id"])


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signed", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("target_group_id", sa.String(), nullable=True),
        sa.Column("table_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("picked", sa.Boolean(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_note"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "organisation_id"],
            ["organisation.workshop_id", "organisation.id"],
            name="fk_note_workshop_id_organisation_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "participant_id"],
            ["participant.workshop_id", "participant.id"],
            name="fk_note_workshop_id_participant_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "prompt_id"],
            ["prompt.workshop_id", "prompt.id"],
            name="fk_note_workshop_id_prompt_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_note_workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "table_id"],
            ["table_.workshop_id", "table_.id"],
            name="fk_note_workshop_id_table_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "target_group_id"],
            ["target_group.workshop_id", "target_group.id"],
            name="fk_note_workshop_id_target_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_note_workshop_id"
        ),
        sa.CheckConstraint(ONE_SIGNATURE, name="ck_note_one_signature"),
    )
    op.create_index("ix_note_workshop_id_participant_id", "note", ["workshop_id", "participant_id"])
    op.create_index(
        "ix_note_workshop_id_prompt_id_state", "note", ["workshop_id", "prompt_id", "state"]
    )
    op.create_index("ix_note_workshop_id_round_id", "note", ["workshop_id", "round_id"])


def _note_place() -> None:
    op.create_table(
        "note_place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_note_place"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "group_id"],
            ["group_.workshop_id", "group_.id"],
            name="fk_note_place_workshop_id_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_note_place_workshop_id"
        ),
    )
    op.create_index("ix_note_place_workshop_id_group_id", "note_place", ["workshop_id", "group_id"])


def _place_count() -> None:
    op.create_table(
        "place_count",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("table_id", sa.String(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_place_count"),
        sa.UniqueConstraint(
            "workshop_id",
            "round_id",
            "table_id",
            "prompt_id",
            name="uq_place_count_workshop_id_round_id_table_id_prompt_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "prompt_id"],
            ["prompt.workshop_id", "prompt.id"],
            name="fk_place_count_workshop_id_prompt_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_place_count_workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "table_id"],
            ["table_.workshop_id", "table_.id"],
            name="fk_place_count_workshop_id_table_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_place_count_workshop_id"
        ),
    )


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("shows_text", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_step"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_step_workshop_id"
        ),
    )
    op.create_index("ix_step_workshop_id_seq", "step", ["workshop_id", "seq"])


def _link() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_link"),
        sa.UniqueConstraint("token_hash", name="uq_link_token_hash"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_link_workshop_id"
        ),
    )
    op.create_index("ix_link_workshop_id_subject_id", "link", ["workshop_id", "subject_id"])


def _grant() -> None:
    op.create_table(
        "grant_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("session_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("link_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_grant_"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_grant__workshop_id"
        ),
    )
    op.create_index("ix_grant__session_hash", "grant_", ["session_hash"])
    op.create_index("ix_grant__workshop_id_subject_id", "grant_", ["workshop_id", "subject_id"])


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_counter"),
    )


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("touched", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "seq", name="pk_change"),
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_message"),
    )


def _organiser() -> None:
    op.create_table(
        "organiser",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organiser"),
        sa.UniqueConstraint("email", name="uq_organiser_email"),
    )


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("organiser_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_session"),
    )


def _first_link() -> None:
    op.create_table(
        "first_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_first_link"),
    )
