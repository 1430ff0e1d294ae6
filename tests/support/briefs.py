"""Briefs for the authors: published incidents as transcripts, and incidents told live."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.drafter import Brief
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.kinds import Kind
from app.incident.policy import Policy
from app.incident.reading import read
from app.incident.transcript import entries_of, parse_transcript

DATA = Path(__file__).parents[1] / "data" / "incidents"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def imported(entries: list[Entry], title: str, policy: Policy) -> Brief:
    """A brief as `muster replay` makes one: declared by Muster, after the fact."""
    began = min(entry.occurred_at for entry in entries)
    declared = Entry(
        kind=Kind.INCIDENT_DECLARED,
        occurred_at=began,
        actor="muster",
        text=f"declared SEV3: {title}",
        data={
            "incident": 1,
            "workspace": "local",
            "number": 1,
            "title": title,
            "severity": "SEV3",
            "type": "availability",
            "state": "post-incident",
            "impact": "",
            "near_miss": False,
            "private": False,
            "interval": 14400,
            "next_update_at": None,
            "announce_channel": "",
        },
        seq=1,
        id=1,
    )
    numbered = [declared, *(replace(e, id=n) for n, e in enumerate(entries, start=2))]
    return Brief(
        incident=evolve(None, declared),
        items=read(numbered, policy.marks),
        policy=policy,
        now=NOW,
        names={entry.actor: entry.actor for entry in entries},
    )


def published(policy: Policy, name: str) -> Brief:
    """The brief of a published incident, by the name of its file."""
    path = DATA / f"{name}.jsonl"
    rows = parse_transcript(path.read_text(encoding="utf-8").splitlines(), path.name)
    return imported(entries_of(rows, path.name), name.replace("-", " "), policy)


def told(policy: Policy, *rows: tuple[str, str, str]) -> Brief:
    """The brief of rows `("09:00", author, text)`; an empty author is a scribe's line.

    The entry of row n (from 1) has the id n + 1.
    """
    entries = [
        Entry(
            kind=Kind.ALERT_RECEIVED if author == "PagerDuty" else Kind.MESSAGE_POSTED,
            occurred_at=datetime.fromisoformat(f"2026-05-04T{clock}:00+00:00"),
            actor=author or "(timeline note)",
            text=text,
            source_url=f"https://example.slack.com/archives/C1/p{number}",
            message_ts=f"{number}.000001",
            channel="C1",
        )
        for number, (clock, author, text) in zip(itertools.count(1), rows, strict=False)
    ]
    return imported(entries, "checkout returns 502", policy)
