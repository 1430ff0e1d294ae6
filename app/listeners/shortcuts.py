"""Global and message shortcuts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from app.flows import lookup
from app.flows.answers import link
from app.flows.muster import Muster
from app.flows.redact import incident_with
from app.listeners import action_items, edge
from app.listeners.ask import Answer, Ask, open_view
from app.listeners.verbs.reviewing import review_message
from app.slack.blocks import kit, modals
from app.slack.text import message_text


def register(app: App, muster: Muster) -> None:
    """Listen to every shortcut."""
    for callback, run in SHORTCUTS.items():
        app.shortcut(callback)(_used(muster, run))


def _used(muster: Muster, run: Callable[[Ask, dict[str, Any]], Answer]) -> Callable[..., None]:
    def used(ack: Ack, body: dict[str, Any]) -> None:
        message = body.get("message") or {}
        ask = Ask(
            muster=muster,
            workspace=body["team"]["id"],
            user=body["user"]["id"],
            channel=(body.get("channel") or {}).get("id", ""),
            key=f"shortcut:{body['trigger_id']}",
            trigger=body["trigger_id"],
            response_url=body.get("response_url") or "",
            message_ts=message.get("ts", ""),
            thread=message.get("thread_ts", ""),
        )
        answer = edge.answered(lambda one: run(one, message), ask)
        answer = edge.open_or_say(ask.slack, answer, ask.trigger)
        ack()
        if ask.channel:
            edge.privately(ask, answer)

    return used


def declare(ask: Ask, message: dict[str, Any]) -> Answer:
    """The declare form, from anywhere."""
    del message
    return open_view(modals.declare(ask.muster.policy, metadata={}))


def declare_from(ask: Ask, message: dict[str, Any]) -> Answer:
    """The declare form with a message's words; its thread comes along."""
    words = " ".join(message_text(message).split())
    metadata = {
        "channel": ask.channel,
        "url": ask.response_url,
        "message": ask.message_ts,
        "thread": ask.thread,
    }
    title = kit.cut(words, 120)
    return open_view(modals.declare(ask.muster.policy, metadata=metadata, title=title))


def add_to_timeline(ask: Ask, message: dict[str, Any]) -> Answer:
    """What the message counts as."""
    incident = lookup.incident_for(ask.muster, ask.workspace, ask.user, ask.channel)
    return open_view(modals.mark(incident, str(message["ts"])))


def create_action(ask: Ask, message: dict[str, Any]) -> Answer:
    """The form of an action item with the message's words."""
    source = link(ask.muster, ask.workspace, ask.channel, ask.message_ts, ask.thread)
    return action_items.from_message(ask, message_text(message), source)


def redact(ask: Ask, message: dict[str, Any]) -> Answer:
    """Asks why; the message's words then leave the record."""
    where = (ask.workspace, ask.user, ask.channel, ask.message_ts)
    incident = incident_with(ask.muster, *where)
    form = modals.redact(incident, ask.channel, str(message["ts"]), ask.response_url)
    return open_view(form)


SHORTCUTS: dict[str, Callable[[Ask, dict[str, Any]], Answer]] = {
    "declare": declare,
    "declare_from_message": declare_from,
    "add_to_timeline": add_to_timeline,
    "review_message": review_message,
    "create_action": create_action,
    "redact_message": redact,
}
