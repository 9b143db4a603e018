"""What Alembic asks of a place with migrations; ``store.schema`` hands the connection over."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
