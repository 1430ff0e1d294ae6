"""The incident card: one message, edited in place, and the channel's topic."""

from __future__ import annotations

from app.incident.cadence import update_due_at
from app.incident.decide.draft import ended_as
from app.incident.incident import Incident
from app.incident.values import Phase, Role, State
from app.slack.blocks import kit
from app.slack.text import escape

#: Slack's limit for a topic.
TOPIC = 250


def card(incident: Incident) -> kit.Message:
    """The card as the incident stands."""
    blocks = [kit.header(f"{incident.ref} · {incident.title}"), _facts(incident), _roles(incident)]
    blocks.append(kit.context(_next_update(incident)))
    blocks += _notices(incident)
    blocks += _buttons(incident)
    return kit.Message(kit.cut(_fallback(incident), kit.FALLBACK_TEXT), blocks)


def topic(incident: Incident) -> str:
    """The channel's topic: what somebody who opens the channel reads first.

    Without the commander: Slack says every change of a topic aloud, and roles change often.
    """
    head = f"{incident.ref} {incident.severity} {phase(incident)} · "
    return head + kit.cut(escape(incident.title), TOPIC - len(head))


def phase(incident: Incident) -> str:
    """The phase in a word or two."""
    return ended_as(incident) if incident.phase is Phase.CLOSED else incident.phase.value


def impact_label(incident: Incident) -> str:
    """What stands over the impact: since when it may not hold any more, if so."""
    if incident.impact_at and incident.impact_doubted:
        return f"Impact, as stated {kit.date_of(incident.impact_at)}"
    return "Impact"


def _fallback(incident: Incident) -> str:
    return f"{incident.ref} {incident.severity} {phase(incident)}: {escape(incident.title)}"


def _facts(incident: Incident) -> kit.Block:
    began = incident.started_at or incident.declared_at
    kind = f"{incident.severity} · {incident.type}"
    if incident.near_miss:
        kind += " · near miss"
    texts = [
        f"*Severity*\n{kind}",
        f"*Phase*\n{phase(incident)}",
        f"*{impact_label(incident)}*\n{escape(incident.impact) or '_not stated yet_'}",
        f"*{'Started' if incident.started_at else 'Declared'}*\n{kit.date_of(began)}",
    ]
    return kit.fields(texts)


def _roles(incident: Incident) -> kit.Block:
    texts = []
    for role in Role:
        holder = incident.roles.get(role, "")
        offer = incident.offers.get(role)
        text = f"*{role.capitalize()}*\n{kit.person(holder) if holder else '_open_'}"
        texts.append(text + (f" → <@{offer.to}>?" if offer else ""))
    return kit.fields(texts)


def _next_update(incident: Incident) -> str:
    due = update_due_at(incident)
    if due is None:
        if incident.is_open:
            return ":white_circle: No updates are owed: this one goes straight to the record"
        return f":white_check_mark: No update is owed: {incident.ref} is {phase(incident)}"
    owner = incident.update_owner
    owed = f"owed by {kit.person(owner)}" if owner else "*owed by nobody yet*"
    text = f":alarm_clock: Next update {kit.date_of(due)}, {owed}"
    if incident.paused_until and incident.paused_until == due:
        text += " (paused until then)"
    elif incident.snoozed_until and incident.snoozed_until == due:
        text += " (snoozed)"
    return text


def _notices(incident: Incident) -> list[kit.Block]:
    notices = []
    if incident.private:
        notices.append(":lock: Private: only who is in this channel can see it")
    if incident.state is State.DEGRADED and incident.is_open and not incident.scope:
        notices.append(
            ":mag: Degraded: scope it before acting, a wrong mitigation can make it worse. "
            "`/incident set scope users or tenants: …`"
        )
    notices += [
        f":warning: Could not {step}: {escape(error)}. Mend it, then `/incident repair`"
        for step, error in incident.failed_steps.items()
    ]
    return [kit.context(notice) for notice in notices]


def _buttons(incident: Incident) -> list[kit.Block]:
    value = str(incident.id)
    if not incident.is_open:
        return [
            kit.actions(
                "ended",
                kit.button("Draft postmortem", "draft", value, style="primary"),
                kit.button("Reopen", "reopen", value),
            )
        ]
    takes = [_take(incident, role) for role in Role]
    return [
        kit.actions("roles", *takes),
        kit.actions(
            "steps",
            kit.button("Post update", "update", value, style="primary"),
            kit.button("Change severity", "severity_form", value),
            kit.button("Checkpoint", "checkpoint", value),
            kit.button("Resolve", "resolve", value),
        ),
    ]


def _take(incident: Incident, role: Role) -> kit.Block:
    holder = incident.roles.get(role, "")
    sure = None
    if holder:
        sure = kit.confirm(
            f"Take {role}?",
            f"<@{holder}> is {role} now. They stop being responsible at once; "
            "a handover would tell you what is in flight.",
            "Take it",
        )
    value = f"{incident.id}:{holder}"
    return kit.button(f"Take {role}", f"take:{role}", value, confirm=sure)
