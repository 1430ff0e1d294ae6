"""Coming into channels and leaving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.posting import Content, post
from app.sandbox.acts.telling import subscribed, tell_app, tell_people
from app.sandbox.state.channels import Channel, Kind
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def join(slack: Slack, channel: Channel, person: Person, inviter: Person | None = None) -> bool:
    """Brings someone into a channel; False when they were there already.

    Who comes by themselves has seen what is there; for who is brought in it is all unread.
    """
    if person.id in channel.members:
        return False
    channel.members[person.id] = int(slack.clock.now())
    if not person.is_bot and inviter is None:
        channel.last_read[person.id] = channel.log.last
    slack.world.touch(channel)
    more: Json = {"inviter": inviter.id} if inviter else {}
    message = post(
        slack,
        channel,
        person,
        Content(
            text=f"<@{person.id}> has joined the channel",
            subtype="channel_join",
            more=more,
        ),
    )
    event: Json = {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": _letter(channel),
        "team": slack.team,
        **more,
        "event_ts": ts_text(message.ts),
    }
    tell_app(slack, channel, event)
    tell_people(slack, channel, "member_joined", user=person.id)
    return True


def leave(slack: Slack, channel: Channel, person: Person, actor: Person | None = None) -> bool:
    """Takes someone out of a channel; False when they were not in it.

    Args:
        slack: the sandbox.
        channel: which.
        person: who leaves.
        actor: who removed them; None: they left by themselves.
    """
    if person.id not in channel.members:
        return False
    notice = Content(
        text=f"<@{person.id}> has left the channel",
        subtype="channel_leave",
    )
    message = post(slack, channel, person, notice)
    event = {
        "type": "member_left_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": _letter(channel),
        "team": slack.team,
        "event_ts": ts_text(message.ts),
    }
    is_bot = person.id == slack.world.bot
    if not is_bot:
        tell_app(slack, channel, event)
    tell_people(slack, channel, "member_left", user=person.id)
    del channel.members[person.id]
    slack.world.touch(channel)
    if is_bot:
        _tell_bot_left(slack, channel, actor or person, ts_text(message.ts))
    return True


def _tell_bot_left(slack: Slack, channel: Channel, actor: Person, ts: str) -> None:
    """An app that is taken out of a channel hears of it by an event of its own."""
    type_ = "channel_left" if channel.kind is Kind.CHANNEL else "group_left"
    if slack.outbound.listening and subscribed(slack, type_):
        event = {"type": type_, "channel": channel.id, "actor_id": actor.id, "event_ts": ts}
        tell_app(slack, None, event)


def _letter(channel: Channel) -> str:
    return "C" if channel.kind is Kind.CHANNEL else "G"


def mark_read(slack: Slack, channel: Channel, user: str, ts: int) -> None:
    """Notes how far someone has read (microseconds), and shows it in their other windows."""
    channel.last_read[user] = ts
    slack.world.touch(channel)
    slack.feeds.publish([user], "read", lambda: {"channel": channel.id, "last_read": ts_text(ts)})
