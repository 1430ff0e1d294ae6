"""The relay: claims effects, performs them beside each other, and settles how it went."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.flows import answers
from app.flows.muster import Muster
from app.relay.effect import Performs, Result
from app.relay.lease import beside, renewed
from app.relay.registry import EFFECTS
from app.slack.client import TIMEOUT_SECONDS
from app.slack.errors import INSTALLATION, SlackError
from app.store import outbox
from app.store.outbox import Job

log = logging.getLogger(__name__)

#: Effects performed beside each other by one process.
WORKERS = 8
#: While this many long effects run, no further one is taken: drafting never starves reminders.
LONG_WORKERS = 2
#: How often the outbox is looked at when nothing wakes the relay, seconds: what other
#: processes queued, and what became due.
POLL_SECONDS = 0.5
#: After an attempt without an answer: long enough for Slack to show what it did.
SETTLE = timedelta(seconds=2)
#: An effect that Slack keeps refusing for passing reasons is given up after this.
GIVE_UP = timedelta(hours=24)
_METHODS = {name: performs.method for name, performs in EFFECTS.items()}
_QUICK = {name: _METHODS[name] for name, performs in EFFECTS.items() if not performs.long}


class Relay:
    """Performs the outbox; any number of relays may share a database."""

    def __init__(self, muster: Muster) -> None:
        self._muster = muster
        self.owner = uuid4().hex
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="relay")
        self._busy: dict[int, Future[None]] = {}
        self._long: dict[int, Future[None]] = {}
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        #: When the loop last went round, monotonic seconds: shows that it is alive.
        self.beat = time.monotonic()

    def start(self) -> None:
        """Begin to perform."""
        self._muster.database.on_queued(self.wake)
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._awake.set()

    def stop(self, within: float = 10.0) -> None:
        """Take nothing new; finish what is under way, or leave it to its lease."""
        self._stopping.set()
        self._awake.set()
        self._thread.join(within)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            self._awake.clear()
            try:
                found = self._take()
            except SQLAlchemyError as error:
                log.warning("the outbox cannot be read: %s", error)
                found = 0
            if not found:
                self._awake.wait(POLL_SECONDS)
        for future in [*self._busy.values(), *self._long.values()]:
            future.exception()

    def _take(self) -> int:
        free = WORKERS - len(self._busy)
        if free <= 0:
            return 0
        jobs = self.claim(free)
        for job in jobs:
            self._begin(job)
        return len(jobs)

    def _begin(self, job: Job) -> None:
        if EFFECTS[job.effect].long:
            future = beside(partial(self.perform, job), f"relay-{job.effect}")
            self._long[job.id] = future
        else:
            future = self._pool.submit(self.perform, job)
            self._busy[job.id] = future
        future.add_done_callback(partial(self._done, job.id))

    def _done(self, job_id: int, future: Future[None]) -> None:
        self._busy.pop(job_id, None)
        self._long.pop(job_id, None)
        self._awake.set()
        if not future.cancelled() and (error := future.exception()):
            log.error("outbox row %s could not be performed", job_id, exc_info=error)

    def claim(self, limit: int = WORKERS) -> list[Job]:
        """Claim what may go out now."""
        muster = self._muster
        methods = _METHODS if len(self._long) < LONG_WORKERS else _QUICK
        with muster.database.write() as session:
            return outbox.claim(session, self.owner, muster.real(), limit, methods)

    def step(self) -> int:
        """Claim and perform once, one after the other; returns how many. For tests."""
        jobs = self.claim()
        for job in jobs:
            self.perform(job)
        return len(jobs)

    def perform(self, job: Job) -> None:
        """Perform one claimed effect and settle it."""
        performs = EFFECTS[job.effect]
        if self._expired(job):
            return
        try:
            result = self._result(performs, job)
        except SlackError as error:
            self._settle_error(performs, job, error)
        else:
            self._settle(performs, job, result)

    def _expired(self, job: Job) -> bool:
        # A call may take its whole timeout: it must end before the lease does, or another
        # process would do the same beside us.
        latest = job.lease_until - timedelta(seconds=TIMEOUT_SECONDS)
        return self._muster.real() > latest

    def _result(self, performs: Performs, job: Job) -> Result:
        if job.doubtful and performs.once:
            return {"unknown": True}
        if job.doubtful and performs.look:
            found = performs.look(self._muster, job)
            if found is not None:
                return found
        if performs.long:
            with renewed(self._muster, self.owner, job):
                return performs.do(self._muster, job)
        return performs.do(self._muster, job)

    def _settle(self, performs: Performs, job: Job, result: Result) -> None:
        muster = self._muster
        with muster.database.write() as session:
            if not outbox.finish(session, job, self.owner, muster.real(), result):
                # The lease went to another process; what it finds is what counts.
                return
            pace(muster, session, job)
            if performs.step and job.incident_id:
                answers.step_done(muster, session, job, performs.step)
            if not result.get("void") and not result.get("unknown"):
                performs.then(muster, session, job, result)

    def _settle_error(self, performs: Performs, job: Job, error: SlackError) -> None:
        muster, now = self._muster, self._muster.real()
        log.info("%s of outbox row %s: %s", job.effect, job.id, error)
        with muster.database.write() as session:
            if error.retry_after is not None:
                until = now + timedelta(seconds=error.retry_after)
                channel = job.lane.removeprefix("post:") if job.lane.startswith("post:") else ""
                outbox.limit_method(session, job.workspace, error.method, until, channel)
                self._again(session, job, until, error)
            elif error.transient and now - job.created_at < GIVE_UP:
                self._again(session, job, now + backoff(job, error), error)
            else:
                self._give_up(session, performs, job, error)

    def _again(self, session: Session, job: Job, when: datetime, error: SlackError) -> None:
        doubtful = job.doubtful or error.ambiguous
        outbox.again(session, job, self.owner, when, str(error), doubtful=doubtful)

    def _give_up(self, session: Session, performs: Performs, job: Job, error: SlackError) -> None:
        muster = self._muster
        if error.code in INSTALLATION:
            log.error("Slack refuses every call (%s): %s", error.code, error.remedy)
        dead = outbox.fail(session, job, self.owner, muster.real(), str(error))
        if dead and performs.step and job.incident_id:
            answers.step_failed(muster, session, job, performs.step, error)


def backoff(job: Job, error: SlackError) -> timedelta:
    """How long to wait before the next attempt: 2 s after doubt, else 1 s doubling to 60 s."""
    if error.ambiguous:
        return SETTLE
    return timedelta(seconds=min(2.0 ** (job.attempts - 1), 60.0))


def pace(muster: Muster, session: Session, job: Job) -> None:
    """Slack takes one message a second in a channel, and a short burst: two, then one a second."""
    if EFFECTS[job.effect].method == "chat.postMessage" and job.lane.startswith("post:"):
        channel = job.lane.removeprefix("post:")
        outbox.space_out(session, job.workspace, "chat.postMessage", channel, muster.real())
