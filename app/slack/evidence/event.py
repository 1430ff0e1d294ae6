"""The Events API, read: from one delivery to the entries it gives."""

from __future__ import annotations

from collections.abc import Callable

from app.slack.evidence.changes import changed, deleted, standing
from app.slack.evidence.entries import Told
from app.slack.evidence.events import EVENTS
from app.slack.evidence.notices import noticed
from app.slack.evidence.reading import Own, Place, Reading
from app.slack.evidence.subtypes import SUBTYPES
from app.slack.evidence.toggles import pinned, reacted
from app.slack.text.payload import Json, mapping, string
from app.slack.text.storable import storable

NO_CHANNEL = "It names no channel"
UNKNOWN = "An event that this version does not know, and no message"

_RECORDED = frozenset(name for name, rule in EVENTS.items() if rule.kinds)
_SKIPPED_SUBTYPES = frozenset(name for name, rule in SUBTYPES.items() if not rule.kinds)
_READ_AGAIN = frozenset({"channel_history_changed", "group_history_changed"})


def is_recordable(body: Json) -> bool:
    """Whether `from_event` may find something to record; False is certain, True is not.

    Cheap: it is asked for every event of the workspace.
    """
    event = body.get("event")
    if not isinstance(event, dict):
        return False
    kind = event.get("type")
    if kind == "message":
        subtype = event.get("subtype")
        return not isinstance(subtype, str) or subtype not in _SKIPPED_SUBTYPES
    return isinstance(kind, str) and kind in _RECORDED


def channel_of(body: Json) -> str:
    """The channel that an event is about; empty when it names none. Cheap, too."""
    event = mapping(body.get("event"))
    channel = event.get("channel") or event.get("channel_id")
    if isinstance(channel, dict):
        channel = channel.get("id")
    if not channel:
        channel = mapping(event.get("item")).get("channel")
    return storable(channel) if isinstance(channel, str) else ""


def from_event(body: Json, own: Own) -> Reading:
    """What one delivery of the Events API (its whole body) tells the log.

    Any JSON object is taken; what cannot be read is a reason, never an exception.
    """
    event, channel = mapping(body.get("event")), channel_of(body)
    kind = string(event.get("type"))
    handle = _HANDLERS.get(kind)
    told: Told
    if handle is None:
        told = EVENTS[kind].note if kind in EVENTS else UNKNOWN
    elif not channel:
        told = NO_CHANNEL
    else:
        told = handle(event, body, Place(own, channel))
    again = kind in _READ_AGAIN
    if isinstance(told, str):
        return Reading(team=own.team_id, channel=channel, reason=told, read_again=again)
    return Reading(team=own.team_id, channel=channel, entries=told, read_again=again)


def _message(event: Json, body: Json, place: Place) -> Told:
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return changed(event, body, place)
    if subtype == "message_deleted":
        return deleted(event, body, place)
    # Slack sends message_replied without its subtype at times.
    if subtype is None and isinstance(event.get("message"), dict):
        return SUBTYPES["message_replied"].note
    return standing(event, place)


_HANDLERS: dict[str, Callable[[Json, Json, Place], Told]] = {
    "message": _message,
    "reaction_added": reacted,
    "reaction_removed": reacted,
    "pin_added": pinned,
    "pin_removed": pinned,
    **dict.fromkeys(
        (
            "channel_deleted",
            "channel_history_changed",
            "channel_shared",
            "channel_unshared",
            "group_deleted",
            "group_history_changed",
        ),
        noticed,
    ),
}
