"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; they are how hours go missing."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time reached the database: {value}")
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The time as stored, aware."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonString(str):
    """Text that is JSON already, so that it is written as it is."""

    __slots__ = ()


class JsonText(TypeDecorator[Any]):
    """JSON kept as the text it was written as.

    Not jsonb: that drops key order and refuses NUL, and the log's running hash covers
    the text to the byte.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """JSON text."""
        del dialect
        if value is None:
            return None
        return str(value) if isinstance(value, JsonString) else str(dump_json(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value that the text holds."""
        del dialect
        return None if value is None else load_json(value)


def dump_json(value: object) -> JsonString:
    """JSON text of `value`, always valid UTF-8.

    Lone surrogates, which orjson refuses and PostgreSQL too, come out as escapes.
    """
    try:
        return JsonString(orjson.dumps(value), "utf-8")
    except TypeError:
        return JsonString(json.dumps(value, separators=(",", ":")))


def load_json(text: str) -> Any:
    """The value of JSON text that `dump_json` wrote."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)
