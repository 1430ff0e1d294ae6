"""Putting messages that were said elsewhere into a channel, exactly as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.telling import tell_app_message, tell_people_message
from app.sandbox.errors import SlackError
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, packed, ts_micros

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: What an export adds to a message, or what only one reader's view of it has.
_FOREIGN = frozenset({"metadata", "user_profile", "subscribed", "last_read", "parent_ts"})


def import_messages(slack: Slack, channel: Channel, documents: list[Json], *, tell: bool) -> int:
    """Puts messages as conversations.history gives them into a channel; answers how many.

    Authors who are not in the workspace join it. Threads are counted anew.

    Args:
        slack: the sandbox.
        channel: where to.
        documents: the messages, in any order.
        tell: whether the app is told of each, as if it were said now.

    Raises:
        SlackError: invalid_messages, when one has no timestamp of its own.
    """
    stamped = [(ts_micros(document.get("ts")), document) for document in documents]
    stamps = [ts for ts, _ in stamped if ts is not None and ts not in channel.log.by_ts]
    if len(set(stamps)) != len(documents):
        raise SlackError("invalid_messages", ["every message needs a ts of its own"])
    made = [_message(slack, ts or 0, document) for ts, document in stamped]
    made.sort(key=lambda message: message.ts)
    for message in made:
        channel.log.add(message)
        _recount(slack, channel, message)
        tell_people_message(slack, channel, "message", message)
        if tell:
            _tell(slack, channel, message)
    slack.world.touch(channel)
    return len(made)


def _message(slack: Slack, ts: int, document: Json) -> Message:
    author = _author(slack, document)
    kept = {name: value for name, value in document.items() if name not in _FOREIGN}
    thread = ts_micros(document.get("thread_ts")) or 0
    subtype = document.get("subtype", "")
    metadata = document.get("metadata")
    return Message(
        ts=ts,
        doc=packed(kept),
        author=author,
        thread=0 if thread == ts else thread,
        broadcast=subtype == "thread_broadcast",
        notice=subtype.startswith("channel_"),
        metadata=packed(metadata) if metadata else b"",
    )


def _author(slack: Slack, document: Json) -> str:
    user = str(document.get("user") or "")
    profile = document.get("user_profile") or {}
    if user and user != "USLACKBOT" and user not in slack.world.people:
        name = str(profile.get("real_name") or document.get("username") or user)
        now = int(slack.clock.now())
        handle = str(profile.get("name") or user.lower())
        slack.world.add_person(Person(user, handle, name, updated=now))
    return user or str(document.get("bot_id") or "")


def _recount(slack: Slack, channel: Channel, message: Message) -> None:
    """Keeps a message, and what its parent says of its replies."""
    slack.world.touch_message(channel, message)
    parent = channel.log.by_ts.get(message.thread)
    if parent is not None:
        document = parent.fields() | channel.log.thread_fields(parent)
        parent.doc = packed(document)
        slack.world.touch_message(channel, parent)


def _tell(slack: Slack, channel: Channel, message: Message) -> None:
    document = message.fields()
    subtype = document.get("subtype", "")
    extra: Json = {}
    if document.get("files") and not subtype:
        subtype = extra["subtype"] = "file_share"
    tell_app_message(slack, channel, message.doc, message.ts, subtype=subtype, extra=extra)
