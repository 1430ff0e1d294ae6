"""Entries: appending them, and reading them back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from app.incident.entry import MUSTER, Entry, upcast
from app.incident.kinds import EntryClass, Kind
from app.store import chain, words
from app.store.bulk import insert_rows
from app.store.tables import ENTRIES, EntryRow
from app.store.trips import together
from app.store.types import dump_json

#: What reading takes of a row: all but the raw payload and the chain.
READ = (
    EntryRow.id,
    EntryRow.seq,
    EntryRow.kind,
    EntryRow.version,
    EntryRow.occurred_at,
    EntryRow.recorded_at,
    EntryRow.actor,
    EntryRow.text,
    EntryRow.channel,
    EntryRow.source_url,
    EntryRow.source_key,
    EntryRow.message_ts,
    EntryRow.thread,
    EntryRow.data,
)
#: Under this name the raw payload lies in an entry's data.
RAW = "raw"
#: Longer keys are cut and hashed: a database's index takes no key of any length.
_LONGEST_KEY = 255


def row_of(entry: Entry, workspace: str, incident_id: int, now: datetime) -> dict[str, Any]:
    """Column values of an entry, its data as JSON text, without its place in the chain."""
    data = entry.data
    raw = None
    if RAW in data:
        raw = dump_json(data[RAW])
        data = {name: value for name, value in data.items() if name != RAW}
    return {
        "workspace_id": workspace,
        "incident_id": incident_id,
        "entry_class": entry.entry_class.value,
        "seq": entry.seq,
        "kind": str(entry.kind),
        "version": entry.version,
        "occurred_at": entry.occurred_at,
        "recorded_at": now,
        "actor": entry.actor,
        "text": entry.text,
        "channel": entry.channel,
        "source_url": entry.source_url,
        "source_key": bounded(entry.source_key),
        "message_ts": entry.message_ts,
        "thread": entry.thread,
        "data": dump_json(data),
        "raw": raw,
        "redacted_by": data.get("redacted"),
    }


def bounded(key: str) -> str:
    """A source key as it is stored: long ones end in their hash."""
    if len(key) <= _LONGEST_KEY:
        return key
    rest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{key[: _LONGEST_KEY - 33]}:{rest}"


def append(
    session: Session,
    entries: Sequence[Entry],
    *,
    workspace: str,
    incident_id: int,
    now: datetime,
) -> list[Entry]:
    """Add entries to the log, sealed and findable; returned as stored, with their ids.

    The caller has made sure that none of their source keys is stored yet.
    """
    if not entries:
        return []
    head = chain.lock_head(session, incident_id)
    connection = session.connection()
    ids = new_ids(connection, len(entries))
    with together(connection):
        rows = add(session, entries, workspace=workspace, head=head, now=now, ids=ids)
    return [
        replace(entry, id=row["id"], source_key=row["source_key"], recorded_at=now)
        for entry, row in zip(entries, rows, strict=True)
    ]


def add(
    session: Session,
    entries: Sequence[Entry],
    *,
    workspace: str,
    head: chain.Head,
    now: datetime,
    ids: Sequence[int],
) -> list[dict[str, Any]]:
    """Add entries, at least one, to the log whose head the caller has locked; their rows.

    Reads nothing. `ids` are for those that have none yet.
    """
    rows = [row_of(entry, workspace, head.incident_id, now) for entry in entries]
    for entry, row, row_id in zip(entries, rows, ids, strict=True):
        row["id"] = entry.id or row_id
    connection = session.connection()
    chain.seal(session, head, rows)
    insert_rows(connection, ENTRIES, rows)
    words.index(connection, [(row["id"], row["text"]) for row in rows])
    return rows


def new_ids(connection: Connection, count: int) -> list[int]:
    """Ids for rows that this transaction inserts next, ascending."""
    if connection.dialect.name == "sqlite":
        # This transaction holds the only write lock.
        last = connection.exec_driver_sql("SELECT max(id) FROM entries").scalar() or 0
        return list(range(last + 1, last + count + 1))
    next_ids = connection.exec_driver_sql(_NEXT_IDS, (count,))
    return [row[0] for row in next_ids]


_NEXT_IDS = "SELECT nextval('entries_id_seq') FROM generate_series(1, %s::int)"


def entries(
    session: Session,
    incident_id: int,
    *,
    entry_class: EntryClass | None = None,
    kinds: Sequence[str] = (),
    after: tuple[datetime, int] | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Entries of an incident in the order in which they happened.

    `after` is the (occurred_at, id) of the last one already read; `limit` makes a page.
    """
    query = select(*READ).where(EntryRow.incident_id == incident_id)
    if entry_class:
        query = query.where(EntryRow.entry_class == entry_class.value)
    if kinds:
        query = query.where(EntryRow.kind.in_(kinds))
    if after:
        happened, last_id = after
        query = query.where(
            (EntryRow.occurred_at > happened)
            | ((EntryRow.occurred_at == happened) & (EntryRow.id > last_id))
        )
    query = query.order_by(EntryRow.occurred_at, EntryRow.id).limit(limit)
    return _entries(session, query)


def state_entries(session: Session, incident_id: int) -> list[Entry]:
    """The state entries of an incident in sequence, for folding."""
    query = select(*READ).where(EntryRow.incident_id == incident_id, EntryRow.seq.is_not(None))
    return _entries(session, query.order_by(EntryRow.seq))


def by_ids(session: Session, incident_id: int, ids: Sequence[int]) -> list[Entry]:
    """Entries of one incident by id, in the order in which they happened."""
    query = select(*READ).where(EntryRow.incident_id == incident_id, EntryRow.id.in_(ids))
    return _in_order(session, query)


def by_key(session: Session, workspace: str, key: str) -> Entry | None:
    """The entry with this source key, or None."""
    query = select(*READ).where(
        EntryRow.workspace_id == workspace, EntryRow.source_key == bounded(key)
    )
    return next(iter(_entries(session, query)), None)


def incident_with(session: Session, workspace: str, key: str) -> int | None:
    """Id of the incident that holds the entry with this source key, or None."""
    query = select(EntryRow.incident_id).where(
        EntryRow.workspace_id == workspace, EntryRow.source_key == bounded(key)
    )
    return session.scalars(query).one_or_none()


def about_message(session: Session, incident_id: int, message_ts: str) -> list[Entry]:
    """All that is recorded of one Slack message: its posting, edits, reactions, deletion."""
    query = select(*READ).where(
        EntryRow.incident_id == incident_id, EntryRow.message_ts == message_ts
    )
    return _in_order(session, query)


def about_messages(
    session: Session, incident_id: int, messages: Collection[str], kinds: Sequence[str]
) -> list[Entry]:
    """What is recorded of several Slack messages, by ts, of these kinds."""
    query = select(*READ).where(
        EntryRow.incident_id == incident_id,
        EntryRow.message_ts.in_(messages),
        EntryRow.kind.in_(kinds),
    )
    return _in_order(session, query)


def last_of(session: Session, incident_id: int, actor: str, kinds: Sequence[str]) -> Entry | None:
    """The last entry of these kinds by one person, or None.

    Quick for comings and goings, which have an index of their own.
    """
    # Written out: only so do the databases see that the index holds them.
    written: BindParameter[Any] = bindparam("kinds", kinds, expanding=True, literal_execute=True)
    query = select(*READ).where(
        EntryRow.incident_id == incident_id, EntryRow.kind.in_(written), EntryRow.actor == actor
    )
    query = query.order_by(EntryRow.occurred_at.desc(), EntryRow.id.desc()).limit(1)
    return next(iter(_entries(session, query)), None)


def last_at(session: Session, incident_id: int, kind: Kind) -> datetime | None:
    """When an entry of this kind last happened, or None."""
    query = (
        select(EntryRow.occurred_at)
        .where(EntryRow.incident_id == incident_id, EntryRow.kind == kind.value)
        .order_by(EntryRow.occurred_at.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def last_act(session: Session, incident_id: int) -> int:
    """Id of the newest state entry that a person made: at least the declaration."""
    query = (
        select(EntryRow.id)
        .where(
            EntryRow.incident_id == incident_id, EntryRow.seq.is_not(None), EntryRow.actor != MUSTER
        )
        .order_by(EntryRow.seq.desc())
        .limit(1)
    )
    return session.scalars(query).one()


def is_archived(session: Session, incident_id: int, channel: str) -> bool:
    """Whether the incident's channel is archived, as Slack last told."""
    query = (
        select(EntryRow.kind)
        .where(
            EntryRow.incident_id == incident_id,
            EntryRow.channel == channel,
            EntryRow.kind.in_([Kind.CHANNEL_ARCHIVED.value, Kind.CHANNEL_UNARCHIVED.value]),
        )
        .order_by(EntryRow.occurred_at.desc(), EntryRow.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none() == Kind.CHANNEL_ARCHIVED


def last_reaction_at(session: Session, incident_id: int, emoji: Sequence[str]) -> datetime | None:
    """When somebody last reacted with one of these emoji, or None."""
    query = select(func.max(EntryRow.occurred_at)).where(
        EntryRow.incident_id == incident_id,
        EntryRow.kind == Kind.REACTION_ADDED.value,
        EntryRow.text.in_([f":{name}:" for name in emoji]),
    )
    return session.scalars(query).one()


def count(session: Session, incident_id: int) -> int:
    """How many entries the incident has."""
    query = select(func.count()).where(EntryRow.incident_id == incident_id)
    return session.scalars(query).one()


def _in_order(session: Session, query: Select[*tuple[Any, ...]]) -> list[Entry]:
    """A few entries in the order in which they happened.

    Sorted here: asked to sort, SQLite walks the whole incident along the index that is in
    that order, instead of going to the few by theirs.
    """
    found = [entry_of(row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (one.occurred_at, one.id))


def _entries(session: Session, query: Select[Any]) -> list[Entry]:
    return [entry_of(row) for row in session.execute(query)]


def entry_of(row: Row[Any]) -> Entry:
    """The entry of a row that holds READ's columns, among others."""
    return upcast(
        Entry(
            id=row.id,
            seq=row.seq,
            kind=row.kind,
            version=row.version,
            occurred_at=row.occurred_at,
            recorded_at=row.recorded_at,
            actor=row.actor,
            text=row.text,
            channel=row.channel,
            source_url=row.source_url,
            source_key=row.source_key,
            message_ts=row.message_ts,
            thread=row.thread,
            data=row.data,
        )
    )
