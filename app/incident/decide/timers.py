"""A step of a ladder has come due: what Muster says, or nothing when it is void."""

from __future__ import annotations

from app.incident.cadence import LadderName, Step, catch_up, plan
from app.incident.commands import TimerDue
from app.incident.decide.draft import Setting, clock, draft, span
from app.incident.decide.reminders import reminders
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind

#: The kind that each step of the update ladder writes.
_UPDATE_STEPS = {
    "heads_up": Kind.UPDATE_HEADS_UP,
    "due": Kind.UPDATE_DUE,
    "overdue": Kind.UPDATE_OVERDUE,
    "escalate": Kind.UPDATE_ESCALATED,
}

#: The kind that each repeating ladder writes.
_REPEATING = {
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
    step = steps[0]
    data: dict[str, object] = {
        "ladder": ladder_name.value,
        "step": step.name,
        "due_at": step.due_at.isoformat(),
        "late": int((setting.now - step.due_at).total_seconds()),
        **command.extra,
    }
    if ":" in step.name:
        data["count"] = catch_up(incident, setting.policy, ladder_name, step, setting.now)
    kind = _kind(ladder_name, step.name)
    return [draft(command, setting.now, kind, _text(kind, incident, step), **data)]


def _kind(ladder: LadderName, step: str) -> Kind:
    if ladder is LadderName.UPDATE:
        return _UPDATE_STEPS[step.partition(":")[0]]
    if ladder is LadderName.INTERNAL:
        return Kind.UPDATE_DUE
    return _REPEATING[ladder]


def _text(kind: Kind, incident: Incident, step: Step) -> str:
    due = clock(step.due_at)
    owed = clock(incident.next_update_at) if incident.next_update_at else due
    open_for = span(step.due_at - incident.declared_at)
    return {
        Kind.UPDATE_HEADS_UP: f"said that an update is due at {owed}",
        Kind.UPDATE_DUE: f"said that the update is due ({due})",
        Kind.UPDATE_OVERDUE: f"told the commander that the update of {owed} is overdue",
        Kind.UPDATE_ESCALATED: f"escalated: the update of {owed} is overdue",
        Kind.COMMANDER_MISSING: "said that nobody is commander",
        Kind.IMPACT_MISSING: f"said that the impact is not stated after {open_for}",
        Kind.MITIGATION_STALLED: "said that no mitigation is in progress",
        Kind.CHECKPOINT_DUE: f"said that a checkpoint is due, {open_for} into the incident",
        Kind.INCIDENT_QUIET: "said that the channel has gone quiet",
        Kind.POSTMORTEM_DUE: "said that the postmortem is due",
    }[kind]
