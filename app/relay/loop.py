"""The relay: claims effects and performs them beside each other."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from uuid import uuid4

from app.flows.muster import Muster
from app.relay.beside import beside
from app.relay.hold import Hold
from app.relay.perform import perform
from app.relay.registry import EFFECTS
from app.store import outbox
from app.store.outbox import LEASE, Job

log = logging.getLogger(__name__)

#: Effects performed beside each other by one process: they wait for Slack, not for us.
WORKERS = 24
#: While this many long effects run, no further one is taken: drafting never starves reminders.
LONG_WORKERS = 2
#: How often the outbox is looked at when nothing wakes the relay, seconds: what other
#: processes queued.
POLL_SECONDS = 0.5
#: How often the leases of what is under way are lengthened.
RENEW = LEASE / 3
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
        self._busy: dict[Future[None], Hold] = {}
        self._long: set[Future[None]] = set()
        self._renewed_at = muster.real()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        #: When the loop last went round, monotonic seconds: shows that it is alive.
        self.beat = time.monotonic()

    def start(self) -> None:
        """Begin to perform."""
        database = self._muster.database
        if database.is_sqlite:
            # One process has the file: whoever held leases is dead, nobody need wait for them.
            with database.write() as session:
                outbox.take_over(session, self._muster.real())
        database.on_queued(self.wake)
        self._thread.start()

    def wake(self) -> None:
        """There may be something to do."""
        self._awake.set()

    def drain(self) -> None:
        """Take nothing new, and begin no further call for what is under way."""
        self._stopping.set()
        self._awake.set()

    def stop(self, within: float = 10.0) -> bool:
        """Finish or hand back what is under way; whether that was done in time.

        What was not is left to its lease.
        """
        began = time.monotonic()
        self.drain()
        self._thread.join(within)
        left = max(within - (time.monotonic() - began), 0.0)
        unfinished = wait(list(self._busy), left).not_done
        self._pool.shutdown(wait=False)
        return not unfinished

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.beat = time.monotonic()
            self._awake.clear()
            self._awake.wait(self._round())

    def _round(self) -> float:
        """Take what may go out; returns how long to rest, seconds."""
        try:
            self._renew()
            free = WORKERS + len(self._long) - len(self._busy)
            if self._take(free) >= free:
                # Whoever has done its effect wakes us.
                return POLL_SECONDS
            return self._pause()
        except Exception as error:
            log.warning("the outbox cannot be read", exc_info=error)
            return POLL_SECONDS

    def _pause(self) -> float:
        """Until the next effect is due, a limit ends, or others may have queued something."""
        now = self._muster.real()
        with self._muster.database.read() as session:
            at = outbox.next_at(session, now)
        left = (at - now).total_seconds() if at else POLL_SECONDS
        return min(max(left, 0.005), POLL_SECONDS)

    def _take(self, free: int) -> int:
        """Begin as many effects as there are workers free; returns how many there were."""
        jobs = self.claim(free) if free > 0 else []
        for job in jobs:
            self._begin(self._hold(job))
        return len(jobs)

    def _begin(self, hold: Hold) -> None:
        work = partial(perform, self._muster, self.owner, hold)
        if EFFECTS[hold.job.effect].long:
            future = beside(work, f"relay-{hold.job.effect}")
            self._long.add(future)
        else:
            future = self._pool.submit(work)
        self._busy[future] = hold
        future.add_done_callback(self._done)

    def _hold(self, job: Job) -> Hold:
        return Hold(self._muster, job, EFFECTS[job.effect].method, self._stopping)

    def _done(self, future: Future[None]) -> None:
        self._busy.pop(future, None)
        self._long.discard(future)
        self._awake.set()

    def _renew(self) -> None:
        """Keep what is under way ours, however long it takes (a draft takes minutes)."""
        now = self._muster.real()
        holds = {hold.job.id: hold for hold in list(self._busy.values())}
        if not holds or now - self._renewed_at < RENEW:
            return
        with self._muster.database.write() as session:
            ours = outbox.renew(session, self.owner, list(holds), now)
        for job_id in ours:
            holds[job_id].lease_until = now + LEASE
        self._renewed_at = now

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
            perform(self._muster, self.owner, self._hold(job))
        return len(jobs)
