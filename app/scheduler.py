"""APScheduler: one tick and a few housekeeping jobs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from app.flows import timers
from app.flows.muster import Muster

log = logging.getLogger(__name__)

#: How often due steps are looked for, real seconds. A scaled clock asks more often.
TICK_SECONDS = 1.0
FASTEST_TICK_SECONDS = 0.1


class Scheduler:
    """Ticks until it is stopped; any number of schedulers may share a database."""

    def __init__(self, muster: Muster, heartbeat: Callable[[], None] | None = None) -> None:
        self._muster = muster
        self._heartbeat = heartbeat
        self._jobs = BackgroundScheduler(timezone="UTC")
        #: When the last tick ended, monotonic seconds: shows that it is alive.
        self.beat = time.monotonic()

    def start(self) -> None:
        """Begin to tick."""
        every = max(TICK_SECONDS / self._muster.clock.speed, FASTEST_TICK_SECONDS)
        self._jobs.add_job(
            self.tick, "interval", seconds=every, max_instances=1, coalesce=True, id="tick"
        )
        self._jobs.start()

    def stop(self) -> None:
        """Let a tick that is under way end, and tick no more."""
        self._jobs.shutdown(wait=True)

    def tick(self) -> None:
        """Say what is due; a database that is away is tried again at the next tick."""
        try:
            timers.tick(self._muster)
        except SQLAlchemyError as error:
            log.warning("the tick could not read what is due: %s", error)
            return
        self.beat = time.monotonic()
        if self._heartbeat:
            self._heartbeat()
