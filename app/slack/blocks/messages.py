"""The messages that Muster posts: one template for each kind of entry that is said aloud.

Rows of the outbox hold a template's name and ids; the text is made when it is sent, from
the incident as it then stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import Policy
from app.incident.values import Role
from app.redaction import TEAM, find
from app.slack.blocks import actions, kit, nudges, packets, publishing, review
from app.slack.blocks.card import impact_label, phase
from app.slack.blocks.scene import Scene
from app.slack.text import escape


def _value(scene: Scene) -> str:
    return str(scene.incident.id)


def _simple(text: str) -> kit.Message:
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text)])


def said(scene: Scene) -> kit.Message:
    """The entry in one line: who did what."""
    entry = scene.entry
    return _simple(f"{kit.person(entry.actor)} {kit.spoken(entry.text)}")


def announcement(incident: Incident) -> kit.Message:
    """The incident for people who are not in it; edited as it goes on."""
    head = f"*{incident.ref} · {incident.severity} · {phase(incident)}*"
    lines = [f"{head}\n{escape(incident.title)}"]
    if incident.impact:
        lines.append(f"*{impact_label(incident)}:* {escape(incident.impact)}")
    lead = kit.person(incident.commander) if incident.commander else "nobody yet"
    small = f"Commander {lead} · declared {kit.date_of(incident.declared_at)}"
    blocks = [kit.section("\n".join(lines)), kit.context(f"{small} · <#{incident.channel}>")]
    return kit.Message(f"{incident.ref} {incident.severity}: {escape(incident.title)}", blocks)


def opened(incident: Incident) -> kit.Message:
    """To who declared it, where they typed it: where to go."""
    text = f"{incident.ref} is open: <#{incident.channel}>. You are invited."
    return kit.Message(text, [kit.section(text)])


def step_failed(scene: Scene) -> kit.Message:
    """What could not be done, what Slack said, and what to do about it."""
    data = scene.entry.data
    text = (
        f":warning: {scene.incident.ref}: Muster could not {data['step']}. "
        f"{escape(data['error'])}. {data['remedy']}, then `/incident repair`."
    )
    return kit.Message(text, [kit.section(text)])


def draft_comment(
    incident: Incident, version: int, counts: str, authorship: str, *, interim: bool
) -> str:
    """The short message beside a draft's file."""
    head = f"*Postmortem of {incident.ref}, version {version}*"
    if interim:
        head += " (interim: the incident is still open, so it draws no conclusions)"
    said = (
        f"{head}\n{counts}. Every statement cites the log; what the log does not support reads "
        "*TK — author to confirm*."
    )
    return f"{said}\n{escape(authorship)}." if authorship else said


def drafting(incident: Incident, part: int, parts: int) -> kit.Message:
    """While a model is asked: how far it is."""
    text = f"Drafting the postmortem of {incident.ref}: part {part} of {parts}. It comes as a file."
    return kit.Message(text, [kit.context(text)])


def drafting_ended(incident: Incident, version: int, worded: int) -> kit.Message:
    """What stands there once the draft is written, with a way to accept what a model worded."""
    text = f"The postmortem of {incident.ref} is drafted, version {version}."
    if not worded:
        return kit.Message(text, [kit.context(text)])
    text += f" A model worded {worded} sentences of it."
    look = kit.button("Look and accept", "wording", str(incident.id))
    return kit.Message(text, [kit.section(text, look)])


def role_note(incident: Incident, role: Role, policy: Policy) -> kit.Message:
    """To a new holder: what the role does now."""
    text = f"You are *{role}* of {incident.ref}. {policy.roles[role]}"
    return kit.Message(text, [kit.section(text)])


def update(scene: Scene) -> kit.Message:
    """A status update, the same words in every channel."""
    incident, data = scene.incident, scene.entry.data
    parts = (
        ("Known", data["known"]),
        ("Unknown", data["unknown"]),
        _impact(incident, data),
        ("Mitigation", data["mitigation"]),
    )
    body = [kit.section(f"*{name}*\n{escape(text)}") for name, text in parts if text]
    head = f"*Update on {incident.ref}* · {data['severity']} · {data['phase']}"
    small = f"By {kit.person(scene.entry.actor)}"
    if data["next_update_at"]:
        due = datetime.fromisoformat(data["next_update_at"])
        small += f" · next update {kit.date_of(due)}"
    text = f"{incident.ref}: {escape(data['known'])}"
    blocks = [kit.section(head), *body, kit.context(small)]
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), blocks)


def _impact(incident: Incident, data: Mapping[str, Any]) -> tuple[str, str]:
    """The impact that an update says; else the one that stood then, with its own time."""
    at = incident.impact_at
    if data["impact"] or not at or data.get("impact_at") != at.isoformat():
        return "Impact", data["impact"]
    return f"Impact, as stated {kit.date_of(at)}", incident.impact


def secret_typed(scene: Scene) -> kit.Message:
    """To who typed a secret: it is masked where Muster posts it, and has to be rotated."""
    entry, ref = scene.entry, scene.incident.ref
    labels = dict.fromkeys(one.label for one in find(entry.text, TEAM))
    what = f" ({', '.join(labels)})" if labels else ""
    return _simple(
        f":key: What you typed in {ref} (E{entry.id}) holds a secret{what}. Muster shows a mark in its "
        "place wherever it posts it, but the secret has left where it was safe: *rotate it now*. "
        f"The record keeps your words until they are taken out: `/incident redact {ref} E{entry.id} secret`."
    )


def snoozed(scene: Scene) -> kit.Message:
    """Who put the reminder off, until when, and why."""
    words = nudges.snoozed_until(scene.entry)
    return _simple(f":zzz: {kit.person(scene.entry.actor)} {words}")


def note(scene: Scene) -> kit.Message:
    """A note, so that everybody in the channel sees it."""
    icon, name = _NOTES[Kind(scene.entry.kind)]
    words = kit.spoken(scene.entry.text)
    return _simple(f"{icon} *{name}* ({kit.person(scene.entry.actor)}): {words}")


_NOTES = {
    Kind.HYPOTHESIS_NOTED: (":mag:", "Hypothesis"),
    Kind.HYPOTHESIS_RULED_OUT: (":no_entry_sign:", "Ruled out"),
    Kind.MITIGATION_NOTED: (":wrench:", "Mitigation"),
    Kind.MITIGATION_WORKED: (":white_check_mark:", "Worked"),
    Kind.MITIGATION_FAILED: (":x:", "Did not work"),
    Kind.DECISION_NOTED: (":scales:", "Decision"),
    Kind.IMPACT_NOTED: (":boom:", "Impact"),
    Kind.ACTION_NOTED: (":ballot_box_with_check:", "Action"),
    Kind.MOMENT_NOTED: (":pushpin:", "Key moment"),
}


def resolved(scene: Scene) -> kit.Message:
    """It is over, how that was verified, and what comes next."""
    incident = scene.incident
    text = (
        f":white_check_mark: {kit.person(scene.entry.actor)} resolved {incident.ref}.\n"
        f"*Recovery verified by:* {escape(incident.verification)}"
    )
    row = kit.actions(
        "resolved",
        kit.button("Draft postmortem", "draft", _value(scene), style="primary"),
        kit.button("Reopen", "reopen", _value(scene)),
    )
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text), row])


def offered(scene: Scene) -> kit.Message:
    """A handover: the packet, and the buttons of who is asked."""
    entry, incident = scene.entry, scene.incident
    role, to, holder = entry.data["role"], entry.data["to"], entry.data["holder"]
    ask = (
        f"<@{to}>, {kit.person(entry.actor)} hands *{role}* over to you. "
        f"Until you accept, <@{holder}> stays responsible."
    )
    value = f"{incident.id}:{role}:{entry.seq}"
    row = kit.actions(
        "handoff",
        kit.button(f"Accept {role}", "accept", value, style="primary"),
        kit.button("Decline", "decline", value),
    )
    shown = packets.checkpoint(incident, entry.data["packet"])
    return kit.Message(ask, [*shown.blocks, kit.divider(), kit.section(ask), row])


def offer_closed(incident: Incident, offer: Entry, answer: Entry) -> kit.Message:
    """A handover that was accepted, declined or overtaken: its packet stays, its buttons go."""
    shown = packets.checkpoint(incident, offer.data["packet"])
    role, to = offer.data["role"], offer.data["to"]
    taken = answer.kind == Kind.ROLE_ASSIGNED and answer.data["to"] == to
    text = f"The handover of *{role}* to <@{to}>: {nudges.answered_by(answer, done=taken)}"
    return kit.Message(text, [*shown.blocks, kit.divider(), kit.section(text)])


def accepted(scene: Scene) -> kit.Message:
    """The channel is told who answers now, in their own words."""
    data = scene.entry.data
    before = f" after {kit.person(data['before'])}" if data["before"] else ""
    return _simple(
        f":handshake: {kit.person(scene.entry.actor)} is *{data['role']}*{before}. "
        f"As they see it: {escape(data['restatement'])}"
    )


def made_checkpoint(scene: Scene) -> kit.Message:
    """The checkpoint packet."""
    return packets.checkpoint(scene.incident, scene.entry.data["packet"])


def action_created(scene: Scene) -> kit.Message:
    """A new action item, for everybody in the channel."""
    return actions.created(scene.incident, scene.entry)


def action_changed(scene: Scene) -> kit.Message:
    """Who did what about an action item, and who may verify it."""
    return actions.changed(scene.incident, scene.entry)


def action_offered(scene: Scene) -> kit.Message:
    """To who is asked to take an action item."""
    return actions.offered(scene.incident, scene.entry)


def action_due(scene: Scene) -> kit.Message:
    """To the owner of action items that are due, or to the channel when they are nobody's."""
    return actions.due(scene.incident, scene.entry)


def action_unverified(scene: Scene) -> kit.Message:
    """To somebody else than who did it, or to the channel: does what is done work?"""
    return actions.unverified(scene.incident, scene.entry)


def review_shared(scene: Scene) -> kit.Message:
    """A review that somebody posted in the channel."""
    return review.shared(scene.incident, scene.entry)


def published(scene: Scene) -> kit.Message:
    """The postmortem is published."""
    return publishing.published(scene.entry)


#: Template to the function that renders it.
TEMPLATES: dict[str, Callable[[Scene], kit.Message]] = {
    "said": said,
    "step_failed": step_failed,
    "update": update,
    "note": note,
    "resolved": resolved,
    "offered": offered,
    "accepted": accepted,
    "checkpoint": made_checkpoint,
    "snoozed": snoozed,
    "secret_typed": secret_typed,
    **nudges.TEMPLATES,
    "action_created": action_created,
    "action_changed": action_changed,
    "action_offered": action_offered,
    "action_due": action_due,
    "action_unverified": action_unverified,
    "review": review_shared,
    "published": published,
}
