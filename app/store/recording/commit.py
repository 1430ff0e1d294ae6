"""One transaction that makes a batch of recordings durable."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.config import Clock
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.store import chain, incidents, outbox, timeline
from app.store.chain import Head
from app.store.database import Database
from app.store.recording.batch import Recording
from app.store.recording.sifting import sift
from app.store.recording.statements import Place, locked_heads
from app.store.tables import CHANNELS

_MEMBERS = (Kind.MEMBER_JOINED, Kind.MEMBER_LEFT)


def bindings(session: Session, places: Collection[Place]) -> set[Place]:
    """Which of these (workspace, channel) are an incident's."""
    columns = CHANNELS.c
    query = select(columns.workspace_id, columns.channel).where(
        tuple_(columns.workspace_id, columns.channel).in_(places)
    )
    return {(workspace, channel) for workspace, channel in session.execute(query)}


def commit(database: Database, clock: Clock, batch: Sequence[Recording]) -> list[int]:
    """Record a batch; for each recording, how many of its entries were new.

    Raises:
        SQLAlchemyError: nothing of it is kept.
    """
    counts = [0] * len(batch)
    with database.write() as session:
        heads = _heads(session, batch)
        mine: dict[tuple[int, str], list[int]] = {}
        for index, one in enumerate(batch):
            head = heads.get(one.incident_id or one.place)
            if head is not None and head.since:
                one.leave_out_before(head.since)
            if head is not None and head.known_as:
                one.keep_known_as(head.known_as)
            if head is not None and one.read().entries:
                mine.setdefault((head.incident_id, one.workspace), []).append(index)
        by_id = {head.incident_id: head for head in heads.values()}
        for (incident_id, workspace), indexes in mine.items():
            recordings = [batch[index] for index in indexes]
            found = _record(session, workspace, by_id[incident_id], recordings, clock)
            for index, count in zip(indexes, found, strict=True):
                counts[index] = count
    return counts


def _heads(session: Session, batch: Sequence[Recording]) -> dict[Place | int, Head]:
    """The locked head of each incident, by its channel, and by its id where it is named."""
    places = sorted({one.place for one in batch if one.incident_id is None})
    found = locked_heads(session.connection(), places) if places else {}
    heads: dict[Place | int, Head] = dict(found.items())
    for incident_id in sorted({one.incident_id for one in batch if one.incident_id is not None}):
        heads[incident_id] = chain.lock_head(session, incident_id)
    return heads


def _record(
    session: Session,
    workspace: str,
    head: Head,
    recordings: Sequence[Recording],
    clock: Clock,
) -> list[int]:
    """Add what recordings hold for one incident; how many entries of each were new."""
    entries = [entry for one in recordings for entry in one.read().entries]
    sifted = sift(session, workspace, head, entries)
    news = [[entry for _ in one.read().entries if (entry := next(sifted))] for one in recordings]
    fresh = [entry for several in news for entry in several]
    timeline.add(session, fresh, workspace=workspace, head=head, now=clock.now())
    _note_members(session, head.incident_id, fresh)
    for one, several in zip(recordings, news, strict=True):
        if several and one.read().effects:
            _owe(session, head.incident_id, one, clock.real())
    return [len(several) for several in news]


def _note_members(session: Session, incident_id: int, fresh: Sequence[Entry]) -> None:
    """Keep who is in the channel; a join that arrives after the leave changes nothing."""
    for person in {entry.actor for entry in fresh if entry.kind in _MEMBERS}:
        last = timeline.last_of(session, incident_id, person, _MEMBERS)
        present = last is not None and last.kind == Kind.MEMBER_JOINED
        incidents.set_member(session, incident_id, person, present=present)


def _owe(session: Session, incident_id: int, one: Recording, now: datetime) -> None:
    owed = [replace(effect, incident_id=incident_id) for effect in one.read().effects]
    outbox.queue(session, owed, now)
