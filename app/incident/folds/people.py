"""Roles and handovers."""

from __future__ import annotations

from dataclasses import replace

from app.incident.entry import Entry
from app.incident.folds.values import without
from app.incident.incident import Incident
from app.incident.values import Offer, Role


def role_assigned(incident: Incident, entry: Entry) -> Incident:
    role, holder = Role(entry.data["role"]), entry.data["to"]
    leads = role is Role.COMMANDER
    return replace(
        incident,
        roles={**incident.roles, role: holder},
        role_since={**incident.role_since, role: entry.occurred_at},
        offers=without(incident.offers, role),
        leaderless_since=None if leads else incident.leaderless_since,
        spoken=without(incident.spoken, "commander") if leads else incident.spoken,
    )


def role_released(incident: Incident, entry: Entry) -> Incident:
    role = Role(entry.data["role"])
    leads = role is Role.COMMANDER
    return replace(
        incident,
        roles=without(incident.roles, role),
        role_since=without(incident.role_since, role),
        offers=without(incident.offers, role),
        leaderless_since=entry.occurred_at if leads else incident.leaderless_since,
    )


def handoff_offered(incident: Incident, entry: Entry) -> Incident:
    role = Role(entry.data["role"])
    offer = Offer(role=role, to=entry.data["to"], by=entry.actor, seq=entry.seq or 0)
    return replace(incident, offers={**incident.offers, role: offer})


def handoff_withdrawn(incident: Incident, entry: Entry) -> Incident:
    return replace(incident, offers=without(incident.offers, Role(entry.data["role"])))
