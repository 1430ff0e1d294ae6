"""APScheduler: one tick and a few housekeeping jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from app.flows import digests, housekeeping, listening, timers
from app.flows.muster import Muster

log = logging.getLogger(__name__)

#: How often due steps are looked for, real seconds. A scaled clock asks more often.
TICK_SECONDS = 1.0
FASTEST_TICK_SECONDS = 0.1
#: How often it is noted that Slack can reach us: a crash leaves so much of a gap.
HEARD_SECONDS = 5.0
#: How often it is asked whose history must be read again.
SWEEP_SECONDS = 60.0
#: How often it is looked whether recording fails.
ALARM_SECONDS = 1.0
#: How often what is old is forgotten.
TIDY_SECONDS = 3600.0


class Scheduler:
    """Ticks until it is stopped; any number of schedulers may share a database."""

    def __init__(
        self,
        muster: Muster,
        is_connected: Callable[[], bool] = lambda: True,
        alarm: Callable[[], None] = lambda: None,
    ) -> None:
        self._muster = muster
        self._alarm = alarm
        self._is_connected = is_connected
        #: Held while a tick is under way.
        self._idle = threading.Lock()
        self._jobs = BackgroundScheduler(timezone="UTC")
        #: When the last tick ended, monotonic seconds: shows that it is alive.
        self.beat = time.monotonic()

    def start(self) -> None:
        """Begin to tick."""
        every = max(TICK_SECONDS / self._muster.clock.speed, FASTEST_TICK_SECONDS)
        self._jobs.add_job(
            self.tick, "interval", seconds=every, max_instances=1, coalesce=True, id="tick"
        )
        self._every(HEARD_SECONDS, self.listen)
        self._every(SWEEP_SECONDS, self.sweep)
        self._every(ALARM_SECONDS, self._alarm)
        self._every(TIDY_SECONDS, self.tidy)
        self._jobs.start()

    def _every(self, seconds: float, job: Callable[[], None]) -> None:
        self._jobs.add_job(job, "interval", seconds=seconds, max_instances=1, coalesce=True)

    def stop(self, within: float = 10.0) -> None:
        """Tick no more; let a tick that is under way end, if it does within so many seconds."""
        self._jobs.remove_all_jobs()
        self._idle.acquire(timeout=within)
        self._jobs.shutdown(wait=False)

    def tick(self) -> None:
        """Say what is due; a database that is away is tried again at the next tick."""
        with self._idle:
            try:
                timers.tick(self._muster)
                digests.tick(self._muster)
            except SQLAlchemyError as error:
                log.warning("the tick could not read what is due: %s", error)
                return
            self.beat = time.monotonic()

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
