"""Finding people, channels and messages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from app.sandbox.client.channels import shown_channel
from app.sandbox.client.people import person_of, shown_person
from app.sandbox.net.messages import Request
from app.sandbox.wire import Json, dumps, raw, ts_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.sandbox.core import Slack
    from app.sandbox.state.channels import Channel
    from app.sandbox.state.messages import Message
    from app.sandbox.state.people import Person

_MOST = 20


async def search(slack: Slack, request: Request, person: str) -> Json:
    """What contains `q`: people and channels by name, messages by text, newest first."""
    who = person_of(slack, person)
    wanted = request.query.get("q", "").strip().removeprefix("@").removeprefix("#").casefold()
    people = [
        shown_person(slack, each)
        for each in slack.world.people.values()
        if wanted in each.name.casefold() or wanted in each.real_name.casefold()
    ]
    channels = [
        shown_channel(slack, who, channel)
        for channel in slack.world.channels.values()
        if channel.name and wanted in channel.name and channel.visible_to(who.id)
    ]
    found = _messages(slack, who, wanted) if wanted else []
    return {"people": people[:_MOST], "channels": channels[:_MOST], "messages": found}


def _messages(slack: Slack, who: Person, wanted: str) -> list[Json]:
    mine = [channel for channel in slack.world.channels.values() if who.id in channel.members]
    found = [
        (message, channel)
        for channel in mine
        for message in islice(_containing(channel, wanted), _MOST)
    ]
    found.sort(key=lambda pair: pair[0].ts, reverse=True)
    return [
        {"channel": channel.id, "ts": ts_text(message.ts), "message": raw(message.doc)}
        for message, channel in found[:_MOST]
    ]


def _containing(channel: Channel, wanted: str) -> Iterator[Message]:
    """The messages of a channel whose text contains something, newest first."""
    # Most documents need not be decoded: what is not in their bytes is not in their text.
    sought = dumps(wanted)[1:-1] if wanted.isascii() else b""
    for message in channel.log.newest_first(0, channel.log.last):
        if sought in message.doc.lower() and wanted in message.fields().get("text", "").casefold():
            yield message
