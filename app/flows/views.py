"""What is read for a person: pages of the timeline, and what an update starts from."""

from __future__ import annotations

from collections.abc import Sequence

from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import Item
from app.store import timeline

#: Entries about Muster's own plumbing, which a reader of the timeline does not need.
_PLUMBING = frozenset(
    {Kind.SOURCE_LINKED, Kind.CARD_POSTED, Kind.ANNOUNCEMENT_POSTED, Kind.CHANNEL_OPENED}
)


def timeline_items(items: Sequence[Item]) -> list[Item]:
    """What a reader of the timeline sees."""
    return [item for item in items if item.entry.kind not in _PLUMBING]


def last_update(muster: Muster, incident: Incident) -> tuple[str, str]:
    """What the last update said is known, and the mitigation; empty when there was none."""
    with muster.database.read() as session:
        updates = timeline.entries(session, incident.id, kinds=[Kind.UPDATE_POSTED])
    if not updates:
        return "", ""
    return str(updates[-1].data["known"]), str(updates[-1].data["mitigation"])
