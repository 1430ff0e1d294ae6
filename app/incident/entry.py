"""One entry of the log, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.incident.kinds import EVIDENCE, KNOWN, EntryClass

#: The actor of what Muster itself did (a timer that fired, a step that failed).
MUSTER = "muster"

#: The version of entry payloads that this program writes; `upcast` reads older ones.
PAYLOAD_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened, with its time, its author and its source."""

    #: A Kind, or the text of a kind that a newer Muster wrote.
    kind: str
    #: When it happened, UTC.
    occurred_at: datetime
    #: Slack user or bot id, `muster`, or the author's name in an imported transcript.
    actor: str
    #: Readable text; mentions stay as `<@U…>` and are named when shown.
    text: str = ""
    #: What else the kind needs; raw Slack payloads lie under "raw".
    data: Mapping[str, Any] = field(default_factory=dict)
    #: Unique in the workspace: what makes recording it twice one entry.
    source_key: str = ""
    #: Permalink of the message or the alert; empty until known.
    source_url: str = ""
    #: Slack channel it happened in; empty for what happened in none.
    channel: str = ""
    #: Slack ts of the message this entry is or is about; empty for others.
    message_ts: str = ""
    #: Slack ts of the thread's parent, for replies; empty at top level.
    thread: str = ""
    #: When Muster recorded it, UTC; None until stored.
    recorded_at: datetime | None = None
    #: Cited as `E<id>`; 0 until stored.
    id: int = 0
    #: Position among the incident's state entries; None for evidence.
    seq: int | None = None
    version: int = PAYLOAD_VERSION

    @property
    def entry_class(self) -> EntryClass:
        """Evidence or state; kinds this version does not know follow their sequence."""
        if self.kind in EVIDENCE or (self.seq is None and self.kind not in KNOWN):
            return EntryClass.EVIDENCE
        return EntryClass.STATE

    @property
    def ref(self) -> str:
        """How documents cite it, for example `E1042`."""
        return f"E{self.id}"


def under(entry: Entry, workspace: str, channel: str, known_as: str) -> Entry:
    """Evidence about a channel as evidence about the same channel by another of its ids.

    Slack gives a channel another id when it is shared with another organisation. The log
    keeps to the first one, so that what is said about a message stays with that message.
    """
    before = f"{workspace}:{channel}:"
    if entry.channel != channel or not entry.source_key.startswith(before):
        return entry
    key = f"{workspace}:{known_as}:{entry.source_key.removeprefix(before)}"
    return replace(entry, channel=known_as, source_key=key)


#: From each old payload version, the function that writes the next one's shape.
UPCASTS: dict[int, Callable[[Entry], Entry]] = {}


def upcast(entry: Entry) -> Entry:
    """The entry with its payload in today's shape: the one place that knows old shapes.

    An entry that a newer Muster wrote is returned as it is.
    """
    while entry.version < PAYLOAD_VERSION:
        entry = UPCASTS[entry.version](entry)
    return entry
