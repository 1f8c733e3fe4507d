"""What Alembic runs to migrate: on the connection, and in the transaction, of :func:`workspace.opening.migrate`."""

from alembic import context

from workspace.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot change a table in place
)
context.run_migrations()
