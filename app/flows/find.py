"""Finding what was said: over every entry that the asker may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import Item, read
from app.incident.values import RefusalError
from app.store import incidents, search, timeline
from app.store.search import Query, Scope

#: Results that are shown; more than these are to be narrowed.
SHOWN = 12
#: Entries of the index that are looked at before a search gives up, for words that the
#: index finds and the texts do not hold.
_LOOKED_AT = 2000
_BATCH = 200
#: Muster's own book-keeping is not what anybody looks for.
_NOT_FOUND = frozenset({Kind.SOURCE_LINKED, Kind.MARK_ADDED, Kind.MARK_REMOVED})


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    incident: Incident
    item: Item
    #: The words that fit; not the item's latest ones if those no longer do.
    text: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the last recorded first, and whether there is more."""

    hits: Sequence[Hit]
    query: Query
    more: bool


def find(
    muster: Muster, workspace: str, person: str, typed: str, incident: Incident | None
) -> Hits:
    """What holds all the words that were typed; in one incident, or in all.

    Raises:
        RefusalError: when there is nothing to look for.
    """
    query = search.parse(typed)
    if query.is_empty:
        raise RefusalError(
            'Say what to look for: `/incident find cache cold`, `/incident find "502 from '
            'checkout"`, or in one incident `/incident find INC-7 cache`.'
        )
    with muster.database.read() as session:
        scope = Scope(
            workspace=workspace,
            private=incidents.sealed_for(session, workspace, person),
            incident_id=incident.id if incident else None,
        )
        hits = _hits(muster, session, query, scope)
        found = [hit for hit, _ in zip(hits, range(SHOWN + 1), strict=False)]
    return Hits(found[:SHOWN], query, more=len(found) > SHOWN)


def _hits(muster: Muster, session: Session, query: Query, scope: Scope) -> Iterator[Hit]:
    known: dict[int, Incident | None] = {}
    seen: set[tuple[int, str, str]] = set()
    for incident_id, entry in _fitting(session, query, scope):
        message = (incident_id, entry.channel, entry.message_ts)
        if entry.message_ts and message in seen:
            continue
        seen.add(message)
        if incident_id not in known:
            known[incident_id] = incidents.get(session, incident_id)
        incident, item = known[incident_id], _item(muster, session, incident_id, entry)
        if incident and item:
            text = item.text if query.holds(item.text) else entry.text
            yield Hit(incident, item, text)


def _fitting(session: Session, query: Query, scope: Scope) -> Iterator[tuple[int, Entry]]:
    before = 0
    for _ in range(_LOOKED_AT // _BATCH):
        batch = search.matching(session, query, scope, before=before, limit=_BATCH)
        for incident_id, entry in batch:
            if entry.kind not in _NOT_FOUND and query.fits(entry.text):
                yield incident_id, entry
        if len(batch) < _BATCH:
            return
        before = batch[-1][1].id


def _item(muster: Muster, session: Session, incident_id: int, entry: Entry) -> Item | None:
    """The entry as a reader sees it; None when its message was deleted."""
    about = [entry]
    if entry.message_ts and entry.kind.startswith("message:"):
        about = timeline.about_message(session, incident_id, entry.message_ts)
    items = read([one for one in about if one.channel == entry.channel], muster.policy.marks)
    return next((item for item in items if not item.deleted_at), None)
