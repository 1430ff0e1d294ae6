"""History against the log: what a message shows that the log does not say, or says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.settle import REVISIONS, line_of, words_line
from app.slack.evidence.changes import found_deletion, silent_edit
from app.slack.evidence.entries import OWN as OWN_DOING
from app.slack.evidence.history import from_history
from app.slack.evidence.reading import Own, Place, Shown
from app.slack.evidence.toggles import (
    Found,
    found_pin,
    found_reaction,
    pin_toggle,
    reaction_toggle,
)
from app.slack.text.payload import Json

_REACTIONS = (Kind.REACTION_ADDED, Kind.REACTION_REMOVED)
_AFTERWARDS = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What the log holds about one message, and how much of it Slack must have known."""

    #: In the order in which it happened.
    entries: Sequence[Entry]
    #: Entries with a higher id may have come after history was asked for: their lines are
    #: left to events and to the next reading.
    up_to: int

    def line(self, name: str) -> list[Entry]:
        """The entries of one line."""
        return [entry for entry in self.entries if line_of(entry) == name]

    def is_moving(self, name: str) -> bool:
        """Whether the line may have changed while history was being read."""
        return any(entry.id > self.up_to for entry in self.line(name))


def differences(message: Json, channel: str, own: Own, told: Told, at: datetime) -> list[Entry]:
    """What there is to record of a message that history shows.

    Entries that the log holds already may be among them; the recorder drops those. `at` is
    when it was found, UTC: history does not say when most changes happened.
    """
    reading = from_history(message, channel, own)
    shown, place = reading.shown, Place(own, reading.channel)
    entries = [_unsure(_dated(entry, at)) for entry in reading.entries]
    if shown is None or not shown.ts or shown.deleted:
        return entries
    if _is_otherwise(reading.entries, shown, told):
        words = told.line(words_line(shown.ts))
        entries.append(silent_edit(message, place, _after(words, at), words[-1].source_key))
    entries += _reactions(message, place, shown, told, at)
    if reading.reason != OWN_DOING:
        # Muster's own pin of the card is no entry, and history does not say whose a pin is.
        entries += _pin(message, place, shown, told, at)
    return entries


def missing(ts: str, thread: str, channel: str, own: Own, at: datetime) -> Entry:
    """The deletion of a message that the log holds and history does not show."""
    return found_deletion({"ts": ts, "thread_ts": thread}, Place(own, channel), at)


def _dated(entry: Entry, at: datetime) -> Entry:
    return replace(entry, occurred_at=at) if entry.data.get("time_is_earliest") else entry


def _unsure(entry: Entry) -> Entry:
    """A bot's edits bear no mark: what history shows may not be what was posted."""
    if entry.kind != Kind.MESSAGE_POSTED or "bot" not in entry.data:
        return entry
    return replace(entry, data={**entry.data, "original_unseen": True})


def _is_otherwise(entries: Sequence[Entry], shown: Shown, told: Told) -> bool:
    """Whether it has other words than the log holds, and no new mark of an edit that tells why."""
    line = words_line(shown.ts)
    words = told.line(line)
    known = {entry.source_key for entry in words}
    redacted = any("redacted" in entry.data for entry in words)
    if not words or not shown.digest or redacted or told.is_moving(line):
        return False
    if any(entry.source_key not in known for entry in entries):
        return False
    return words[-1].data.get("digest") != shown.digest


def _reactions(
    message: Json, place: Place, shown: Shown, told: Told, at: datetime
) -> Iterator[Entry]:
    held = {
        (entry.actor, str(entry.data["reaction"]))
        for entry in told.entries
        if entry.kind in _REACTIONS
    }
    for user, emoji in sorted(held | shown.reactions):
        line = told.line(toggle := reaction_toggle(shown.ts, user, emoji))
        stands = (user, emoji) in shown.reactions
        unsure = told.is_moving(toggle) or (not stands and emoji in shown.reactions_cut)
        if not unsure and stands != _is_on(line):
            yield found_reaction(message, place, user, emoji, _found(line, at, on=stands))


def _pin(message: Json, place: Place, shown: Shown, told: Told, at: datetime) -> Iterator[Entry]:
    line = told.line(toggle := pin_toggle(shown.ts))
    if not told.is_moving(toggle) and shown.pinned != _is_on(line):
        yield found_pin(message, place, _found(line, at, on=shown.pinned))


def _is_on(line: Sequence[Entry]) -> bool:
    return bool(line) and bool(line[-1].data.get("on"))


def _found(line: Sequence[Entry], at: datetime, *, on: bool) -> Found:
    return Found(on=on, at=_after(line, at), after=line[-1].source_key if line else "")


def _after(line: Sequence[Entry], at: datetime) -> datetime:
    """When it was found, but after what the log holds: Slack's clock may be ahead of ours."""
    return max(at, line[-1].occurred_at + _AFTERWARDS) if line else at


#: Kinds that tell how a message stands.
COMPARED = sorted({*REVISIONS, *_REACTIONS, Kind.PIN_ADDED, Kind.PIN_REMOVED})
