"""Bringing a database to the schema of this program, and saying when it is not."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.store.database import Database
from app.store.tables import KeyRow

log = logging.getLogger(__name__)

#: One number for PostgreSQL's advisory lock around migrations: "muster" in ASCII.
_LOCK = 0x6D7573746572


class SchemaError(Exception):
    """The database cannot be reached, or holds no schema that this program can use."""


def upgrade(database: Database, migrations: Path) -> None:
    """Run the migrations that the database lacks; two processes may do so at once.

    Migrations run while older code serves: they wait for a lock only briefly, so that
    nobody queues behind them. A schema that is newer than this program is left as it is:
    while versions roll, an old process may start again.

    Raises:
        SchemaError: when the database cannot be reached.
    """
    config = _config(migrations)
    try:
        with database.engine.connect() as connection:
            if not database.is_sqlite:
                # The lock and the setting end with the connection: never back to the pool.
                connection.detach()
                connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
                connection.execute(text("SET lock_timeout = '5s'"))
                connection.commit()
            found = MigrationContext.configure(connection).get_current_revision()
            connection.commit()
            if is_newer(found, migrations):
                log.warning("the schema (%s) is newer than this program: left as it is", found)
                return
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except OperationalError as error:
        raise SchemaError(unreachable(database, error)) from error


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def _known(config: Config) -> set[str]:
    """The revisions that this program has migrations for."""
    return {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}


def unreachable(database: Database, error: OperationalError) -> str:
    """What to tell a person when the database does not answer."""
    where = database.engine.url.render_as_string(hide_password=True)
    first = str(error.orig).strip().splitlines()[0]
    return f"The database {where} cannot be reached: {first}. Check DATABASE_URL and the server."


def revision(database: Database) -> str:
    """The schema revision that the database holds; empty: none yet.

    Raises:
        SchemaError: when the database cannot be reached.
    """
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    except OperationalError as error:
        raise SchemaError(unreachable(database, error)) from error


def is_newer(found: str | None, migrations: Path) -> bool:
    """Whether a revision that a database holds is of a later version of this program."""
    return bool(found) and found not in _known(_config(migrations))


def newest(migrations: Path) -> str:
    """The schema revision that this program writes."""
    return ScriptDirectory.from_config(_config(migrations)).get_current_head() or ""


def log_key(database: Database, given: str) -> bytes:
    """The key of the log's running hash: the one given, else one kept in the database.

    Two processes that start at once on an empty database agree on one.
    """
    if given:
        return given.encode()
    with database.write() as session:
        row = session.get(KeyRow, "log")
        if row is None:
            row = KeyRow(name="log", value=secrets.token_bytes(32))
            session.add(row)
        return row.value
