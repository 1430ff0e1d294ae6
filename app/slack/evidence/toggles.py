"""What is switched on and off: reactions and pins.

An event says who switched it and when. History says only what stands: backfill compares
that with the log, and records with `found_reaction` and `found_pin` what it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence.entries import NO_TS, OWN, Told, about
from app.slack.evidence.reading import Place
from app.slack.evidence.times import event_ts, moment, ts_of
from app.slack.text.payload import Json, mapping, string

NOT_A_MESSAGE = "It is on a file, not on a message"

_KINDS = {
    ("reaction", True): Kind.REACTION_ADDED,
    ("reaction", False): Kind.REACTION_REMOVED,
    ("pin", True): Kind.PIN_ADDED,
    ("pin", False): Kind.PIN_REMOVED,
}
_PIN_TEXTS = {True: "pinned a message", False: "unpinned a message"}


@dataclass(frozen=True, slots=True)
class Found:
    """When backfill found that a toggle stands otherwise than the log says."""

    on: bool
    #: The moment in which it was found, UTC: Slack does not say when it was switched.
    at: datetime
    #: Source key of the last entry of the same toggle, empty without one: two backfills
    #: that find the same thing write the same key.
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Switch:
    """A toggle of one message, and how it stands from when."""

    #: What there is one of: `("reaction", user, emoji)` or `("pin",)`.
    identity: tuple[str, ...]
    on: bool
    at: datetime
    actor: str
    #: Tells this switching from the others of the same toggle.
    time: str

    def entry(self, message: Json, place: Place, data: dict[str, Any]) -> Entry:
        what, *who = self.identity
        ts = string(message.get("ts"))
        facts: dict[str, Any] = {"toggle": pin_toggle(ts), "on": self.on}
        if what == "reaction":
            facts |= {"toggle": reaction_toggle(ts, *who), "reaction": who[-1]}
        return about(
            message,
            place,
            _KINDS[what, self.on],
            revision=(*self.identity, "on" if self.on else "off", self.time),
            at=self.at,
            actor=self.actor,
            text=f":{self.identity[-1]}:" if what == "reaction" else _PIN_TEXTS[self.on],
            data={**facts, **data},
        )


def reacted(event: Json, body: Json, place: Place) -> Told:
    """A reaction given or taken back."""
    identity = ("reaction", string(event.get("user")), string(event.get("reaction")))
    on = event.get("type") == "reaction_added"
    told = _switch(event, body, place, identity, on=on)
    message = mapping(event.get("item"))
    return _told(told, message, place, event)


def pinned(event: Json, body: Json, place: Place) -> Told:
    """A message pinned or unpinned; its words are not stored a second time."""
    item = mapping(event.get("item"))
    message = mapping(item.get("message"))
    bare = {name: message[name] for name in ("ts", "thread_ts", "permalink") if name in message}
    told = _switch(event, body, place, ("pin",), on=event.get("type") == "pin_added")
    return _told(told, message, place, {**event, "item": {**item, "message": bare}})


def reaction_toggle(ts: str, user: str, emoji: str) -> str:
    """`data["toggle"]` of one person's reaction to the message at `ts`."""
    return f"reaction:{ts}:{user}:{emoji}"


def pin_toggle(ts: str) -> str:
    """`data["toggle"]` of the pin of the message at `ts`."""
    return f"pin:{ts}"


def found_reaction(message: Json, place: Place, user: str, emoji: str, found: Found) -> Entry:
    """A reaction that history shows, or shows no longer."""
    return _found(message, place, ("reaction", user, emoji), found)


def found_pin(message: Json, place: Place, found: Found) -> Entry:
    """A pin that history shows, or shows no longer; it does not say whose."""
    return _found(message, place, ("pin",), found)


def _found(message: Json, place: Place, identity: tuple[str, ...], found: Found) -> Entry:
    actor = "".join(identity[1:2])
    time = f"after:{found.after or 'nothing'}"
    switch = _Switch(identity, found.on, found.at, actor, time)
    return switch.entry(message, place, {"observed": "history"})


def _switch(
    event: Json, body: Json, place: Place, identity: tuple[str, ...], *, on: bool
) -> _Switch | str:
    at, user = event_ts(event, body), string(event.get("user"))
    if not at:
        return NO_TS
    if user == place.own.bot_user_id:
        return OWN
    return _Switch(identity, on, moment(at), user, at)


def _told(switch: _Switch | str, message: Json, place: Place, raw: Json) -> Told:
    if not ts_of(message.get("ts")):
        return NOT_A_MESSAGE
    if isinstance(switch, str):
        return switch
    return (switch.entry(message, place, {"observed": "event", "raw": raw}),)
