"""Reactions, pins and bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.acts.telling import tell_app, tell_people, tell_people_message
from app.sandbox.state.channels import Channel, Pin
from app.sandbox.state.messages import Message
from app.sandbox.state.people import Person
from app.sandbox.wire import Json, packed, ts_text

if TYPE_CHECKING:
    from app.sandbox.core import Slack


def react(slack: Slack, channel: Channel, message: Message, person: Person, name: str) -> bool:
    """Puts an emoji on a message; False when this person had put it there."""
    document = message.fields()
    reactions: list[Json] = document.setdefault("reactions", [])
    mark = next((mark for mark in reactions if mark["name"] == name), None)
    if mark is None:
        mark = {"name": name, "users": [], "count": 0}
        reactions.append(mark)
    if person.id in mark["users"]:
        return False
    mark["users"].append(person.id)
    mark["count"] += 1
    _marked(slack, channel, message, document)
    _tell_reaction(slack, channel, message, person.id, type_="reaction_added", name=name)
    return True


def unreact(slack: Slack, channel: Channel, message: Message, person: Person, name: str) -> bool:
    """Takes an emoji off a message; False when this person had not put it there."""
    document = message.fields()
    reactions: list[Json] = document.get("reactions", [])
    mark = next((mark for mark in reactions if mark["name"] == name), None)
    if mark is None or person.id not in mark["users"]:
        return False
    mark["users"].remove(person.id)
    mark["count"] -= 1
    document["reactions"] = [mark for mark in reactions if mark["count"]]
    if not document["reactions"]:
        del document["reactions"]
    _marked(slack, channel, message, document)
    _tell_reaction(slack, channel, message, person.id, type_="reaction_removed", name=name)
    return True


def pin(slack: Slack, channel: Channel, message: Message, person: Person) -> bool:
    """Pins a message; False when it was pinned."""
    if message.ts in channel.pins:
        return False
    channel.pins[message.ts] = Pin(message.ts, int(slack.clock.now()), person.id)
    document = message.fields()
    document["pinned_to"] = [*document.get("pinned_to", []), channel.id]
    pinned = channel.pins[message.ts]
    document["pinned_info"] = {
        "channel": channel.id,
        "pinned_by": person.id,
        "pinned_ts": pinned.created,
    }
    _marked(slack, channel, message, document)
    _tell_pin(slack, channel, message, person.id, pinned, type_="pin_added")
    return True


def unpin(slack: Slack, channel: Channel, message: Message, person: Person) -> bool:
    """Takes a pin off; False when there was none."""
    pinned = channel.pins.pop(message.ts, None)
    if pinned is None:
        return False
    document = message.fields()
    document.pop("pinned_to", None)
    document.pop("pinned_info", None)
    _marked(slack, channel, message, document)
    _tell_pin(slack, channel, message, person.id, pinned, type_="pin_removed")
    return True


def pin_item(slack: Slack, channel: Channel, message: Message, pinned: Pin) -> Json:
    """An item of pins.list."""
    return {
        "type": "message",
        "channel": channel.id,
        "created": pinned.created,
        "created_by": pinned.created_by,
        "message": message.fields() | {"permalink": permalink(slack, channel, message)},
    }


def permalink(slack: Slack, channel: Channel, message: Message) -> str:
    """The address of a message."""
    digits = ts_text(message.ts).replace(".", "")
    address = f"{slack.origin}/archives/{channel.id}/p{digits}"
    if message.thread:
        return f"{address}?thread_ts={ts_text(message.thread)}&cid={channel.id}"
    return address


def touch_bookmarks(slack: Slack, channel: Channel) -> None:
    """Keeps a channel's bookmarks and shows them."""
    slack.world.touch(channel)
    tell_people(slack, channel, "bookmarks_changed", bookmarks=channel.bookmarks)


def _marked(slack: Slack, channel: Channel, message: Message, document: Json) -> None:
    message.doc = packed(document)
    slack.world.touch_message(channel, message)
    slack.world.touch(channel)
    tell_people_message(slack, channel, "message_changed", message)


def _tell_reaction(
    slack: Slack, channel: Channel, message: Message, user: str, *, type_: str, name: str
) -> None:
    event: Json = {
        "type": type_,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": ts_text(message.ts)},
        "item_user": message.author,
        "event_ts": ts_text(slack.clock.micros()),
    }
    tell_app(slack, channel, event)


def _tell_pin(
    slack: Slack, channel: Channel, message: Message, user: str, pinned: Pin, *, type_: str
) -> None:
    event: Json = {
        "type": type_,
        "user": user,
        "channel_id": channel.id,
        "item": pin_item(slack, channel, message, pinned),
        "item_user": message.author,
        "pin_count": str(len(channel.pins)),
        "pinned_info": {
            "channel": channel.id,
            "pinned_by": pinned.created_by,
            "pinned_ts": pinned.created,
        },
        "event_ts": ts_text(slack.clock.micros()),
    }
    if type_ == "pin_removed":
        event["has_pins"] = bool(channel.pins)
    tell_app(slack, channel, event)
    tell_people(slack, channel, "pins_changed", count=len(channel.pins))
