"""Status updates, snoozes, pauses and checkpoints."""

from __future__ import annotations

from datetime import timedelta

from app.incident.cadence import first_update_due, update_due_at
from app.incident.commands import (
    MakeCheckpoint,
    PauseCadence,
    PostUpdate,
    ResumeCadence,
    Snooze,
)
from app.incident.decide.draft import (
    Setting,
    clock,
    draft,
    must_be_open,
    required,
    span,
    within,
)
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError


def post_update(incident: Incident, command: PostUpdate, setting: Setting) -> list[Entry]:
    """A status update; it resets the cadence.

    Raises:
        RefusalError: without what is known, without a next-update time, or with one later
            than the severity allows.
    """
    must_be_open(incident)
    known = required(command.known, "What is known", field="known")
    next_in = _promise(incident, command.next_in)
    due = setting.now + next_in
    return [
        draft(
            command,
            setting.now,
            Kind.UPDATE_POSTED,
            _update_text(command, known, next_in),
            known=known,
            unknown=within(command.unknown, "What is unknown", field="unknown"),
            impact=within(command.impact, "The impact", field="impact"),
            # Which statement stands where this one says none; one of another phase does not.
            impact_at=_standing_impact(incident),
            mitigation=within(command.mitigation, "The mitigation", field="mitigation"),
            next_in=int(next_in.total_seconds()),
            next_update_at=due.isoformat() if incident.cadence_on else None,
            announced=command.announce,
            # As they were: the message may go out later, when they have changed.
            severity=incident.severity.value,
            phase=incident.phase.value,
        )
    ]


def _standing_impact(incident: Incident) -> str | None:
    at = incident.impact_at
    return at.isoformat() if at and not incident.impact_doubted else None


def _promise(incident: Incident, next_in: timedelta | None) -> timedelta:
    longest = incident.interval
    if next_in is None:
        raise RefusalError(
            "Say when the next update comes: an update without it leaves people asking. "
            f"{incident.severity} allows up to {span(longest)}.",
            "next_in",
        )
    if not timedelta(minutes=1) <= next_in <= longest:
        raise RefusalError(
            f"The next update can come in 1 min to {span(longest)} at {incident.severity}, "
            f"not in {span(next_in)}.",
            "next_in",
        )
    return next_in


def _update_text(command: PostUpdate, known: str, next_in: timedelta) -> str:
    parts = (
        ("Known", known),
        ("Unknown", command.unknown.strip()),
        ("Impact", command.impact.strip()),
        ("Mitigation", command.mitigation.strip()),
        ("Next update in", span(next_in)),
    )
    return "posted an update\n" + "\n".join(f"{name}: {text}" for name, text in parts if text)


def snooze(incident: Incident, command: Snooze, setting: Setting) -> list[Entry]:
    """The reminder comes later, for a reason, within the severity's bound.

    Raises:
        RefusalError: when nothing is owed, no reason is given, or the bound is passed.
    """
    must_be_open(incident)
    if incident.next_update_at is None or update_due_at(incident) is None:
        raise RefusalError("No update is owed, so there is nothing to snooze.")
    reason = required(command.reason, "The reason", field="reason")
    bound = incident.next_update_at + setting.rules(incident.severity).max_snooze
    until = max(setting.now, incident.next_update_at) + command.for_
    if command.for_ <= timedelta(0) or until > bound:
        left = max(bound - max(setting.now, incident.next_update_at), timedelta(0))
        allows = (
            f"{incident.severity} allows snoozing for {span(left)} more."
            if left
            else f"{incident.severity} allows no more snoozing. Post an update: one line is enough."
        )
        raise RefusalError(allows, "length")
    text = f"snoozed the update reminder until {clock(until)}: {reason}"
    return [
        draft(
            command,
            setting.now,
            Kind.UPDATE_SNOOZED,
            text,
            until=until.isoformat(),
            reason=reason,
        )
    ]


def pause(incident: Incident, command: PauseCadence, setting: Setting) -> list[Entry]:
    """No update is owed for a while.

    Raises:
        RefusalError: when the severity does not allow it, or no reason is given.
    """
    must_be_open(incident)
    longest = setting.rules(incident.severity).max_pause
    if not longest:
        raise RefusalError(f"{incident.severity} does not allow a pause: impact is still growing.")
    if not timedelta(minutes=1) <= command.for_ <= longest:
        raise RefusalError(f"A pause at {incident.severity} lasts 1 min to {span(longest)}.")
    reason = required(command.reason, "The reason", field="reason")
    until = setting.now + command.for_
    return [
        draft(
            command,
            setting.now,
            Kind.CADENCE_PAUSED,
            f"paused updates for {span(command.for_)}: {reason}",
            until=until.isoformat(),
            next_update_at=until.isoformat(),
            reason=reason,
        )
    ]


def resume(incident: Incident, command: ResumeCadence, setting: Setting) -> list[Entry]:
    """The cadence runs again, counted from now.

    Raises:
        RefusalError: when it is not paused.
    """
    must_be_open(incident)
    if not incident.paused_until or incident.paused_until <= setting.now:
        raise RefusalError("Updates are not paused.")
    due = first_update_due(setting.now, incident.interval).isoformat()
    text = "resumed updates"
    return [draft(command, setting.now, Kind.CADENCE_RESUMED, text, next_update_at=due)]


def checkpoint(incident: Incident, command: MakeCheckpoint, setting: Setting) -> list[Entry]:
    """The packet, kept as it was when it was made."""
    text = f"made a checkpoint: {incident.severity}, {incident.phase}"
    return [
        draft(
            command,
            setting.now,
            Kind.CHECKPOINT_MADE,
            text,
            packet=dict(command.packet),
            quiet=command.quiet,
        )
    ]
