"""Who has come, who came instead of whom, and tables that are not used after all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("participant") as participant:
        participant.add_column(
            sa.Column("arrived", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        participant.add_column(sa.Column("replaces", sa.String(), nullable=True))
    with op.batch_alter_table("table_") as table:
        table.add_column(
            sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
