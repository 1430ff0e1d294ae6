"""conversations.*: who is in a channel."""

from __future__ import annotations

from app.sandbox.acts import membership
from app.sandbox.api.call import Call, no_dm, open_only
from app.sandbox.api.spec import INVITE, MANAGE
from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.state.channels import Channel, Kind, channel_object
from app.sandbox.state.people import Person
from app.sandbox.wire import Json

_MOST_INVITED = 100


def join(call: Call) -> Json:
    """conversations.join."""
    channel = call.channel()
    no_dm(channel)
    open_only(channel)
    if channel.kind is not Kind.CHANNEL and call.person.id not in channel.members:
        raise SlackError("channel_not_found")
    joined = membership.join(call.slack, channel, call.person)
    answer = _shown(call, channel)
    if not joined:
        answer |= {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    return answer


def leave(call: Call) -> Json:
    """conversations.leave; leaving where one is not is no error, yet not ok either."""
    channel = call.channel(scopes=MANAGE)
    no_dm(channel)
    open_only(channel)
    if call.person.id not in channel.members:
        return {"ok": False, "not_in_channel": True}
    check_leave(channel, call.person)
    membership.leave(call.slack, channel, call.person)
    return {}


def check_leave(channel: Channel, person: Person) -> None:
    """Refuses when someone may not leave.

    Raises:
        SlackError: not_in_channel, cant_leave_general, last_member or
            method_not_supported_for_channel_type.
    """
    no_dm(channel)
    if person.id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if channel.kind is Kind.GROUP and len(channel.members) == 1:
        raise SlackError("last_member")


def kick(call: Call) -> Json:
    """conversations.kick."""
    channel = call.channel(scopes=MANAGE)
    no_dm(channel)
    open_only(channel)
    call.member_of(channel)
    user = call.user()
    if user.id == call.person.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if not membership.leave(call.slack, channel, user, call.person):
        raise SlackError("not_in_channel")
    return {"errors": {}}


def invite(call: Call) -> Json:
    """conversations.invite; with `force`, those who cannot come do not hold up the others."""
    channel = call.channel(scopes=INVITE)
    no_dm(channel)
    open_only(channel)
    call.member_of(channel)
    users = [user.strip() for user in call.text("users").split(",") if user.strip()]
    if not users:
        raise SlackError("no_user")
    if len(users) > _MOST_INVITED:
        raise invalid_arguments(f"no more than {_MOST_INVITED} users allowed")
    errors = [_refusal(call, channel, user) for user in dict.fromkeys(users)]
    problems = [error for error in errors if error]
    welcome = [user for user, error in zip(dict.fromkeys(users), errors, strict=True) if not error]
    if problems and not (call.flag("force") and welcome):
        raise SlackError(problems[0]["error"], details={"errors": problems})
    for user in welcome:
        membership.join(call.slack, channel, call.slack.world.people[user], call.person)
    return _shown(call, channel) | ({"errors": problems} if problems else {})


def _refusal(call: Call, channel: Channel, user: str) -> Json:
    """Why someone cannot be invited; empty when they can."""
    person: Person | None = call.slack.world.people.get(user)
    error = ""
    if person is None:
        error = "user_not_found"
    elif user == call.person.id:
        error = "cant_invite_self"
    elif user in channel.members:
        error = "already_in_channel"
    elif person.deleted:
        error = "cant_invite"
    return {"user": user, "ok": False, "error": error} if error else {}


def _shown(call: Call, channel: Channel) -> Json:
    return {"channel": channel_object(channel, call.person.id, call.slack.team)}
