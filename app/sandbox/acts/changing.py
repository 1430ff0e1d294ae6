"""Editing, unfurling and deleting what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.posting import update_parent
from app.sandbox.acts.telling import tell_app_message, tell_people, tell_people_message
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.state.world import message_key
from app.sandbox.text.mrkdwn import rich_text
from app.sandbox.wire import MICROS, Json, dumps, packed, raw, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def edit(
    slack: Slack,
    channel: Channel,
    message: Message,
    editor: Person,
    *,
    changes: Json,
    metadata: Json | None = None,
    when: int | None = None,
) -> None:
    """Changes a message; it bears `edited` from now on.

    Args:
        slack: the sandbox.
        channel: where it is.
        message: which.
        editor: who; a bot's edit bears its bot id.
        changes: fields of the document; None takes a field away. A text without blocks
            replaces the blocks by rich text.
        metadata: the new metadata; None leaves it, an empty object takes it away.
        when: the time the edit bears, microseconds; None: now.
    """
    now = channel.log.next_ts(slack.clock.micros() if when is None else when)
    if "text" in changes and "blocks" not in changes:
        text = changes["text"]
        changes = changes | {"blocks": [rich_text(text, lists=not editor.is_bot)] if text else None}
    stamp = f"{now // MICROS}.000000"
    changes |= {"edited": {"user": editor.bot_id or editor.id, "ts": stamp}}
    if metadata is not None:
        message.metadata = packed(metadata) if metadata else b""
    _change(slack, channel, message, changes, now)


def unfurl(slack: Slack, channel: Channel, message: Message, attachments: list[Json]) -> None:
    """Shows what a link leads to: a change that is no edit."""
    now = channel.log.next_ts(slack.clock.micros())
    _change(slack, channel, message, {"attachments": attachments}, now)


def broadcast(slack: Slack, channel: Channel, message: Message) -> None:
    """Lets a reply show in the channel too."""
    root = channel.log.by_ts[message.thread].fields()
    channel.log.shown(message)
    now = channel.log.next_ts(slack.clock.micros())
    changes: Json = {"subtype": "thread_broadcast", "root": root, "parent_user_id": None}
    _change(slack, channel, message, changes, now)


def delete(slack: Slack, channel: Channel, message: Message, *, when: int | None = None) -> None:
    """Takes a message away; of a parent with replies a tombstone remains."""
    now = channel.log.next_ts(slack.clock.micros() if when is None else when)
    channel.pins.pop(message.ts, None)
    if message.ts in channel.log.threads:
        _bury(slack, channel, message, now)
        return
    previous = message.doc
    channel.log.remove(message)
    slack.world.store.gone("message", message_key(channel, message.ts))
    slack.world.touch(channel)
    _tell_deleted(slack, channel, message.ts, previous, now)
    parent = channel.log.by_ts.get(message.thread)
    if parent is not None:
        _reply_gone(slack, channel, parent)


def _reply_gone(slack: Slack, channel: Channel, parent: Message) -> None:
    update_parent(slack, channel, parent)
    if parent.ts not in channel.log.threads and b'"tombstone"' in parent.doc:
        delete(slack, channel, parent)


def _bury(slack: Slack, channel: Channel, message: Message, now: int) -> None:
    previous = message.doc
    document: Json = {
        "type": "message",
        "subtype": "tombstone",
        "text": "This message was deleted.",
        "user": "USLACKBOT",
        "hidden": True,
        "ts": ts_text(message.ts),
        "parent_user_id": "USLACKBOT",
    } | channel.log.thread_fields(message)
    message.doc, message.author, message.metadata = packed(document), "USLACKBOT", b""
    slack.world.touch_message(channel, message)
    slack.world.touch(channel)
    _tell_changed(slack, channel, message, previous, now)


def _change(slack: Slack, channel: Channel, message: Message, changes: Json, now: int) -> None:
    previous = message.doc
    document = message.fields() | changes
    message.doc = packed({name: value for name, value in document.items() if value is not None})
    slack.world.touch_message(channel, message)
    _tell_changed(slack, channel, message, previous, now)


def _tell_changed(
    slack: Slack, channel: Channel, message: Message, previous: bytes, now: int
) -> None:
    tell_people_message(slack, channel, "message_changed", message)
    hidden = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": raw(message.doc),
        "previous_message": raw(previous),
        "ts": ts_text(now),
    }
    tell_app_message(slack, channel, dumps(hidden), now, subtype="message_changed")


def _tell_deleted(slack: Slack, channel: Channel, ts: int, previous: bytes, now: int) -> None:
    tell_people(slack, channel, "message_deleted", ts=ts_text(ts))
    hidden = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": ts_text(ts),
        "previous_message": raw(previous),
        "ts": ts_text(now),
    }
    tell_app_message(slack, channel, dumps(hidden), now, subtype="message_deleted")
