"""The whole incident as data: what an export in JSON holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.flows.muster import Muster
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.reading import Item, read
from app.store import incidents, people, postmortems, timeline, verifying

#: The shape of the export; it changes only by new fields.
FORMAT = 1


def whole(muster: Muster, incident: Incident, *, history: bool) -> dict[str, Any]:
    """The incident and everything that happened, in order, as JSON-ready data.

    Without `history` a message is its latest words; with it every earlier wording, deletion
    and reaction is there, too. What was redacted is nowhere.
    """
    with muster.database.read() as session:
        items = read(timeline.entries(session, incident.id), muster.policy.marks)
        names = people.names(session, incident.workspace)
        checked = verifying.verify(session, incident.id, muster.database.log_key)
        versions = _versions(session, incident)
        state = incidents.columns_of(incident)["state"]
    broken = checked.broken
    return {
        "format": FORMAT,
        "ref": incident.ref,
        "exported_at": _iso(muster.now()),
        "incident": state,
        "log": {"length": checked.entries, "broken": broken and broken.says},
        "people": {one: names[one] for one in sorted(_people(items)) if one in names},
        "entries": [_item(item, history=history) for item in items],
        "postmortems": versions,
    }


def _versions(session: Session, incident: Incident) -> list[dict[str, Any]]:
    return [
        {
            "version": one.version,
            "author": one.author,
            "created_at": _iso(one.created_at),
            "created_by": one.created_by,
            "published_at": _iso(one.published_at),
        }
        for one in postmortems.versions(session, incident.id)
    ]


def _people(items: list[Item]) -> set[str]:
    return {entry.actor for item in items for entry in (item.entry, *item.history)}


def _item(item: Item, *, history: bool) -> dict[str, Any]:
    changed = {
        "edited_at": _iso(item.edited_at),
        "edited_by": item.edited_by,
        "deleted_at": _iso(item.deleted_at),
        "redacted_by": item.redacted_by,
        "marks": dict(item.words),
        "reactions": {emoji: list(who) for emoji, who in item.reactions.items()},
    }
    shown = {**_entry(item.entry), "text": item.text}
    shown |= {name: value for name, value in changed.items() if value}
    if history and len(item.history) > 1:
        shown["history"] = [_entry(entry) for entry in item.history]
    return shown


def _entry(entry: Entry) -> dict[str, Any]:
    said: Mapping[str, Any] = {
        "id": entry.id,
        "kind": str(entry.kind),
        "occurred_at": _iso(entry.occurred_at),
        "recorded_at": _iso(entry.recorded_at),
        "actor": entry.actor,
        "text": entry.text,
        "source_url": entry.source_url,
        "channel": entry.channel,
        "ts": entry.message_ts,
        "thread": entry.thread,
        "data": dict(entry.data),
    }
    return {name: value for name, value in said.items() if value not in ("", {}, None)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
