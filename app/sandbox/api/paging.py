"""Cursors."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from app.sandbox.errors import SlackError
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.sandbox.api.call import Call

_MOST = 1000


def cursor(kind: str, value: object) -> str:
    """An opaque mark such as Slack's: base64 of a kind and a place."""
    return base64.b64encode(f"{kind}:{value}".encode()).decode()


def place(call: Call, kind: str) -> str:
    """Where the `cursor` argument points; empty when there is none.

    Raises:
        SlackError: invalid_cursor.
    """
    if not call.has("cursor"):
        return ""
    try:
        text = base64.b64decode(call.text("cursor"), validate=True).decode()
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    found, _, value = text.partition(":")
    if found != kind or not value:
        raise SlackError("invalid_cursor")
    return value


def paged(call: Call, key: str, rows: Sequence[object], default: int, most: int = _MOST) -> Json:
    """One page of `rows` under `key`, with the cursor of the next.

    Raises:
        SlackError: invalid_cursor or invalid_limit.
    """
    start = place(call, "offset")
    if start and not start.isdecimal():
        raise SlackError("invalid_cursor")
    first = int(start or 0)
    end = first + call.page(default, most)
    following = cursor("offset", end) if end < len(rows) else ""
    return {key: list(rows[first:end]), "response_metadata": {"next_cursor": following}}
