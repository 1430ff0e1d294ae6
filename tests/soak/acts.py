"""What people and the clock do, during which Muster is killed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from support.exactly_once import idle
from support.fleet import Fleet

from app.config import Clock
from app.incident.kinds import Kind
from app.sandbox import NothingCameError, Sandbox, SandboxError
from app.store.database import Database
from app.store.tables import EntryRow, IncidentRow

#: Where the clock of every run starts.
ORIGIN = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
TITLE = "checkout returns 502"


@dataclass
class Stage:
    """A Slack, a database and a fleet, for one act."""

    slack: Sandbox
    database: Database
    fleet: Fleet
    folder: Path

    def at(self, minutes: float) -> None:
        """Let it be so many minutes after the start, for everyone; never earlier than it is."""
        moment = ORIGIN + timedelta(minutes=max(minutes, self.minutes()))
        text = f"{moment.isoformat()},1,{time.time()!r}"
        self.slack.control.clock(text)
        self.fleet.tell(clock=text, plan=self.fleet.orders.plan)

    def minutes(self) -> float:
        """How long after the start it is."""
        return (Clock.parse(self.fleet.orders.clock).now() - ORIGIN).total_seconds() / 60

    def count(self, kind: Kind) -> int:
        """How many entries of a kind the log has."""
        with self.database.read() as session:
            query = select(func.count()).where(EntryRow.kind == kind.value)
            return session.scalars(query).one()

    def channel(self) -> str:
        """The channel of the first incident."""
        with self.database.read() as session:
            return session.scalars(select(IncidentRow.channel).limit(1)).one()

    def settle(self, within: float = 240.0, *, calm: float = 0.25) -> bool:
        """Bring back who died, until nothing is owed for a moment; whether that came."""
        until = time.monotonic() + within
        quiet_since = None
        while time.monotonic() < until:
            self.fleet.reap()
            if not idle(self.database):
                quiet_since = None
            elif quiet_since is None:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > calm:
                return True
            time.sleep(0.05)
        return False


@dataclass(frozen=True)
class Act:
    """One thing that is done, and the entry by which one sees that it was."""

    name: str
    do: Callable[[Stage], Any]
    kind: Kind
    #: When it happens, minutes after the start; what happens before is done unharmed.
    minutes: float = 0.0
    #: Steps of the clock that come before.
    before: tuple[float, ...] = ()
    prepare: Callable[[Stage], Any] = lambda _stage: None


def declare(stage: Stage) -> None:
    stage.slack.person("Aiko").command("#general", f"/incident declare SEV1 {TITLE}")


def lead(stage: Stage) -> None:
    """Aiko leads and the impact is stated, so that only the update ladder speaks."""
    aiko, channel = stage.slack.person("Aiko"), stage.channel()
    for line in ("/incident take commander", "/incident set impact all checkouts"):
        for _ in range(5):
            if aiko.command(channel, line).ok:
                break


def update(stage: Stage) -> None:
    aiko = stage.slack.person("Aiko")
    aiko.command(stage.channel(), "/incident update")
    aiko.wait_for_modal(callback_id="update", within=2)
    aiko.submit({"What is known": "the edge answers 502", "Next update in": "30m"})


def handoff(stage: Stage) -> None:
    channel = stage.channel()
    stage.slack.person("Aiko").command(channel, "/incident handoff @Ben commander")


def invite_ben(stage: Stage) -> None:
    lead(stage)
    stage.slack.person("Aiko").invite(stage.channel(), "Ben")


def resolve(stage: Stage) -> None:
    stage.slack.person("Aiko").command(stage.channel(), "/incident resolve p99 is back")


def nothing(_stage: Stage) -> None:
    """The clock acts by itself."""


ACTS = {
    act.name: act
    for act in (
        Act("declare", declare, Kind.INCIDENT_DECLARED),
        Act("update", update, Kind.UPDATE_POSTED, minutes=10, prepare=lead),
        Act("reminder", nothing, Kind.UPDATE_DUE, 30.02, before=(25.02,), prepare=lead),
        Act(
            "escalation",
            nothing,
            Kind.UPDATE_ESCALATED,
            40.02,
            before=(25.02, 30.02, 35.02),
            prepare=lead,
        ),
        Act("handoff", handoff, Kind.HANDOFF_OFFERED, minutes=10, prepare=invite_ben),
        Act("resolve", resolve, Kind.INCIDENT_RESOLVED, minutes=10, prepare=lead),
    )
}


def play(stage: Stage, act: Act, plan: str) -> list[str]:
    """Play one act under a plan of fault points; returns what is amiss before Slack is asked."""
    stage.at(minutes=0)
    if act.name != "declare":
        declare(stage)
        if not stage.settle():
            return ["the incident was not set up"]
        act.prepare(stage)
        for minutes in act.before:
            stage.at(minutes=minutes)
            time.sleep(0.5)
            if not stage.settle():
                return [f"it was not quiet at {minutes} min"]
    stage.fleet.tell(plan=plan)
    if act.minutes:
        stage.at(minutes=act.minutes)
    return _until_done(stage, act)


def _until_done(stage: Stage, act: Act, within: float = 240.0) -> list[str]:
    """As a person would: what the log does not have is done again once Muster is back."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        with suppress(SandboxError, NothingCameError):
            act.do(stage)
        if not stage.settle(until - time.monotonic()):
            return ["something is still owed"]
        if stage.count(act.kind):
            return [] if stage.count(act.kind) == 1 else [f"{act.kind} came more than once"]
        if act.do is nothing:
            # On a busy machine the nudge before came late, and this one keeps its distance.
            stage.at(stage.minutes() + 0.5)
        time.sleep(0.2)
    return [f"{act.kind} never came"]
