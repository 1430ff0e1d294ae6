"""One transaction that makes a batch of recordings durable.

On PostgreSQL it waits for the server twice: for what the logs hold already, and for the
COMMIT, which goes out together with all that is inserted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

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
from app.store.recording.statements import Found, Place, Wanted, look
from app.store.tables import CHANNELS
from app.store.timeline import bounded
from app.store.trips import together

_MEMBERS = (Kind.MEMBER_JOINED, Kind.MEMBER_LEFT)


def bindings(session: Session, places: Collection[Place]) -> set[Place]:
    """Which of these (workspace, channel) are an incident's."""
    columns = CHANNELS.c
    query = select(columns.workspace_id, columns.channel).where(
        tuple_(columns.workspace_id, columns.channel).in_(places)
    )
    return {(workspace, channel) for workspace, channel in session.execute(query)}


@dataclass(slots=True)
class Share:
    """What of a batch belongs to one incident."""

    workspace: str
    head: Head
    recordings: list[Recording] = field(default_factory=list)
    #: Of each recording, the entries that are new.
    news: list[list[Entry]] = field(default_factory=list)

    @property
    def fresh(self) -> list[Entry]:
        """All entries that are new."""
        return [entry for several in self.news for entry in several]

    @property
    def has_more_to_do(self) -> bool:
        """Whether something follows from what is new, besides its being recorded."""
        return any(entry.kind in _MEMBERS for entry in self.fresh) or any(
            several and one.read().effects
            for one, several in zip(self.recordings, self.news, strict=True)
        )


def commit(database: Database, clock: Clock, batch: Sequence[Recording]) -> list[int]:
    """Record a batch; for each recording, how many of its entries were new.

    Raises:
        SQLAlchemyError: nothing of it is kept.
    """
    wanted = _wanted(batch)
    with database.write() as session:
        found = _look(session, wanted)
        shares = _shares(batch, found.heads)
        if any(head.known_as for head in found.heads.values()):
            # What they tell bears other keys now.
            found = _look(session, _wanted(batch))
        for share in shares:
            _sift(session, share, found.known[share.workspace])
        shares = [share for share in shares if share.fresh]
        ids = iter(_enough_ids(session, shares, found.ids))
        is_all = not any(share.has_more_to_do for share in shares)
        with database.closing(session) if is_all else together(session.connection()):
            for share in shares:
                _add(session, share, list(islice(ids, len(share.fresh))), clock)
        if not is_all:
            for share in shares:
                _note_members(session, share)
                _owe(session, share, clock.real())
    return _counts(batch, shares)


def _wanted(batch: Sequence[Recording]) -> Wanted:
    keys: dict[str, set[str]] = {}
    for one in batch:
        told = keys.setdefault(one.workspace, set())
        told.update(bounded(entry.source_key) for entry in one.read().entries)
    places = {one.place for one in batch if one.incident_id is None}
    named = {one.incident_id for one in batch if one.incident_id is not None}
    listed = {workspace: list(told) for workspace, told in keys.items() if told}
    return Wanted(sorted(places), sorted(named), listed)


def _look(session: Session, wanted: Wanted) -> Found:
    found = look(session.connection(), wanted)
    missing = [one for one in wanted.incidents if one not in found.heads]
    if missing:
        # Logs that hold nothing yet. Looked at once more now that they are locked, too.
        for incident_id in missing:
            chain.lock_head(session, incident_id)
        found = look(session.connection(), wanted)
    return found


def _shares(batch: Sequence[Recording], heads: dict[Place | int, Head]) -> list[Share]:
    shares: dict[tuple[int, str], Share] = {}
    for one in batch:
        head = heads.get(one.incident_id or one.place)
        if head is None:
            continue
        if head.since:
            one.leave_out_before(head.since)
        if head.known_as:
            one.keep_known_as(head.known_as)
        if one.read().entries:
            key = (head.incident_id, one.workspace)
            shares.setdefault(key, Share(one.workspace, head)).recordings.append(one)
    return list(shares.values())


def _sift(session: Session, share: Share, known: set[str]) -> None:
    """Tell what is new; `known` are the keys of the whole workspace, here and in the log."""
    entries = [entry for one in share.recordings for entry in one.read().entries]
    sifted = sift(session, share.workspace, share.head, entries, known)
    share.news = [
        [entry for _ in one.read().entries if (entry := next(sifted))] for one in share.recordings
    ]


def _enough_ids(session: Session, shares: Sequence[Share], ids: list[int]) -> list[int]:
    # A key that is known can stand for an entry all the same: the first text of a message
    # that was recorded from its edited form.
    lacking = sum(len(share.fresh) for share in shares) - len(ids)
    return ids + timeline.new_ids(session.connection(), lacking) if lacking > 0 else ids


def _add(session: Session, share: Share, ids: Sequence[int], clock: Clock) -> None:
    timeline.add(
        session,
        share.fresh,
        workspace=share.workspace,
        head=share.head,
        now=clock.now(),
        ids=ids,
    )


def _note_members(session: Session, share: Share) -> None:
    """Keep who is in the channel; a join that arrives after the leave changes nothing."""
    incident_id = share.head.incident_id
    for person in {entry.actor for entry in share.fresh if entry.kind in _MEMBERS}:
        last = timeline.last_of(session, incident_id, person, _MEMBERS)
        present = last is not None and last.kind == Kind.MEMBER_JOINED
        incidents.set_member(session, incident_id, person, present=present)


def _owe(session: Session, share: Share, now: datetime) -> None:
    for one, several in zip(share.recordings, share.news, strict=True):
        effects = one.read().effects if several else ()
        owed = [replace(effect, incident_id=share.head.incident_id) for effect in effects]
        outbox.queue(session, owed, now)


def _counts(batch: Sequence[Recording], shares: Sequence[Share]) -> list[int]:
    new = {
        id(one): len(several)
        for share in shares
        for one, several in zip(share.recordings, share.news, strict=True)
    }
    return [new.get(id(one), 0) for one in batch]
