"""A step of a ladder has come due: what Muster says, or nothing when it is void."""

from __future__ import annotations

from app.incident.cadence import LadderName, Step, catch_up, plan, update_due_at
from app.incident.commands import TimerDue
from app.incident.decide.draft import Setting, clock, draft, span
from app.incident.decide.reminders import reminders
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import Policy

#: The kind that each step of the update ladder writes.
_UPDATE_STEPS = {
    "due": Kind.UPDATE_DUE,
    "overdue": Kind.UPDATE_OVERDUE,
    "escalate": Kind.UPDATE_ESCALATED,
}

#: The kind that each other ladder writes.
_KINDS = {
    LadderName.HEADS_UP: Kind.UPDATE_HEADS_UP,
    LadderName.INTERNAL: Kind.UPDATE_DUE,
    LadderName.COMMANDER: Kind.COMMANDER_MISSING,
    LadderName.IMPACT: Kind.IMPACT_MISSING,
    LadderName.STALLED: Kind.MITIGATION_STALLED,
    LadderName.CHECKPOINT: Kind.CHECKPOINT_DUE,
    LadderName.QUIET: Kind.INCIDENT_QUIET,
    LadderName.POSTMORTEM: Kind.POSTMORTEM_DUE,
}


def timer_due(incident: Incident, command: TimerDue, setting: Setting) -> list[Entry]:
    """The entry that the step makes, or none when the plan no longer holds it.

    The plan is made afresh: a step that an update, a role or a message has made void
    since it was claimed says nothing.
    """
    ladder_name = LadderName(command.ladder)
    seen = {ladder_name: command.last_evidence_at} if command.last_evidence_at else {}
    ladder = plan(incident, setting.policy, seen).get(ladder_name)
    steps = [one for one in ladder.steps if one.name == command.step] if ladder else []
    if not steps or steps[0].due_at > setting.now:
        return []
    if ladder_name is LadderName.ACTIONS:
        return reminders(incident, command, setting)
    step, owed = steps[0], update_due_at(incident)
    if ladder_name is LadderName.HEADS_UP and owed and owed <= setting.now:
        # A word in time that comes too late: the reminder itself says it.
        return []
    data: dict[str, object] = {
        "ladder": ladder_name.value,
        "step": step.name,
        "due_at": step.due_at.isoformat(),
        "late": int((setting.now - step.due_at).total_seconds()),
        "owed_at": owed.isoformat() if owed else None,
        **command.extra,
    }
    if ":" in step.name:
        data["count"] = catch_up(incident, setting.policy, ladder_name, step, setting.now)
    kind = _UPDATE_STEPS.get(step.name.partition(":")[0]) or _KINDS[ladder_name]
    if kind in _ADDRESSED:
        data["to"] = _addressee(kind, incident, setting.policy)
    missed = bool(data.get("quiet"))
    text = _missed(kind, incident, step) if missed else _text(kind, incident, step, data.get("to"))
    return [draft(command, setting.now, kind, text, **data)]


#: The kinds that are said to somebody in particular: a person, a user group or a channel.
_ADDRESSED = frozenset({Kind.UPDATE_HEADS_UP, Kind.UPDATE_OVERDUE, Kind.UPDATE_ESCALATED})


def _addressee(kind: Kind, incident: Incident, policy: Policy) -> str:
    if kind is Kind.UPDATE_HEADS_UP:
        return incident.update_owner
    if kind is Kind.UPDATE_OVERDUE:
        return incident.commander
    return policy.escalation.fallback


def _text(kind: Kind, incident: Incident, step: Step, to: object) -> str:
    what = _what(kind, incident, step)
    whom = _named(str(to or ""))
    return {
        Kind.UPDATE_HEADS_UP: f"told {whom} that {what}",
        Kind.UPDATE_OVERDUE: f"told {whom if to else 'the channel'} that {what}",
        Kind.UPDATE_ESCALATED: f"escalated to {whom}: {what}",
    }.get(kind, f"said that {what}")


def _missed(kind: Kind, incident: Incident, step: Step) -> str:
    """For the log: what nobody was told when it was due."""
    return f"was away when this came due: {_what(kind, incident, step)}"


def _named(to: str) -> str:
    if to.startswith(("U", "W")):
        return f"<@{to}>"
    if to.startswith(("C", "G")):
        return f"<#{to}>"
    return f"the user group {to}" if to else "everybody in the channel"


def _what(kind: Kind, incident: Incident, step: Step) -> str:
    owed_at = update_due_at(incident)
    owed = clock(owed_at) if owed_at else clock(step.due_at)
    open_for = span(step.due_at - incident.declared_at)
    return {
        Kind.UPDATE_HEADS_UP: f"an update is due at {owed}",
        Kind.UPDATE_DUE: f"the update is due ({clock(step.due_at)})",
        Kind.UPDATE_OVERDUE: f"the update of {owed} is overdue",
        Kind.UPDATE_ESCALATED: f"the update of {owed} is overdue",
        Kind.COMMANDER_MISSING: "nobody is commander",
        Kind.IMPACT_MISSING: f"the impact is not stated after {open_for}",
        Kind.MITIGATION_STALLED: "no mitigation is in progress",
        Kind.CHECKPOINT_DUE: f"a checkpoint is due, {open_for} into the incident",
        Kind.INCIDENT_QUIET: "the channel has gone quiet",
        Kind.POSTMORTEM_DUE: "the postmortem is due",
    }[kind]
