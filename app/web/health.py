"""Whether this process works, and its figures."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.flows.muster import Muster
from app.store import dead_letters, refusals
from app.store.recording import parking

#: A loop that has not gone round for this long is stuck, seconds.
STUCK_SECONDS = 30.0


@dataclass(slots=True)
class Health:
    """Beats of the loops, and whether we are stopping."""

    muster: Muster
    #: Name of each loop to when it last went round, monotonic seconds.
    beats: dict[str, Callable[[], float]]
    #: A stuck loop for longer than this is a problem, seconds.
    patience: float = STUCK_SECONDS
    stopping: bool = field(default=False)

    def alive(self) -> list[str]:
        """What is wrong with the process itself; empty: nothing."""
        now = time.monotonic()
        stuck = [name for name, beat in self.beats.items() if now - beat() > self.patience]
        return [f"{name} is stuck" for name in stuck]

    def ready(self) -> list[str]:
        """Why requests should not come here now; empty: they should."""
        if self.stopping:
            return ["stopping"]
        problems = self.alive()
        since = self.muster.recorder.failing_since
        if since:
            problems.append(f"recording has failed since {since.isoformat()}")
        try:
            with self.muster.database.read() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            problems.append("the database does not answer")
        return problems

    def metrics(self) -> bytes:
        """Figures in Prometheus' text format; no label names an incident (private stay so)."""
        registry = CollectorRegistry()
        state = Gauge("muster_outbox", "Effects not done, by state", ["state"], registry=registry)
        failing = Gauge("muster_recording_failing", "1 while recording fails", registry=registry)
        age = Gauge(
            "muster_loop_age_seconds", "Since a loop went round", ["loop"], registry=registry
        )
        failing.set(self.muster.recorder.failing_since is not None)
        for name, beat in self.beats.items():
            age.labels(name).set(time.monotonic() - beat())
        refusing = Gauge(
            "muster_slack_refusing", "Workspaces that Slack refuses every call", registry=registry
        )
        parked = Gauge("muster_parked", "Evidence that could not be recorded", registry=registry)
        tally = self.muster.recorder.tally
        recorded = Counter("muster_entries", "Entries recorded by this process", registry=registry)
        recorded.inc(tally.entries)
        # Shown while the database is away, too: that is when they are looked at.
        with suppress(SQLAlchemyError), self.muster.database.read() as session:
            counted = dead_letters.count_by_state(session)
            for name in ("pending", "sending", "failed"):
                state.labels(name).set(counted.get(name, 0))
            refusing.set(len(refusals.standing(session)))
            parked.set(parking.count(session))
        return generate_latest(registry)
