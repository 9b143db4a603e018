"""What the plan must hold: wishes about people, and seats that are locked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "wish",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=True),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("table_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workshop_id", "id", name="pk_wish"),
        sa.ForeignKeyConstraint(
            ["workshop_id", "other_id"],
            ["participant.workshop_id", "participant.id"],
            name="fk_wish_workshop_id_other_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "participant_id"],
            ["participant.workshop_id", "participant.id"],
            name="fk_wish_workshop_id_participant_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "round_id"],
            ["round.workshop_id", "round.id"],
            name="fk_wish_workshop_id_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id", "table_id"],
            ["table_.workshop_id", "table_.id"],
            name="fk_wish_workshop_id_table_id",
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name="fk_wish_workshop_id"
        ),
    )
    op.create_index("ix_wish_workshop_id_participant_id", "wish", ["workshop_id", "participant_id"])
    op.create_index("ix_wish_workshop_id_other_id", "wish", ["workshop_id", "other_id"])
