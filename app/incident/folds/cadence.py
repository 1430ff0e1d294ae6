"""Severity, updates, reminders, checkpoints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.incident.entry import Entry
from app.incident.folds.facts import impact_stated
from app.incident.folds.values import time, without
from app.incident.incident import Incident
from app.incident.values import Severity


def severity_changed(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        severity=Severity(entry.data["severity"]),
        interval=timedelta(seconds=entry.data["interval"]),
        next_update_at=time(entry.data["next_update_at"]),
        snoozed_until=None,
        paused_until=None,
        spoken=without(incident.spoken, "update"),
    )


def cadence_paused(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        paused_until=time(entry.data["until"]),
        next_update_at=time(entry.data["next_update_at"]),
        promised_at=entry.occurred_at,
        spoken=without(incident.spoken, "update"),
    )


def cadence_resumed(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        paused_until=None,
        next_update_at=time(entry.data["next_update_at"]),
        promised_at=entry.occurred_at,
    )


def update_posted(incident: Incident, entry: Entry) -> Incident:
    common = replace(impact_stated(incident, entry), last_internal_at=entry.occurred_at)
    if not entry.data["announced"]:
        return common
    return replace(
        common,
        last_update_at=entry.occurred_at,
        promised_at=entry.occurred_at,
        next_update_at=time(entry.data["next_update_at"]),
        snoozed_until=None,
        paused_until=None,
        spoken=without(incident.spoken, "update"),
    )


def update_snoozed(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        snoozed_until=time(entry.data["until"]),
        spoken=without(incident.spoken, "update"),
    )


def spoken(ladder: str) -> Callable[[Incident, Entry], Incident]:
    def folds(incident: Incident, entry: Entry) -> Incident:
        return replace(
            incident,
            spoken={**incident.spoken, ladder: entry.data["count"]},
            last_nudge_at=entry.occurred_at,
        )

    return folds


def nudged(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, last_nudge_at=entry.occurred_at)


def heads_up(incident: Incident, entry: Entry) -> Incident:
    # Said to one person in private it is no nudge in the channel.
    return incident if entry.data.get("to") else nudged(incident, entry)


def mitigating(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        last_mitigation_at=entry.occurred_at,
        spoken=without(incident.spoken, "stalled"),
    )


def checkpoint_made(incident: Incident, entry: Entry) -> Incident:
    return replace(
        incident,
        last_checkpoint_at=entry.occurred_at,
        spoken=without(incident.spoken, "checkpoint"),
    )
