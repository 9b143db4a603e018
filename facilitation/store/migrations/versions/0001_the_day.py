"""The day: workshop, people, tables, rounds, prompts, and who sits where."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _workshop()
    _organisation()
    _target_group()
    _method()
    _participant()
    _table()
    _round()
    _prompt()
    _group()
    _seat()
    _plan()


def _workshop() -> None:
    op.create_table(
        "workshop",
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("organiser_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("starts_at", sa.String(), nullable=False),
        sa.Column("base_address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("scene", sa.String(), nullable=False),
        sa.Column("scene_prompt_id", sa.String(), nullable=True),
        sa.Column("timer_started_at", sa.BigInteger(), nullable=True),
        sa.Column("timer_ends_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_workshop"),
        sa.UniqueConstraint("code", name="uq_workshop_code"),
    )
    op.create_index("ix_workshop_organiser_id", "workshop", ["organiser_id"])


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_organisation"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_organisation_workshop_id"
        ),
    )


def _target_group() -> None:
    op.create_table(
        "target_group",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("name_da", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_target_group"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_target_group_workshop_id"
        ),
    )


def _method() -> None:
    op.create_table(
        "method_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("name_da", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_method_"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_method__workshop_id"
        ),
    )


def _participant() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("target_group_ids", sa.JSON(), nullable=False),
        sa.Column("method_ids", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_participant"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "organisation_id"],
            ["organisation.workshop_id", "organisation.id"],
            name="fk_participant_workshop_id_organisation_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_participant_workshop_id"
        ),
    )


def _table() -> None:
    op.create_table(
        "table_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("least", sa.BigInteger(), nullable=True),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_table_"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_table__workshop_id"
        ),
    )


def _round() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("targets", sa.String(), nullable=False),
        sa.Column("methods", sa.String(), nullable=False),
        sa.Column("prompt_ids", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_round"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_round_workshop_id"
        ),
    )


def _prompt() -> None:
    op.create_table(
        "prompt",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("title_da", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("text_da", sa.String(), nullable=False),
        sa.Column("text_en", sa.String(), nullable=False),
        sa.Column("showing", sa.String(), nullable=False),
        sa.Column("default_signature", sa.String(), nullable=False),
        sa.Column("revealed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_prompt"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_prompt_workshop_id"
        ),
    )


def _group() -> None:
    op.create_table(
        "group_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("table_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_group_"),
        sa.UniqueConstraint(
            "workshop_id", "round_id", "table_id", name="uq_group__workshop_id_round_id_table_id"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_group__workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "table_id"],
            ["table_.workshop_id", "table_.id"],
            name="fk_group__workshop_id_table_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_group__workshop_id"
        ),
    )


def _seat() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("from_seq", sa.BigInteger(), nullable=False),
        sa.Column("until_seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_seat"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "group_id"],
            ["group_.workshop_id", "group_.id"],
            name="fk_seat_workshop_id_group_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "participant_id"],
            ["participant.workshop_id", "participant.id"],
            name="fk_seat_workshop_id_participant_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_seat_workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_seat_workshop_id"
        ),
    )
    op.create_index("ix_seat_workshop_id_group_id", "seat", ["workshop_id", "group_id"])
    op.create_index("ix_seat_workshop_id_participant_id", "seat", ["workshop_id", "participant_id"])


def _plan() -> None:
    op.create_table(
        "plan_",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("seats", sa.JSON(), nullable=False),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_plan_"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_plan__workshop_id"
        ),
    )
