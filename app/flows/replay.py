"""Importing an incident that happened elsewhere straight into the log, with no Slack."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.imported import LOCAL, Imported
from app.flows.muster import Muster
from app.incident.commands import Declare
from app.incident.decide import decide
from app.incident.decide.draft import MAX_TITLE
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.values import Severity, State
from app.store import incidents, people, timeline
from app.store.people import Person


@dataclass(frozen=True, slots=True)
class Replayed:
    """The incident, and whether the file had been imported before."""

    incident: Incident
    repeated: bool


def replay(
    muster: Muster, found: Imported, *, title: str = "", severity: Severity = Severity.SEV3
) -> Replayed:
    """Keep what a file held as an incident that is over; twice is one incident."""
    keys = "\n".join(entry.source_key for entry in found.entries)
    key = f"replay:{hashlib.sha256(keys.encode()).hexdigest()[:32]}"
    with muster.database.write() as session:
        known = timeline.by_key(session, LOCAL, f"{key}#0")
        if known:
            stored = incidents.get(session, int(known.data["incident"]))
            if stored:
                return Replayed(stored, repeated=True)
        named = replace(found, title=(title or found.title)[:MAX_TITLE])
        incident = _declare(muster, session, key, named, severity)
        entries = [
            replace(entry, source_key=f"{incident.number}:{entry.source_key}")
            for entry in found.entries
        ]
        _append(muster, session, incident, entries)
        people_of = [Person(id=id_, name=name) for id_, name in found.names.items()]
        people.remember(session, LOCAL, people_of)
        return Replayed(incident, repeated=False)


def _declare(
    muster: Muster, session: Session, key: str, found: Imported, severity: Severity
) -> Incident:
    number = incidents.next_number(session, LOCAL)
    began = min(entry.occurred_at for entry in found.entries)
    incident_id = incidents.reserve(session, LOCAL, number, began)
    command = Declare(
        by="muster",
        key=key,
        incident=incident_id,
        workspace=LOCAL,
        number=number,
        title=found.title,
        severity=severity,
        state=State.POST_INCIDENT,
    )
    first = replace(decide(None, command, began, muster.policy)[0], seq=1)
    incident = evolve(None, first)
    _append(muster, session, incident, [first])
    acting.settle(muster, session, incident)
    return incident


def _append(muster: Muster, session: Session, incident: Incident, entries: Sequence[Entry]) -> None:
    timeline.append(session, entries, workspace=LOCAL, incident_id=incident.id, now=muster.now())
