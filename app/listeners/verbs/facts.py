"""phase, set, severity, duplicate-of."""

from __future__ import annotations

from datetime import datetime

from app.flows import steps
from app.incident.commands import (
    ChangePhase,
    ChangeSeverity,
    Command,
    MarkDuplicate,
    SetImpact,
    SetInterval,
    SetScope,
    SetTime,
    SetTitle,
)
from app.incident.kinds import Kind
from app.incident.values import SCOPE_FIELDS, Phase, RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask, open_view, say
from app.slack.blocks import kit, modals

_SETTABLE = ("title", "impact", "scope", "started", "detected", "mitigated", "interval")


def phase(ask: Ask) -> Answer:
    """`active|mitigated|monitoring`."""
    incident = ask.incident()
    wanted = ask.text.strip().lower()
    if wanted not in set(Phase):
        raise RefusalError("A phase is one of active, mitigated, monitoring.")
    command = ChangePhase(by=ask.user, key=ask.key, source_url=ask.source_url, phase=Phase(wanted))
    steps.step(ask.muster, incident.id, command)
    return DONE


def severity(ask: Ask) -> Answer:
    """`SEV2 why`; without words, a modal."""
    incident = ask.incident()
    first, reason = words.first(ask.text)
    wanted = words.a_severity(first) if first else None
    if not first:
        return open_view(modals.severity(incident, ask.muster.policy))
    if wanted is None:
        raise RefusalError("A severity is one of SEV1, SEV2, SEV3, SEV4.")
    command = ChangeSeverity(
        by=ask.user, key=ask.key, source_url=ask.source_url, severity=wanted, reason=reason
    )
    steps.step(ask.muster, incident.id, command)
    return DONE


def set_fact(ask: Ask) -> Answer:
    """`title|impact|scope|started|detected|mitigated|interval <value>`."""
    incident = ask.incident()
    command = _setting(ask)
    kept = steps.step(ask.muster, incident.id, command)
    if not kept.entries:
        return say("It says that already.")
    noted = kept.entries[0]
    # Times are typed in UTC: who meant their own sees it here.
    local = ""
    if noted.kind == Kind.TIME_SET:
        local = f" For you that is {kit.date_of(datetime.fromisoformat(noted.data['at']))}."
    return say(f"Noted: {noted.text}.{local}")


def _setting(ask: Ask) -> Command:
    what, value = words.first(ask.text)
    common = {"by": ask.user, "key": ask.key, "source_url": ask.source_url}
    match what.lower().rstrip(":"):
        case "title":
            return SetTitle(**common, title=value)
        case "impact":
            return SetImpact(**common, impact=value)
        case "scope":
            field, stated = _scope(value)
            return SetScope(**common, field=field, value=stated)
        case "started" | "detected" | "mitigated" as which:
            return SetTime(**common, which=which, at=words.a_time(value, ask.muster.now()))
        case "interval":
            return SetInterval(**common, interval=words.a_length(value, "4h"))
    raise RefusalError(
        f"`{what or '(nothing)'}` cannot be set. What can: {', '.join(_SETTABLE)}. "
        "For example `/incident set impact 5 % of checkouts fail`."
    )


def _scope(text: str) -> tuple[str, str]:
    """`users or tenants: all of EU` or, without a colon, a field's name and the rest."""
    if ":" in text:
        field, _, value = text.partition(":")
        return field, value
    for name in SCOPE_FIELDS:
        if text.lower().startswith(name):
            return name, text[len(name) :]
    field, _, value = text.partition(" ")
    return field, value


def duplicate_of(ask: Ask) -> Answer:
    """`INC-7`."""
    incident = ask.incident()
    command = MarkDuplicate(
        by=ask.user, key=ask.key, source_url=ask.source_url, of=words.a_ref(ask.text)
    )
    steps.mark_duplicate(ask.muster, incident, command)
    return DONE
