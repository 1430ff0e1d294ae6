"""Alembic's entry: runs migrations on the connection that Muster hands over."""

from alembic import context
from sqlalchemy import Connection

from app.store.tables import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a column; batch mode copies the table instead.
        render_as_batch=connection.dialect.name == "sqlite",
        # Each migration commits by itself, so that a long row of them holds no lock for long.
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
