"""Walking an incident's running hash: is every entry there, as and where it was recorded?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, select, type_coerce
from sqlalchemy.orm import Session

from app.incident.kinds import Kind
from app.store import chain
from app.store.chain import COVERED, Head
from app.store.tables import CHAINS, ENTRIES

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which the log is not what was recorded."""

    #: Place in the incident's log, from 1.
    place: int
    #: Id of the entry that stands there; 0: none does.
    entry: int
    #: When that happened, or the last one before it; None: there is none.
    at: datetime | None
    says: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of walking a log."""

    entries: int
    broken: Broken | None


@dataclass(slots=True)
class _Walk:
    key: bytes
    #: Id of each redaction to the commitments to what it left, by place.
    left: Mapping[int, Mapping[str, str]]
    link: bytes = chain.FIRST
    place: int = 0
    last: Row[Any] | None = field(default=None)

    def step(self, row: Row[Any]) -> Broken | None:
        """Whether the next row is what was recorded next."""
        place = self.place + 1
        if row.link_no > place:
            return self._missing(f"{row.link_no - place} removed before E{row.id}")
        if row.link_no < place or (self.last is not None and row.id <= self.last.id):
            return Broken(place, row.id, row.occurred_at, "it stands in another's place")
        if problem := self._changed(row):
            return Broken(place, row.id, row.occurred_at, problem)
        self.link, self.place, self.last = bytes(row.link), place, row
        return None

    def _changed(self, row: Row[Any]) -> str:
        fixed = {**{name: getattr(row, name) for name in COVERED}, "commitment": row.commitment}
        if chain.link_of(self.key, self.link, row.link_no, fixed) != bytes(row.link):
            return "its time, author, source or place was changed"
        says = chain.commit_to(bytes(row.salt), row.text, row.stored, row.stored_raw)
        redacted = self.left.get(row.redacted_by or 0, {}).get(str(row.link_no))
        if says not in {bytes(row.commitment), bytes.fromhex(redacted or "")}:
            return "what it says was changed"
        return ""

    def end(self, head: Row[*tuple[Any, ...]] | None, incident_id: int) -> Broken | None:
        """Whether the log ends where its head says."""
        if head is None:
            return self._missing("the head of the log was removed")
        stands = Head(incident_id, head.length, bytes(head.link))
        if chain.mac_of(self.key, stands) != bytes(head.mac):
            return self._missing("the head of the log was changed, or another key is used")
        if head.length > self.place:
            return self._missing(f"the last {head.length - self.place} were cut off")
        if head.length < self.place or bytes(head.link) != self.link:
            return self._missing("the log goes on after its head")
        return None

    def _missing(self, says: str) -> Broken:
        return Broken(self.place + 1, 0, self.last.occurred_at if self.last else None, says)


def verify(session: Session, incident_id: int, key: bytes) -> Verified:
    """Walk the log of an incident; `key` is that of the running hash."""
    connection = session.connection()
    columns = (CHAINS.c.length, CHAINS.c.link, CHAINS.c.mac)
    walk = _Walk(key, _left(session, incident_id))
    # The head first: what is recorded while we walk comes after it.
    head = connection.execute(select(*columns).where(CHAINS.c.incident_id == incident_id))
    stands = head.one_or_none()
    for row in _rows(session, incident_id, stands.length if stands else None):
        if broken := walk.step(row):
            return Verified(walk.place, broken)
    return Verified(walk.place, walk.end(stands, incident_id))


def _rows(session: Session, incident_id: int, length: int | None) -> Iterator[Row[Any]]:
    columns = ENTRIES.c
    # As it is stored, to the byte: that is what was committed to.
    stored = type_coerce(columns.data, Text).label("stored")
    stored_raw = type_coerce(columns.raw, Text).label("stored_raw")
    kept = [columns[name] for name in COVERED]
    query = select(
        columns.id,
        columns.link_no,
        columns.salt,
        columns.commitment,
        columns.link,
        columns.redacted_by,
        columns.text,
        stored,
        stored_raw,
        *kept,
    ).where(columns.incident_id == incident_id)
    if length is not None:
        query = query.where(columns.link_no <= length)
    query = query.order_by(columns.link_no, columns.id)
    yield from session.connection().execute(query).yield_per(_AT_ONCE)


def _left(session: Session, incident_id: int) -> dict[int, dict[str, str]]:
    columns = ENTRIES.c
    query = select(columns.id, columns.data).where(
        columns.incident_id == incident_id, columns.kind == Kind.ENTRY_REDACTED.value
    )
    return {row_id: data.get("left", {}) for row_id, data in session.connection().execute(query)}
