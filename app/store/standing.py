"""What stands in a channel, according to the log: what backfill compares history with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app.incident.kinds import Kind
from app.incident.settle import REVISIONS
from app.store.tables import ENTRIES

_WORDS = sorted(REVISIONS)
#: Written out: with a parameter in its place, no database sees that the index on threads fits.
_IN_THREAD = sql("entries.thread <> ''")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages of one channel, by Slack ts; an empty end is open."""

    incident_id: int
    channel: str
    #: The first one; included.
    since: str = ""
    #: Excluded.
    before: str = ""
    #: Slack ts of the thread's parent; empty: the top level.
    thread: str = ""


def last_id(session: Session) -> int:
    """The id of the newest entry.

    What it or an older one tells had reached Muster by now, so Slack shows it to whoever
    asks from now on. No clock can say that as well.
    """
    return session.connection().execute(select(func.max(ENTRIES.c.id))).scalar() or 0


def standing(session: Session, stretch: Stretch, up_to: int) -> set[str]:
    """Ts of the messages that the log holds as not deleted, by entries up to that id."""
    columns = ENTRIES.c
    query = _live(stretch.incident_id, stretch.channel, up_to)
    query = query.where(columns.thread == stretch.thread)
    if stretch.thread:
        query = query.where(_IN_THREAD)
    if stretch.since:
        query = query.where(columns.message_ts >= stretch.since)
    if stretch.before:
        query = query.where(columns.message_ts < stretch.before)
    return set(session.connection().execute(query).scalars())


def threads(session: Session, stretch: Stretch, up_to: int) -> dict[str, set[str]]:
    """Ts of the replies that stand, by their thread's parent, whose own ts lies in a stretch.

    The parent itself may be gone.
    """
    thread = ENTRIES.c.thread
    query = _live(stretch.incident_id, stretch.channel, up_to).add_columns(thread)
    query = query.where(_IN_THREAD, thread >= stretch.since)
    if stretch.before:
        query = query.where(thread < stretch.before)
    found: dict[str, set[str]] = {}
    for ts, parent in session.connection().execute(query):
        found.setdefault(parent, set()).add(ts)
    return found


def _live(incident_id: int, channel: str, up_to: int) -> Select[Any]:
    columns = ENTRIES.c
    return select(columns.message_ts).where(
        columns.incident_id == incident_id,
        columns.channel == channel,
        columns.kind.in_(_WORDS),
        columns.message_ts != "",
        columns.id <= up_to,
        ~_is_deleted(),
    )


def _is_deleted() -> ColumnElement[bool]:
    columns, other = ENTRIES.c, ENTRIES.alias()
    return exists().where(
        and_(
            other.c.incident_id == columns.incident_id,
            other.c.message_ts == columns.message_ts,
            other.c.channel == columns.channel,
            other.c.kind == Kind.MESSAGE_DELETED.value,
        )
    )
