"""What one tick costs while 10,000 incidents are open, on both databases.

Run: PYTHONPATH=tests .venv/bin/python tests/benchmarks/tick_cost.py [--incidents 10000] [--json FILE]

Every process ticks once a second, so the first row is what it costs to have nothing to say, by
the clock; exits with 1 when its median is over the limit. Beside it stand ticks in which one
reminder falls due, and fifty: each is a transaction with its entry, its timers and its outbox
row, made durable. Where others use the machine, what does not suffer is processor time (ours;
what PostgreSQL's own processes take is not in it).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from benchmarks.recording_speed import databases
from sqlalchemy import insert, update

from app.config import shipped, shipped_text
from app.flows import acting
from app.flows.declare import Declaration, declare
from app.flows.muster import Muster
from app.flows.timers import tick
from app.incident.cadence import plan
from app.incident.commands import Declare, TakeRole
from app.incident.decide import decide
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.policy import Policy, parse_policy
from app.incident.values import Role, Severity
from app.slack.client import Identity
from app.store import incidents, schema
from app.store.database import Database, open_engine
from app.store.recorder import Recorder
from app.store.tables import IncidentRow, LadderRow, TimerRow

#: Milliseconds that a tick may take (issue 5).
LIMIT = 10.0
ROUNDS = 200
START = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
#: Ids and numbers begin here, far from those that the database gives.
FIRST = 1_000_000
#: Steps that each incident has behind it: a long one has more.
FIRED = 10


@dataclass
class Hands:
    """A clock that the benchmark moves."""

    at: datetime = START
    speed: float = 1.0

    def now(self) -> datetime:
        return self.at

    real = now


def muster_on(url: str, hands: Hands) -> Muster:
    """Muster on a migrated database, with no Slack behind it."""
    database = Database(open_engine(url), log_key=b"a key for benchmarks")
    schema.upgrade(database, shipped("migrations"))
    me = Identity(
        workspace="T1",
        workspace_name="Acme",
        url="https://acme.slack.com/",
        user_id="UBOT",
        bot_id="BBOT",
    )
    return Muster(
        database=database,
        policy=parse_policy("", "default", shipped_text("app.incident", "policy.yaml")),
        clock=hands,  # type: ignore[arg-type]
        recorder=Recorder(database, hands),  # type: ignore[arg-type]
        clients={},
        identities={"T1": me},
    )


def opened(policy: Policy, number: int) -> Incident:
    """An open incident, declared some seconds after the start, that somebody commands."""
    severity = list(Severity)[number % 4]
    at = START + timedelta(seconds=number % 1800)
    asked = Declare(
        by="U1",
        key=f"d{number}",
        incident=number,
        workspace="T1",
        number=number,
        title=f"incident {number}",
        severity=severity,
        impact="some",
    )
    incident = evolve(None, decide(None, asked, at, policy)[0])
    taken = decide(incident, TakeRole(by="U1", key="t", role=Role.COMMANDER), at, policy)
    return evolve(incident, taken[0])


def fill(muster: Muster, count: int) -> None:
    """So many open incidents with all their steps, in bulk."""
    with muster.database.write() as session:
        incidents.know_workspace(session, "T1", url="https://acme.slack.com/")
    end = FIRST + count
    for first in range(FIRST, end, 1000):
        many = [opened(muster.policy, one) for one in range(first, min(first + 1000, end))]
        with muster.database.write() as session:
            session.execute(insert(IncidentRow), [incidents.columns_of(one) for one in many])
            session.execute(
                insert(LadderRow), [row for one in many for row in _ladders(muster, one)]
            )
            session.execute(insert(TimerRow), [row for one in many for row in _steps(muster, one)])


def _ladders(muster: Muster, incident: Incident) -> Iterator[dict[str, Any]]:
    for name, ladder in plan(incident, muster.policy, {}).items():
        yield {"incident_id": incident.id, "name": name, "anchor": ladder.anchor, "generation": 2}


def _steps(muster: Muster, incident: Incident) -> Iterator[dict[str, Any]]:
    common = {
        "workspace_id": "T1",
        "incident_id": incident.id,
        "urgency": incident.severity.rank,
    }
    for name, ladder in plan(incident, muster.policy, {}).items():
        for step in ladder.steps:
            ahead = step.due_at + timedelta(days=1)
            yield {**common, "ladder": name, "step": step.name, "generation": 2} | {
                "due_at": ahead,
                "fired_at": None,
            }
    for number in range(FIRED):
        yield {**common, "ladder": "update", "step": f"again:{number}", "generation": 1} | {
            "due_at": START - timedelta(days=1),
            "fired_at": START,
        }


#: Milliseconds by the clock, and of processor time.
Took = tuple[float, float]


def measured(call: Callable[[], object], rounds: int) -> list[Took]:
    """What each call took."""
    took = []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        call()
        spent = time.perf_counter() - began, time.process_time() - busy
        took.append((spent[0] * 1000, spent[1] * 1000))
    return took


def figures(muster: Muster, hands: Hands, name: str) -> Iterator[dict[str, Any]]:
    """What each sort of tick costs on one database."""
    idle = measured(lambda: tick(muster), ROUNDS)
    yield _row(f"{name}, nothing due", idle, LIMIT)
    due = [_declared(muster, number) for number in range(ROUNDS // 4)]
    hands.at = START + timedelta(minutes=30)
    one = []
    for incident in due:
        _expire(muster, incident)
        one += measured(lambda: tick(muster), 1)
    yield _row(f"{name}, one reminder due", one, None)
    many = []
    for _ in range(3):
        for incident in due:
            _expire(muster, incident)
        many += measured(lambda: tick(muster), 1)
    yield _row(f"{name}, {len(due)} reminders due", many, None)
    with muster.database.write() as session:
        saved = incidents.lock(session, due[0].id) or due[0]
        same = measured(lambda: acting.settle(muster, session, saved), ROUNDS)
    yield _row(f"{name}, settling one incident", same, None)


def _declared(muster: Muster, number: int) -> Incident:
    asked = Declaration(
        workspace="T1", by="U1", key=f"k{number}", title=f"t {number}", severity=Severity.SEV4
    )
    return declare(muster, asked).incident


def _expire(muster: Muster, incident: Incident) -> None:
    """Let the incident's reminder be due now, whatever was said before."""
    with muster.database.write() as session:
        row = update(TimerRow).where(
            TimerRow.incident_id == incident.id, TimerRow.ladder == "commander"
        )
        session.execute(row.values(fired_at=None, due_at=muster.now()))


def _row(name: str, took: list[Took], limit: float | None) -> dict[str, Any]:
    ordered = sorted(clock for clock, _ in took)
    return {
        "what": name,
        "median_ms": statistics.median(ordered),
        "p99_ms": ordered[max(int(len(ordered) * 0.99) - 1, 0)],
        "processor_ms": statistics.median(busy for _, busy in took),
        "limit_ms": limit,
    }


def report(rows: list[dict[str, Any]]) -> bool:
    """Print the table; whether every limit is kept by the median."""
    sys.stdout.write(f"{'tick':<36}{'median ms':>11}{'p99 ms':>9}{'processor':>11}{'limit':>7}\n")
    for row in rows:
        limit = "" if row["limit_ms"] is None else f"{row['limit_ms']:.0f}"
        sys.stdout.write(
            f"{row['what']:<36}{row['median_ms']:>11.2f}{row['p99_ms']:>9.2f}"
            f"{row['processor_ms']:>11.2f}{limit:>7}\n"
        )
    return all(row["limit_ms"] is None or row["median_ms"] <= row["limit_ms"] for row in rows)


def main() -> int:
    """Both databases; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description="what a tick costs")
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    with databases(["SQLite", "PostgreSQL"]) as urls:
        for name, url in urls.items():
            hands = Hands()
            muster = muster_on(url, hands)
            fill(muster, given.incidents)
            rows += figures(muster, hands, name)
            muster.database.dispose()
    if given.json:
        given.json.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))
    return 0 if report(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
