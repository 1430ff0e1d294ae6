"""Saying something."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.sandbox.acts.telling import subscribed, tell_app_message, tell_people_message
from app.sandbox.state.channels import Channel
from app.sandbox.state.files import File, file_object
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person, bot_profile
from app.sandbox.text.mrkdwn import rich_text
from app.sandbox.wire import Json, dumps, loads, packed, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: Subtypes of notices that the workspace itself writes.
_NOTICE = re.compile(r"channel_\w+")


@dataclass(slots=True)
class Content:
    """What is said."""

    #: As it is stored, see `text.mrkdwn.escaped`.
    text: str = ""
    #: Valid and completed; None: rich text is made of the text.
    blocks: list[Json] | None = None
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)
    #: A name and icon that a bot speaks under instead of its own.
    username: str = ""
    icons: Json | None = None
    #: Of the message itself: `me_message`, a notice, ...
    subtype: str = ""
    #: More fields of the message, such as a notice's `topic`.
    more: Json = field(default_factory=dict)
    #: Whether lines with bullets become lists, as people's do.
    lists: bool = False


def post(
    slack: Slack,
    channel: Channel,
    author: Person,
    content: Content,
    *,
    thread: int = 0,
    broadcast: bool = False,
    when: int | None = None,
) -> Message:
    """Says something in a channel, or in a thread of it.

    Args:
        slack: the sandbox.
        channel: where.
        author: who.
        content: what.
        thread: the parent's ts in microseconds; 0: in the channel itself.
        broadcast: whether a reply also shows in the channel.
        when: the time it bears, microseconds; None: now.
    """
    ts = channel.log.next_ts(slack.clock.micros() if when is None else when)
    parent = channel.log.by_ts[thread] if thread else None
    document = _document(slack, author, content, ts)
    if parent is not None:
        document |= _reply_fields(parent, broadcast=broadcast)
    message = Message(
        ts=ts,
        doc=packed(document),
        author=author.bot_id if content.username else author.id,
        thread=thread,
        broadcast=broadcast,
        notice=bool(_NOTICE.fullmatch(content.subtype)),
        metadata=packed(content.metadata) if content.metadata else b"",
    )
    _place(slack, channel, message, parent)
    if not author.is_bot and not message.notice:
        channel.last_read[author.id] = ts
    _tell(slack, channel, message, content)
    return message


def update_parent(slack: Slack, channel: Channel, parent: Message) -> None:
    """Brings what a parent says of its replies up to date and shows it to people."""
    document = parent.fields() | channel.log.thread_fields(parent)
    if parent.ts not in channel.log.threads and document.get("subtype") != "tombstone":
        for name in channel.log.thread_fields(parent):
            document.pop(name, None)
    parent.doc = packed(document)
    slack.world.touch_message(channel, parent)
    tell_people_message(slack, channel, "message_changed", parent)


def _place(slack: Slack, channel: Channel, message: Message, parent: Message | None) -> None:
    channel.log.add(message)
    slack.world.touch_message(channel, message)
    slack.world.touch(channel)
    if parent is not None:
        update_parent(slack, channel, parent)


def _document(slack: Slack, author: Person, content: Content, ts: int) -> Json:
    document: Json = {"type": "message", "ts": ts_text(ts), "text": content.text}
    if content.subtype:
        document["subtype"] = content.subtype
    if author.is_bot:
        document |= _as_bot(slack, author, content)
    else:
        document |= {"user": author.id, "team": slack.team}
        if not content.subtype:
            document["client_msg_id"] = str(uuid.uuid4())
    blocks = content.blocks
    if blocks is None and content.text and not content.subtype:
        blocks = [rich_text(content.text, lists=content.lists)]
    if blocks:
        document["blocks"] = blocks
    if content.attachments:
        document["attachments"] = content.attachments
    if content.files:
        document["files"] = [_shared(slack, file) for file in content.files]
        document |= {"upload": not author.is_bot, "display_as_bot": False}
    return document | content.more


def _shared(slack: Slack, file: File) -> Json:
    """A file as its message shows it."""
    public = slack.world.public_channels()
    return file_object(file, slack.team, slack.origin, public) | {
        "channels": [channel for channel in file.shares if channel in public],
        "groups": [channel for channel in file.shares if channel not in public],
    }


def _as_bot(slack: Slack, author: Person, content: Content) -> Json:
    fields: Json = {"bot_id": author.bot_id, "app_id": author.app_id, "team": slack.team}
    if content.username:
        fields |= {"subtype": "bot_message", "username": content.username}
        return fields | ({"icons": content.icons} if content.icons else {})
    profile = bot_profile(author, slack.team, slack.origin)
    return fields | {"user": author.id, "bot_profile": profile}


def _reply_fields(parent: Message, *, broadcast: bool) -> Json:
    document = parent.fields()
    fields: Json = {"thread_ts": ts_text(parent.ts)}
    if broadcast:
        document.pop("root", None)
        return fields | {"subtype": "thread_broadcast", "root": document}
    return fields | {"parent_user_id": document.get("user", parent.author)}


def _tell(slack: Slack, channel: Channel, message: Message, content: Content) -> None:
    tell_people_message(slack, channel, "message", message)
    subtype = "thread_broadcast" if message.broadcast else content.subtype
    if content.username:
        subtype = "bot_message"
    extra: Json = {}
    if content.files and not subtype:
        # History shows such a message without a subtype, the event has one.
        subtype = extra["subtype"] = "file_share"
    tell_app_message(slack, channel, message.doc, message.ts, subtype=subtype, extra=extra)
    if message.thread and slack.config.message_replied:
        _tell_replied(slack, channel, message)
    bot = slack.bot
    if message.author != bot.id and f"<@{bot.id}" in content.text:
        _tell_mention(slack, channel, message)


def _tell_replied(slack: Slack, channel: Channel, message: Message) -> None:
    parent = channel.log.by_ts[message.thread].fields()
    parent["replies"] = [{"user": message.author, "ts": ts_text(message.ts)}]
    now = channel.log.next_ts(slack.clock.micros())
    hidden = {"type": "message", "hidden": True, "message": parent, "ts": ts_text(now)}
    if slack.config.message_replied == "subtype":
        hidden["subtype"] = "message_replied"
    tell_app_message(slack, channel, dumps(hidden), now, subtype="message_replied")


def _tell_mention(slack: Slack, channel: Channel, message: Message) -> None:
    if not slack.outbound.listening or not subscribed(slack, "app_mention"):
        return
    if slack.world.bot not in channel.members or channel.is_dm:
        return
    event = loads(message.doc) | {
        "type": "app_mention",
        "channel": channel.id,
        "event_ts": ts_text(message.ts),
    }
    event.pop("root", None)
    slack.outbound.events.emit("app_mention", channel.id, dumps(event))
