"""Reviewing a document, with an incident's log at hand or without."""

from __future__ import annotations

from app.drafter import draft
from app.drafter.brief import Brief
from app.flows.muster import Muster
from app.flows.postmortem import brief_of
from app.incident.incident import Incident
from app.postmortem.entries import actor_name, time_known
from app.postmortem.parts import Moment
from app.postmortem.prose import named
from app.postmortem.review import Evidence, LogEntry
from app.redaction import redact

#: Moments that a reader needs, in whatever words a document tells them.
_NEEDED = frozenset(
    {
        Moment.ALERT,
        Moment.MITIGATION,
        Moment.FAILED,
        Moment.RECOVERY,
        Moment.SEVERITY,
        Moment.DECLARED,
        Moment.RESOLVED,
    }
)


def evidence_of(muster: Muster, incident: Incident) -> Evidence:
    """The incident's log as a review holds a document against it.

    What people marked is significant, and what the deterministic author tells as an
    alert, an attempt, its outcome, or a turn of the incident.
    """
    brief = brief_of(muster, incident)
    return Evidence(
        entries=tuple(_entries(brief)),
        started=incident.started_at,
        detected=incident.detected_at,
        mitigated=incident.mitigated_at,
        resolved=incident.resolved_at,
    )


def _entries(brief: Brief) -> list[LogEntry]:
    rows = draft(brief).timeline
    moments = {row.event.entries[0]: row.moment for row in rows if row.event.entries}
    return [
        LogEntry(
            id=item.entry.ref,
            at=item.at,
            actor=actor_name(item.actor, brief.names),
            text=redact(named(item.text, brief.names)).text,
            kind=moments.get(item.entry.id, Moment.NOTE).value,
            link=item.entry.source_url,
            significant=bool(item.words) or moments.get(item.entry.id) in _NEEDED,
        )
        for item in brief.items
        if item.text and time_known(item.entry)
    ]
