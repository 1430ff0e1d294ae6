"""A person's channels: lists, unread marks, membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts import channels as acts
from app.sandbox.acts import membership
from app.sandbox.api.call import no_dm
from app.sandbox.api.members import check_leave
from app.sandbox.client.bodies import ChannelBody, NewChannelBody, PeopleBody, ReadBody
from app.sandbox.client.people import member_of, person_of
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Request
from app.sandbox.net.routing import body_of
from app.sandbox.state.channels import Channel, Kind, channel_object
from app.sandbox.state.people import Person
from app.sandbox.text.typed import message_text
from app.sandbox.validate.names import LONGEST_TOPIC, channel_name
from app.sandbox.wire import Json, ts_micros, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack

#: Counting stops here; the page shows "99+".
_MOST_UNREAD = 100


def channel_of(slack: Slack, person: Person, name: str) -> Channel:
    """The conversation that a path names, by id or name.

    Raises:
        SlackError: channel_not_found, also when the person may not know of it.
    """
    channel = slack.world.channel(name)
    if channel is None or not channel.visible_to(person.id):
        raise SlackError("channel_not_found")
    return channel


def shown_channel(slack: Slack, person: Person, channel: Channel) -> Json:
    """A channel as its row in a person's list."""
    unread, mentions = _unread(channel, person)
    newest = channel.log.main[-1] if channel.log.main else 0
    return channel_object(channel, person.id, slack.team) | {
        "kind": channel.kind.value,
        "is_member": person.id in channel.members,
        "num_members": len(channel.members),
        "unread_count": unread,
        "mention_count": mentions,
        "latest_ts": ts_text(newest) if newest else "",
        "users": list(channel.members) if channel.is_dm else [],
        "pin_count": len(channel.pins),
        "bookmarks": channel.bookmarks,
        "canvas": channel.canvas,
    }


async def list_channels(slack: Slack, _request: Request, person: str) -> Json:
    """Every conversation that the person may know of."""
    who = person_of(slack, person)
    return {
        "channels": [
            shown_channel(slack, who, channel)
            for channel in slack.world.channels.values()
            if channel.visible_to(who.id)
        ]
    }


async def show_channel(slack: Slack, _request: Request, person: str, channel: str) -> Json:
    """One conversation with its members."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    return {"channel": shown_channel(slack, who, found), "members": list(found.members)}


async def create(slack: Slack, request: Request, person: str) -> Json:
    """Makes a channel: `name`, `private`."""
    who, body = person_of(slack, person), NewChannelBody.model_validate(body_of(request))
    name = channel_name(slack.world, body.name)
    channel = acts.create(slack, name, who, private=body.private)
    return {"channel": shown_channel(slack, who, channel)}


async def open_dm(slack: Slack, request: Request, person: str) -> Json:
    """Opens the direct message with `users`."""
    who, body = person_of(slack, person), PeopleBody.model_validate(body_of(request))
    others = [member_of(slack, user).id for user in body.users]
    channel, _ = acts.open_dm(slack, [who.id, *others])
    return {"channel": shown_channel(slack, who, channel)}


async def change(slack: Slack, request: Request, person: str, channel: str) -> Json:
    """Changes a channel: `topic`, `purpose`, `name`, `archived`."""
    who, body = person_of(slack, person), ChannelBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    for text, act in ((body.topic, acts.set_topic), (body.purpose, acts.set_purpose)):
        if text is not None:
            if len(text) > LONGEST_TOPIC:
                raise SlackError("too_long")
            act(slack, found, message_text(slack.world, text), who)
    if body.name is not None:
        no_dm(found)
        acts.rename(slack, found, channel_name(slack.world, body.name), who)
    if body.archived is not None and body.archived != found.is_archived:
        no_dm(found)
        (acts.archive if body.archived else acts.unarchive)(slack, found, who)
    return {"channel": shown_channel(slack, who, found)}


async def join(slack: Slack, _request: Request, person: str, channel: str) -> Json:
    """Joins a public channel."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    membership.join(slack, found, who)
    return {"channel": shown_channel(slack, who, found)}


async def leave(slack: Slack, _request: Request, person: str, channel: str) -> Json:
    """Leaves a channel."""
    who = person_of(slack, person)
    found = channel_of(slack, who, channel)
    check_leave(found, who)
    membership.leave(slack, found, who)
    return {}


async def invite(slack: Slack, request: Request, person: str, channel: str) -> Json:
    """Brings `users` into a channel."""
    who, body = person_of(slack, person), PeopleBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    no_dm(found)
    if who.id not in found.members:
        raise SlackError("not_in_channel")
    for user in body.users:
        membership.join(slack, found, member_of(slack, user), who)
    return {"members": list(found.members)}


async def mark_read(slack: Slack, request: Request, person: str, channel: str) -> Json:
    """Notes that the person has read up to `ts`; without one, everything."""
    who, body = person_of(slack, person), ReadBody.model_validate(body_of(request))
    found = channel_of(slack, who, channel)
    ts = ts_micros(body.ts) or found.log.last
    if who.id in found.members:
        membership.mark_read(slack, found, who.id, ts)
    return {"last_read": ts_text(ts)}


def _unread(channel: Channel, person: Person) -> tuple[int, int]:
    """How many messages since the last read, and how many of them are for this person."""
    if person.id not in channel.members:
        return 0, 0
    read = channel.last_read.get(person.id, 0)
    called = (f"<@{person.id}".encode(), b"<!here", b"<!channel", b"<!everyone")
    unread = mentions = 0
    for message in channel.log.newest_first(read + 1, channel.log.last):
        if message.notice or message.author == person.id:
            continue
        unread += 1
        mentions += channel.kind is Kind.IM or any(name in message.doc for name in called)
        if unread >= _MOST_UNREAD:
            break
    return unread, mentions
