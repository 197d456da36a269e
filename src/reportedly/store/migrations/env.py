"""Runs the migrations on the connection that :func:`reportedly.store.database.upgrade` has opened."""

from alembic import context

from reportedly.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
