"""Messages for later: chat.scheduleMessage and what belongs to it."""

from __future__ import annotations

from app.sandbox import ids
from app.sandbox.acts import later as later_acts
from app.sandbox.api.call import Call
from app.sandbox.api.chat import may_post, target
from app.sandbox.api.content import content_of
from app.sandbox.api.paging import paged
from app.sandbox.errors import SlackError
from app.sandbox.state.world import Scheduled
from app.sandbox.wire import Json

_FURTHEST = 120 * 24 * 3600
_PAGE = 100


def schedule(call: Call) -> Json:
    """chat.scheduleMessage."""
    channel = target(call)
    may_post(call, channel)
    now = int(call.slack.clock.now())
    if not call.text("post_at").isdecimal():
        raise SlackError("invalid_time")
    post_at = int(call.text("post_at"))
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + _FURTHEST:
        raise SlackError("time_too_far")
    content = content_of(call, "msg_too_long")
    kept = {name: value for name, value in call.arguments.items() if name != "post_at"}
    later = Scheduled(ids.new_id("Q"), channel.id, post_at, now, kept | {"channel": channel.id})
    call.slack.world.add_scheduled(later)
    later_acts.plan(call.slack, later)
    bot = call.person
    return {
        "channel": channel.id,
        "scheduled_message_id": later.id,
        "post_at": post_at,
        "message": {
            "text": content.text,
            "user": bot.id,
            "bot_id": bot.bot_id,
            "team": call.slack.team,
            "type": "delayed_message",
        },
    }


def unschedule(call: Call) -> Json:
    """chat.deleteScheduledMessage."""
    channel = call.channel()
    later = call.slack.world.scheduled.get(call.text("scheduled_message_id"))
    if later is None or later.channel != channel.id:
        raise SlackError("invalid_scheduled_message_id")
    call.slack.world.drop_scheduled(later)
    return {}


def list_scheduled(call: Call) -> Json:
    """chat.scheduledMessages.list."""
    if call.has("channel") and call.text("channel") not in call.slack.world.channels:
        raise SlackError("invalid_channel")
    channel = call.text("channel")
    rows: list[Json] = [
        {
            "id": later.id,
            "channel_id": later.channel,
            "post_at": later.post_at,
            "date_created": later.created,
            "text": later.arguments.get("text", ""),
        }
        for later in call.slack.world.scheduled.values()
        if channel in {"", later.channel}
    ]
    rows.sort(key=lambda row: row["post_at"])
    return paged(call, "scheduled_messages", rows, _PAGE)
