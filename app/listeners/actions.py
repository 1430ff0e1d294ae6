"""Buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App

from app.flows import steps
from app.flows.answers import link
from app.flows.muster import Muster
from app.incident.commands import TakeRole, WithdrawHandoff
from app.incident.incident import Incident
from app.incident.values import RefusalError, Role
from app.listeners import action_items, edge, home
from app.listeners.ask import DONE, Answer, Ask, open_view
from app.listeners.commands import dispatch
from app.listeners.postmortems import draft_anyway, draft_pressed
from app.listeners.registry import VERBS
from app.listeners.verbs.documents import section_chosen
from app.listeners.verbs.reviewing import share_review
from app.listeners.wording import wording_pressed
from app.slack.blocks import modals


def register(app: App, muster: Muster) -> None:
    """Listen to every button."""
    for action_id, run in ACTIONS.items():
        app.action(action_id)(_pressed(muster, run))
    for role in Role:
        app.action(f"take:{role}")(_pressed(muster, take))
    for word in VERBS:
        app.action(f"verb:{word}")(_pressed(muster, verb))
    app.action({"action_id": "severity", "block_id": "severity"})(_severity_chosen(muster))
    app.action({"action_id": "section", "block_id": "section"})(_section_chosen(muster))


def _pressed(muster: Muster, run: Callable[[Ask], Answer]) -> Callable[..., None]:
    def pressed(ack: Ack, body: dict[str, Any]) -> None:
        ask = ask_of(muster, body)
        answer = edge.answered(run, ask)
        at_home = home.is_home(body)
        if at_home:
            answer = home.as_view(answer)
        answer = edge.open_or_say(ask.slack, answer, ask.trigger)
        ack()
        if at_home:
            home.publish(muster, ask.workspace, ask.user)
        else:
            edge.privately(ask, answer)

    return pressed


def ask_of(muster: Muster, body: dict[str, Any]) -> Ask:
    """What a press asks; `text` is the button's value, `thread` and `message_ts` where it is."""
    action = body["actions"][0]
    workspace, user = body["team"]["id"], body["user"]["id"]
    channel = (body.get("channel") or {}).get("id", "")
    message = body.get("message") or {}
    ts, thread = message.get("ts", ""), message.get("thread_ts", "")
    return Ask(
        muster=muster,
        workspace=workspace,
        user=user,
        channel=channel,
        key=f"press:{user}:{action['action_ts']}:{action['action_id']}",
        text=action.get("value") or "",
        trigger=body.get("trigger_id") or "",
        response_url=body.get("response_url") or "",
        thread=thread,
        message_ts=ts,
        source_url=link(muster, workspace, channel, ts, thread) if ts else "",
    )


def _incident(ask: Ask) -> Incident:
    return ask.about(int(ask.text.partition(":")[0]))


def take(ask: Ask) -> Answer:
    """Take a role; the value says who held it when the button was drawn."""
    incident = _incident(ask)
    holder = ask.text.partition(":")[2]
    role = Role(ask.key.rpartition("take:")[2])
    command = TakeRole(
        by=ask.user, key=ask.key, source_url=ask.source_url, role=role, instead_of=holder
    )
    steps.step(ask.muster, incident.id, command)
    return DONE


def verb(ask: Ask) -> Answer:
    """The form of a verb that was typed in a mention."""
    return dispatch(ask, VERBS, ask.muster.incident_command)


def _as_verb(name: str) -> Callable[[Ask], Answer]:
    """A button that does what a verb does, on the incident it belongs to."""

    def run(ask: Ask) -> Answer:
        incident = _incident(ask)
        asked = replace(ask, channel=incident.channel or ask.channel, text="")
        return VERBS[name].run(asked)

    return run


def accept(ask: Ask) -> Answer:
    """The form that asks for the situation in one line."""
    incident = _incident(ask)
    _, role, offer = ask.text.split(":")
    found = incident.offers.get(Role(role))
    if not found or found.seq != int(offer):
        raise RefusalError(
            f"That offer of {role} is no longer open. `/incident handoff @person {role}` makes a "
            f"new one, `/incident take {role}` takes it where nobody holds it."
        )
    if found.to != ask.user:
        raise RefusalError(
            f"It was offered to <@{found.to}>, not to you. To give it to somebody else, "
            f"`/incident handoff @person {role}`."
        )
    return open_view(modals.accept(incident, found.role, found.seq))


def decline(ask: Ask) -> Answer:
    """Decline, or take the offer back."""
    incident = _incident(ask)
    role = Role(ask.text.split(":")[1])
    command = WithdrawHandoff(by=ask.user, key=ask.key, source_url=ask.source_url, role=role)
    steps.step(ask.muster, incident.id, command)
    return DONE


def _severity_chosen(muster: Muster) -> Callable[..., None]:
    """In the declare form: SEV3 and SEV4 show the interval to confirm."""

    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        view = body["view"]
        redrawn = modals.redrawn(muster.policy, view)
        muster.clients[body["team"]["id"]].call(
            "views.update", view_id=view["id"], hash=view["hash"], view=redrawn
        )

    return chosen


def _section_chosen(muster: Muster) -> Callable[..., None]:
    """In the form that edits a postmortem: the fields of that section."""

    def chosen(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        view, section = body["view"], body["actions"][0]["selected_option"]["value"]
        ask = ask_of(muster, body)
        redrawn = section_chosen(ask, modals.metadata_of(view), section)
        ask.slack.call("views.update", view_id=view["id"], hash=view["hash"], view=redrawn)

    return chosen


#: Buttons that are one of the verbs, and those that are their own.
ACTIONS: dict[str, Callable[[Ask], Answer]] = {
    "update": _as_verb("update"),
    "checkpoint": _as_verb("checkpoint"),
    "resolve": _as_verb("resolve"),
    "reopen": _as_verb("reopen"),
    "snooze": _as_verb("snooze"),
    "severity_form": _as_verb("severity"),
    "accept": accept,
    "decline": decline,
    "draft": draft_pressed,
    "draft_anyway": draft_anyway,
    "wording": wording_pressed,
    "share_review": share_review,
    **action_items.PRESSES,
}
