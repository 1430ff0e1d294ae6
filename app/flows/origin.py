"""What was said before the declaration: the messages that an incident was declared from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from app.flows.aloud import effect
from app.flows.backfill import ts_of
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.store import incidents
from app.store.outbox import Effect

#: Declared in a channel that exists: how much of what was said before belongs to it, at
#: least, and at most when the incident began earlier.
BEFORE = timedelta(hours=4)
LONGEST_BEFORE = timedelta(hours=24)


def since(incident: Incident, payload: Mapping[str, Any]) -> str:
    """The earliest Slack ts of the incident's channel that belongs to it; empty: all of it."""
    if not payload["here"]:
        return ""
    earliest = incident.declared_at - BEFORE
    if incident.started_at:
        began = max(incident.started_at, incident.declared_at - LONGEST_BEFORE)
        earliest = min(earliest, began)
    first = payload["origin"]["thread"] or payload["origin"]["message"]
    return min(ts_of(earliest), first or ts_of(earliest))


def owed(incident: Incident, payload: Mapping[str, Any]) -> Iterator[Effect]:
    """The effect that brings the message it was declared from, with its thread."""
    place, origin = payload["answer"]["channel"], payload["origin"]
    if payload["here"] or not (place and origin["message"]):
        return
    where = {"channel": place, "parent": origin["thread"] or origin["message"]}
    yield effect(incident, "backfill.origin", f"origin:{incident.id}", where)


def may_bring(muster: Muster, incident: Incident, channel: str) -> bool:
    """Whether messages of that channel may enter the incident's log.

    What was said in a private incident stays sealed in it (design, decision 13).
    """
    with muster.database.read() as session:
        other = incidents.by_channel(session, incident.workspace, channel)
    return other is None or not other.private or incident.private
