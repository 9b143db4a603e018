"""Themes, what the desk marks on a note, and the running order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _numbered("theme", sa.Column("name", sa.String(), nullable=False))
    _numbered(
        "item",
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=True),
    )
    with op.batch_alter_table("note") as note:
        note.add_column(sa.Column("theme_id", sa.String(), nullable=True))
        note.add_column(sa.Column("queued", sa.BigInteger(), nullable=False, server_default="0"))
        note.add_column(sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.false()))
        note.add_column(sa.Column("why", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("table_") as table:
        table.add_column(sa.Column("heard_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("link") as link:
        link.add_column(sa.Column("label", sa.String(), nullable=False, server_default=""))


def _numbered(name: str, *columns: sa.Column[str] | sa.Column[int]) -> None:
    """A table of things of a workshop that stand in an order."""
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("workshop_id", "id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.workshop_id"], name=f"fk_{name}_workshop_id"
        ),
    )
