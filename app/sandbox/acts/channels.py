"""Making, naming and closing channels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.sandbox import ids
from app.sandbox.acts.posting import Content, post
from app.sandbox.acts.telling import tell_app, tell_people
from app.sandbox.state.channels import Channel, Kind, Note
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack


#: Members of a direct message of two.
_PAIR = 2


def create(slack: Slack, name: str, creator: Person, *, private: bool) -> Channel:
    """Makes a channel with its creator in it."""
    now = slack.clock.micros()
    seconds = now // 1_000_000
    kind = Kind.GROUP if private else Kind.CHANNEL
    channel = slack.world.add_channel(
        Channel(
            id=ids.new_id("C"),
            name=name,
            kind=kind,
            creator=creator.id,
            created=seconds,
            members={creator.id: seconds},
            updated=now // 1000,
        )
    )
    tell_people(slack, channel, "channel_created")
    if not private:
        _tell_created(slack, channel, ts_text(now))
    post(
        slack,
        channel,
        creator,
        Content(
            text=f"<@{creator.id}> has joined the channel",
            subtype="channel_join",
        ),
    )
    return channel


def open_dm(slack: Slack, users: Iterable[str]) -> tuple[Channel, bool]:
    """The direct message of these people, and whether it is new."""
    members = list(dict.fromkeys(users))
    found = slack.world.dm(members)
    if found:
        return found, False
    now = int(slack.clock.now())
    pair = len(members) <= _PAIR
    names = sorted(slack.world.people[user].name for user in members)
    channel = Channel(
        id=ids.new_id("D" if pair else "C"),
        name="" if pair else f"mpdm-{'--'.join(names)}-1",
        kind=Kind.IM if pair else Kind.MPIM,
        creator=members[0],
        created=now,
        members=dict.fromkeys(members, now),
        updated=now * 1000,
    )
    slack.world.add_channel(channel)
    tell_people(slack, channel, "channel_created")
    return channel, True


def rename(slack: Slack, channel: Channel, name: str, person: Person) -> None:
    """Gives a channel another name."""
    old = channel.name
    slack.world.rename_channel(channel, name)
    message = _notice(
        slack,
        channel,
        person,
        what="name",
        text=f"has renamed the channel from ‘{old}’ to ‘{name}’",
        more={"old_name": old, "name": name},
    )
    kind = _kind(channel)
    shown = {
        "id": channel.id,
        "name": name,
        "name_normalized": name,
        "created": channel.created,
        "is_channel": channel.kind is Kind.CHANNEL,
        "is_mpim": False,
    }
    event = {"type": f"{kind}_rename", "channel": shown, "event_ts": ts_text(message.ts)}
    tell_app(slack, channel, event, anywhere=True)


def set_topic(slack: Slack, channel: Channel, topic: str, person: Person) -> None:
    """Says what a channel is about now."""
    channel.topic = Note(topic, person.id, int(slack.clock.now()))
    text = f"set the channel topic: {topic}" if topic else ("cleared channel topic")
    _notice(slack, channel, person, what="topic", text=text, more={"topic": topic})


def set_purpose(slack: Slack, channel: Channel, purpose: str, person: Person) -> None:
    """Says what a channel is for."""
    channel.purpose = Note(purpose, person.id, int(slack.clock.now()))
    text = f"set the channel description: {purpose}"
    _notice(slack, channel, person, what="purpose", text=text, more={"purpose": purpose})


def archive(slack: Slack, channel: Channel, person: Person) -> None:
    """Closes a channel; it tells its members and the app, by a message and by an event."""
    members = list(channel.members)
    text = "archived the channel"
    message = _notice(slack, channel, person, what="archive", text=text, more={"members": members})
    event: Json = {
        "type": f"{_kind(channel)}_archive",
        "channel": channel.id,
        "user": person.id,
        "is_moved": 0,
        "event_ts": ts_text(message.ts),
    }
    tell_app(slack, channel, event, anywhere=True)
    _close(slack, channel, archived=True)


def unarchive(slack: Slack, channel: Channel, person: Person) -> None:
    """Opens an archived channel again; who was in it is in it."""
    _close(slack, channel, archived=False)
    text = "un-archived the channel"
    message = _notice(slack, channel, person, what="unarchive", text=text, more={})
    event: Json = {
        "type": f"{_kind(channel)}_unarchive",
        "channel": channel.id,
        "user": person.id,
        "actor_id": person.id,
        "event_ts": ts_text(message.ts),
    }
    tell_app(slack, channel, event, anywhere=True)


def _close(slack: Slack, channel: Channel, *, archived: bool) -> None:
    channel.is_archived = archived
    channel.updated = slack.clock.micros() // 1000
    slack.world.touch(channel)
    tell_people(slack, channel, "channel_changed")


def _notice(
    slack: Slack, channel: Channel, person: Person, *, what: str, text: str, more: Json
) -> Message:
    channel.updated = slack.clock.micros() // 1000
    content = Content(text=text, subtype=f"channel_{what}", more=more)
    message = post(slack, channel, person, content)
    tell_people(slack, channel, "channel_changed")
    return message


def _kind(channel: Channel) -> str:
    return "channel" if channel.kind is Kind.CHANNEL else "group"


def _tell_created(slack: Slack, channel: Channel, ts: str) -> None:
    shown = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "context_team_id": slack.team,
        "is_channel": True,
        **dict.fromkeys(
            (
                "is_archived",
                "is_ext_shared",
                "is_frozen",
                "is_general",
                "is_group",
                "is_im",
                "is_mpim",
                "is_org_shared",
                "is_pending_ext_shared",
                "is_private",
                "is_shared",
            ),
            False,
        ),
    }
    event: Json = {"type": "channel_created", "channel": shown, "event_ts": ts}
    tell_app(slack, channel, event, anywhere=True)
