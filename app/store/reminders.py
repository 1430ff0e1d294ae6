"""Reminders that stand in Slack: what they say, and what answered them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.store.tables import ReminderRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A reminder's message in Slack."""

    incident_id: int
    ladder: str
    #: The generation of its ladder when it was said: another one makes it stale.
    generation: int
    entry_id: int
    channel: str
    ts: str


def stand(session: Session, reminder: Standing) -> None:
    """Remember a reminder that Slack has taken."""
    row = insert(ReminderRow).values(
        incident_id=reminder.incident_id,
        ladder=reminder.ladder,
        generation=reminder.generation,
        entry_id=reminder.entry_id,
        channel=reminder.channel,
        ts=reminder.ts,
    )
    session.execute(row)


def close(
    session: Session, incident_id: int, generations: Mapping[str, int], answer: int
) -> Sequence[int]:
    """Mark every stale reminder of a locked incident as answered by an entry; their ids.

    `generations` are those that hold now.
    """
    standing = select(ReminderRow).where(
        ReminderRow.incident_id == incident_id, ReminderRow.closed_by.is_(None)
    )
    stale = [
        row
        for row in session.scalars(standing)
        if generations.get(row.ladder, row.generation) != row.generation
    ]
    for row in stale:
        row.closed_by = answer
    session.flush()
    return [row.id for row in stale]


def supersede(session: Session, newest: Standing) -> Sequence[int]:
    """Mark the earlier reminders of a ladder as said again by its newest one; their ids."""
    standing = select(ReminderRow).where(
        ReminderRow.incident_id == newest.incident_id,
        ReminderRow.ladder == newest.ladder,
        ReminderRow.entry_id < newest.entry_id,
        ReminderRow.closed_by.is_(None),
    )
    earlier = list(session.scalars(standing))
    for row in earlier:
        row.closed_by = newest.entry_id
    session.flush()
    return [row.id for row in earlier]


def closing(session: Session, reminder_id: int) -> tuple[Standing, int] | None:
    """A reminder and the entry that answered it; None when it was edited already."""
    row = session.get(ReminderRow, reminder_id)
    if row is None or row.closed_by is None:
        return None
    standing = Standing(
        incident_id=row.incident_id,
        ladder=row.ladder,
        generation=row.generation,
        entry_id=row.entry_id,
        channel=row.channel,
        ts=row.ts,
    )
    return standing, row.closed_by


def move(session: Session, incident_id: int, old: str, new: str) -> None:
    """The channel that reminders stand in has another id."""
    standing = update(ReminderRow).where(
        ReminderRow.incident_id == incident_id, ReminderRow.channel == old
    )
    session.execute(standing.values(channel=new))


def forget(session: Session, reminder_id: int) -> None:
    """It has been edited and asks for nothing any more."""
    session.execute(delete(ReminderRow).where(ReminderRow.id == reminder_id))
