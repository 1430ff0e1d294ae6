"""Owing a draft: it is written by an effect, so that it survives a restart."""

from __future__ import annotations

from app.flows.aloud import effect
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.store import outbox


def request_draft(muster: Muster, incident: Incident, by: str) -> None:
    """Owe a draft of the incident's postmortem; one that waits already is enough."""
    owed = effect(incident, "draft", f"draft:{incident.id}", {"by": by}, replaces=True)
    with muster.database.write() as session:
        outbox.queue(session, [owed], muster.real())
