"""How long the deterministic author takes for an incident of ten thousand messages.

Run it with `python tests/benchmarks/draft_speed.py`; it fails above two seconds (issue 6).
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.config import shipped, shipped_text
from app.drafter import Brief, draft
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.kinds import Kind
from app.incident.policy import parse_policy
from app.incident.reading import read
from app.postmortem.render import Format, render

MESSAGES = 10_000
LIMIT_SECONDS = 2.0

_TALK = (
    "I am looking at the logs of {pod} now, nothing stands out yet",
    "error rate on checkout is at {n}% and rising",
    "restarted `{pod}`, let's see whether that helps",
    "still failing with a timeout after {n} s",
    "could be the connection pool, it was at {n} of 500 an hour ago",
    "rolled back to build {n}, requests are succeeding again",
    "that did not help, we see 502 again",
    "customers report that they cannot pay, ticket #{n}",
    "lunch is at the usual place by the way",
    "see https://grafana.example.org/d/{n}/latency?from=now-1h for the graph",
    '```\nTraceback (most recent call last):\n  File "app.py", line {n}\nRuntimeError: can\'t start new thread\n```',
    "we should alert when the pool is above {n}% for five minutes",
    "thanks, makes sense",
    "it turns out this is not the case, {pod} was fine",
    "does somebody know who owns the {pod} deployment?",
)


def brief() -> Brief:
    """An incident of ten thousand messages over two days, with marks, alerts and updates."""
    chance = random.Random(20180220)  # the same log every time
    policy = parse_policy("", "policy", shipped_text("app.incident", "policy.yaml"))
    began = datetime(2026, 3, 1, 9, tzinfo=UTC)
    declared = {
        "incident": 1,
        "workspace": "T1",
        "number": 1,
        "title": "checkout returns 502",
        "severity": "SEV1",
        "type": "availability",
        "state": "active",
        "impact": "payments fail",
        "near_miss": False,
        "private": False,
        "interval": 1800,
        "next_update_at": None,
        "started_at": None,
        "detected_at": began.isoformat(),
        "announce_channel": "C9",
    }
    first = Entry(
        kind=Kind.INCIDENT_DECLARED,
        occurred_at=began,
        actor="U1",
        text="declared SEV1: checkout",
        data=declared,
        seq=1,
        id=1,
    )
    entries = [first, *itertools.islice(_talk(chance, began), MESSAGES)]
    resolved = Entry(
        kind=Kind.INCIDENT_RESOLVED,
        occurred_at=began + timedelta(days=2),
        actor="U1",
        text="resolved: error rate at zero for an hour",
        data={"verification": "error rate"},
        seq=2,
        id=len(entries) + 1,
    )
    incident = evolve(evolve(None, first), resolved)
    names = {f"U{number}": f"Person{number}" for number in range(1, 30)}
    items = read([*entries, resolved], policy.marks)
    return Brief(
        incident=incident, items=items, policy=policy, now=resolved.occurred_at, names=names
    )


def _talk(chance: random.Random, at: datetime) -> itertools.chain[Entry]:
    for number in itertools.count(2):
        at += timedelta(seconds=chance.randrange(1, 35))
        text = chance.choice(_TALK).format(
            n=chance.randrange(1, 999), pod=f"pay-{chance.randrange(99)}"
        )
        yield Entry(
            kind=Kind.ALERT_RECEIVED if number % 400 == 0 else Kind.MESSAGE_POSTED,
            occurred_at=at,
            actor=f"U{chance.randrange(1, 30)}",
            text=text,
            id=number,
            channel="C1",
            message_ts=f"{at.timestamp():.6f}",
            source_url=f"https://example.slack.com/archives/C1/p{number}",
        )


def main() -> None:
    """Draft it three times and take the fastest."""
    asked = brief()
    best = min(_seconds(asked) for _ in range(3))
    print(f"{MESSAGES} messages drafted in {best:.2f} s")  # noqa: T201
    sys.exit(best > LIMIT_SECONDS)


def _seconds(asked: Brief) -> float:
    # Processor time: others share the machine.
    started = time.process_time()
    render(draft(asked), Format.MARKDOWN, [shipped("templates")])
    return time.process_time() - started


if __name__ == "__main__":
    main()
