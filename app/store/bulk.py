"""Inserting many rows with one statement.

Every message of every incident goes through here. SQLAlchemy's own bulk insert costs about
as much a row as everything else that recording does; here the statement is written out
once, and values are turned into what the driver takes by the same column types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, DateTime, LargeBinary, Table
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Row = Mapping[str, Any]
#: The place of a column, and what makes its values what the driver takes.
Conversion = tuple[int, Callable[[Any], Any]]

#: SQLite compiles a statement for each number of rows, and keeps the last 128.
_MOST_ROWS = 48
_ARRAYS = {
    BigInteger: "bigint[]",
    Boolean: "boolean[]",
    DateTime: "timestamptz[]",
    LargeBinary: "bytea[]",
}


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, which have a value for every column by its name.

    Raises:
        sqlalchemy.exc.DBAPIError: as any execution.
    """
    if not rows:
        return
    values = [_values(table, connection.dialect, row) for row in rows]
    if connection.dialect.name == "sqlite":
        _insert_sqlite(connection, table, values)
    else:
        # One array a column: one statement for any number of rows, prepared once. Binary,
        # because psycopg escapes the quotes of text arrays one by one.
        columns = tuple(list(column) for column in zip(*values, strict=True))
        connection.exec_driver_sql(_from_arrays(table), columns)


def _insert_sqlite(connection: Connection, table: Table, values: Sequence[list[Any]]) -> None:
    """`VALUES` of several rows: one step of SQLite, and one return to Python, for all."""
    for done in range(0, len(values), _MOST_ROWS):
        part = values[done : done + _MOST_ROWS]
        flat = tuple([value for row in part for value in row])
        connection.exec_driver_sql(_of_values(table, len(part)), flat)


def _values(table: Table, dialect: Dialect, row: Row) -> list[Any]:
    """A row's values in the order of the columns, as the driver takes them."""
    pick, converts = _plan(table, dialect)
    values = list(pick(row))
    for place, convert in converts:
        values[place] = convert(values[place])
    return values


@lru_cache(16)
def _plan(table: Table, dialect: Dialect) -> tuple[Callable[[Row], Any], list[Conversion]]:
    """What picks a row's values, and which of them have to be converted how."""
    converts: list[Conversion] = []
    for place, column in enumerate(table.columns):
        convert = column.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None and not isinstance(column.type, LargeBinary):
            converts.append((place, convert))
    return itemgetter(*(column.name for column in table.columns)), converts


@lru_cache(128)
def _of_values(table: Table, size: int) -> str:
    row = f"({', '.join('?' * len(table.columns))})"
    return f"{_into(table)} VALUES {', '.join([row] * size)}"


@lru_cache(16)
def _from_arrays(table: Table) -> str:
    arrays = ", ".join(f"%b::{_array_type(column)}" for column in table.columns)
    return " ".join((_into(table), "SELECT * FROM", f"unnest({arrays})"))


def _array_type(column: Column[Any]) -> str:
    kind = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    return next((name for type_, name in _ARRAYS.items() if isinstance(kind, type_)), "text[]")


def _into(table: Table) -> str:
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({names})"
