"""Walking an incident's running hash: is every entry there, as and where it was recorded?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from app.incident.kinds import Kind
from app.store import chain
from app.store.chain import COVERED, Head
from app.store.tables import CHAINS, ENTRIES
from app.store.types import load_json

_AT_ONCE = 1000
_TIMES = ("occurred_at", "recorded_at")


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


@dataclass(frozen=True, slots=True)
class _Left:
    """What a redaction left of an entry."""

    #: Id of the entry that says so.
    redaction: int
    commitment: bytes


@dataclass(slots=True)
class _Walk:
    key: bytes
    #: What the last redaction of a place left there, by place.
    left: Mapping[int, _Left]
    link: bytes = chain.FIRST
    place: int = 0
    last: Row[Any] | None = field(default=None)
    #: Redactions so far; the head counts them, too, and the recorder believes it.
    redactions: int = 0

    def step(self, row: Row[Any]) -> Broken | None:
        """Whether the next row is what was recorded next."""
        place = self.place + 1
        if row.link_no > place:
            return self._missing(f"{row.link_no - place} removed before E{row.id}")
        if row.link_no < place or (self.last is not None and row.id <= self.last.id):
            return Broken(place, row.id, _moment(row), "it stands in another's place")
        try:
            problem = self._changed(row)
        except (OverflowError, TypeError, ValueError):
            problem = "it holds what nobody recorded"
        if problem:
            return Broken(place, row.id, _moment(row), problem)
        self.link, self.place, self.last = bytes(row.link), place, row
        self.redactions += row.kind == Kind.ENTRY_REDACTED
        return None

    def _changed(self, row: Row[Any]) -> str:
        fixed = {name: getattr(row, name) for name in COVERED}
        fixed |= {name: _time(fixed[name]) for name in _TIMES}
        fixed["commitment"] = row.commitment
        if chain.link_of(self.key, self.link, row.link_no, fixed) != bytes(row.link):
            return "its time, author, source or place was changed"
        says = chain.commit_to(bytes(row.salt), row.text, row.stored, row.stored_raw)
        left = self.left.get(row.link_no)
        if says != (left.commitment if left else bytes(row.commitment)):
            return "what it says was changed"
        if row.redacted_by != (left.redaction if left else _born_redacted(row.stored)):
            return "whether it is redacted was changed"
        return ""

    def end(self, head: Row[*tuple[Any, ...]] | None, incident_id: int) -> Broken | None:
        """Whether the log ends where its head says."""
        if head is None:
            return self._missing("the head of the log was removed")
        if not self._is_sealed(head, incident_id):
            return self._missing("the head of the log was changed, or another key is used")
        if head.length > self.place:
            return self._missing(f"the last {head.length - self.place} were cut off")
        if head.beyond or bytes(head.link) != self.link:
            return self._missing("the log goes on after its head")
        if head.redactions != self.redactions:
            return self._missing("the head's count of redactions was changed")
        return None

    def _is_sealed(self, head: Row[*tuple[Any, ...]], incident_id: int) -> bool:
        try:
            stands = Head(incident_id, head.length, bytes(head.link))
            return chain.mac_of(self.key, stands) == bytes(head.mac)
        except (OverflowError, TypeError):
            return False

    def _missing(self, says: str) -> Broken:
        return Broken(self.place + 1, 0, _moment(self.last) if self.last else None, says)


def verify(session: Session, incident_id: int, key: bytes) -> Verified:
    """Walk the log of an incident; `key` is that of the running hash."""
    walk = _Walk(key, _left(session, incident_id))
    # The head first: what is recorded while we walk comes after it.
    stands = _head(session, incident_id)
    for row in _rows(session, incident_id, stands.length if stands else None):
        if broken := walk.step(row):
            return Verified(walk.place, broken)
    return Verified(walk.place, walk.end(stands, incident_id))


def _head(session: Session, incident_id: int) -> Row[*tuple[Any, ...]] | None:
    """The head, and how many rows stood beyond it at the same moment."""
    own = ENTRIES.c.incident_id == CHAINS.c.incident_id
    beyond = select(func.count()).where(own, ENTRIES.c.link_no > CHAINS.c.length)
    query = select(
        CHAINS.c.length,
        CHAINS.c.link,
        CHAINS.c.mac,
        CHAINS.c.redactions,
        beyond.correlate(CHAINS).scalar_subquery().label("beyond"),
    ).where(CHAINS.c.incident_id == incident_id)
    return session.connection().execute(query).one_or_none()


def _rows(session: Session, incident_id: int, length: int | None) -> Iterator[Row[Any]]:
    columns = ENTRIES.c
    # As it is stored, to the byte: that is what was committed to.
    as_stored = {"stored": columns.data, "stored_raw": columns.raw}
    # A time may be none any more, which must not end the walk.
    as_stored |= {name: columns[name] for name in _TIMES}
    query = select(
        columns.id,
        columns.link_no,
        columns.salt,
        columns.commitment,
        columns.link,
        columns.redacted_by,
        columns.text,
        *(type_coerce(column, Text).label(name) for name, column in as_stored.items()),
        *(columns[name] for name in COVERED if name not in _TIMES),
    ).where(columns.incident_id == incident_id)
    if length is not None:
        query = query.where(columns.link_no <= length)
    query = query.order_by(columns.link_no, columns.id)
    yield from session.connection().execute(query).yield_per(_AT_ONCE)


def _time(stored: object) -> datetime:
    """A time as a database gives it: SQLite as text, in UTC."""
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(row: Row[Any]) -> datetime | None:
    """When it happened; None: its time is none any more."""
    try:
        return _time(row.occurred_at)
    except ValueError:
        return None


def _left(session: Session, incident_id: int) -> dict[int, _Left]:
    columns = ENTRIES.c
    query = select(columns.id, type_coerce(columns.data, Text).label("stored")).where(
        columns.incident_id == incident_id, columns.kind == Kind.ENTRY_REDACTED.value
    )
    # What several redactions changed is as the last one left it.
    found = session.connection().execute(query.order_by(columns.link_no))
    return {place: left for row in found for place, left in _left_by(row)}


def _left_by(row: Row[Any]) -> list[tuple[int, _Left]]:
    """What a redaction left, by place; nothing where that was changed, which the walk finds."""
    try:
        left = load_json(row.stored)["left"].items()
        return [(int(place), _Left(row.id, bytes.fromhex(says))) for place, says in left]
    except (AttributeError, LookupError, TypeError, ValueError):
        return []


def _born_redacted(stored: str) -> int | None:
    """The redaction that an entry was recorded after, without its words; None: it has them."""
    if '"redacted"' not in stored:
        return None
    redaction = load_json(stored).get("redacted")
    return redaction if isinstance(redaction, int) else None
