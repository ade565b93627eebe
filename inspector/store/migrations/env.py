"""Run the migrations on the connection that ``store.migration`` hands over."""

from __future__ import annotations

from alembic import context

from inspector.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by building it anew
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
