"""Whether another `muster serve` lives on the same database."""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.store.database import Database

#: The number of the lock that every process shares: "living" in ASCII.
_LOCK = 0x6C6976696E67


class Living:
    """This process's sign of life: a lock that PostgreSQL drops with its connection.

    A process that is killed is known to be dead at once, and one that has hung is not told
    from one that works: who must know that looks for what it did last. SQLite has one process.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def begin(self) -> bool:
        """Give the sign; returns whether nobody else does.

        Raises:
            sqlalchemy.exc.DBAPIError: the database is away.
        """
        if self._database.is_sqlite:
            return True
        connection = self._database.engine.connect()
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        # It is never back in the pool: the lock is the session's.
        connection.detach()
        alone = bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_LOCK})").scalar())
        connection.exec_driver_sql(f"SELECT pg_advisory_lock_shared({_LOCK})")
        if alone:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
        self._connection = connection
        return alone

    def hold(self) -> None:
        """Give the sign again if the connection was cut.

        Raises:
            sqlalchemy.exc.DBAPIError: the database is away.
        """
        try:
            if self._connection is not None:
                self._connection.exec_driver_sql("SELECT 1")
                return
        except DBAPIError:
            self.end()
        self.begin()

    def end(self) -> None:
        """Give it no more."""
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None
