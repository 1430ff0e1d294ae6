"""The engine, one write at a time on SQLite, and the wake-up after a commit."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from app import fault_points
from app.store.trips import at_rest, together

#: Tables that held words.
SCOURED = ("entries", "entry_words", "incidents", "outbox", "postmortems", "actions", "parked")
#: How long SQLite waits for another process's write before it gives up, seconds.
BUSY_SECONDS = 5


#: A PostgreSQL that does not answer is given up after seconds, not after the minutes (a new
#: connection) or quarter of an hour (one that was cut) that TCP would wait.
_GIVES_UP = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
#: After so many seconds a connection may have been cut without anybody noticing.
_RESTED = 1.0


class DatabaseUrlError(Exception):
    """DATABASE_URL names no database that Muster can use; the message says which it can."""


class Database:
    """An engine with Muster's rules for reading and writing.

    SQLite has one write lock for each file. Without a lock of our own its writers poll
    each other with growing sleeps (measured: p99 230 to 930 ms against 21 ms).
    """

    def __init__(self, engine: Engine, log_key: bytes = b"") -> None:
        self.engine = engine
        self._write_engine = engine.execution_options(muster_write=True)
        #: Key of the log's running hash; see `store.chain`.
        self.log_key = log_key
        self._writing = threading.Lock() if self.is_sqlite else None
        self._listeners: list[Callable[[], None]] = []

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite (one `serve` process) or PostgreSQL (any number)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; nothing it does is kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one transaction: committed at the end, undone by any exception.

        Listeners are called after the commit when the session queued something.
        """
        with self._writing or nullcontext(), self._session() as session:
            with session.begin():
                yield session
                if not session.info.get("closed"):
                    _before_commit(session)
            fault_points.passing(f"after commit {session.info.get('what', '')}")
            queued = session.info.get("queued")
        if queued:
            self.wake()

    @contextmanager
    def closing(self, session: Session) -> Iterator[None]:
        """The last statements of a `write`, which answer nothing.

        To PostgreSQL they go together with the COMMIT.

        Raises:
            sqlalchemy.exc.DBAPIError: one of them failed; nothing is kept.
        """
        with together(session.connection(), commit=True):
            yield
            _before_commit(session)
        session.info["closed"] = True

    def _session(self) -> Session:
        info = {"log_key": self.log_key}
        return Session(self._write_engine, expire_on_commit=False, info=info)

    def on_queued(self, listener: Callable[[], None]) -> None:
        """Call `listener` after each commit that queued an effect in this process."""
        self._listeners.append(listener)

    def wake(self) -> None:
        """Tell the relay that there may be something to do."""
        for listener in self._listeners:
            listener()

    def scour(self) -> None:
        """Leave nothing readable of what was overwritten, as far as the database can.

        SQLite: its write-ahead log is emptied. PostgreSQL: dead rows are vacuumed; its own
        write-ahead log and backups are out of reach.
        """
        with self._writing or nullcontext():
            raw = self.engine.raw_connection()
            try:
                driver: Any = raw.driver_connection
                if self.is_sqlite:
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
                    return
                driver.autocommit = True
                try:
                    driver.execute(f"VACUUM {', '.join(SCOURED)}")
                finally:
                    driver.autocommit = False
            finally:
                raw.close()

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _before_commit(session: Session) -> None:
    session.flush()
    fault_points.passing(f"before commit {session.info.get('what', '')}")


def open_engine(url: str, pool_size: int = 20) -> Engine:
    """An engine for SQLite or PostgreSQL.

    Raises:
        DatabaseUrlError: when the URL names anything else.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(url)
        if parsed.get_backend_name() in {"postgresql", "postgres"}:
            plain = parsed.set(drivername="postgresql+psycopg")
            engine = create_engine(
                plain,
                pool_size=pool_size,
                max_overflow=10,
                # The one that was used last: it has the statements prepared.
                pool_use_lifo=True,
                connect_args=_GIVES_UP,
                # They are what people said: an error goes to the logs, and these would with it.
                hide_parameters=True,
            )
            event.listen(engine, "checkin", _on_checkin)
            event.listen(engine, "checkout", partial(_on_checkout, engine))
            return engine
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseUrlError(_usable(str(error))) from error
    raise DatabaseUrlError(_usable(parsed.get_backend_name()))


def _on_checkin(raw: psycopg.Connection[Any] | None, record: ConnectionPoolEntry) -> None:
    if raw is None:
        return  # It was cut.
    at_rest(raw)
    record.info["rests_since"] = time.monotonic()


def _on_checkout(
    engine: Engine, raw: PoolProxiedConnection, record: ConnectionPoolEntry, _: object
) -> None:
    """Ask a connection that rested whether it still stands; not one that was just used.

    Asking each time costs a recording as much as one of its statements.
    """
    rests_since = record.info.get("rests_since")
    if rests_since is None or time.monotonic() - rests_since < _RESTED:
        return
    try:
        engine.dialect.do_ping(raw)
    except psycopg.Error as error:
        # The others have rested as long or longer: the pool begins anew.
        raise InvalidatePoolError(str(error)) from error


def _usable(found: str) -> str:
    return (
        f"DATABASE_URL cannot be used ({found}). Give sqlite:///muster.db or "
        "postgresql://user:password@host/database"
    )


def _sqlite(url: str) -> Engine:
    connecting = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=connecting, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, record: object) -> None:
    del record
    # The driver's own BEGIN is deferred and comes late; `_on_begin` sends ours.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What a redaction frees must not stay readable in the file.
        "secure_delete=ON",
        "cache_size=-65536",
        # Pages that many commits change are then written back once, not every few commits.
        "wal_autocheckpoint=4000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    # A write that begins as a read can lose its snapshot half-way and fail as "locked".
    writes = connection.get_execution_options().get("muster_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
