"""Whether evidence says something that the log does not say yet.

The same happening can come twice in two forms: as an event, which says when it happened,
and from history, which only shows what stands. Their source keys differ, so they are told
apart here, by what stood before and after them. A line is what is recorded of one thing
that changes: one person's reaction to a message, a pin, the words of a message.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.incident.entry import Entry
from app.incident.kinds import Kind

#: The kinds that hold a message's words.
REVISIONS = frozenset({Kind.MESSAGE_POSTED, Kind.MESSAGE_EDITED})


def line_of(entry: Entry) -> str:
    """The name of the line that an entry belongs to; empty: it stands for itself.

    Lines are told apart within their channel.
    """
    if entry.kind in REVISIONS and entry.message_ts:
        return words_line(entry.message_ts)
    toggle = entry.data.get("toggle")
    # What messages tell (joined, archived) has one form only.
    return str(toggle) if toggle and entry.data.get("observed") != "message" else ""


def words_line(ts: str) -> str:
    """The name of the line of a message's words."""
    return f"words:{ts}"


def needs_line(entry: Entry) -> bool:
    """Whether `is_news` has to know what else is recorded on the entry's line."""
    if entry.kind == Kind.MESSAGE_POSTED:
        return False
    return bool(line_of(entry)) and (
        entry.kind != Kind.MESSAGE_EDITED or entry.data.get("change") == "silent"
    )


def is_news(new: Entry, line: Iterable[Entry]) -> bool:
    """Whether `new` says something that `line`, the rest of its line, does not.

    An entry that names another source key is news unless it is one that `needs_line`.
    """
    ordered = sorted(line, key=lambda one: (one.occurred_at, one.id))
    before = [one for one in ordered if one.occurred_at <= new.occurred_at]
    after = [one for one in ordered if one.occurred_at > new.occurred_at]
    same_before = bool(before) and _says(before[-1]) == _says(new)
    same_after = bool(after) and _says(after[0]) == _says(new)
    if _is_found(new):
        nothing_to_undo = not ordered and new.data.get("on") is False
        return not (same_before or same_after or nothing_to_undo)
    if same_after and not same_before and _is_found(after[0]):
        # History was read after the event and before it arrived.
        return False
    return not (same_before and _repeats(new, before[-1]))


def _says(entry: Entry) -> object:
    """What stands from an entry on."""
    return entry.data.get("digest") if entry.kind in REVISIONS else entry.data.get("on")


def _is_found(entry: Entry) -> bool:
    return entry.data.get("observed") == "history"


def _repeats(new: Entry, before: Entry) -> bool:
    """Whether words that are the same as before are no change at all."""
    if new.kind != Kind.MESSAGE_EDITED:
        return False
    # A change that Slack compared is one, whatever words the log has before it: of several
    # edits within a second, history and the edits after it show later words under the mark
    # of the first. Only what backfill found just before may be the change itself.
    same_second = _second(before) == _second(new)
    return bool(new.data.get("uncompared")) or (_is_found(before) and same_second)


def _second(entry: Entry) -> datetime:
    return entry.occurred_at.replace(microsecond=0)
