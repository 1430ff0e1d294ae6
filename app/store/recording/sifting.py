"""Telling news from what the log holds already, under the lock of the incident's head."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.settle import REVISIONS, is_news, line_of, needs_line, words_line
from app.store import timeline
from app.store.chain import Head
from app.store.recording.statements import Place
from app.store.tables import ENTRIES, EntryRow
from app.store.timeline import bounded

#: What holds the words of a message.
_WORDS = REVISIONS | {Kind.MESSAGE_ORIGINAL}
_LINES = sorted(
    {
        *REVISIONS,
        Kind.REACTION_ADDED,
        Kind.REACTION_REMOVED,
        Kind.PIN_ADDED,
        Kind.PIN_REMOVED,
    }
)
_UNSEEN = "original_unseen"


@dataclass(slots=True)
class Sieve:
    """What the log of one incident says about what is to be recorded."""

    #: Source keys that are stored, or let through.
    known: set[str]
    #: Keys of postings recorded from their edited form, and the digest they were given.
    unseen: dict[str, str]
    #: What else is on the lines of the new entries, by channel and line.
    lines: dict[Place, list[Entry]] = field(default_factory=dict)
    #: Channel and ts of messages that were redacted, and the entry that says so.
    redacted: dict[Place, int] = field(default_factory=dict)

    def pass_through(self, entry: Entry) -> Entry | None:
        """The entry as it is to be stored, or None: it says nothing new."""
        key = bounded(entry.source_key)
        if key != entry.source_key:
            entry = replace(entry, source_key=key)
        if key in self.known:
            original = self._original(entry)
            if original is None or original.source_key in self.known:
                return None
            entry = original
        line = (entry.channel, line_of(entry))
        if needs_line(entry) and not is_news(entry, self.lines.get(line, ())):
            return None
        entry = self._in_its_thread(entry)
        self._remember(entry, line)
        return self._without_redacted_words(entry)

    def _in_its_thread(self, entry: Entry) -> Entry:
        """A reaction with the thread and link of its message: its event names no thread."""
        if entry.thread or not line_of(entry):
            return entry
        words = self.lines.get((entry.channel, words_line(entry.message_ts)), ())
        reply = next((one for one in words if one.thread), None)
        if reply is None:
            return entry
        return replace(entry, thread=reply.thread, source_url=reply.source_url)

    def _original(self, entry: Entry) -> Entry | None:
        """The first text of a message, come after its posting was recorded from an edit."""
        digest = self.unseen.get(entry.source_key)
        if digest is None or entry.data.get(_UNSEEN) or entry.data.get("digest") == digest:
            return None
        key = _key_of_original(entry.source_key)
        return replace(entry, kind=Kind.MESSAGE_ORIGINAL, source_key=key)

    def _remember(self, entry: Entry, line: Place) -> None:
        self.known.add(entry.source_key)
        if entry.data.get(_UNSEEN):
            self.unseen[entry.source_key] = str(entry.data.get("digest"))
        if line[1]:
            self.lines.setdefault(line, []).append(entry)

    def _without_redacted_words(self, entry: Entry) -> Entry:
        redaction = self.redacted.get((entry.channel, entry.message_ts))
        if redaction is None or entry.kind not in _WORDS:
            return entry
        return replace(entry, text="", data={"redacted": redaction})


def sift(
    session: Session, workspace: str, head: Head, entries: Sequence[Entry], known: set[str]
) -> Iterator[Entry | None]:
    """For each of `entries`, in order, what is to be stored of it: None for nothing.

    The caller holds the lock of `head`. `known` are those of the entries' source keys that
    the log holds already; those that are let through come to it.
    """
    unseen = _unseen(session, workspace, entries, known)
    known |= _originals(session, workspace, unseen)
    sieve = Sieve(known, unseen)
    sieve.lines = _lines(session, head.incident_id, entries, known)
    if head.redactions:
        sieve.redacted = redacted_messages(session, head.incident_id)
    return (sieve.pass_through(entry) for entry in entries)


def _unseen(
    session: Session, workspace: str, entries: Sequence[Entry], known: set[str]
) -> dict[str, str]:
    """Which postings that come again were stored without their first text."""
    again = {bounded(entry.source_key) for entry in entries if _is_true_posting(entry)} & known
    if not again:
        return {}
    query = select(EntryRow.source_key, EntryRow.data).where(
        EntryRow.workspace_id == workspace,
        EntryRow.source_key.in_(again),
        # As the text that it is stored as: what is compared must not become JSON itself.
        type_coerce(EntryRow.data, Text).contains(f'"{_UNSEEN}"', autoescape=True),
    )
    return {key: str(data.get("digest")) for key, data in session.execute(query)}


def _originals(session: Session, workspace: str, unseen: Collection[str]) -> set[str]:
    """Keys of the first texts that are stored of postings recorded from their edited form."""
    if not unseen:
        return set()
    query = select(EntryRow.source_key).where(
        EntryRow.workspace_id == workspace,
        EntryRow.source_key.in_([_key_of_original(key) for key in unseen]),
    )
    return set(session.scalars(query))


def _key_of_original(posted: str) -> str:
    return bounded(f"{posted.removesuffix(':posted')}:original")


def _is_true_posting(entry: Entry) -> bool:
    return entry.kind == Kind.MESSAGE_POSTED and not entry.data.get(_UNSEEN)


def _lines(
    session: Session, incident_id: int, entries: Sequence[Entry], known: set[str]
) -> dict[Place, list[Entry]]:
    """What is stored on the lines of those new entries that need it."""
    about = {
        entry.message_ts
        for entry in entries
        if needs_line(entry) and bounded(entry.source_key) not in known
    }
    lines: dict[Place, list[Entry]] = {}
    if about:
        for entry in timeline.about_messages(session, incident_id, about, _LINES):
            lines.setdefault((entry.channel, line_of(entry)), []).append(entry)
    return lines


def redacted_messages(session: Session, incident_id: int) -> dict[Place, int]:
    """Messages of an incident that were redacted, and the entry that says so."""
    columns = ENTRIES.c
    query = select(columns.kind, columns.channel, columns.message_ts, columns.redacted_by).where(
        columns.incident_id == incident_id, columns.redacted_by.is_not(None)
    )
    # The kind is not asked for: that tempts PostgreSQL to go through the whole incident by
    # another index than the small one of what was redacted.
    found = session.connection().execute(query)
    return {(channel, ts): by for kind, channel, ts, by in found if ts and kind in _WORDS}
