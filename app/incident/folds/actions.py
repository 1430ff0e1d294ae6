"""The register of action items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.incident.actions.action import Action, ActionClass, ActionStatus, Priority
from app.incident.entry import Entry
from app.incident.incident import Incident

#: What an action whose entry was redacted is called.
REDACTED = "(redacted)"


def created(incident: Incident, entry: Entry) -> Incident:
    data = entry.data
    number = data.get("number") or max((one.number for one in incident.actions), default=0) + 1
    action = Action(
        number=number,
        text=REDACTED,
        created_by=entry.actor,
        created_at=entry.occurred_at,
        seq=entry.seq or 0,
        sources=tuple(data.get("sources", ())),
        reminded_at=entry.occurred_at,
    )
    return replace(
        incident, actions=(*incident.actions, replace(action, **_read(data.get("item", {}))))
    )


def changed(incident: Incident, entry: Entry) -> Incident:
    changes = _read(entry.data.get("changes", {}))
    if "text" in changes:
        changes["seq"] = entry.seq
    # Who has just got it, or heard that it does not work yet, is not nagged in the next second.
    if changes.keys() & {"due", "owner", "status"}:
        changes["reminded_at"] = entry.occurred_at
    if "status" in changes:
        done = changes["status"] is ActionStatus.DONE
        changes |= {"done_at": entry.occurred_at if done else None, "verifier": ""}
    if "owner" in changes:
        changes |= {"offered_to": "", "offered_by": ""}
    return _with(incident, [entry.data.get("number")], changes)


def offered(incident: Incident, entry: Entry) -> Incident:
    offer = {"offered_to": entry.data.get("to", ""), "offered_by": entry.actor}
    return _with(incident, [entry.data.get("number")], offer)


def reminded(incident: Incident, entry: Entry) -> Incident:
    return _with(incident, entry.data.get("numbers", []), {"reminded_at": entry.occurred_at})


def unverified(incident: Incident, entry: Entry) -> Incident:
    asked = {"reminded_at": entry.occurred_at, "verifier": entry.data.get("to", "")}
    return _with(incident, entry.data.get("numbers", []), asked)


def _with(incident: Incident, numbers: list[Any], changes: Mapping[str, Any]) -> Incident:
    """The incident with these changes to the actions of these numbers."""
    actions = tuple(
        replace(one, **changes) if one.number in numbers else one for one in incident.actions
    )
    return replace(incident, actions=actions)


_READERS: dict[str, Callable[[str], Any]] = {
    "due": lambda day: date.fromisoformat(day) if day else None,
    "action_class": lambda name: ActionClass(name) if name else None,
    "priority": lambda name: Priority(name) if name else None,
    "status": ActionStatus,
}
#: What the log itself says of an action, whatever a payload holds.
_TOLD = {"number", "seq", "sources", "reminded_at", "done_at", "verifier"}
_FIELDS = frozenset(Action.__dataclass_fields__) - _TOLD


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an action that a payload holds."""
    return {
        name: _READERS[name](value) if name in _READERS else value
        for name, value in data.items()
        if name in _FIELDS
    }
