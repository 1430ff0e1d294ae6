"""APScheduler: one tick and a few housekeeping jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from urllib.request import urlopen

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from app.flows import digests, housekeeping, listening, timers
from app.flows.muster import Muster

log = logging.getLogger(__name__)

#: How often due steps are looked for, real seconds: so late a reminder is at most, before
#: Slack is asked. A scaled clock asks more often.
TICK_SECONDS = 0.25
FASTEST_TICK_SECONDS = 0.1
#: How often it is asked whose history must be read again.
SWEEP_SECONDS = 60.0
#: How often what is old is forgotten.
TIDY_SECONDS = 3600.0
#: How often the search index is put in order while messages come.
ORDER_SECONDS = 1.0
#: How often the heartbeat goes out, and how long it may take: beside the tick.
HEARTBEAT_SECONDS = 30.0
PING_SECONDS = 10.0


class Scheduler:
    """Ticks until it is stopped; any number of schedulers may share a database."""

    def __init__(
        self,
        muster: Muster,
        is_connected: Callable[[], bool] = lambda: True,
        also: Mapping[Callable[[], None], float] | None = None,
        heartbeat_url: str = "",
    ) -> None:
        self._muster = muster
        #: Jobs of others, and how often they are done, seconds.
        self._also = also or {}
        self._is_connected = is_connected
        self._heartbeat_url = heartbeat_url
        #: Whether a tick succeeded since the last heartbeat.
        self._ticked = threading.Event()
        #: How many entries were recorded when the search index was last put in order.
        self._ordered = 0
        #: Held while a tick is under way.
        self._idle = threading.Lock()
        self._stopping = threading.Event()
        self._jobs = BackgroundScheduler(timezone="UTC")
        #: When the last tick ended, monotonic seconds: shows that it is alive.
        self.beat = time.monotonic()

    def start(self) -> None:
        """Begin to tick."""
        every = max(TICK_SECONDS / self._muster.clock.speed, FASTEST_TICK_SECONDS)
        self._jobs.add_job(
            self.tick, "interval", seconds=every, max_instances=1, coalesce=True, id="tick"
        )
        self._every(listening.HEARD_SECONDS, self.listen)
        self._every(SWEEP_SECONDS, self.sweep)
        for job, seconds in self._also.items():
            self._every(seconds, job)
        self._every(TIDY_SECONDS, self.tidy)
        self._every(ORDER_SECONDS, self.order)
        if self._heartbeat_url:
            self._every(HEARTBEAT_SECONDS, self.ping)
        self._jobs.start()

    def _every(self, seconds: float, job: Callable[[], None]) -> None:
        self._jobs.add_job(job, "interval", seconds=seconds, max_instances=1, coalesce=True)

    def stop(self, within: float = 10.0) -> None:
        """Tick no more; let a tick that is under way end, if it does within so many seconds."""
        self._jobs.remove_all_jobs()
        self._stopping.set()
        # Not held: a tick that is already with a worker would wait for ever, and the program for it.
        if self._idle.acquire(timeout=within):
            self._idle.release()
        self._jobs.shutdown(wait=False)

    def tick(self) -> None:
        """Say what is due; a database that is away is tried again at the next tick."""
        with self._idle:
            if self._stopping.is_set():
                return
            try:
                timers.tick(self._muster)
                digests.tick(self._muster)
            except SQLAlchemyError as error:
                log.warning("the tick could not read what is due: %s", error)
            else:
                self._ticked.set()
            self.beat = time.monotonic()

    def ping(self) -> None:
        """Tell something outside that ticks succeed; it notices when nothing comes."""
        if not self._ticked.is_set():
            return
        self._ticked.clear()
        try:
            with urlopen(self._heartbeat_url, timeout=PING_SECONDS) as answer:  # noqa: S310 - checked by Settings
                answer.read(1)
        except (OSError, HTTPException) as error:
            # Without the address: whoever knows it may ping in our name.
            log.warning("the heartbeat could not be sent: %s", type(error).__name__)

    def listen(self) -> None:
        """Note that Slack can reach us, if it can."""
        try:
            if self._is_connected():
                for workspace in self._muster.identities:
                    listening.heard(self._muster, workspace)
        except SQLAlchemyError as error:
            log.warning("it could not be noted that Slack can reach us: %s", error)

    def sweep(self) -> None:
        """Read the history of channels again from time to time."""
        try:
            listening.sweep(self._muster)
        except SQLAlchemyError as error:
            log.warning("the sweep could not begin: %s", error)

    def tidy(self) -> None:
        """Forget what is old."""
        try:
            housekeeping.tidy(self._muster)
        except SQLAlchemyError as error:
            log.warning("what is old could not be forgotten: %s", error)

    def order(self) -> None:
        """Put the search index in order, if anything was recorded."""
        recorded = self._muster.recorder.tally.entries
        if recorded == self._ordered:
            return
        try:
            housekeeping.order(self._muster)
        except SQLAlchemyError as error:
            log.warning("the search index could not be put in order: %s", error)
        else:
            self._ordered = recorded
