"""Round trips to PostgreSQL: what needs no answer of its own goes together.

A transaction that waits for the server after each of its statements spends most of its time
waiting. SQLite is no server: there all of this is one statement after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

#: SQL as the driver takes it, and its values.
Statement = tuple[str, tuple[object, ...]]


def ask(connection: Connection, statements: Sequence[Statement]) -> list[Sequence[Any]]:
    """The rows of each of several queries, in one round trip.

    They run one after the other, and each sees what is committed by the time it runs: one
    that stands behind a lock sees what whoever held the lock before has done. Where they
    are the first of a transaction, its BEGIN goes with them.

    Raises:
        sqlalchemy.exc.DBAPIError: one of them failed.
    """
    server = _server(connection)
    if server is None:
        return [connection.exec_driver_sql(*one).fetchall() for one in statements]
    begins = server.info.transaction_status == TransactionStatus.IDLE
    if begins:
        # Or psycopg would send a BEGIN of its own, and wait for it.
        server.autocommit = True
    with _pipeline(connection, server):
        if begins:
            server.execute("BEGIN", prepare=False)
        cursors = [server.execute(*one) for one in statements]
    return [cursor.fetchall() for cursor in cursors]


@contextmanager
def together(connection: Connection, *, commit: bool = False) -> Iterator[None]:
    """Send the statements within, which answer nothing, in one round trip.

    `commit`: and the COMMIT with them, if this is a server. After the first statement that
    fails it does nothing that follows, the COMMIT least of all.

    Raises:
        sqlalchemy.exc.DBAPIError: one of them failed.
    """
    server = _server(connection)
    if server is None:
        yield
        return
    with _pipeline(connection, server):
        yield
        if commit:
            server.execute("COMMIT", prepare=False)


def at_rest(server: psycopg.Connection[Any]) -> None:
    """A connection that goes back to the pool: psycopg begins its next transaction."""
    if server.autocommit:
        server.autocommit = False


def _server(connection: Connection) -> psycopg.Connection[Any] | None:
    raw = connection.connection.driver_connection
    return raw if isinstance(raw, psycopg.Connection) else None


@contextmanager
def _pipeline(connection: Connection, server: psycopg.Connection[Any]) -> Iterator[None]:
    """A pipeline of psycopg, whose errors come as SQLAlchemy's."""
    try:
        with server.pipeline():
            yield
    except psycopg.Error as error:
        lost = server.closed
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            "several statements",
            None,
            _first(error),
            psycopg.Error,
            connection_invalidated=lost,
            dialect=connection.dialect,
        ) from error


def _first(error: psycopg.Error) -> psycopg.Error:
    """What went wrong, where only its consequence was raised: that the rest was not done."""
    while isinstance(error, psycopg.errors.PipelineAborted) and isinstance(
        error.__context__, psycopg.Error
    ):
        error = error.__context__
    return error
