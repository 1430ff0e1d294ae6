"""Notes, marks, and what is said about the log itself."""

from __future__ import annotations

from dataclasses import replace

from app.incident.commands import LinkSource, Mark, Note, Recorded, RedactEntry
from app.incident.decide.draft import Setting, draft, may, required, within
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import NOTE_KINDS, Kind
from app.incident.values import RefusalError


def note(incident: Incident, command: Note, setting: Setting) -> list[Entry]:
    """One line marked as what it is; also after the end, for the record.

    Raises:
        RefusalError: when it is empty or too long, or the kind is no kind of note.
    """
    del incident
    if command.kind not in NOTE_KINDS.values():
        raise RefusalError(f"A note is one of {', '.join(NOTE_KINDS)}.")
    text = required(command.text, "The note")
    return [draft(command, setting.now, command.kind, text)]


def mark(incident: Incident, command: Mark, setting: Setting) -> list[Entry]:
    """A message counts as a kind of note.

    Raises:
        RefusalError: when there is no such kind of note.
    """
    del incident
    if command.word not in NOTE_KINDS:
        raise RefusalError(f"A mark is one of {', '.join(NOTE_KINDS)}.")
    kind = Kind.MARK_ADDED if command.on else Kind.MARK_REMOVED
    verb = "marked a message as" if command.on else "took away the mark"
    entry = draft(command, setting.now, kind, f"{verb} {command.word}", word=command.word)
    return [replace(entry, message_ts=command.message_ts)]


def link_source(incident: Incident, command: LinkSource, setting: Setting) -> list[Entry]:
    """Where an entry's carrier is."""
    del incident
    text = f"E{command.entry} is carried by a message"
    entry = draft(
        command, setting.now, Kind.SOURCE_LINKED, text, entry=command.entry, url=command.url
    )
    return [replace(entry, message_ts=command.message_ts)]


def redact(incident: Incident, command: RedactEntry, setting: Setting) -> list[Entry]:
    """An entry's text is taken out; that it was, and by whom, stays.

    Raises:
        RefusalError: when the policy does not let this person.
    """
    may(incident, command.by, "redact", setting.policy)
    reason = within(command.reason, "The reason", 300)
    text = f"redacted E{command.entry}" + (f": {reason}" if reason else "")
    data = {"entry": command.entry, "left": dict(command.left)}
    return [replace(draft(command, setting.now, Kind.ENTRY_REDACTED, text, **data), id=command.id)]


def recorded(incident: Incident, command: Recorded, setting: Setting) -> list[Entry]:
    """Something decided elsewhere takes its place in the log."""
    del incident
    return [draft(command, setting.now, command.kind, command.text, **command.data)]
