"""Group commit: concurrent recordings share one transaction, each acked when it is durable.

One thread writes. While it waits for the disk, recordings queue up; the next transaction
takes them all, so the cost of a durable commit is shared by everybody who waits for it. It
begins when as many wait as were under way at the end of the last one, or a moment later:
whoever was just acknowledged sends the next message at once, and would miss it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from app.config import Clock
from app.incident.entry import Entry
from app.store.database import Database
from app.store.recording.batch import Evidence, Recording, RecordingError, refuse, tell
from app.store.recording.commit import bindings, commit
from app.store.recording.parking import is_passing, is_refusal, park
from app.store.recording.tally import Tally

__all__ = ["Recorder", "RecordingError"]

log = logging.getLogger(__name__)

#: The most recordings one transaction takes: bounds how long the first of them waits.
MAX_BATCH = 256
#: A commit that takes longer counts as failing: Slack gives up after 3 s.
STALLED = timedelta(seconds=2.5)
#: How many times a commit's own time the next one may wait for company, and seconds at most.
PATIENCE = 1.5
MOST_PATIENCE = 0.012
#: How often a transaction is tried that lost against another, such as in a deadlock.
TRIES = 3


class Recorder:
    """Commits recordings, in the order in which they came.

    Each step of its one thread ends in a future, which takes whatever a step raises: a
    defect of ours fails the recording that met it, and the thread goes on.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[Recording] = deque()
        #: How many are awaited before a transaction begins, and how long at most, seconds.
        self._awaited = 1
        self._patience = 0.0
        self._enough = threading.Event()
        #: Parts of a batch that failed, to be tried by themselves.
        self._parts: deque[list[Recording]] = deque()
        self._idle = threading.Condition()
        self._started = False
        self._busy = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recorder")
        #: Channels that were an incident's when last asked. That one is not among them
        #: says nothing: the database is asked.
        self._bound: set[tuple[str, str]] = set()
        self.tally = Tally()
        self._failing_since: datetime | None = None
        #: When the step under way began, real time; None between steps.
        self._began: datetime | None = None

    def start(self) -> None:
        """Begin to record."""
        self._started = True
        self._go_on()

    def stop(self, within: float = 10.0) -> None:
        """Record what waits, then end; after `within` seconds end anyway."""
        with self._idle:
            if self._started:
                self._idle.wait_for(lambda: not (self._busy or self._waiting), within)
            self._started = False
        self._thread.shutdown(wait=False)

    @property
    def failing_since(self) -> datetime | None:
        """Since when nothing can be committed, real time; None while it can."""
        began = self._began
        if self._failing_since is None and began and self._clock.real() - began > STALLED:
            return began
        return self._failing_since

    @property
    def busy_seconds(self) -> float:
        """How long the step under way has taken, real seconds; 0 between steps."""
        began = self._began
        return (self._clock.real() - began).total_seconds() if began else 0.0

    @property
    def waiting(self) -> int:
        """How many recordings wait for a transaction to begin."""
        return len(self._waiting)

    def knows(self, workspace: str, channel: str) -> bool:
        """Whether the channel was an incident's when last asked; False says nothing."""
        return (workspace, channel) in self._bound

    def submit(
        self, workspace: str, channel: str, entries: Sequence[Entry], incident_id: int | None = None
    ) -> Future[int]:
        """Queue entries; the future ends when they are durable.

        Its result is how many were new; its exception is `RecordingError`. Without an
        `incident_id` they belong to the incident whose channel it is.
        """
        done: Future[int] = Future()
        self.add(Recording(workspace, channel, Evidence(entries), incident_id, done=done))
        return done

    def add(self, recording: Recording) -> None:
        """Queue a recording; its `done` ends when it is durable."""
        self._waiting.append(recording)
        if len(self._waiting) >= self._awaited:
            self._enough.set()
        self._go_on()

    def _go_on(self) -> None:
        """Begin the next step, unless one is under way: its end comes here again."""
        with self._idle:
            if self._busy or not self._started:
                return
            if not (self._parts or self._waiting):
                self._idle.notify_all()
                return
            self._busy = True
        self._began = self._clock.real()
        batch: list[Recording] = []
        step = self._thread.submit(self._step, batch)
        step.add_done_callback(partial(self._stepped, batch))

    def _take(self, batch: list[Recording]) -> None:
        """Fill `batch` with what is next."""
        if self._parts:
            batch.extend(self._parts.popleft())
            return
        if len(self._waiting) < self._awaited:
            self._enough.wait(self._patience)
        self._enough.clear()
        size = min(len(self._waiting), MAX_BATCH)
        batch.extend(self._waiting.popleft() for _ in range(size))

    def _step(self, batch: list[Recording]) -> list[int]:
        """Fill a batch and make it durable; how many entries of each recording were new."""
        self._take(batch)
        began = time.perf_counter()
        self._ask_for(batch)
        ours = [one for one in batch if one.incident_id is not None or one.place in self._bound]
        counts = dict(zip(map(id, ours), self._commit(ours), strict=True)) if ours else {}
        self.tally.commits += bool(ours)
        self.tally.entries += sum(counts.values())
        took = time.perf_counter() - began
        self.tally.seconds += took
        self._patience = min(took * PATIENCE, MOST_PATIENCE)
        self._awaited = len(batch) + len(self._waiting)
        return [counts.get(id(one), 0) for one in batch]

    def _ask_for(self, batch: list[Recording]) -> None:
        """Ask for channels that are not known as an incident's: of most, nothing is kept."""
        strange = {one.place for one in batch if one.incident_id is None} - self._bound
        if strange:
            with self._database.read() as session:
                self._bound.update(bindings(session, strange))

    def _commit(self, ours: list[Recording]) -> list[int]:
        for _ in range(TRIES - 1):
            try:
                return commit(self._database, self._clock, ours)
            except SQLAlchemyError as error:
                if not is_passing(error):
                    raise
        return commit(self._database, self._clock, ours)

    def _stepped(self, batch: list[Recording], step: Future[list[int]]) -> None:
        """Tell who waits, or find the recording at fault; the others must not wait for it."""
        error = step.exception()
        self._began = None
        if error is None:
            self._failing_since = None
            tell(batch, step.result())
        elif isinstance(error, SQLAlchemyError) and not is_refusal(error):
            self._fail(batch, error)
        elif len(batch) > 1:
            middle = len(batch) // 2
            self._parts.extendleft([batch[middle:], batch[:middle]])
        else:
            self._give_up(batch[0], error)
            return
        self._end_step()

    def _end_step(self) -> None:
        with self._idle:
            self._busy = False
        self._go_on()

    def _fail(self, batch: list[Recording], error: BaseException) -> None:
        """The database does not take anything: Slack is to send it again."""
        self._failing_since = self._failing_since or self._clock.real()
        self.tally.refused += len(batch)
        refuse(batch, str(error))

    def _give_up(self, recording: Recording, error: BaseException) -> None:
        """Park what cannot be recorded: still within the step, so that nothing overtakes it."""
        log.error("a recording is parked: see `muster parked`", exc_info=error)
        parking = self._thread.submit(self._park, recording, error)
        parking.add_done_callback(partial(self._parked, recording, error))

    def _park(self, recording: Recording, error: BaseException) -> None:
        with self._database.write() as session:
            park(session, recording, error, self._clock.real())

    def _parked(self, recording: Recording, error: BaseException, parking: Future[None]) -> None:
        failed = parking.exception()
        if isinstance(failed, SQLAlchemyError):
            self._fail([recording], failed)
        elif failed:
            log.error("a recording could not be parked", exc_info=failed)
            self.tally.refused += 1
            refuse([recording], str(failed))
        elif is_refusal(error):
            self.tally.parked += 1
            tell([recording], [0])
        else:
            # A defect of ours: it is kept, and Slack may still bring it again once mended.
            self.tally.parked += 1
            self.tally.refused += 1
            refuse([recording], f"{type(error).__name__}: {error}")
        self._end_step()
