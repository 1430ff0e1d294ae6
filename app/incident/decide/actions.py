"""The register of action items: who may change what, and what the log then says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from app.incident.actions.action import Action, ActionStatus, day_of
from app.incident.actions.commands import (
    ActionCommand,
    CreateAction,
    DeclineAction,
    DropAction,
    EditAction,
    FinishAction,
    OfferAction,
    PickUpAction,
    StartAction,
    TakeAction,
    VerifyAction,
)
from app.incident.commands import Command
from app.incident.decide.draft import Setting, draft, required, within
from app.incident.entry import Entry
from app.incident.incident import REF_PREFIX, Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError

#: Characters of an action's text, its signal and its factor: each is one or two sentences.
MAX_ACTION = 500
#: Of evidence, of why it was dropped, and of what was seen when it was verified.
MAX_EVIDENCE = 1500
MAX_LINK = 500
#: A day further off than this is no promise.
FURTHEST = timedelta(days=730)
#: What an edit may change, as the payload names it and as people read it.
_EDITABLE = {
    "text": "text",
    "signal": "verified by",
    "action_class": "class",
    "priority": "priority",
    "due": "due",
    "factor": "factor",
    "ticket": "ticket",
}


def create(incident: Incident, command: CreateAction, setting: Setting) -> list[Entry]:
    """A new action; who asks may own it at once, anybody else is asked.

    Raises:
        RefusalError: when a field is empty, too long or no link, the day has passed, or the
            incident was a mistake or another one.
    """
    _must_count(incident)
    number = max((one.number for one in incident.actions), default=0) + 1
    fields = _fields(command, day_of(setting.now, command.zone))
    own = command.owner == command.by
    item = {**fields, "owner": command.owner, "zone": command.zone} if own else fields
    created = draft(
        command,
        setting.now,
        Kind.ACTION_CREATED,
        f"created A{number}: {fields['text']}",
        number=number,
        item=item,
        sources=list(command.sources),
    )
    if own or not command.owner:
        return [created]
    return [created, _offered(command, setting, number, command.owner)]


def edit(incident: Incident, command: EditAction, setting: Setting) -> list[Entry]:
    """Other words or another day; nothing when all is as it was.

    Raises:
        RefusalError: as `create`, or when it is verified or dropped.
    """
    action = numbered(incident, command.number)
    if action.status is ActionStatus.DROPPED:
        raise RefusalError(
            f"{incident.ref_of(action)} is dropped and stays as it was. Press Pick up again first."
        )
    if action.status is ActionStatus.VERIFIED:
        raise RefusalError(
            f"{incident.ref_of(action)} is verified and stays as it was. Create a new action "
            f"for what is left."
        )
    # A day that has passed may stay; only a new one must lie ahead.
    fields = _fields(command, day_of(setting.now, action.zone), action.due)
    before = _values(action)
    changes = {name: value for name, value in fields.items() if before[name] != value}
    if not changes:
        return []
    words = ", ".join(f"{_EDITABLE[name]} {value or 'none'}" for name, value in changes.items())
    return [_changed(command, setting, f"changed A{action.number}: {words}", changes, quiet=True)]


def take(incident: Incident, command: TakeAction, setting: Setting) -> list[Entry]:
    """It is the person's from now on.

    Raises:
        RefusalError: when somebody else owns it and has not handed it over.
    """
    action = still_open(incident, command.number)
    if action.owner == command.by:
        raise RefusalError(f"{incident.ref_of(action)} is yours already.")
    if action.owner and action.offered_to != command.by:
        raise RefusalError(
            f"<@{action.owner}> owns {incident.ref_of(action)}. They, the commander or "
            f"<@{action.created_by}>, who created it, can hand it over to you."
        )
    before = f" from <@{action.owner}>" if action.owner else ""
    changes = {"owner": command.by, "zone": command.zone}
    return [_changed(command, setting, f"took A{action.number}{before}: {action.text}", changes)]


def offer(incident: Incident, command: OfferAction, setting: Setting) -> list[Entry]:
    """Somebody is asked; until they accept, it stays whose it was.

    Raises:
        RefusalError: when it is neither theirs to hand over nor nobody's, or is that
            person's already.
    """
    action = still_open(incident, command.number)
    if command.to == action.owner:
        raise RefusalError(f"<@{command.to}> owns {incident.ref_of(action)} already.")
    may = {action.owner, action.created_by, incident.commander}
    if action.owner and command.by not in may:
        raise RefusalError(
            f"<@{action.owner}> owns {incident.ref_of(action)}: they, the commander or "
            f"<@{action.created_by}>, who created it, hand it over."
        )
    if command.to == command.by:
        raise RefusalError("To have it yourself, press Take it.")
    return [_offered(command, setting, action.number, command.to)]


def decline(incident: Incident, command: DeclineAction, setting: Setting) -> list[Entry]:
    """An offer ends without the action passing.

    Raises:
        RefusalError: when none is open, or it is not this person's to end.
    """
    action = numbered(incident, command.number)
    if not action.offered_to:
        raise RefusalError(f"{incident.ref_of(action)} is offered to nobody now.")
    if command.by not in {action.offered_to, action.offered_by}:
        raise RefusalError(
            f"{incident.ref_of(action)} was offered to <@{action.offered_to}>, not to you."
        )
    verb = "declined" if command.by == action.offered_to else "withdrew the offer of"
    text = f"{verb} A{action.number}: {action.text}"
    return [_changed(command, setting, text, {"offered_to": "", "offered_by": ""})]


def start(incident: Incident, command: StartAction, setting: Setting) -> list[Entry]:
    """Work on it begins; starting what nobody owns is taking it.

    Raises:
        RefusalError: when somebody else owns it, or it has begun.
    """
    action = still_open(incident, command.number)
    if action.owner and action.owner != command.by:
        raise RefusalError(
            f"<@{action.owner}> owns {incident.ref_of(action)}. They start it, or hand it over."
        )
    if action.status is ActionStatus.IN_PROGRESS:
        raise RefusalError(f"{incident.ref_of(action)} is in progress already.")
    changes: dict[str, Any] = {"status": ActionStatus.IN_PROGRESS.value}
    taking = not action.owner
    if taking:
        changes |= {"owner": command.by, "zone": command.zone}
    text = f"{'took and ' if taking else ''}started A{action.number}: {action.text}"
    return [_changed(command, setting, text, changes, quiet=not taking)]


def finish(incident: Incident, command: FinishAction, setting: Setting) -> list[Entry]:
    """It is done; the evidence says how anybody can see that.

    Raises:
        RefusalError: when it is done already, or the evidence is empty.
    """
    action = still_open(incident, command.number)
    evidence = required(command.evidence, "The evidence", MAX_EVIDENCE, "evidence")
    changes = {
        "status": ActionStatus.DONE.value,
        "evidence": evidence,
        "done_by": command.by,
        "verification": "",
    }
    return [_changed(command, setting, f"did A{action.number}: {evidence}", changes)]


def verify(incident: Incident, command: VerifyAction, setting: Setting) -> list[Entry]:
    """Somebody else looked; what does not work is in progress again.

    Raises:
        RefusalError: when it is not done, or the person owns it or did it.
    """
    action = numbered(incident, command.number)
    may_verify(incident, action, command.by)
    seen = required(command.seen, "What you saw", MAX_EVIDENCE, "seen")
    if command.works:
        text = f"verified A{action.number}: {seen}"
        status, verified_by = ActionStatus.VERIFIED, command.by
    else:
        text = f"found that A{action.number} does not work yet: {seen}"
        status, verified_by = ActionStatus.IN_PROGRESS, ""
    changes = {"status": status.value, "verified_by": verified_by, "verification": seen}
    return [_changed(command, setting, text, changes)]


def drop(incident: Incident, command: DropAction, setting: Setting) -> list[Entry]:
    """It will not be done; the reason stays, reminders end.

    Raises:
        RefusalError: when it is not open, is somebody else's, or no reason is given.
    """
    action = may_drop(incident, still_open(incident, command.number), command.by)
    reason = required(_line(command.reason), "The reason", MAX_ACTION, "reason")
    changes = {
        "status": ActionStatus.DROPPED.value,
        "reason": reason,
        "dropped_by": command.by,
        "offered_to": "",
        "offered_by": "",
    }
    return [_changed(command, setting, f"dropped A{action.number}: {reason}", changes)]


def may_drop(incident: Incident, action: Action, person: str) -> Action:
    """The action, if the person may drop it: their own, one they created, or nobody's.

    Raises:
        RefusalError: when it is somebody else's and they do not command.
    """
    if action.owner and person not in {action.owner, action.created_by, incident.commander}:
        raise RefusalError(
            f"<@{action.owner}> owns {incident.ref_of(action)}: they, the commander or "
            f"<@{action.created_by}>, who created it, drop it."
        )
    return action


def pick_up(incident: Incident, command: PickUpAction, setting: Setting) -> list[Entry]:
    """It has to be done after all, by whoever owned it.

    Raises:
        RefusalError: when it is not dropped.
    """
    action = numbered(incident, command.number)
    if action.status is not ActionStatus.DROPPED:
        raise RefusalError(f"{incident.ref_of(action)} is not dropped: it is {action.status}.")
    changes = {"status": ActionStatus.OPEN.value, "reason": "", "dropped_by": ""}
    return [_changed(command, setting, f"picked up A{action.number} again: {action.text}", changes)]


def may_verify(incident: Incident, action: Action, person: str) -> None:
    """Hold verifying to a second pair of eyes.

    Raises:
        RefusalError: when it is not done, or the person owns it or did it.
    """
    if action.status is not ActionStatus.DONE:
        waits = "is dropped" if action.status is ActionStatus.DROPPED else "is not done yet"
        next_step = "is verified already" if action.verified_by else waits
        raise RefusalError(f"{incident.ref_of(action)} {next_step}.")
    if person in {action.owner, action.done_by}:
        raise RefusalError(
            f"You own {incident.ref_of(action)} or did it: somebody else verifies it, so that "
            "a second pair of eyes has seen it work. Ask in the incident's channel."
        )


def _must_count(incident: Incident) -> None:
    if incident.canceled:
        raise RefusalError(
            f"{incident.ref} was declared by mistake, so nothing follows from it. "
            "`/incident reopen` first if it was none."
        )
    if incident.duplicate_of:
        raise RefusalError(
            f"{incident.ref} is the same as {REF_PREFIX}-{incident.duplicate_of}: "
            "create the action there."
        )


def numbered(incident: Incident, number: int) -> Action:
    """The action item of that number.

    Raises:
        RefusalError: when the incident has none.
    """
    found = incident.action(number)
    if found is None:
        raise RefusalError(
            f"{incident.ref} has no A{number}. "
            f"`/postmortem actions {incident.ref}` lists what it has."
        )
    return found


def still_open(incident: Incident, number: int) -> Action:
    """The action item of that number, while it has to be done.

    Raises:
        RefusalError: when there is none, or it is done.
    """
    action = numbered(incident, number)
    if not action.is_open:
        raise RefusalError(f"{incident.ref_of(action)} is {action.status} already.")
    return action


def _fields(
    command: CreateAction | EditAction, today: date, kept: date | None = None
) -> dict[str, Any]:
    """What was said of an action, held to its limits, as the payload has it."""
    return {
        "text": required(_line(command.text), "The action", MAX_ACTION, "text"),
        "signal": within(_line(command.signal), "The signal", MAX_ACTION, "signal"),
        "action_class": command.action_class.value if command.action_class else "",
        "priority": command.priority.value if command.priority else "",
        "due": _day(command.due, today, kept),
        "factor": within(_line(command.factor), "The factor", MAX_ACTION, "factor"),
        "ticket": _link(command.ticket),
    }


def _values(action: Action) -> dict[str, str]:
    """An action's editable fields, as the payload has them."""
    return {
        "text": action.text,
        "signal": action.signal,
        "action_class": action.action_class or "",
        "priority": action.priority or "",
        "due": action.due.isoformat() if action.due else "",
        "factor": action.factor,
        "ticket": action.ticket,
    }


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(due: date | None, today: date, kept: date | None) -> str:
    if due is None:
        return ""
    if due < today and due != kept:
        raise RefusalError(f"{due} has passed. Name a day from {today} on.", "due")
    if due > today + FURTHEST:
        raise RefusalError(f"{due} is years away. Name the day of the first step.", "due")
    return due.isoformat()


def _link(text: str) -> str:
    link = within(text, "The link", MAX_LINK, "ticket")
    if not link:
        return ""
    wrong = RefusalError(
        "The ticket is a link that starts with https:// (or http://), without blanks.", "ticket"
    )
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise wrong from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise wrong
    if any(mark in link for mark in "<>|\"'`\\") or not link.isprintable() or " " in link:
        raise wrong
    return link


def _offered(command: Command, setting: Setting, number: int, to: str) -> Entry:
    text = f"offered A{number} to <@{to}>"
    return draft(command, setting.now, Kind.ACTION_OFFERED, text, number=number, to=to)


def _changed(
    command: ActionCommand,
    setting: Setting,
    text: str,
    changes: dict[str, Any],
    *,
    quiet: bool = False,
) -> Entry:
    """`quiet`: of use in the log, of no news to the channel."""
    kind, number = Kind.ACTION_CHANGED, command.number
    return draft(command, setting.now, kind, text, number=number, changes=changes, quiet=quiet)
