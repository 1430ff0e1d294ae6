"""What Muster says by itself when a step of a ladder is due, and how it looks once answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.incident.cadence import LadderName
from app.incident.decide.draft import span
from app.incident.entry import MUSTER, Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import Role
from app.slack.blocks import kit, packets
from app.slack.blocks.card import phase
from app.slack.blocks.scene import Scene
from app.slack.text import escape


def _value(scene: Scene) -> str:
    return str(scene.incident.id)


def _time(scene: Scene, name: str) -> datetime:
    """A time of the entry, as it was when the step was due."""
    return datetime.fromisoformat(scene.entry.data[name])


def _update_row(scene: Scene) -> kit.Block:
    owed = [] if scene.incident.update_owner else [_take(scene, Role.COMMUNICATIONS)]
    return kit.actions(
        "reminder",
        kit.button("Post update", "update", _value(scene), style="primary"),
        kit.button("Snooze", "snooze", _value(scene)),
        *owed,
    )


def _take(scene: Scene, role: Role) -> kit.Block:
    holder = scene.incident.roles.get(role, "")
    return kit.button(f"Take {role}", f"take:{role}", f"{scene.incident.id}:{holder}")


def heads_up(scene: Scene) -> kit.Message:
    """To who owes the update, before it is due; to the channel when nobody does."""
    incident, owed = scene.incident, kit.date_of(_time(scene, "owed_at"))
    if not incident.update_owner:
        text = f"The next update is due {owed}, and nobody owes it yet. Who takes it?"
        row = kit.actions("missing", _take(scene, Role.COMMUNICATIONS))
        return kit.Message(text, [kit.section(text), row])
    text = (
        f"The update on {incident.ref} ({escape(incident.title)}) is due {owed}. "
        f"It is yours: <#{incident.channel}>"
    )
    return kit.Message(text, [kit.section(text), _update_row(scene)])


def due(scene: Scene) -> kit.Message:
    """In the channel, when the update is due."""
    owner = scene.incident.update_owner
    whose = f"{kit.person(owner)}, it is yours." if owner else "Nobody owes it yet."
    if scene.entry.data["ladder"] == LadderName.INTERNAL:
        owed = kit.date_of(_time(scene, "owed_at"))
        what = f"A word to this channel is due now; the announced update {owed}."
    else:
        what = f"An update is due {_since(scene)}."
    text = f":alarm_clock: {what} {whose}"
    return kit.Message(text, [kit.section(text), _update_row(scene)])


def _since(scene: Scene) -> str:
    late = timedelta(seconds=scene.entry.data["late"])
    if late < timedelta(minutes=1):
        return "now"
    return f"since {kit.date_of(_time(scene, 'due_at'))} ({span(late)} ago)"


def overdue(scene: Scene) -> kit.Message:
    """To the commander, when nobody posted it."""
    lead = scene.incident.commander
    who = f"{kit.person(lead)}, " if lead else ""
    text = (
        f"{who}the update that was due {kit.date_of(_time(scene, 'owed_at'))} is not out. "
        "Post one line, or say who does."
    )
    return kit.Message(text, [kit.section(text), _update_row(scene)])


def escalated(scene: Scene) -> kit.Message:
    """To the policy's fallback, when the commander did not answer either."""
    incident, data = scene.incident, scene.entry.data
    owed = kit.date_of(_time(scene, "owed_at"))
    text = (
        f":rotating_light: {whom(incident, data['to'])} {incident.ref} ({incident.severity}): the "
        f"update that was due {owed} is still not out, and {_why(scene)}. <#{incident.channel}>"
    )
    if unreached := data.get("unreached"):
        text += f"\n:warning: The policy's fallback could not be told: {escape(unreached)}"
    return kit.Message(text, [kit.section(text), _update_row(scene)])


def _why(scene: Scene) -> str:
    """Why the call goes beyond the commander; whoever has just taken over is not blamed."""
    lead = scene.incident.commander
    if not lead:
        return "nobody is commander"
    since = scene.incident.role_since.get(Role.COMMANDER)
    if since and since > _time(scene, "owed_at"):
        return f"{kit.person(lead)} took over {kit.date_of(since)}"
    return f"{kit.person(lead)} has not answered"


def whom(incident: Incident, to: str) -> str:
    """A mention of the policy's fallback; a channel gets its post in itself.

    A private incident brings nobody in: whoever is in the channel is called as well.
    """
    mention = ""
    if to.startswith(("U", "W")):
        mention = f"<@{to}>"
    elif to.startswith("S"):
        mention = f"<!subteam^{to}>"
    elif to and not incident.private:
        return "For whoever is on call:"
    return " ".join(part for part in (mention, _here(incident, mention)) if part)


def _here(incident: Incident, mention: str) -> str:
    return "<!here>" if incident.private or not mention else ""


def commander_missing(scene: Scene) -> kit.Message:
    """Nobody leads."""
    text = f":raised_hand: Nobody is commander of {scene.incident.ref}. Who takes it?"
    row = kit.actions("missing", _take(scene, Role.COMMANDER))
    return kit.Message(text, [kit.section(text), row])


def impact_missing(scene: Scene) -> kit.Message:
    """Nobody said who is affected."""
    owner = scene.incident.update_owner
    who = f"{kit.person(owner)}, " if owner else ""
    text = (
        f"{who}the customer impact is not stated yet. `/incident set impact …`; "
        "_unknown, being measured_ is an answer too."
    )
    return kit.Message(text, [kit.section(text)])


def stalled(scene: Scene) -> kit.Message:
    """No mitigation is in progress: offer to change strategy, with what was tried."""
    lead = scene.incident.commander
    who = f"{kit.person(lead)}, no" if lead else "No"
    text = f"{who} mitigation was proposed, applied or verified for a while. Change strategy?"
    tried = packets.tried_lines(scene.entry.data.get("tried", []))
    hint = (
        "Roll back, switch off, shed load, fail over, restart: the safest one first. "
        "`/incident note mitigation …` says what you do."
    )
    shown = [kit.section(f"*Tried so far*\n{tried}")] if tried else []
    return kit.Message(text, [kit.section(text), *shown, kit.context(hint)])


def checkpoint_due(scene: Scene) -> kit.Message:
    """A long incident."""
    since = scene.incident.last_checkpoint_at or scene.incident.declared_at
    text = f"{scene.incident.ref}: no checkpoint since {kit.date_of(since)}."
    make = kit.button("Checkpoint", "checkpoint", _value(scene))
    return kit.Message(text, [kit.section(text), kit.actions("checkpoint_due", make)])


def quiet(scene: Scene) -> kit.Message:
    """Nobody said anything for long."""
    text = (
        f"It has been quiet here. Is {scene.incident.ref} still {phase(scene.incident)}? "
        "Say so, or move it on."
    )
    row = kit.actions(
        "quiet",
        kit.button("Post update", "update", _value(scene)),
        kit.button("Resolve", "resolve", _value(scene)),
    )
    return kit.Message(text, [kit.section(text), row])


def postmortem_due(scene: Scene) -> kit.Message:
    """Resolved, and nothing written."""
    resolved_at = scene.incident.resolved_at or scene.entry.occurred_at
    text = (
        f"{scene.incident.ref} was resolved {kit.date_of(resolved_at)} and has no postmortem yet."
    )
    return kit.Message(text, [kit.section(text), _draft_row(scene)])


def _draft_row(scene: Scene) -> kit.Block:
    draft = kit.button("Draft postmortem", "draft", _value(scene), style="primary")
    return kit.actions("postmortem_due", draft)


def caught_up(scene: Scene) -> kit.Message:
    """After a downtime: one message that says what was due and since when."""
    incident, data = scene.incident, scene.entry.data
    lines = [line for line in data["due"] if line["ladder"] in scene.holds]
    named = [f"• {_MISSED[line['kind']]}, since {_date(line['since'])}" for line in lines]
    people = dict.fromkeys(who for who in (incident.update_owner, incident.commander) if who)
    called = [kit.person(who) for who in people]
    if data["escalated"] and LadderName.UPDATE in scene.holds:
        called.append(whom(incident, data["to"]))
    head = "Muster was away and is back. Meanwhile these came due:"
    text = "\n".join([" ".join([*called, head]), *named])
    row = _update_row(scene) if incident.is_open else _draft_row(scene)
    return kit.Message(kit.cut(text, kit.FALLBACK_TEXT), [kit.section(text), row])


def _date(moment: str) -> str:
    return kit.date_of(datetime.fromisoformat(moment))


#: What a catch-up says of each kind of step.
_MISSED: dict[str, str] = {
    Kind.UPDATE_DUE: "an update is due",
    Kind.UPDATE_OVERDUE: "an update is overdue",
    Kind.UPDATE_ESCALATED: "an update is overdue",
    Kind.COMMANDER_MISSING: "nobody is commander",
    Kind.IMPACT_MISSING: "the customer impact is not stated",
    Kind.MITIGATION_STALLED: "no mitigation is in progress",
    Kind.CHECKPOINT_DUE: "a checkpoint is due",
    Kind.INCIDENT_QUIET: "the channel has gone quiet",
    Kind.POSTMORTEM_DUE: "the postmortem is due",
}

#: What a reminder of each ladder said, once it is answered.
_ASKED: dict[str, str] = {
    LadderName.UPDATE: "The update was due",
    LadderName.HEADS_UP: "The update was due",
    LadderName.INTERNAL: "A word to this channel was due",
    LadderName.COMMANDER: "Nobody was commander",
    LadderName.IMPACT: "The customer impact was not stated",
    LadderName.STALLED: "No mitigation was in progress",
    LadderName.CHECKPOINT: "A checkpoint was due",
    LadderName.QUIET: "It was quiet here",
    LadderName.POSTMORTEM: "The postmortem was due",
}

#: The kinds of entry that do what a reminder asked for; others make it void.
_DOES: frozenset[str] = frozenset(
    {
        Kind.UPDATE_POSTED,
        Kind.ROLE_ASSIGNED,
        Kind.HANDOFF_ACCEPTED,
        Kind.IMPACT_SET,
        Kind.MITIGATION_NOTED,
        Kind.MITIGATION_WORKED,
        Kind.MITIGATION_FAILED,
        Kind.CHECKPOINT_MADE,
        Kind.INCIDENT_RESOLVED,
        Kind.POSTMORTEM_DRAFTED,
        Kind.POSTMORTEM_PUBLISHED,
    }
)


def closed(incident: Incident, ladder: str, asked: Entry, answer: Entry) -> kit.Message:
    """A reminder that was answered: what it said, who did what, and no buttons."""
    at = asked.data.get("owed_at") if ladder in _OWED else asked.data.get("due_at")
    when = f" {_date(at)}" if at else ""
    # Whatever somebody does, it is quiet no more.
    done = answer.kind in _DOES or ladder == LadderName.QUIET
    mark = ":white_check_mark:" if done else ":heavy_minus_sign:"
    text = (
        f"{mark} {incident.ref}: {_ASKED[ladder].lower()}{when}. {answered_by(answer, done=done)}"
    )
    return kit.Message(text, [kit.section(text)])


def answered_by(answer: Entry, *, done: bool) -> str:
    """Who did what was asked for, what made it void, or that it was asked again."""
    if answer.actor == MUSTER:
        return "Asked again below."
    verdict = "Done" if done else "Void"
    return f"*{verdict}*: {kit.person(answer.actor)} {_did(answer)}"


_OWED = frozenset({LadderName.UPDATE, LadderName.HEADS_UP})


def _did(answer: Entry) -> str:
    if answer.kind == Kind.UPDATE_SNOOZED:
        return snoozed_until(answer)
    return kit.spoken(kit.cut(answer.text.partition("\n")[0], 200))


def snoozed_until(entry: Entry) -> str:
    """What a snooze did, with its end in the reader's own time."""
    return (
        f"snoozed the reminder until {_date(entry.data['until'])}: {escape(entry.data['reason'])}"
    )


#: Template to the function that renders it.
TEMPLATES: dict[str, Callable[[Scene], kit.Message]] = {
    "heads_up": heads_up,
    "due": due,
    "overdue": overdue,
    "escalated": escalated,
    "commander_missing": commander_missing,
    "impact_missing": impact_missing,
    "stalled": stalled,
    "checkpoint_due": checkpoint_due,
    "quiet": quiet,
    "postmortem_due": postmortem_due,
    "caught_up": caught_up,
}
