"""One entry about one message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence.reading import Place
from app.slack.evidence.times import moment, ts_of
from app.slack.text.payload import Json, string
from app.slack.text.storable import storable

#: Entries, or why there are none.
Told = tuple[Entry, ...] | str

_AFTERWARDS = timedelta(microseconds=1)
OWN = "Muster's own doing: its state entry tells it"
NO_TS = "It has no usable timestamp"


def about(
    message: Json,
    place: Place,
    kind: Kind,
    *,
    revision: tuple[str, ...],
    at: datetime | None,
    actor: str,
    text: str,
    data: Mapping[str, Any],
) -> Entry:
    """An entry about `message`; `revision` tells it from the others about it.

    `at` None is the moment of its posting.
    """
    ts, thread = string(message.get("ts")), thread_of(message)
    posted_at = moment(ts)
    return Entry(
        kind=kind,
        # Slack gives edits in whole seconds, and counts events within a second: what
        # follows the posting at once would come before it.
        occurred_at=posted_at if at is None else max(at, posted_at + _AFTERWARDS),
        actor=storable(actor),
        text=storable(text),
        data=data,
        source_key=storable(place.key(ts, *revision)),
        source_url=place.link(ts, thread),
        channel=place.channel,
        message_ts=ts,
        thread=thread,
    )


def thread_of(message: Json) -> str:
    """The ts of its thread's parent, for a reply; empty at top level."""
    thread = ts_of(message.get("thread_ts"))
    return thread if thread != message.get("ts") else ""
