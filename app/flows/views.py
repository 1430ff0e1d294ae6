"""What is read for a person: pages of the timeline, and what an update starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import Item, read
from app.packets.catchup import CatchUp, catch_up
from app.store import pages, timeline

#: Entries about Muster's own plumbing, which a reader of the timeline does not need.
_PLUMBING = frozenset(
    {Kind.SOURCE_LINKED, Kind.CARD_POSTED, Kind.ANNOUNCEMENT_POSTED, Kind.CHANNEL_OPENED}
)


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One page of the timeline."""

    items: Sequence[Item]
    #: Which page it is, 1 is the newest, and how many there are.
    number: int
    count: int


def timeline_page(muster: Muster, incident: Incident, number: int, size: int) -> TimelinePage:
    """A page of what a reader of the timeline sees, newest first; too high a number: the last."""
    with muster.database.read() as session:
        page = pages.page(session, incident.id, number, size, _PLUMBING)
    items = read(page.entries, muster.policy.marks)
    # Redactions come along wherever they were said, to dress the items of this page.
    items = [item for item in items if item.is_message or item.entry.id in page.heads]
    return TimelinePage(items, page.number, page.count)


def notable_items(muster: Muster, session: Session, incident_id: int) -> list[Item]:
    """The items that packets are made of: all of state, and the messages people marked."""
    return read(pages.notable(session, incident_id, muster.policy.marks), muster.policy.marks)


def catch_up_on(muster: Muster, incident: Incident) -> CatchUp:
    """What somebody who joins now must know."""
    with muster.database.read() as session:
        items = notable_items(muster, session, incident.id)
        messages = pages.count_messages(session, incident.id)
    return replace(catch_up(incident, items, muster.now()), messages=messages)


def last_update(muster: Muster, incident: Incident) -> tuple[str, str]:
    """What the last update said is known, and the mitigation; empty when there was none."""
    with muster.database.read() as session:
        updates = timeline.entries(session, incident.id, kinds=[Kind.UPDATE_POSTED])
    if not updates:
        return "", ""
    return str(updates[-1].data["known"]), str(updates[-1].data["mitigation"])
