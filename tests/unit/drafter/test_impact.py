"""The impact that people stated, and the entry that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from support.briefs import imported

from app.drafter import draft
from app.drafter.impact import stated
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.kinds import Kind

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def entry(kind: Kind, minutes: int, text: str, **data: object) -> Entry:
    return Entry(
        kind=kind,
        occurred_at=AT + timedelta(minutes=minutes),
        actor="U1",
        text=text,
        data=data,
        seq=minutes + 1,
    )


def test_an_impact_that_an_update_changed_is_cited_from_the_update(policy):
    told = [
        entry(Kind.IMPACT_SET, 1, "stated the impact: 10 % of checkouts fail", impact="10 %"),
        entry(
            Kind.UPDATE_POSTED,
            2,
            "posted an update\nKnown: it spreads\nImpact: 4,200 checkouts failed",
            impact="4,200 checkouts failed",
            announced=False,
        ),
        entry(
            Kind.UPDATE_POSTED,
            3,
            "posted an update\nKnown: rolled back",
            impact="",
            announced=False,
        ),
    ]
    brief = imported(told, "Checkout", policy)
    incident = brief.incident
    for each in brief.items[1:]:
        incident = evolve(incident, each.entry)
    brief = replace(brief, incident=incident)
    [by] = [one.entry.id for one in brief.items if "4,200" in one.entry.text]
    statement = stated(brief)
    assert statement is not None
    assert (statement.text, statement.entries) == ("4,200 checkouts failed", (by,))
    document = draft(brief)
    said = [one for one in document.summary if "4,200" in one.text]
    assert [one.entries for one in said] == [(by,)]
