"""Reading as much of an incident's log as a page or a packet needs.

An incident can have ten thousand messages; a page shows thirty items, and a packet those
that people marked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import FOLDED
from app.store import timeline
from app.store.tables import ENTRIES, EntryRow

#: Entries that dress items wherever they stand: links that came later, redactions.
_DRESSING = (Kind.SOURCE_LINKED, Kind.ENTRY_REDACTED)
_MARKS = (Kind.MARK_ADDED, Kind.MARK_REMOVED)


@dataclass(frozen=True, slots=True)
class Page:
    """All entries that the items of one page are made of."""

    entries: list[Entry]
    #: The items on the page: an entry of each, oldest first.
    heads: list[int]
    #: Which page it is, 1 is the newest, and how many there are.
    number: int
    count: int


def page(
    session: Session, incident_id: int, number: int, size: int, hidden: Collection[str]
) -> Page:
    """One page of an incident's items, the newest first; a number too high gives the last.

    `hidden` are kinds that are no item of the page.
    """
    columns = ENTRIES.c
    shown = and_(columns.incident_id == incident_id, _is_head(hidden))
    connection = session.connection()
    total = connection.execute(select(func.count()).where(shown)).scalar_one()
    count = max(1, -(-total // size))
    number = min(max(number, 1), count)
    newest_first = (columns.occurred_at.desc(), columns.id.desc())
    query = select(columns.id).where(shown).order_by(*newest_first)
    cut = query.offset((number - 1) * size).limit(size)
    ids = list(connection.execute(cut).scalars())[::-1]
    return Page(_entries_of(session, incident_id, ids), ids, number, count)


def _is_head(hidden: Collection[str]) -> ColumnElement[bool]:
    """Whether an entry gives an item: it stands for itself, or for a posting nobody saw."""
    columns, other = ENTRIES.c, ENTRIES.alias()
    stands_already = exists().where(
        other.c.incident_id == columns.incident_id,
        other.c.message_ts == columns.message_ts,
        or_(
            other.c.kind == Kind.MESSAGE_POSTED.value,
            and_(other.c.kind == Kind.MESSAGE_EDITED.value, other.c.id < columns.id),
        ),
    )
    stands_in = and_(columns.kind == Kind.MESSAGE_EDITED.value, ~stands_already)
    return or_(columns.kind.not_in(sorted({*FOLDED, *hidden})), stands_in)


def _entries_of(session: Session, incident_id: int, ids: Collection[int]) -> list[Entry]:
    """All entries that the items of these entries are made of."""
    columns = ENTRIES.c
    places = select(columns.channel, columns.message_ts).where(
        columns.id.in_(ids), columns.message_ts != ""
    )
    messages = [tuple(row) for row in session.connection().execute(places)]
    about = and_(
        EntryRow.message_ts.in_([ts for _, ts in messages]),
        tuple_(EntryRow.channel, EntryRow.message_ts).in_(messages),
    )
    # State alone dresses: the index on `seq` spares the messages.
    dressing = and_(EntryRow.seq.is_not(None), EntryRow.kind.in_(_DRESSING))
    return _entries(session, incident_id, EntryRow.id.in_(ids), about, dressing)


def notable(session: Session, incident_id: int, emoji: Collection[str]) -> list[Entry]:
    """The entries that packets are made of: all of state, and the messages people marked.

    `emoji` are the names that mark a message.
    """
    columns = ENTRIES.c
    reactions = [f":{name}:" for name in emoji]
    marked = select(columns.message_ts).where(
        columns.incident_id == incident_id,
        or_(
            columns.kind.in_(_MARKS),
            and_(columns.kind == Kind.REACTION_ADDED.value, columns.text.in_(reactions)),
        ),
    )
    messages = set(session.connection().execute(marked).scalars()) - {""}
    return _entries(
        session, incident_id, EntryRow.seq.is_not(None), EntryRow.message_ts.in_(messages)
    )


def count_messages(session: Session, incident_id: int) -> int:
    """How many messages an incident has."""
    query = select(func.count()).where(
        ENTRIES.c.incident_id == incident_id, ENTRIES.c.kind == Kind.MESSAGE_POSTED.value
    )
    return session.connection().execute(query).scalar_one()


def _entries(session: Session, incident_id: int, *any_of: ColumnElement[bool]) -> list[Entry]:
    """Entries that fulfil any of the conditions, each once, in the order they happened.

    One query a condition: asked for all at once, no database uses an index for any.
    """
    found: dict[int, Entry] = {}
    for condition in any_of:
        query = select(*timeline.READ).where(EntryRow.incident_id == incident_id, condition)
        found.update((row.id, timeline.entry_of(row)) for row in session.execute(query))
    return sorted(found.values(), key=lambda one: (one.occurred_at, one.id))
