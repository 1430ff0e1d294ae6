"""Finding people, channels and messages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from app.sandbox.client.channels import shown_channel
from app.sandbox.client.people import person_of, shown_person
from app.sandbox.net.messages import Request
from app.sandbox.wire import Json, raw, ts_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.sandbox.core import Slack
    from app.sandbox.state.people import Person

_MOST = 20
#: How many messages of a channel are looked through, newest first.
_DEPTH = 5000


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
    found = list(islice(_messages(slack, who, wanted), _MOST)) if wanted else []
    return {"people": people[:_MOST], "channels": channels[:_MOST], "messages": found}


def _messages(slack: Slack, who: Person, wanted: str) -> Iterator[Json]:
    for channel in slack.world.channels.values():
        if who.id not in channel.members:
            continue
        recent = islice(channel.log.newest_first(0, channel.log.last), _DEPTH)
        for message in recent:
            text = message.fields().get("text", "")
            if wanted in text.casefold():
                yield {
                    "channel": channel.id,
                    "ts": ts_text(message.ts),
                    "message": raw(message.doc),
                }
