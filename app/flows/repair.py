"""Repair: what failed is tried again, and what was never owed is owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.flows import setup
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.store import dead_letters, incidents, outbox

#: What a channel is opened with when nothing is known of how it was declared.
_PLAIN: dict[str, Any] = {
    "here": "",
    "answer": {"channel": "", "user": "", "url": ""},
    "origin": {"message": "", "thread": ""},
}


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair began."""

    #: Names of the effects that are tried again, and of those that were missing.
    again: tuple[str, ...]
    missing: tuple[str, ...]


def repair(muster: Muster, incident_id: int) -> Repaired:
    """Give an incident's dead letters another chance, and owe the steps that are missing.

    Repairing twice is repairing once: what is owed already is not owed again.

    Raises:
        RefusalError: when there is no such incident.
    """
    with muster.database.write() as session:
        incident = incidents.lock(session, incident_id)
        if incident is None:
            raise RefusalError("That incident is not known here. `/incident list all` shows them.")
        failed = dead_letters.failed_of(session, incident_id)
        dead_letters.retry(session, [one.id for one in failed], muster.real())
        seen = dead_letters.done_or_owed(session, incident_id)
        opened = dead_letters.payload_of(session, incident_id, "channel.open")
        steps = setup.missing(incident, seen, opened or _declared(incident))
        outbox.queue(session, steps, muster.real())
    return Repaired(
        again=tuple(one.effect for one in failed), missing=tuple(step.name for step in steps)
    )


def _declared(incident: Incident) -> dict[str, Any]:
    answer = {**_PLAIN["answer"], "user": incident.declared_by}
    return {**_PLAIN, "answer": answer}
