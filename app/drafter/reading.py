"""Reading the log as an author does: which entries tell the story, in whole sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.words.kinds import TOLD_KINDS
from app.incident.kinds import Kind
from app.incident.reading import Item
from app.postmortem.entries import actor_name, time_known
from app.postmortem.prose import named, sentences

#: What stands for a message that is nothing but code, where people marked it.
EXCERPT = "Log excerpt"


def read_notes(items: Sequence[Item], names: Mapping[str, str]) -> list[Note]:
    """The notes of a log, in order; what only concerns the log itself is left out."""
    return [note for item in items if (note := _note(item, names)) is not None]


def _note(item: Item, names: Mapping[str, str]) -> Note | None:
    sort = _sort(item)
    if sort is None or item.deleted_at or item.redacted_by or not item.text.strip():
        return None
    who = actor_name(item.actor, names)
    if sort is Sort.CHAT and not who:
        sort = Sort.LINE
    pieces = _pieces(sort, named(item.text, names))
    if not pieces and not item.words:
        return None
    return Note(
        item=item,
        sort=sort,
        who=who,
        known=time_known(item.entry),
        said=tuple(Said(piece, item.entry.id) for piece in pieces or [EXCERPT]),
        words=frozenset(item.words),
    )


def _pieces(sort: Sort, text: str) -> list[str]:
    if sort is Sort.STATE:
        return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]
    return _alert_pieces(text) if sort is Sort.ALERT else sentences(text)


def _alert_pieces(text: str) -> list[str]:
    """An alert's fields, each once: tools wrap their lines anywhere and repeat the title."""
    text = _VIEW.sub(" ", _JOINED.sub(r"\1 ", " ".join(text.split())))
    found: list[str] = []
    for part in _FIELD.split(text):
        known = " ".join(found)
        found += [one for one in sentences(part) if one not in known]
    return found


_VIEW = re.compile(r"\(View (?:Message|Incident)\)", re.IGNORECASE)
#: `Resolvedby`, as a page's export runs words together.
_JOINED = re.compile(r"\b(Resolved|Acknowledged|Triggered|Assigned)(?=(?:by|through|to|via)\b)")
_FIELD = re.compile(
    r"(?=\b(?:Description|Message|Resolution Note|Policy|Condition|View incident) ?:|\bINCIDENT #\d)|(?<=\d) (?=\[?FIRING)| \| "
)


def _sort(item: Item) -> Sort | None:
    if item.entry.kind == Kind.ALERT_RECEIVED:
        return Sort.ALERT
    if item.is_message or item.words:
        return Sort.CHAT
    return Sort.STATE if item.entry.kind in TOLD_KINDS else None
