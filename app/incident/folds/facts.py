"""Channel, facts, phase and ending."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.incident.entry import Entry
from app.incident.folds.values import time, without
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import Phase


def channel_opened(incident: Incident, entry: Entry) -> Incident:
    data = entry.data
    return replace(incident, channel=data["channel"], channel_name=data["name"])


def channel_moved(incident: Incident, entry: Entry) -> Incident:
    old, new = entry.data["old"], entry.data["new"]
    if incident.announce_channel == old:
        incident = replace(incident, announce_channel=new)
    if incident.channel != old:
        return incident
    return replace(incident, channel=new, first_channel=incident.first_channel or old)


def card_posted(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, card_ts=entry.data["ts"])


def announced(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, announce_channel=entry.data["channel"], announce_ts=entry.data["ts"])


def step_failed(incident: Incident, entry: Entry) -> Incident:
    failed = {**incident.failed_steps, entry.data["step"]: entry.data["error"]}
    return replace(incident, failed_steps=failed)


def step_repaired(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, failed_steps=without(incident.failed_steps, entry.data["step"]))


def title_set(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, title=entry.data["title"])


def impact_set(incident: Incident, entry: Entry) -> Incident:
    spoken = without(incident.spoken, "impact")
    return replace(impact_stated(incident, entry), spoken=spoken)


def impact_stated(incident: Incident, entry: Entry) -> Incident:
    """The impact is what the entry says, if it says any."""
    impact = entry.data["impact"]
    if not impact:
        return incident
    return replace(incident, impact=impact, impact_at=entry.occurred_at, impact_doubted=False)


def scope_set(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, scope={**incident.scope, entry.data["field"]: entry.data["value"]})


def time_set(incident: Incident, entry: Entry) -> Incident:
    field = {"started": "started_at", "detected": "detected_at", "mitigated": "mitigated_at"}
    changes: dict[str, Any] = {field[entry.data["which"]]: time(entry.data["at"])}
    return replace(incident, **changes)


def phase_changed(incident: Incident, entry: Entry) -> Incident:
    phase = Phase(entry.data["phase"])
    mitigated = incident.mitigated_at
    if phase is not Phase.ACTIVE and mitigated is None:
        mitigated = entry.occurred_at
    if phase is Phase.ACTIVE:
        mitigated = None
    # The wait for a mitigation starts anew: something was applied, or found not to hold.
    return replace(
        incident,
        phase=phase,
        impact_doubted=bool(incident.impact),
        mitigated_at=mitigated,
        last_mitigation_at=entry.occurred_at,
        spoken=without(incident.spoken, "stalled"),
    )


def resolved(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        phase=Phase.RESOLVED,
        impact_doubted=bool(incident.impact),
        resolved_at=entry.occurred_at,
        verification=entry.data["verification"],
        next_update_at=None,
        snoozed_until=None,
        paused_until=None,
        offers={},
        spoken={},
    )


def reopened(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        phase=Phase.ACTIVE,
        impact_doubted=bool(incident.impact),
        resolved_at=None,
        mitigated_at=None,
        verification="",
        canceled=False,
        duplicate_of=None,
        cadence_on=True,
        next_update_at=time(entry.data["next_update_at"]),
        snoozed_until=None,
        paused_until=None,
        promised_at=entry.occurred_at,
        last_mitigation_at=entry.occurred_at,
        last_checkpoint_at=entry.occurred_at,
        leaderless_since=None if incident.commander else entry.occurred_at,
        spoken={},
    )


def closed(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        phase=Phase.CLOSED,
        canceled=entry.kind == Kind.INCIDENT_CANCELED,
        duplicate_of=entry.data.get("of"),
        next_update_at=None,
        offers={},
        spoken={},
    )


def drafted(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident, postmortem_at=entry.occurred_at, spoken=without(incident.spoken, "postmortem")
    )


def published(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, published_at=entry.occurred_at)
