"""Emptying rows of the log, and taking what they said out of everything else at rest.

The chain stays whole: a row keeps its first commitment, and the entry that says that it
was redacted holds the commitment to what is left of it; see `chain`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.settle import REVISIONS
from app.store import chain, words
from app.store.tables import (
    ENTRIES,
    ChainRow,
    EntryRow,
    OutboxRow,
    ParkedRow,
    PostmortemRow,
)
from app.store.types import dump_json, load_json

#: Kinds that hold the words of a message.
_WORDS = sorted({*REVISIONS, Kind.MESSAGE_ORIGINAL, Kind.ALERT_RECEIVED})


@dataclass(frozen=True, slots=True)
class Held:
    """What a row of the log holds."""

    id: int
    link_no: int
    kind: str
    text: str
    data: dict[str, Any]
    source_url: str


@dataclass(frozen=True, slots=True)
class Left:
    """What is to be left of a row."""

    row: Held
    text: str
    data: Mapping[str, Any]
    salt: bytes

    @property
    def commitment(self) -> bytes:
        """To what is left; the raw payload goes in any case."""
        return chain.commit_to(self.salt, self.text, dump_json(self.data), None)


_COLUMNS = (
    EntryRow.id,
    EntryRow.link_no,
    EntryRow.kind,
    EntryRow.text,
    EntryRow.data,
    EntryRow.source_url,
)


def same_words(session: Session, incident_id: int, entry: Entry) -> list[Held]:
    """The row of an entry, and of every other that holds words of the same message."""
    query = select(*_COLUMNS).where(EntryRow.incident_id == incident_id)
    mine = EntryRow.id == entry.id
    if entry.kind in _WORDS and entry.message_ts:
        about = (EntryRow.message_ts == entry.message_ts) & (EntryRow.channel == entry.channel)
        mine = or_(mine, about & EntryRow.kind.in_(_WORDS))
    return _held(session, query.where(mine))


def said_by_muster(session: Session, incident_id: int) -> list[Held]:
    """The rows of the incident's state entries, which may quote messages."""
    query = select(*_COLUMNS).where(EntryRow.incident_id == incident_id, EntryRow.seq.is_not(None))
    return _held(session, query)


def _held(session: Session, query: Select[*tuple[Any, ...]]) -> list[Held]:
    return [Held(*row) for row in session.execute(query.order_by(EntryRow.id))]


def left(row: Held, text: str, data: Mapping[str, Any]) -> Left:
    """What is to be left of a row, under new random bytes."""
    return Left(row, text, data, os.urandom(chain.SALT_BYTES))


def overwrite(session: Session, several: Iterable[Left], redaction: int) -> None:
    """Put what is left in the place of what was; `redaction` is the id of the entry that says so."""
    connection = session.connection()
    for one in several:
        changed = update(ENTRIES).where(ENTRIES.c.id == one.row.id)
        values = {"text": one.text, "data": one.data, "raw": None, "salt": one.salt}
        connection.execute(changed.values(**values, redacted_by=redaction))
        words.forget(connection, one.row.id, one.row.text)
        words.index(connection, [(one.row.id, one.text)])
    words.scour(connection)


def count(session: Session, incident_id: int) -> None:
    """Note in the incident's head that something was redacted: the recorder asks there."""
    head = update(ChainRow).where(ChainRow.incident_id == incident_id)
    session.execute(head.values(redactions=ChainRow.redactions + 1))


def elsewhere(session: Session, incident_id: int, without: Callable[[Any], Any]) -> bool:
    """Take quotes out of the incident's outbox rows and postmortems.

    Returns whether a postmortem or its review held one.
    """
    table = OutboxRow.__table__.c
    texts = (table.payload, table.result, table.error)
    _rewrite(session, OutboxRow, texts, OutboxRow.incident_id == incident_id, without)
    documents = PostmortemRow.__table__.c
    columns = (documents.document, documents.review)
    where = PostmortemRow.incident_id == incident_id
    return _rewrite(session, PostmortemRow, columns, where, without)


def _rewrite(
    session: Session,
    row: type[OutboxRow | PostmortemRow],
    columns: Sequence[ColumnElement[Any]],
    where: ColumnElement[bool],
    without: Callable[[Any], Any],
) -> bool:
    changed = False
    for row_id, *before in session.execute(select(row.id, *columns).where(where)).all():
        after = [without(value) for value in before]
        if after != before:
            values = dict(zip(columns, after, strict=True))
            session.execute(update(row).where(row.id == row_id).values(values))
            changed = True
    return changed


def unpark(session: Session, workspace: str, places: Collection[str], message_ts: str) -> None:
    """Drop what is parked about a message, by the ids of its channel."""
    parked = select(ParkedRow.id, ParkedRow.entry).where(
        ParkedRow.workspace_id == workspace, ParkedRow.channel.in_(places)
    )
    for row_id, entry in session.execute(parked).all():
        if message_ts in _leaves(load_json(entry)):
            session.execute(delete(ParkedRow).where(ParkedRow.id == row_id))


def _leaves(value: object) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
