"""Entries: appending them, and reading them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from app.incident.entry import Entry, upcast
from app.incident.kinds import EntryClass, Kind
from app.store import chain
from app.store.tables import EntryRow
from app.store.types import dump_json

_READ = (
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


def row_of(entry: Entry, workspace: str, incident_id: int, now: datetime) -> dict[str, Any]:
    """Column values of an entry, its data as JSON text, without its place in the chain."""
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
        "source_key": entry.source_key,
        "message_ts": entry.message_ts,
        "thread": entry.thread,
        "data": dump_json(entry.data),
    }


def append(
    session: Session,
    entries: Sequence[Entry],
    *,
    workspace: str,
    incident_id: int,
    now: datetime,
) -> list[Entry]:
    """Add entries to the log, sealed; returned as stored, with their ids.

    The caller has made sure that none of their source keys is stored yet.
    """
    if not entries:
        return []
    rows = [row_of(entry, workspace, incident_id, now) for entry in entries]
    chain.seal(session, incident_id, rows)
    ids = session.execute(
        insert(EntryRow).returning(EntryRow.id, sort_by_parameter_order=True), rows
    )
    return [
        replace(entry, id=row_id, recorded_at=now)
        for entry, row_id in zip(entries, ids.scalars(), strict=True)
    ]


def stored_keys(session: Session, workspace: str, keys: Sequence[str]) -> set[str]:
    """Which of these source keys the log holds already."""
    found = select(EntryRow.source_key).where(
        EntryRow.workspace_id == workspace, EntryRow.source_key.in_(keys)
    )
    return set(session.scalars(found))


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
    query = select(*_READ).where(EntryRow.incident_id == incident_id)
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
    query = select(*_READ).where(EntryRow.incident_id == incident_id, EntryRow.seq.is_not(None))
    return _entries(session, query.order_by(EntryRow.seq))


def by_ids(session: Session, incident_id: int, ids: Sequence[int]) -> list[Entry]:
    """Entries of one incident by id, in the order in which they happened."""
    query = select(*_READ).where(EntryRow.incident_id == incident_id, EntryRow.id.in_(ids))
    query = query.order_by(EntryRow.occurred_at, EntryRow.id)
    return _entries(session, query)


def by_key(session: Session, workspace: str, key: str) -> Entry | None:
    """The entry with this source key, or None."""
    query = select(*_READ).where(EntryRow.workspace_id == workspace, EntryRow.source_key == key)
    return next(iter(_entries(session, query)), None)


def about_message(session: Session, incident_id: int, message_ts: str) -> list[Entry]:
    """All that is recorded of one Slack message: its posting, edits, reactions, deletion."""
    query = select(*_READ).where(
        EntryRow.incident_id == incident_id, EntryRow.message_ts == message_ts
    )
    query = query.order_by(EntryRow.occurred_at, EntryRow.id)
    return _entries(session, query)


def last_at(session: Session, incident_id: int, kind: Kind) -> datetime | None:
    """When an entry of this kind last happened, or None."""
    query = (
        select(EntryRow.occurred_at)
        .where(EntryRow.incident_id == incident_id, EntryRow.kind == kind.value)
        .order_by(EntryRow.occurred_at.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def last_reaction_at(session: Session, incident_id: int, emoji: Sequence[str]) -> datetime | None:
    """When somebody last reacted with one of these emoji, or None."""
    if not emoji:
        return None
    reactions = entries(session, incident_id, kinds=[Kind.REACTION_ADDED])
    return max(
        (one.occurred_at for one in reactions if one.data["reaction"] in emoji), default=None
    )


def count(session: Session, incident_id: int) -> int:
    """How many entries the incident has."""
    query = select(func.count()).where(EntryRow.incident_id == incident_id)
    return session.scalars(query).one()


def _entries(session: Session, query: Select[Any]) -> list[Entry]:
    return [upcast(Entry(**row)) for row in session.execute(query).mappings()]
