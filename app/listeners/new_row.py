"""A row that a person adds to a postmortem's timeline, as they typed it into the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from app.incident.values import RefusalError
from app.listeners import words
from app.postmortem.document import Document
from app.postmortem.edits import NEW, SOURCE_FIELD, Edit
from app.slack.blocks.editing import ROW_AT

_WORDS = f"timeline.{NEW}"
_BARE = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:UTC|Z))?", re.IGNORECASE)
_ENTRY = re.compile(r"E?(\d{1,12})", re.IGNORECASE)


def new_row(document: Document, values: Mapping[str, Any], by: str, now: datetime) -> list[Edit]:
    """The row that was typed; none: all its fields are empty.

    Raises:
        RefusalError: without a time or words, with a time that cannot be read or lies ahead,
            or with a source that is no entry; its field is the one to mend.
    """
    typed, said, source = (
        " ".join(str(values.get(name, "")).split()) for name in (ROW_AT, _WORDS, SOURCE_FIELD)
    )
    if not (typed or said or source):
        return []
    if not said:
        raise RefusalError("Say what happened, or empty the row's other fields.", _WORDS)
    at = _moment(document, typed, now)
    entry = _ENTRY.fullmatch(source)
    if source and not entry:
        raise RefusalError("Write the number of one entry, such as E41.", SOURCE_FIELD)
    sources = (int(entry[1]),) if entry else ()
    return [Edit(path=_WORDS, after=said, at=at, sources=sources, by=by)]


def _moment(document: Document, typed: str, now: datetime) -> datetime:
    """When it happened; a bare time is of the incident's day, if it has but one."""
    if not typed:
        raise RefusalError("Say when it happened, for example 15:05.", ROW_AT)
    days = sorted({row.at.date() for row in document.timeline if row.at})
    bare = _BARE.fullmatch(typed)
    if bare and len(days) > 1:
        raise RefusalError(
            f"The timeline has several days: write which, for example {days[0]} {typed}.", ROW_AT
        )
    end = datetime.combine(days[0], time.max, now.tzinfo) if bare and days else now
    try:
        at = words.a_time(typed, end)
    except RefusalError as refusal:
        raise RefusalError(str(refusal), ROW_AT) from refusal
    if at > now:
        raise RefusalError("That time lies ahead. A row says what has happened.", ROW_AT)
    return at
