"""The schema: the same by migration as by the tables, on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from support.later import later_migrations
from support.relaying import Desk

from app.config import Settings, shipped
from app.main.doctor import Check, examine
from app.store import schema
from app.store.database import Database, open_engine
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


def test_two_processes_may_upgrade_one_after_the_other_while_both_live(
    database: Database, database_url: str
) -> None:
    other = Database(open_engine(database_url))
    schema.upgrade(database, shipped("migrations"))
    schema.upgrade(other, shipped("migrations"))
    other.dispose()


def test_the_doctor_tells_an_old_program_from_an_old_database(
    database: Database, database_url: str
) -> None:
    settings = Settings(database_url=database_url, slack_bot_token="")
    assert _word(settings).ok is True
    for revision, ok, says in (
        ("9999", None, "which a later version wrote"),
        (None, False, "`muster db upgrade`"),
    ):
        with database.engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            if revision:
                connection.execute(text(f"INSERT INTO alembic_version VALUES ('{revision}')"))
        found = _word(settings)
        assert (found.ok, says in found.says) == (ok, True), found.says


def _word(settings: Settings) -> Check:
    return next(check for check in examine(settings) if check.name == "database")


def test_older_code_works_and_starts_again_on_a_newer_schema(
    desk: Desk, database: Database, tmp_path: Path
) -> None:
    first = desk.declare()
    schema.upgrade(database, later_migrations(tmp_path))
    desk.run()
    assert desk.now(first).card_ts
    schema.upgrade(database, shipped("migrations"))
    assert schema.revision(database) == "9999"
    second = desk.declare("another thing")
    desk.run()
    assert set(desk.states()) == {"done"}
    assert desk.now(second).card_ts
