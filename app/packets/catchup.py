"""The catch-up: what somebody who joins now must know, in the order they need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import Item
from app.packets.checkpoint import Checkpoint, checkpoint

#: How many key moments a catch-up shows; `/incident timeline` shows all.
MOMENTS = 12

#: State entries that a newcomer must know of, besides what people marked.
_TURNS = frozenset(
    {
        Kind.INCIDENT_DECLARED,
        Kind.SEVERITY_CHANGED,
        Kind.PHASE_CHANGED,
        Kind.HANDOFF_ACCEPTED,
        Kind.INCIDENT_RESOLVED,
        Kind.INCIDENT_REOPENED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """The state now, the last update, and how it came to this."""

    packet: Checkpoint
    last_update: Item | None
    moments: tuple[Item, ...]
    #: Key moments that are older than those shown.
    earlier: int
    messages: int


def catch_up(incident: Incident, items: Sequence[Item], now: datetime) -> CatchUp:
    """The catch-up as of `now`."""
    updates = [item for item in items if item.entry.kind == Kind.UPDATE_POSTED]
    moments = key_moments(items)
    return CatchUp(
        packet=checkpoint(incident, items, now),
        last_update=updates[-1] if updates else None,
        moments=tuple(moments[-MOMENTS:]),
        earlier=max(len(moments) - MOMENTS, 0),
        messages=sum(1 for item in items if item.is_message),
    )


def key_moments(items: Sequence[Item]) -> list[Item]:
    """What people marked or noted, and the turns of the incident."""
    return [item for item in items if (item.words or item.entry.kind in _TURNS) and item.text]
