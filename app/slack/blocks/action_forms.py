"""The forms of action items."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.incident.actions.action import Action, ActionClass, Priority
from app.incident.decide.actions import MAX_ACTION, MAX_EVIDENCE, MAX_LINK
from app.incident.incident import Incident
from app.slack.blocks import kit

#: What each class is for, said beside it.
CLASS_SAYS = {
    ActionClass.PREVENT: "It cannot happen again this way",
    ActionClass.DETECT: "It is seen sooner",
    ActionClass.MITIGATE: "It harms less, or ends sooner",
    ActionClass.LEARN: "Something is known that was not",
}
PRIORITY_SAYS = {
    Priority.P0: "immediately",
    Priority.P1: "this sprint",
    Priority.P2: "next sprint",
    Priority.P3: "backlog",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a new action's form begins with."""

    text: str = ""
    signal: str = ""
    action_class: ActionClass | None = None
    factor: str = ""
    ticket: str = ""
    #: Ids of the entries it comes from, and where they can be read.
    sources: tuple[int, ...] = ()
    source_url: str = ""


def create(incident: Incident, start: Start, **place: str) -> kit.Block:
    """A new action; `place`: where the answer goes."""
    blocks = [
        *_words(start.text, start.signal),
        *_choices(start.action_class, None, ""),
        kit.person_input(
            "owner",
            "Owner",
            hint="You, or somebody who is then asked: it is theirs once they accept. "
            "Nobody is an answer, and is flagged.",
            optional=True,
        ),
        *_links(start.factor, start.ticket),
    ]
    told = {"sources": start.sources, "source_url": start.source_url, **place}
    sealed = json.dumps({"incident": incident.id, **told})
    title = "Create an action item"
    return kit.modal("action_create", title, blocks, metadata=sealed, submit="Create")


def edit(incident: Incident, action: Action) -> kit.Block:
    """An action's words, day, class, priority, factor and ticket."""
    due = action.due.isoformat() if action.due else ""
    blocks = [
        *_words(action.text, action.signal),
        *_choices(action.action_class, action.priority, due),
        *_links(action.factor, action.ticket),
    ]
    title = f"Edit {incident.ref_of(action)}"
    sealed = _sealed(incident, action.number)
    return kit.modal("action_edit", title, blocks, metadata=sealed, submit="Save")


def done(incident: Incident, action: Action) -> kit.Block:
    """What shows that it is done."""
    blocks = [
        kit.section(kit.spoken(action.text)),
        kit.context(f"*To be verified by:* {kit.spoken(action.signal) or 'nothing named'}"),
        kit.text_input(
            "evidence",
            "What shows that it is done?",
            hint="A link to the change, the alert that fired, the test's run, the figure.",
            multiline=True,
            longest=MAX_EVIDENCE,
        ),
    ]
    title = f"Done: {incident.ref_of(action)}"
    sealed = _sealed(incident, action.number)
    return kit.modal("action_done", title, blocks, metadata=sealed, submit="Done")


def verify(incident: Incident, action: Action) -> kit.Block:
    """What somebody else saw."""
    choices = [
        kit.option("It works", "yes", "I saw the signal"),
        kit.option("Not yet", "no", "It is in progress again"),
    ]
    blocks = [
        kit.section(kit.spoken(action.text)),
        kit.context(f"*To be verified by:* {kit.spoken(action.signal) or 'nothing named'}"),
        kit.context(f"*Evidence of {kit.person(action.done_by)}:* {kit.spoken(action.evidence)}"),
        kit.radio_input("works", "Does it work?", choices),
        kit.text_input("seen", "What did you see?", multiline=True, longest=MAX_EVIDENCE),
    ]
    title = f"Verify {incident.ref_of(action)}"
    sealed = _sealed(incident, action.number)
    return kit.modal("action_verify", title, blocks, metadata=sealed, submit="Save")


def drop(incident: Incident, action: Action) -> kit.Block:
    """Why it will not be done."""
    blocks = [
        kit.section(kit.spoken(action.text)),
        kit.text_input(
            "reason",
            "Why will it not be done?",
            hint="What has changed, or what does the same: it stays in the register.",
            multiline=True,
            longest=MAX_ACTION,
        ),
        kit.context("Nobody is reminded of it any more. It can be picked up again."),
    ]
    title = f"Drop {incident.ref_of(action)}"
    sealed = _sealed(incident, action.number)
    return kit.modal("action_drop", title, blocks, metadata=sealed, submit="Drop it")


def hand(incident: Incident, action: Action) -> kit.Block:
    """Who is asked to take it."""
    whose = f"it stays with {kit.person(action.owner)}" if action.owner else "it stays nobody's"
    blocks = [
        kit.section(kit.spoken(action.text)),
        kit.person_input("to", "Hand to", hint="They are asked privately and can decline."),
        kit.context(f"Until they accept, {whose}."),
    ]
    title = f"Hand over {incident.ref_of(action)}"
    sealed = _sealed(incident, action.number)
    return kit.modal("action_hand", title, blocks, metadata=sealed, submit="Ask them")


def _words(text: str, signal: str) -> list[kit.Block]:
    return [
        kit.text_input(
            "text",
            "What will be different",
            initial=text,
            hint="One change to the system: which file, check, alert or value, from what to what.",
            multiline=True,
            longest=MAX_ACTION,
        ),
        kit.text_input(
            "signal",
            "How will anybody see that it works",
            initial=signal,
            hint="The alert that fires when provoked, the test that fails without it, the figure "
            "that moves.",
            multiline=True,
            longest=MAX_ACTION,
        ),
    ]


def _choices(
    action_class: ActionClass | None, priority: Priority | None, due: str
) -> list[kit.Block]:
    classes = [kit.option(kind.value, kind.value, says) for kind, says in CLASS_SAYS.items()]
    priorities = [
        kit.option(f"{one.value} · {says}", one.value) for one, says in PRIORITY_SAYS.items()
    ]
    return [
        kit.select_input("action_class", "Class", classes, initial=action_class or ""),
        kit.select_input("priority", "Priority", priorities, initial=priority or ""),
        kit.date_input("due", "Due", initial=due),
    ]


def _links(factor: str, ticket: str) -> list[kit.Block]:
    return [
        kit.text_input(
            "factor",
            "Factor it serves",
            initial=factor,
            hint="The contributing factor that this takes away or makes visible.",
            optional=True,
            longest=MAX_ACTION,
        ),
        kit.text_input(
            "ticket",
            "Ticket",
            initial=ticket,
            placeholder="https://",
            optional=True,
            longest=MAX_LINK,
        ),
    ]


def _sealed(incident: Incident, number: int) -> str:
    return json.dumps({"incident": incident.id, "number": number})
