"""conversations.*: making channels, describing and closing them; direct messages."""

from __future__ import annotations

from app.sandbox.acts import channels, membership
from app.sandbox.api.call import Call, no_dm, open_only
from app.sandbox.api.spec import MANAGE, TOPIC
from app.sandbox.errors import SlackError
from app.sandbox.state.channels import Channel, Kind, channel_object
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.validate.names import LONGEST_TOPIC, channel_name
from app.sandbox.wire import Json, ts_micros

_MOST_IN_DM = 8
_PAIR = 2


def create(call: Call) -> Json:
    """conversations.create."""
    private = call.flag("is_private")
    call.caller.need(MANAGE[Kind.GROUP if private else Kind.CHANNEL])
    name = channel_name(call.slack.world, call.text("name"))
    channel = channels.create(call.slack, name, call.person, private=private)
    call.made(channel=channel.id)
    return _shown(call, channel)


def set_topic(call: Call) -> Json:
    """conversations.setTopic."""
    channel, topic = _to_describe(call, "topic")
    if topic != channel.topic.value:
        channels.set_topic(call.slack, channel, topic, call.person)
    return _shown(call, channel) | {"topic": topic}


def set_purpose(call: Call) -> Json:
    """conversations.setPurpose."""
    channel, purpose = _to_describe(call, "purpose")
    if purpose != channel.purpose.value:
        channels.set_purpose(call.slack, channel, purpose, call.person)
    return _shown(call, channel) | {"purpose": purpose}


def rename(call: Call) -> Json:
    """conversations.rename; a bot may rename what it made."""
    channel = call.channel(scopes=MANAGE)
    no_dm(channel)
    open_only(channel)
    call.member_of(channel)
    if call.person.is_bot and channel.creator != call.person.id:
        raise SlackError("not_authorized")
    if call.text("name") != channel.name:
        name = channel_name(call.slack.world, call.text("name"))
        channels.rename(call.slack, channel, name, call.person)
    return _shown(call, channel)


def archive(call: Call) -> Json:
    """conversations.archive."""
    channel = call.channel(scopes=MANAGE)
    no_dm(channel)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    call.member_of(channel)
    channels.archive(call.slack, channel, call.person)
    return {}


def unarchive(call: Call) -> Json:
    """conversations.unarchive."""
    channel = call.channel(scopes=MANAGE)
    no_dm(channel)
    if not channel.is_archived:
        raise SlackError("not_archived")
    channels.unarchive(call.slack, channel, call.person)
    return {}


def open_(call: Call) -> Json:
    """conversations.open."""
    if call.has("channel"):
        channel, new = call.channel(scopes=MANAGE), False
        if not channel.is_dm:
            raise SlackError("method_not_supported_for_channel_type")
    else:
        members = _dm_members(call)
        if call.flag("prevent_creation") and not call.slack.world.dm(members):
            raise SlackError("channel_not_found")
        channel, new = channels.open_dm(call.slack, members)
    call.made(channel=channel.id)
    shown: Json = {"id": channel.id}
    if call.flag("return_im"):
        shown = channel_object(channel, call.person.id, call.slack.team)
    return {"channel": shown} | ({} if new else {"no_op": True, "already_open": True})


def close(call: Call) -> Json:
    """conversations.close."""
    channel = call.channel(scopes=MANAGE)
    if not channel.is_dm:
        raise SlackError("method_not_supported_for_channel_type")
    return {"no_op": True, "already_closed": True}


def mark(call: Call) -> Json:
    """conversations.mark."""
    channel = call.channel(scopes=MANAGE)
    call.member_of(channel)
    ts = ts_micros(call.text("ts"))
    if ts is None:
        raise SlackError("invalid_timestamp")
    membership.mark_read(call.slack, channel, call.person.id, ts)
    return {}


def _dm_members(call: Call) -> list[str]:
    users = [user.strip() for user in call.text("users").split(",") if user.strip()]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > _MOST_IN_DM:
        raise SlackError("too_many_users")
    if any(user not in call.slack.world.people for user in users):
        raise SlackError("user_not_found")
    members = list(dict.fromkeys([call.person.id, *users]))
    call.caller.need(MANAGE[Kind.MPIM if len(members) > _PAIR else Kind.IM])
    return members


def _to_describe(call: Call, what: str) -> tuple[Channel, str]:
    channel = call.channel(scopes=TOPIC)
    no_dm(channel)
    open_only(channel)
    call.member_of(channel)
    if len(call.text(what)) > LONGEST_TOPIC:
        raise SlackError("too_long")
    return channel, escaped(call.text(what))


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": channel_object(channel, call.person.id, call.slack.team)}
