"""Which conversations there are, and who is in them."""

from __future__ import annotations

from app.sandbox.api.call import Call
from app.sandbox.api.paging import paged
from app.sandbox.api.spec import READ
from app.sandbox.errors import SlackError
from app.sandbox.state.channels import Channel, Kind, channel_object
from app.sandbox.wire import Json

_TYPES = {
    "public_channel": Kind.CHANNEL,
    "private_channel": Kind.GROUP,
    "mpim": Kind.MPIM,
    "im": Kind.IM,
}
_PAGE = 100


def info(call: Call) -> Json:
    """conversations.info."""
    channel = call.channel(scopes=READ)
    shown = channel_object(channel, call.person.id, call.slack.team)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = call.channel(scopes=READ)
    return paged(call, "members", list(channel.members), _PAGE)


def list_channels(call: Call) -> Json:
    """conversations.list."""
    kinds = _kinds(call)
    rows = [
        channel_object(channel, call.person.id, call.slack.team)
        | ({} if channel.is_dm else {"num_members": len(channel.members)})
        for channel in _selected(call, kinds)
        if channel.kind is Kind.CHANNEL or call.person.id in channel.members
    ]
    return paged(call, "channels", rows, _PAGE)


def of_user(call: Call) -> Json:
    """users.conversations: where someone is, as far as the caller may know."""
    kinds = _kinds(call)
    user = call.user().id if call.has("user") else call.person.id
    rows = []
    for channel in _selected(call, kinds):
        if user in channel.members and channel.visible_to(call.person.id):
            shown = channel_object(channel, call.person.id, call.slack.team)
            shown.pop("is_member", None)
            rows.append(shown)
    return paged(call, "channels", rows, _PAGE)


def _kinds(call: Call) -> set[Kind]:
    names = [name.strip() for name in call.text("types", "public_channel").split(",")]
    if any(name not in _TYPES for name in names):
        raise SlackError("invalid_types")
    kinds = {_TYPES[name] for name in names}
    for kind in sorted(kinds):
        call.caller.need(READ[kind])
    return kinds


def _selected(call: Call, kinds: set[Kind]) -> list[Channel]:
    archived = not call.flag("exclude_archived")
    return [
        channel
        for channel in call.slack.world.channels.values()
        if channel.kind in kinds and (archived or not channel.is_archived)
    ]
