"""Fold: the incident after one more state entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from app.incident.entry import MUSTER, Entry, upcast
from app.incident.folds import actions, cadence, facts, people
from app.incident.folds.values import time, without
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import IncidentType, Phase, Severity, State


def evolve(incident: Incident | None, entry: Entry) -> Incident:
    """The incident after `entry`; kinds that fold nothing only advance its version.

    Raises:
        ValueError: when the first entry is not the declaration.
    """
    entry = upcast(entry)
    if incident is None:
        if entry.kind != Kind.INCIDENT_DECLARED:
            raise ValueError(f"an incident starts with {Kind.INCIDENT_DECLARED}, not {entry.kind}")
        return declared(entry)
    fold = _FOLDS.get(entry.kind)
    after = fold(incident, entry) if fold else incident
    acted = after.last_act_at if entry.actor == MUSTER else entry.occurred_at
    quiet = after.spoken if entry.actor == MUSTER else without(after.spoken, "quiet")
    return replace(after, version=entry.seq or after.version, last_act_at=acted, spoken=quiet)


def fold(entries: Iterable[Entry]) -> Incident:
    """The incident that its state entries, in sequence, tell of.

    Raises:
        ValueError: when there are none.
    """
    incident: Incident | None = None
    for entry in entries:
        incident = evolve(incident, entry)
    if incident is None:
        raise ValueError("no entries to fold")
    return incident


def declared(entry: Entry) -> Incident:
    """The incident as its declaration says."""
    data = entry.data
    state = State(data["state"])
    return Incident(
        id=data["incident"],
        workspace=data["workspace"],
        number=data["number"],
        title=data["title"],
        severity=Severity(data["severity"]),
        type=IncidentType(data["type"]),
        state=state,
        phase=Phase.MITIGATED if state is State.POST_INCIDENT else Phase.ACTIVE,
        private=data["private"],
        near_miss=data["near_miss"],
        impact=data["impact"],
        impact_at=entry.occurred_at if data["impact"] else None,
        declared_at=entry.occurred_at,
        declared_by=entry.actor,
        interval=timedelta(seconds=data["interval"]),
        cadence_on=state is not State.POST_INCIDENT,
        next_update_at=time(data["next_update_at"]),
        started_at=time(data.get("started_at")),
        detected_at=time(data.get("detected_at")),
        announce_channel=data["announce_channel"],
        leaderless_since=entry.occurred_at,
        version=entry.seq or 1,
    )


_FOLDS: dict[str, Callable[[Incident, Entry], Incident]] = {
    Kind.CHANNEL_OPENED: facts.channel_opened,
    Kind.CHANNEL_MOVED: facts.channel_moved,
    Kind.CARD_POSTED: facts.card_posted,
    Kind.ANNOUNCEMENT_POSTED: facts.announced,
    Kind.STEP_FAILED: facts.step_failed,
    Kind.STEP_REPAIRED: facts.step_repaired,
    Kind.TITLE_SET: facts.title_set,
    Kind.IMPACT_SET: facts.impact_set,
    Kind.SCOPE_SET: facts.scope_set,
    Kind.TIME_SET: facts.time_set,
    Kind.SEVERITY_CHANGED: cadence.severity_changed,
    Kind.PHASE_CHANGED: facts.phase_changed,
    Kind.CADENCE_PAUSED: cadence.cadence_paused,
    Kind.CADENCE_RESUMED: cadence.cadence_resumed,
    Kind.ROLE_ASSIGNED: people.role_assigned,
    Kind.ROLE_RELEASED: people.role_released,
    Kind.HANDOFF_OFFERED: people.handoff_offered,
    Kind.HANDOFF_WITHDRAWN: people.handoff_withdrawn,
    Kind.UPDATE_POSTED: cadence.update_posted,
    Kind.UPDATE_SNOOZED: cadence.update_snoozed,
    Kind.UPDATE_HEADS_UP: cadence.heads_up,
    Kind.UPDATE_DUE: cadence.nudged,
    Kind.UPDATE_OVERDUE: cadence.nudged,
    Kind.UPDATE_ESCALATED: cadence.spoken("update"),
    Kind.COMMANDER_MISSING: cadence.spoken("commander"),
    Kind.IMPACT_MISSING: cadence.spoken("impact"),
    Kind.MITIGATION_STALLED: cadence.spoken("stalled"),
    Kind.CHECKPOINT_DUE: cadence.spoken("checkpoint"),
    Kind.INCIDENT_QUIET: cadence.spoken("quiet"),
    Kind.POSTMORTEM_DUE: cadence.spoken("postmortem"),
    Kind.MITIGATION_NOTED: cadence.mitigating,
    Kind.MITIGATION_WORKED: cadence.mitigating,
    Kind.MITIGATION_FAILED: cadence.mitigating,
    Kind.CHECKPOINT_MADE: cadence.checkpoint_made,
    Kind.INCIDENT_RESOLVED: facts.resolved,
    Kind.INCIDENT_REOPENED: facts.reopened,
    Kind.INCIDENT_CANCELED: facts.closed,
    Kind.INCIDENT_DUPLICATE: facts.closed,
    Kind.INCIDENT_CLOSED: facts.closed,
    Kind.POSTMORTEM_DRAFTED: facts.drafted,
    Kind.POSTMORTEM_PUBLISHED: facts.published,
    Kind.ACTION_CREATED: actions.created,
    Kind.ACTION_CHANGED: actions.changed,
    Kind.ACTION_OFFERED: actions.offered,
    Kind.ACTION_DUE: actions.reminded,
    Kind.ACTION_OVERDUE: actions.reminded,
    Kind.ACTION_UNVERIFIED: actions.unverified,
}
