"""conversations.history and conversations.replies."""

from __future__ import annotations

from itertools import islice

from app.sandbox.api.call import Call
from app.sandbox.api.paging import cursor, place
from app.sandbox.api.spec import HISTORY
from app.sandbox.errors import SlackError
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.wire import Json, raw, ts_micros

_PAGE, _MOST = 100, 999
_END = 10**18


def history(call: Call) -> Json:
    """conversations.history: newest first."""
    channel = _readable(call)
    oldest, latest = _bounds(call)
    before = place(call, "next_ts")
    # A cursor names the next message itself, so bounds are inclusive from here on.
    if not call.flag("inclusive"):
        oldest, latest = oldest + 1, latest - 1
    found = channel.log.newest_first(oldest, int(before) if before else latest)
    limit = _limit(call)
    page = list(islice(found, limit + 1))
    more = page[limit:]
    answer: Json = {
        "messages": [_shown(call, message) for message in page[:limit]],
        "has_more": bool(more),
        "pin_count": len(channel.pins),
        "channel_actions_count": 0,
    }
    if call.has("latest"):
        answer["latest"] = call.text("latest")
    if call.has("oldest"):
        answer["oldest"] = call.text("oldest")
    return answer | _following(more)


def replies(call: Call) -> Json:
    """conversations.replies: the parent first on every page, then replies, oldest first."""
    channel = _readable(call)
    message = _threaded(call, channel)
    if message.thread:
        return {"messages": [_shown(call, message)], "has_more": False}
    oldest, latest = _bounds(call)
    if not call.flag("inclusive"):
        oldest, latest = oldest + 1, latest - 1
    after = place(call, "next_ts")
    found = channel.log.thread_after(message.ts, int(after) if after else oldest, latest)
    limit = max(1, _limit(call) - 1)
    page = list(islice(found, limit + 1))
    more = page[limit:]
    shown = [message, *page[:limit]]
    return {
        "messages": [_shown(call, each) for each in shown],
        "has_more": bool(more),
    } | _following(more)


def _readable(call: Call) -> Channel:
    channel = call.channel(scopes=HISTORY)
    if call.person.id not in channel.members and call.person.is_bot:
        raise SlackError("not_in_channel")
    return channel


def _threaded(call: Call, channel: Channel) -> Message:
    return call.message(channel, "ts", "thread_not_found")


def _limit(call: Call) -> int:
    """History takes larger limits too, and gives its most."""
    text = call.text("limit")
    if text.isdecimal() and int(text) > _MOST:
        call.arguments = call.arguments | {"limit": _MOST}
    return call.page(_PAGE, _MOST)


def _bounds(call: Call) -> tuple[int, int]:
    oldest = ts_micros(call.text("oldest")) if call.has("oldest") else 0
    latest = ts_micros(call.text("latest")) if call.has("latest") else _END
    if oldest is None:
        raise SlackError("invalid_ts_oldest")
    if latest is None:
        raise SlackError("invalid_ts_latest")
    return oldest, latest


def _shown(call: Call, message: Message) -> object:
    document = message.with_metadata() if call.flag("include_all_metadata") else message.doc
    return raw(document)


def _following(more: list[Message]) -> Json:
    if not more:
        return {}
    return {"response_metadata": {"next_cursor": cursor("next_ts", more[0].ts)}}
