"""reactions.*, pins.* and bookmarks.*."""

from __future__ import annotations

import re

from app.sandbox import ids
from app.sandbox.acts import marks
from app.sandbox.api.call import Call, no_dm, open_only
from app.sandbox.errors import SlackError, invalid_arguments
from app.sandbox.state.channels import Channel
from app.sandbox.state.messages import Message
from app.sandbox.wire import Json, ts_micros

_EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")
_LINK = re.compile(r"https?://\S+")
_MOST_PINS = 100
_MOST_BOOKMARKS = 100
_MOST_EMOJI = 23


def add_reaction(call: Call) -> Json:
    """reactions.add."""
    channel, message = _item(call)
    open_only(channel)
    name = _emoji(call)
    present = {mark["name"] for mark in message.fields().get("reactions", [])}
    if name not in present and len(present) >= _MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if not marks.react(call.slack, channel, message, call.person, name):
        raise SlackError("already_reacted")
    return {}


def remove_reaction(call: Call) -> Json:
    """reactions.remove."""
    channel, message = _item(call)
    if not marks.unreact(call.slack, channel, message, call.person, _emoji(call)):
        raise SlackError("no_reaction")
    return {}


def get_reactions(call: Call) -> Json:
    """reactions.get."""
    channel, message = _item(call)
    shown = message.fields() | {"permalink": marks.permalink(call.slack, channel, message)}
    return {"type": "message", "channel": channel.id, "message": shown}


def add_pin(call: Call) -> Json:
    """pins.add."""
    channel, message = _item(call)
    call.member_of(channel)
    if len(channel.pins) >= _MOST_PINS:
        raise SlackError("too_many_pins")
    if message.notice:
        raise SlackError("not_pinnable")
    if not marks.pin(call.slack, channel, message, call.person):
        raise SlackError("already_pinned")
    return {}


def remove_pin(call: Call) -> Json:
    """pins.remove."""
    channel, message = _item(call)
    if not marks.unpin(call.slack, channel, message, call.person):
        raise SlackError("no_pin")
    return {}


def list_pins(call: Call) -> Json:
    """pins.list: the newest pin first."""
    channel = call.channel()
    newest_first = reversed(channel.pins.values())
    return {
        "items": [
            marks.pin_item(call.slack, channel, channel.log.by_ts[pin.ts], pin)
            for pin in newest_first
        ]
    }


def add_bookmark(call: Call) -> Json:
    """bookmarks.add."""
    channel = _bookmarked(call)
    kind = call.text("type")
    if kind not in {"link", "message", "file"}:
        raise SlackError("invalid_bookmark_type")
    if kind == "link" and not _LINK.fullmatch(call.text("link")):
        raise SlackError("invalid_link")
    if len(channel.bookmarks) >= _MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    now = int(call.slack.clock.now())
    bookmark: Json = {
        "id": ids.new_id("Bk"),
        "channel_id": channel.id,
        "title": call.text("title"),
        "link": call.text("link"),
        "emoji": call.text("emoji"),
        "icon_url": "",
        "type": kind,
        "entity_id": call.text("entity_id"),
        "date_created": now,
        "date_updated": 0,
        "rank": f"{len(channel.bookmarks):03d}",
        "last_updated_by_user_id": call.person.id,
        "last_updated_by_team_id": call.slack.team,
        "shortcut_id": "",
        "app_id": call.person.app_id,
    }
    channel.bookmarks.append(bookmark)
    marks.touch_bookmarks(call.slack, channel)
    return {"bookmark": bookmark}


def edit_bookmark(call: Call) -> Json:
    """bookmarks.edit."""
    channel = _bookmarked(call)
    bookmark = _bookmark(call, channel)
    if call.has("link") and not _LINK.fullmatch(call.text("link")):
        raise SlackError("invalid_link")
    for name in ("title", "link", "emoji"):
        if call.has(name):
            bookmark[name] = call.text(name)
    bookmark["date_updated"] = int(call.slack.clock.now())
    bookmark["last_updated_by_user_id"] = call.person.id
    marks.touch_bookmarks(call.slack, channel)
    return {"bookmark": bookmark}


def list_bookmarks(call: Call) -> Json:
    """bookmarks.list."""
    return {"bookmarks": _bookmarked(call).bookmarks}


def remove_bookmark(call: Call) -> Json:
    """bookmarks.remove."""
    channel = _bookmarked(call)
    channel.bookmarks.remove(_bookmark(call, channel))
    marks.touch_bookmarks(call.slack, channel)
    return {}


def _item(call: Call) -> tuple[Channel, Message]:
    if not call.has("timestamp"):
        raise SlackError("no_item_specified")
    channel = call.channel()
    if ts_micros(call.text("timestamp")) is None:
        raise SlackError("bad_timestamp")
    return channel, call.message(channel, "timestamp")


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _bookmarked(call: Call) -> Channel:
    if not call.has("channel_id"):
        raise invalid_arguments("missing required field: channel_id")
    channel = call.channel("channel_id")
    no_dm(channel)
    call.member_of(channel)
    return channel


def _bookmark(call: Call, channel: Channel) -> Json:
    wanted = call.text("bookmark_id")
    found = next((mark for mark in channel.bookmarks if mark["id"] == wanted), None)
    if found is None:
        raise SlackError("not_found")
    return found
