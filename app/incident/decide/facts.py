"""Correcting facts: title, impact, scope, times, phase, severity, interval."""

from __future__ import annotations

from difflib import get_close_matches

from app.incident.cadence import due_after_change
from app.incident.commands import (
    ChangePhase,
    ChangeSeverity,
    SetImpact,
    SetInterval,
    SetScope,
    SetTime,
    SetTitle,
)
from app.incident.decide.declare import allowed_interval
from app.incident.decide.draft import MAX_TITLE, Setting, draft, must_be_open, required, span
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import SCOPE_FIELDS, Phase, RefusalError


def set_title(incident: Incident, command: SetTitle, setting: Setting) -> list[Entry]:
    """Another title, also after the incident has ended.

    Raises:
        RefusalError: when it is empty or too long.
    """
    title = required(" ".join(command.title.split()), "The title", MAX_TITLE)
    if title == incident.title:
        return []
    text = f"set the title to: {title}"
    return [draft(command, setting.now, Kind.TITLE_SET, text, title=title, before=incident.title)]


def set_impact(incident: Incident, command: SetImpact, setting: Setting) -> list[Entry]:
    """The customer impact in words and, where known, numbers.

    Raises:
        RefusalError: when it is empty or too long.
    """
    impact = required(command.impact, "The impact")
    if impact == incident.impact and not incident.impact_doubted:
        return []
    return [
        draft(
            command,
            setting.now,
            Kind.IMPACT_SET,
            f"stated the impact: {impact}",
            impact=impact,
            before=incident.impact,
        )
    ]


def set_scope(incident: Incident, command: SetScope, setting: Setting) -> list[Entry]:
    """One field of the scope.

    Raises:
        RefusalError: when there is no such field (the nearest is named), or no value.
    """
    wanted = command.field.strip().lower()
    named = [name for name in SCOPE_FIELDS if wanted and wanted in {name, *name.split()}]
    if len(named) != 1:
        near = get_close_matches(wanted, SCOPE_FIELDS, n=1, cutoff=0.4)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        raise RefusalError(
            f"`{wanted or '(nothing)'}` is no field of the scope.{hint} "
            f"The fields: {', '.join(SCOPE_FIELDS)}."
        )
    value = required(command.value, f"Scope: {named[0]}")
    if incident.scope.get(named[0]) == value:
        return []
    text = f"scope, {named[0]}: {value}"
    return [draft(command, setting.now, Kind.SCOPE_SET, text, field=named[0], value=value)]


def set_time(incident: Incident, command: SetTime, setting: Setting) -> list[Entry]:
    """When it started, was detected or was mitigated.

    Raises:
        RefusalError: when it lies in the future or the order would be impossible.
    """
    if command.at > setting.now:
        raise RefusalError(
            f"{command.at:%Y-%m-%d %H:%M} UTC lies in the future. Times are UTC: "
            "`/incident set started 14:05` or `2026-03-09 14:05`."
        )
    started = command.at if command.which == "started" else incident.started_at
    mitigated = command.at if command.which == "mitigated" else incident.mitigated_at
    if started and mitigated and mitigated < started:
        raise RefusalError(
            "It cannot have been mitigated before it started. Correct the other first."
        )
    text = f"corrected when it was {command.which}: {command.at:%Y-%m-%d %H:%M} UTC"
    if command.which == "started":
        text = f"corrected when it started: {command.at:%Y-%m-%d %H:%M} UTC"
    at = command.at.isoformat()
    return [draft(command, setting.now, Kind.TIME_SET, text, which=command.which, at=at)]


def change_severity(incident: Incident, command: ChangeSeverity, setting: Setting) -> list[Entry]:
    """Another severity; what the old cadence owed is void.

    Raises:
        RefusalError: when it has that severity already.
    """
    must_be_open(incident)
    if command.severity is incident.severity and command.interval is None:
        raise RefusalError(f"{incident.ref} is {incident.severity} already.")
    reason = command.reason.strip()
    text = f"changed severity from {incident.severity} to {command.severity}"
    if command.severity is incident.severity:
        text = "changed the update interval"
    return [_severity(incident, command, setting, text + (f": {reason}" if reason else ""))]


def set_interval(incident: Incident, command: SetInterval, setting: Setting) -> list[Entry]:
    """Another update interval at the same severity.

    Raises:
        RefusalError: when the policy does not allow it.
    """
    must_be_open(incident)
    same = ChangeSeverity(
        by=command.by,
        key=command.key,
        source_url=command.source_url,
        severity=incident.severity,
        interval=command.interval,
    )
    text = f"set the update interval to {span(command.interval)}"
    return [_severity(incident, same, setting, text)]


def _severity(incident: Incident, command: ChangeSeverity, setting: Setting, text: str) -> Entry:
    rules = setting.rules(command.severity)
    interval = allowed_interval(command.interval, rules)
    due = None
    if incident.cadence_on:
        due = due_after_change(incident, interval, rules.heads_up, setting.now)
    return draft(
        command,
        setting.now,
        Kind.SEVERITY_CHANGED,
        text,
        severity=command.severity.value,
        before=incident.severity.value,
        reason=command.reason.strip(),
        interval=int(interval.total_seconds()),
        next_update_at=due.isoformat() if due else None,
    )


def change_phase(incident: Incident, command: ChangePhase, setting: Setting) -> list[Entry]:
    """Active, mitigated or monitoring.

    Raises:
        RefusalError: when it is there already, or asks for an ending.
    """
    must_be_open(incident)
    if command.phase in {Phase.RESOLVED, Phase.CLOSED}:
        raise RefusalError(
            "`/incident resolve` ends an incident: it asks how recovery was verified."
        )
    if command.phase is incident.phase:
        raise RefusalError(f"{incident.ref} is {incident.phase} already.")
    text = f"moved the incident from {incident.phase} to {command.phase}"
    phase, before = command.phase.value, incident.phase.value
    return [draft(command, setting.now, Kind.PHASE_CHANGED, text, phase=phase, before=before)]
