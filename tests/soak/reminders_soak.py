"""Four hours of 200 open incidents on three processes that are killed every few seconds.

Run: .venv/bin/python tests/soak/reminders_soak.py [--short] [--incidents N] [--hours H] [--speed S]

Three `muster serve` on one PostgreSQL, on a clock that runs S times as fast, with Slack's limits
on. People answer each reminder that they see in Slack with an update some minutes later, which
starts the next one; all the while a process is killed (SIGKILL) every few real seconds and started again. What must come
is reckoned here, from what was declared and promised: each reminder exactly once in Slack's
ledger, none missing, none twice, and none later (real time) than 2 s, the 15 s of a lease, and
one more second for each message that Slack's limits put before it in its channel.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

for folder in (Path(__file__).parents[1], Path(__file__).parents[2]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from soak.acts import ORIGIN  # noqa: E402 - found by the lines above
from soak.kill_matrix import Databases, postgres  # noqa: E402
from sqlalchemy import select  # noqa: E402
from support.exactly_once import idle, problems  # noqa: E402
from support.fleet import Fleet, Orders  # noqa: E402
from support.world import settings_for  # noqa: E402

from app.config import Clock  # noqa: E402
from app.flows.declare import Declaration, declare  # noqa: E402
from app.flows.muster import Muster  # noqa: E402
from app.flows.steps import step  # noqa: E402
from app.incident.commands import PostUpdate, SetImpact, TakeRole  # noqa: E402
from app.incident.kinds import Kind  # noqa: E402
from app.incident.values import Role, Severity  # noqa: E402
from app.main.build import build  # noqa: E402
from app.sandbox import Sandbox, SandboxConfig, running  # noqa: E402
from app.slack.manifest import manifest  # noqa: E402
from app.store.tables import OutboxRow  # noqa: E402

PROCESSES = 3
#: Real seconds between two kills.
KILLS = (3.0, 7.0)
#: Real seconds that a reminder may be late: the issue's two, and a lease.
MOST_LATE = 2.0 + 15.0
#: Messages that an incident's channel may have to take before it, a second each.
LIMITS = 4.0


@dataclass
class Course:
    """What goes on, and what must come of it."""

    muster: Muster
    slack: Sandbox
    fleet: Fleet
    speed: float
    dice: random.Random
    #: Incident to when its reminders must come, in order.
    expected: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    #: Incident to when its next update is posted.
    answers: dict[int, datetime] = field(default_factory=dict)
    #: When Slack took each incident's reminders; the tokens they bore, and how far one looked.
    sent: dict[int, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    tokens: set[str] = field(default_factory=set)
    mark: int = 0
    updates: int = 0

    def run_at(self, speed: float) -> None:
        """From now on time runs so fast, for everyone."""
        now = Clock.parse(self.fleet.orders.clock).now()
        text = f"{now.isoformat()},{speed:g},{time.time()!r}"
        self.slack.control.clock(text)
        self.muster.clock._pace = Clock.parse(text)._pace
        self.fleet.tell(clock=text)

    def declare(self, count: int) -> None:
        """So many incidents with a commander and a stated impact."""
        aiko = self.slack.person("Aiko").id
        for number in range(count):
            asked = Declaration(
                workspace=next(iter(self.muster.identities)),
                by=aiko,
                key=f"soak:{number}",
                title=f"soak {number}",
                severity=Severity.SEV1,
            )
            incident = declare(self.muster, asked).incident
            self.expected[incident.id].append(incident.declared_at + timedelta(minutes=30))
            key = f"soak:{incident.id}"
            command = TakeRole(by=aiko, key=f"{key}:take", role=Role.COMMANDER)
            step(self.muster, incident.id, command)
            step(self.muster, incident.id, SetImpact(by=aiko, key=f"{key}:i", impact="all"))
            while len(self._waiting()) > 60:
                time.sleep(0.2)

    def _waiting(self) -> list[int]:
        with self.muster.database.read() as session:
            query = select(OutboxRow.id).where(OutboxRow.state.in_(["pending", "sending"]))
            return list(session.scalars(query))

    def look(self) -> list[int]:
        """Incidents whose reminders Slack took since one looked, for the first time."""
        calls = self.slack.ledger.calls("chat.postMessage", since=self.mark, ok=True)
        self.mark = calls[-1]["seq"] if calls else self.mark
        with self.muster.database.read() as session:
            query = select(OutboxRow).where(OutboxRow.token.in_([_token(one) for one in calls]))
            rows = {row.token: row for row in session.scalars(query)}
        new = []
        for call in calls:
            row = rows.get(_token(call))
            if row is None or row.effect != "post" or row.payload["template"] != "due":
                continue
            incident_id = row.incident_id or 0
            self.sent[incident_id].append(datetime.fromtimestamp(call["when"], ORIGIN.tzinfo))
            if row.token not in self.tokens:
                self.tokens.add(row.token)
                new.append(incident_id)
        return new

    def answer(self) -> None:
        """Post the updates whose time has come; each promises the next."""
        now = self.muster.now()
        for incident_id in self.look():
            self.answers[incident_id] = now + timedelta(minutes=self.dice.uniform(0.5, 4))
        for incident_id, at in list(self.answers.items()):
            if at <= now:
                del self.answers[incident_id]
                self._update(incident_id)

    def _update(self, incident_id: int) -> None:
        self.updates += 1
        promised = timedelta(minutes=self.dice.randint(10, 30))
        command = PostUpdate(
            by=self.slack.person("Aiko").id,
            key=f"update:{incident_id}:{self.updates}",
            known="still at it",
            unknown="",
            impact="",
            mitigation="",
            next_in=promised,
        )
        kept = step(self.muster, incident_id, command)
        posted = next(one for one in kept.entries if one.kind == Kind.UPDATE_POSTED)
        self.expected[incident_id].append(posted.occurred_at + promised)


@contextmanager
def course(speed: float, seed: int) -> Iterator[Course]:
    """A Slack, a PostgreSQL, three processes, and a Muster without a relay to act through."""
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        databases = Databases(folder, stack.enter_context(postgres()))
        url = stack.enter_context(databases.fresh("postgres"))
        slack = stack.enter_context(running(SandboxConfig(manifest=app)))
        clock = f"{ORIGIN.isoformat()},1,{time.time()!r}"
        slack.control.clock(clock)
        settings = settings_for(slack, url, "socket").model_copy(
            update={"muster_announce_channel": ""}
        )
        fleet = Fleet(settings, folder, PROCESSES, quick=False, orders=Orders(clock))
        stack.callback(fleet.stop)
        fleet.start()
        muster = build(settings, Clock.parse(clock)).muster
        muster.recorder.start()
        stack.callback(muster.database.dispose)
        stack.callback(muster.recorder.stop)
        yield Course(muster, slack, fleet, speed, random.Random(seed))


def go(one: Course, incidents: int, hours: float) -> dict[str, Any]:
    """Declare, let time run while processes die, and look at what Slack has."""
    began = time.monotonic()
    one.declare(incidents)
    _settle(one)
    set_up = time.monotonic() - began
    # A channel takes a message a second; methods' minutes are scaled, as all that calls them is.
    scaled = {
        "chat.update": 50 * one.speed,
        "conversations.open": 50 * one.speed,
        "conversations.history": 50 * one.speed,
        "conversations.replies": 50 * one.speed,
        "conversations.info": 50 * one.speed,
    }
    one.slack.control.limits(enabled=True, post_burst=2, per_minute=scaled)
    one.run_at(one.speed)
    end = one.muster.now() + timedelta(hours=hours)
    next_kill = time.monotonic()
    while one.muster.now() < end:
        if time.monotonic() >= next_kill:
            next_kill = time.monotonic() + one.dice.uniform(*KILLS)
            one.fleet.kill(one.dice.randrange(len(one.fleet.members)))
            _start_again(one)
        one.answer()
        time.sleep(0.1)
    # Nothing new comes due; what is owed may take its lease.
    one.fleet.reap()
    one.run_at(1.0)
    settled = _settle(one, within=120)
    # Whoever looks at every channel now is the test, not Muster.
    one.slack.control.limits(enabled=False)
    return _figures(one, end) | {
        "incidents": incidents,
        "hours": hours,
        "speed": one.speed,
        "kills": one.fleet.killed,
        "settled": settled,
        "set_up_s": round(set_up, 1),
        "problems": problems(one.slack, one.muster.database),
    }


def _start_again(one: Course) -> None:
    """Bring the dead back without waiting until they are up."""
    living = [member for member in one.fleet.members if member.alive]
    one.fleet.killed += len(one.fleet.members) - len(living)
    one.fleet.members = living + [one.fleet._spawn() for _ in range(one.fleet.size - len(living))]


def _settle(one: Course, within: float = 600.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        one.fleet.reap()
        if idle(one.muster.database):
            return True
        time.sleep(0.3)
    return False


def _figures(one: Course, end: datetime) -> dict[str, Any]:
    """Each reminder that must have come against those that Slack has."""
    one.look()
    sent = one.sent
    missing, twice, late = [], [], []
    count = 0
    margin = timedelta(seconds=(MOST_LATE + LIMITS) * one.speed)
    for incident_id, dues in one.expected.items():
        found = sent.get(incident_id, [])
        due_by_then = [due for due in dues if due + margin < end]
        count += len(due_by_then)
        if len(found) < len(due_by_then):
            missing.append(f"incident {incident_id}: {len(found)} of {len(due_by_then)}")
        if len(found) > len(dues):
            twice.append(f"incident {incident_id}: {len(found)} for {len(dues)}")
        late += [
            (at - due).total_seconds() / one.speed for due, at in zip(dues, found, strict=False)
        ]
    ordered = sorted(late) or [0.0]
    return {
        "reminders": count,
        "in_slack": sum(len(found) for found in sent.values()),
        "updates": one.updates,
        "missing": missing,
        "twice": twice,
        "late_p50_s": round(statistics.median(ordered), 2),
        "late_p99_s": round(ordered[int(len(ordered) * 0.99)], 2),
        "late_max_s": round(ordered[-1], 2),
        "early": sum(one_late < -0.05 for one_late in ordered),
    }


def _token(call: dict[str, Any]) -> str:
    """What a posted message bears, by which its outbox row is found."""
    metadata = call["arguments"].get("metadata")
    metadata = orjson.loads(metadata) if isinstance(metadata, str) else metadata or {}
    return str((metadata.get("event_payload") or {}).get("id"))


def main() -> int:
    """Runs it and prints the figures; 1 when a reminder is missing, doubled or too late."""
    parser = argparse.ArgumentParser(description="reminders while processes die")
    parser.add_argument("--short", action="store_true", help="30 incidents, one hour")
    parser.add_argument("--incidents", type=int, default=200)
    parser.add_argument("--hours", type=float, default=4.0)
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    incidents, hours = (30, 1.0) if given.short else (given.incidents, given.hours)
    with course(given.speed, given.seed) as one:
        told = go(one, incidents, hours)
    sys.stdout.write(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n")
    if given.json:
        given.json.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    good = not told["missing"] and not told["twice"] and not told["problems"] and told["settled"]
    return 0 if good and told["late_max_s"] <= MOST_LATE + LIMITS else 1


if __name__ == "__main__":
    sys.exit(main())
