"""The statements that every batch of recordings pays for, written out.

Composing them anew each time costs more than the databases take to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import orjson
from sqlalchemy import Connection

from app.store.chain import Head

Place = tuple[str, str]


def locked_heads(connection: Connection, places: Sequence[Place]) -> dict[Place, Head]:
    """The heads of the incidents whose channels these (workspace, channel) are, locked.

    Channels of no incident are absent. Asked each time: a channel that is being bound at
    this moment, by this process or another, must not be taken for one that is not. Locked
    in the order of the incidents, so that two processes never wait for each other.
    """
    if connection.dialect.name == "sqlite":
        values = tuple([part for place in places for part in place])
        found = connection.exec_driver_sql(_heads_sqlite(len(places)), values)
    else:
        workspaces, channels = [place[0] for place in places], [place[1] for place in places]
        found = connection.exec_driver_sql(_HEADS_POSTGRES, (workspaces, channels))
    return {
        (workspace, channel): Head(incident_id, length, bytes(link), *more)
        for workspace, channel, incident_id, length, link, *more in found
    }


def stored_keys(connection: Connection, workspace: str, keys: Sequence[str]) -> set[str]:
    """Which of these (bounded) source keys the log holds already."""
    if connection.dialect.name == "sqlite":
        listed = (workspace, orjson.dumps(keys).decode())
        found = connection.exec_driver_sql(_KEYS_SQLITE, listed)
    else:
        found = connection.exec_driver_sql(_KEYS_POSTGRES, (workspace, list(keys)))
    return {row[0] for row in found}


_HEADS = (
    "SELECT c.workspace_id, c.channel, c.incident_id, h.length, h.link, h.redactions, c.since,"
    " c.known_as"
    " FROM channels c JOIN chains h ON h.incident_id = c.incident_id"
    " WHERE (c.workspace_id, c.channel) IN ({})"
)
_ARRAYS = "SELECT * FROM unnest(%b::text[], %b::text[])"
_HEADS_POSTGRES = " ".join(
    (_HEADS.format(_ARRAYS), "ORDER BY c.incident_id", "FOR UPDATE OF h"),
)
_KEYS_SQLITE = (
    "SELECT source_key FROM entries"
    " WHERE workspace_id = ? AND source_key IN (SELECT value FROM json_each(?))"
)
_KEYS_POSTGRES = "SELECT source_key FROM entries WHERE workspace_id = %s AND source_key = ANY(%b)"


@lru_cache(32)
def _heads_sqlite(count: int) -> str:
    return _HEADS.format(f"VALUES {', '.join(['(?, ?)'] * count)}")
