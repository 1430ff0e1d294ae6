"""The schema: the same by migration as by the tables, on both databases."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.config import shipped
from app.store import schema
from app.store.database import Database
from app.store.tables import Base


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = [
            change
            for change in compare_metadata(context, Base.metadata)
            if "entry_words" not in str(change)
        ]
    assert found == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = schema.revision(database)
    schema.upgrade(database, shipped("migrations"))
    assert schema.revision(database) == before == schema.newest(shipped("migrations"))
