"""What every batch of recordings asks for, written out.

Composing the statements anew each time costs more than the databases take to answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import orjson
from sqlalchemy import Connection

from app.store.chain import Head
from app.store.trips import Statement, ask

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch is about."""

    #: (workspace, channel) of incidents' channels, and ids of incidents that are named.
    places: Sequence[Place]
    incidents: Sequence[int]
    #: The (bounded) source keys of what it tells, by workspace.
    keys: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Found:
    """What the database says about it, under the locks of the heads."""

    #: By place, or by incident where that was asked for; what is of no incident is absent.
    heads: dict[Place | int, Head] = field(default_factory=dict)
    #: Which of the keys the log holds already, by workspace.
    known: dict[str, set[str]] = field(default_factory=dict)
    #: Ids for what is not known. PostgreSQL's only: on SQLite nobody else takes one.
    ids: list[int] = field(default_factory=list)


def look(connection: Connection, wanted: Wanted) -> Found:
    """Lock the heads of the incidents concerned, then look up what their logs hold.

    Whose channel a place is, is asked each time: a channel that is being bound at this
    moment, by this process or another, must not be taken for one that is not. Locked in the
    order of the incidents, so that two processes seldom wait for each other. The keys are
    looked up after that, in the same round trip: nobody can add to these logs any more.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    asked: list[Statement] = []
    if wanted.places:
        asked.append((_heads_sqlite if is_sqlite else _heads_postgres)(wanted.places))
    if wanted.incidents:
        listed = list(wanted.incidents)
        named = (_NAMED_SQLITE, (_json(listed),)) if is_sqlite else (_NAMED_POSTGRES, (listed,))
        asked.append(named)
    heads = len(asked)
    for workspace, keys in wanted.keys.items():
        asked.append((_keys_sqlite if is_sqlite else _keys_postgres)(workspace, keys))
    answers = ask(connection, asked)
    found = Found()
    for rows in answers[:heads]:
        for workspace, channel, incident_id, length, link, *more in rows:
            head = Head(incident_id, length, bytes(link), *more)
            found.heads[(workspace, channel) if channel else incident_id] = head
    for workspace, rows in zip(wanted.keys, answers[heads:], strict=True):
        found.known[workspace] = {key for key, _ in rows if key is not None}
        found.ids += [new_id for _, new_id in rows if new_id is not None]
    return found


def _heads_postgres(places: Sequence[Place]) -> Statement:
    workspaces, channels = [place[0] for place in places], [place[1] for place in places]
    return _HEADS_POSTGRES, (workspaces, channels)


def _heads_sqlite(places: Sequence[Place]) -> Statement:
    return _heads_of(len(places)), tuple([part for place in places for part in place])


def _keys_postgres(workspace: str, keys: Sequence[str]) -> Statement:
    return _KEYS_POSTGRES, (workspace, list(keys), len(keys))


def _keys_sqlite(workspace: str, keys: Sequence[str]) -> Statement:
    return _KEYS_SQLITE, (workspace, _json(list(keys)))


def _json(values: Sequence[int] | Sequence[str]) -> str:
    return orjson.dumps(values).decode()


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
_NAMED = "SELECT '', '', incident_id, length, link, redactions FROM chains WHERE incident_id {}"
_NAMED_SQLITE = _NAMED.format("IN (SELECT value FROM json_each(?))")
_NAMED_POSTGRES = _NAMED.format("= ANY(%b) ORDER BY incident_id FOR UPDATE")
_KEYS_SQLITE = (
    "SELECT source_key, NULL FROM entries"
    " WHERE workspace_id = ? AND source_key IN (SELECT value FROM json_each(?))"
)
# With an id for each key that is not there, so that nobody has to ask for them afterwards.
_KEYS_POSTGRES = (
    "WITH found AS MATERIALIZED ("
    "SELECT source_key FROM entries WHERE workspace_id = %s AND source_key = ANY(%b))"
    " SELECT source_key, NULL::bigint FROM found"
    " UNION ALL SELECT NULL, nextval('entries_id_seq')"
    " FROM generate_series(1, (%s - (SELECT count(*) FROM found))::int)"
)


@lru_cache(32)
def _heads_of(count: int) -> str:
    return _HEADS.format(f"VALUES {', '.join(['(?, ?)'] * count)}")
