"""A small incident with evidence, and statements about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import Policy
from app.incident.reading import Item, read
from app.postmortem.judge import Evidence, evidence

DAY = datetime(2026, 3, 9, tzinfo=UTC)
NAMES = {"U1": "Ines Moreau", "U2": "Tomas", "C1": "inc-1-checkout"}

#: Clock, author, text: what everybody saw.
LOG = (
    ("14:00", "PagerDuty", "[FIRING] checkout-5xx above 5% (INCIDENT #1942)"),
    ("14:03", "U2", "On it. Error rate is at 47% since the deploy of build 812."),
    (
        "14:10",
        "U1",
        "Could be the pool: 500 of 500 connections, see https://grafana.example.org/d/7",
    ),
    ("14:21", "U2", "Rolled back to build 811 with `deploy rollback --to 811` (commit a1b2c3d)."),
    ("14:30", "U2", "Error rate is back to 0%, about half of the carts were affected."),
    ("14:45", "U1", "<@U2> we should alert on the pool after two minutes. PR #428 does that."),
)


@pytest.fixture
def incident() -> Incident:
    declared = Entry(
        kind=Kind.INCIDENT_DECLARED,
        occurred_at=DAY.replace(hour=14, minute=2),
        actor="U1",
        text="declared SEV2: checkout returns 502",
        data={
            "incident": 1,
            "workspace": "T1",
            "number": 1,
            "title": "checkout returns 502",
            "severity": "SEV2",
            "type": "availability",
            "state": "active",
            "impact": "",
            "near_miss": False,
            "private": False,
            "interval": 3600,
            "next_update_at": None,
            "announce_channel": "C9",
        },
        seq=1,
        id=1,
    )
    return evolve(None, declared)


@pytest.fixture
def items(policy: Policy) -> list[Item]:
    """Entries 2 to 7, one for each row of LOG."""
    entries = []
    for number, (clock, author, text) in enumerate(LOG, start=2):
        hour, minute = clock.split(":")
        entries.append(
            Entry(
                kind=Kind.ALERT_RECEIVED if author == "PagerDuty" else Kind.MESSAGE_POSTED,
                occurred_at=DAY.replace(hour=int(hour), minute=int(minute)),
                actor=author,
                text=text,
                id=number,
                channel="C1",
                message_ts=f"{number}.0",
                source_url=f"https://example.slack.com/archives/C1/p{number}",
            )
        )
    return read(entries, policy.marks)


@pytest.fixture
def known(incident: Incident, items: list[Item]) -> Evidence:
    return evidence(incident, items, NAMES)


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """A moment of the incident's day by its clock."""
    return lambda clock: DAY.replace(hour=int(clock[:2]), minute=int(clock[3:]))
