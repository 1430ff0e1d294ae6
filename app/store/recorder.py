"""Group commit: concurrent recordings share one transaction, each acked when it is durable.

One thread writes. While it waits for the disk, recordings queue up; the next transaction
takes them all, so the cost of a durable commit is shared by everybody who waits for it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.orm import Session

from app.config import Clock
from app.incident.entry import Entry
from app.store import chain, timeline
from app.store.database import Database
from app.store.tables import ChannelRow, ParkedRow

#: The most recordings one transaction takes: bounds how long the first of them waits.
MAX_BATCH = 256
#: What concerns a recording itself: the database refuses its row, or our own code trips
#: over it. Anything else concerns the database.
_REFUSED = (
    DataError,
    IntegrityError,
    StatementError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


class RecordingError(Exception):
    """The recording is not durable: do not acknowledge, Slack will send it again."""


@dataclass(slots=True)
class Recording:
    """Evidence about one channel, and the promise of its result."""

    workspace: str
    channel: str
    entries: Sequence[Entry]
    #: How many of the entries were new; 0 for what was recorded before, or concerns no
    #: incident.
    done: Future[int] = field(default_factory=Future)


class Recorder:
    """Commits recordings, in the order in which they came."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[Recording] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        #: Since when commits fail, real time; None while they succeed.
        self.failing_since: datetime | None = None
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self) -> None:
        """Begin to record."""
        self._thread.start()

    def stop(self) -> None:
        """Record what waits, then end."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def submit(self, workspace: str, channel: str, entries: Sequence[Entry]) -> Future[int]:
        """Queue a recording; the future ends when it is durable.

        Its result is how many entries were new; its exception is `RecordingError`.
        """
        recording = Recording(workspace, channel, entries)
        with self._changed:
            self._waiting.append(recording)
            self._changed.notify()
        return recording.done

    def _run(self) -> None:
        while batch := self._next_batch():
            self._settle(batch)

    def _next_batch(self) -> list[Recording]:
        with self._changed:
            while not self._waiting and not self._stopping:
                self._changed.wait()
            size = min(len(self._waiting), MAX_BATCH)
            return [self._waiting.popleft() for _ in range(size)]

    def _settle(self, batch: list[Recording]) -> None:
        try:
            counts = self._commit(batch)
        except _REFUSED as error:
            self._isolate(batch, error)
        except SQLAlchemyError as error:
            self._fail(batch, error)
        else:
            self.failing_since = None
            for recording, count in zip(batch, counts, strict=True):
                recording.done.set_result(count)

    def _isolate(self, batch: list[Recording], error: Exception) -> None:
        """Find the recording that the database refuses; the others must not wait for it."""
        if len(batch) > 1:
            middle = len(batch) // 2
            self._settle(batch[:middle])
            self._settle(batch[middle:])
            return
        try:
            self._park(batch[0], error)
        except SQLAlchemyError as second:
            self._fail(batch, second)
        else:
            batch[0].done.set_result(0)

    def _fail(self, batch: list[Recording], error: Exception) -> None:
        self.failing_since = self.failing_since or self._clock.real()
        for recording in batch:
            recording.done.set_exception(RecordingError(str(error)))

    def _commit(self, batch: list[Recording]) -> list[int]:
        with self._database.write() as session:
            incident_of = bindings(session, {(one.workspace, one.channel) for one in batch})
            counts = [0] * len(batch)
            for incident_id in sorted(set(incident_of.values())):
                self._commit_incident(session, incident_id, incident_of, batch, counts)
            return counts

    def _commit_incident(
        self,
        session: Session,
        incident_id: int,
        incident_of: dict[tuple[str, str], int],
        batch: list[Recording],
        counts: list[int],
    ) -> None:
        """Add what the batch holds for one incident; its head is locked first."""
        mine = [
            (index, entry)
            for index, one in enumerate(batch)
            if incident_of.get((one.workspace, one.channel)) == incident_id
            for entry in one.entries
        ]
        if not mine:
            return
        chain.lock_head(session, incident_id)
        workspace = batch[mine[0][0]].workspace
        known = timeline.stored_keys(session, workspace, [entry.source_key for _, entry in mine])
        fresh: list[Entry] = []
        for index, entry in mine:
            if entry.source_key not in known:
                known.add(entry.source_key)
                fresh.append(entry)
                counts[index] += 1
        timeline.append(
            session, fresh, workspace=workspace, incident_id=incident_id, now=self._clock.now()
        )

    def _park(self, recording: Recording, error: Exception) -> None:
        """Keep a payload that cannot be recorded where a person sees it."""
        with self._database.write() as session:
            for entry in recording.entries:
                session.merge(
                    ParkedRow(
                        workspace_id=recording.workspace,
                        incident_id=None,
                        source_key=entry.source_key,
                        at=self._clock.real(),
                        error=str(error)[:2000],
                        payload=ascii(dict(entry.data)),
                    )
                )


def bindings(session: Session, channels: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The incidents of these (workspace, channel) pairs; channels of no incident are absent.

    Asked each time, never remembered: a channel that is being bound at this moment, by
    this process or another, must not be taken for one that is not.
    """
    query = select(ChannelRow.workspace_id, ChannelRow.channel, ChannelRow.incident_id).where(
        tuple_(ChannelRow.workspace_id, ChannelRow.channel).in_(channels)
    )
    return {(workspace, channel): found for workspace, channel, found in session.execute(query)}
