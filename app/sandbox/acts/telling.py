"""Telling the app and the people what happened.

The app is told what its manifest subscribes to and its scopes allow, of channels that its
bot is in; of public channels themselves (created, renamed, archived) it is always told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.state.channels import Channel, Kind
from app.sandbox.state.messages import Message
from app.sandbox.wire import Json, dumps, raw, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_MESSAGES = {
    Kind.CHANNEL: ("message.channels", "channels:history"),
    Kind.GROUP: ("message.groups", "groups:history"),
    Kind.IM: ("message.im", "im:history"),
    Kind.MPIM: ("message.mpim", "mpim:history"),
}
#: Scopes without which an event is not sent, by event; any one of them will do.
_SCOPES = {
    "app_mention": ("app_mentions:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "pin_added": ("pins:read",),
    "pin_removed": ("pins:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_created": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_archive": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "channel_left": ("channels:read",),
    "group_rename": ("groups:read",),
    "group_archive": ("groups:read",),
    "group_unarchive": ("groups:read",),
    "group_left": ("groups:read",),
    "file_shared": ("files:read",),
    "file_created": ("files:read",),
    "file_change": ("files:read",),
    "file_deleted": ("files:read",),
}


def subscribed(slack: Slack, event: str) -> bool:
    """Whether the app is to be told of such events at all."""
    scopes = _SCOPES.get(event, ())
    return event in slack.app.bot_events and (
        not scopes or not slack.app.bot_scopes.isdisjoint(scopes)
    )


def tell_app(slack: Slack, channel: Channel | None, event: Json, *, anywhere: bool = False) -> None:
    """Sends an event to the app if it subscribes to it and is where it happened.

    Args:
        slack: the sandbox.
        channel: where it happened; None: nowhere in particular.
        event: the inner event.
        anywhere: whether it is told of public channels it is not in.
    """
    if not slack.outbound.listening or not subscribed(slack, event["type"]):
        return
    open_to_all = anywhere and channel is not None and channel.kind is Kind.CHANNEL
    if channel is None or slack.world.bot in channel.members or open_to_all:
        slack.outbound.events.emit(event["type"], channel.id if channel else "", dumps(event))


def tell_app_message(
    slack: Slack,
    channel: Channel,
    body: bytes,
    ts: int,
    *,
    subtype: str = "",
    extra: Json | None = None,
) -> None:
    """Sends a message event to the app.

    Args:
        slack: the sandbox.
        channel: where it was said.
        body: the message, or the hidden event, encoded.
        ts: when it happened, microseconds.
        subtype: the event's subtype, for the ledger.
        extra: fields that the event has and the message in history has not.
    """
    needs, scope = _MESSAGES[channel.kind]
    app = slack.app
    if (
        not slack.outbound.listening
        or needs not in app.bot_events
        or scope not in app.bot_scopes
        or slack.world.bot not in channel.members
    ):
        return
    more: Json = {
        "channel": channel.id,
        "event_ts": ts_text(ts),
        "channel_type": channel.kind.value,
    } | (extra or {})
    type_ = f"message.{subtype}" if subtype else "message"
    slack.outbound.events.emit(type_, channel.id, body[:-1] + b"," + dumps(more)[1:])


def tell_people(slack: Slack, channel: Channel, type_: str, **fields: object) -> None:
    """Tells everyone who may see a channel what changed in it."""
    slack.feeds.publish(slack.audience(channel), type_, lambda: {"channel": channel.id, **fields})


def tell_people_message(slack: Slack, channel: Channel, type_: str, message: Message) -> None:
    """Tells everyone who may see a channel of a message that is new or changed."""
    tell_people(
        slack,
        channel,
        type_,
        ts=ts_text(message.ts),
        thread_ts=ts_text(message.thread) if message.thread else "",
        message=raw(message.with_metadata()),
    )
