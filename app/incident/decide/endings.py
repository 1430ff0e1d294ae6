"""Resolving, reopening, canceling, duplicates, closing."""

from __future__ import annotations

from app.incident.cadence import first_update_due
from app.incident.commands import Cancel, Close, MarkDuplicate, Reopen, Resolve
from app.incident.decide.draft import Setting, draft, ended_as, may, must_be_open, required, within
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import Phase, RefusalError


def resolve(incident: Incident, command: Resolve, setting: Setting) -> list[Entry]:
    """It is over; the cadence stops.

    Raises:
        RefusalError: when it has ended, the policy does not let this person, or how
            recovery was verified is not said.
    """
    must_be_open(incident)
    may(incident, command.by, "resolve", setting.policy)
    if not command.verification.strip():
        raise RefusalError(
            "Say how recovery was verified: the metric, log query or check that showed it.",
            "verification",
        )
    verification = within(command.verification, "How recovery was verified", field="verification")
    text = f"resolved the incident. Recovery verified by: {verification}"
    return [draft(command, setting.now, Kind.INCIDENT_RESOLVED, text, verification=verification)]


def reopen(incident: Incident, command: Reopen, setting: Setting) -> list[Entry]:
    """It is not over, or it was no mistake.

    Raises:
        RefusalError: when it is open.
    """
    if incident.is_open:
        raise RefusalError(f"{incident.ref} is open: it is {incident.phase}.")
    reason = within(command.reason, "The reason", 500)
    due = first_update_due(setting.now, incident.interval)
    return [
        draft(
            command,
            setting.now,
            Kind.INCIDENT_REOPENED,
            "reopened the incident" + (f": {reason}" if reason else ""),
            next_update_at=due.isoformat(),
            before=incident.phase.value,
            reason=reason,
        )
    ]


def cancel(incident: Incident, command: Cancel, setting: Setting) -> list[Entry]:
    """Declared by mistake.

    Raises:
        RefusalError: when it has ended or the policy does not let this person.
    """
    must_be_open(incident)
    may(incident, command.by, "cancel", setting.policy)
    reason = within(command.reason, "The reason", 500)
    text = "canceled the incident: declared by mistake" + (f" ({reason})" if reason else "")
    return [draft(command, setting.now, Kind.INCIDENT_CANCELED, text, reason=reason)]


def duplicate(incident: Incident, command: MarkDuplicate, setting: Setting) -> list[Entry]:
    """The same as another incident, which goes on.

    Raises:
        RefusalError: when it has ended or is named as its own duplicate.
    """
    must_be_open(incident)
    if command.of == incident.number:
        raise RefusalError(f"{incident.ref} cannot be a duplicate of itself. Name the other one.")
    text = f"closed the incident as a duplicate of INC-{command.of}"
    return [draft(command, setting.now, Kind.INCIDENT_DUPLICATE, text, of=command.of)]


def close(incident: Incident, command: Close, setting: Setting) -> list[Entry]:
    """The record is complete.

    Raises:
        RefusalError: when it is still open or closed already, or nothing was published and
            no reason says why not.
    """
    if incident.is_open:
        raise RefusalError(f"{incident.ref} is {incident.phase}. `/incident resolve` it first.")
    if incident.phase is Phase.CLOSED:
        raise RefusalError(f"{incident.ref} is {ended_as(incident)} already.")
    reason = within(command.reason, "The reason", 500)
    if not incident.published_at and not reason:
        raise RefusalError(
            "No postmortem is published yet. `/postmortem draft` writes one, or close with a "
            "reason: `/incident close <why none is needed>`."
        )
    text = "closed the incident" + (f": {required(reason, 'The reason')}" if reason else "")
    return [draft(command, setting.now, Kind.INCIDENT_CLOSED, text, reason=reason)]
