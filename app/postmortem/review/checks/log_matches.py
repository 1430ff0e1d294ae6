"""Which rows of the document tell which entries of the log."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.postmortem.review.document.document import Document
from app.postmortem.review.document.row import Row
from app.postmortem.review.evidence import Evidence, LogEntry
from app.postmortem.review.words.common import IN_ENTRIES

_WORD = re.compile(r"[^\W_]{3,}")
_QUARTER = 900
_ALIKE = 0.5
_SHARED = 2
_FEWEST = 3


@dataclass(frozen=True)
class Match:
    """A row and the entry it tells."""

    row: Row
    entry: LogEntry
    #: The row's time in UTC, as far as the document lets it be known.
    at: datetime


def told_words(text: str) -> frozenset[str]:
    """Return the words by which two texts may be known to tell the same."""
    return frozenset(w for w in _WORD.findall(text.lower()) if w not in IN_ENTRIES)


def _likeness(row: frozenset[str], entry: frozenset[str]) -> float:
    shared = len(row & entry)
    return shared / min(len(row), len(entry)) if shared >= _SHARED else 0.0


def utc(at: datetime) -> datetime:
    """Return an aware time in UTC."""
    return at.astimezone(UTC)


def time_of(row: Row, near: datetime) -> datetime | None:
    """Return a row's time; a row without a date is of its entry's day."""
    if row.at and row.day:
        return row.at
    return row.moment.at(near.date()) if row.moment else None


def matches(document: Document, evidence: Evidence) -> list[Match]:
    """Return the rows that tell the same as an entry, each with the entry most like it."""
    known = [(entry, told_words(f"{entry.actor} {entry.text}")) for entry in evidence.entries]
    found = []
    for row in document.rows:
        told = told_words(row.text)
        best = max(known, key=lambda pair: _rank(row, told, pair), default=None)
        if best is None or _likeness(told, best[1]) < _ALIKE:
            continue
        at = time_of(row, utc(best[0].at))
        if at:
            found.append(Match(row, best[0], at))
    return _shifted(found)


def _rank(
    row: Row, told: frozenset[str], pair: tuple[LogEntry, frozenset[str]]
) -> tuple[float, float]:
    """Rank entries by likeness; among equals the nearest in time is meant."""
    entry, said = pair
    at = time_of(row, utc(entry.at))
    apart = abs((at - utc(entry.at)).total_seconds()) if at else 0.0
    return _likeness(told, said), -apart


def _shifted(found: Sequence[Match]) -> list[Match]:
    """Take a zone that the document does not name from what most rows are off by."""
    unzoned = [m for m in found if m.row.moment and m.row.moment.offset is None]
    if len(unzoned) < _FEWEST:
        return list(found)
    steps = Counter(round((m.at - utc(m.entry.at)).total_seconds() / _QUARTER) for m in unzoned)
    step, count = steps.most_common(1)[0]
    if count * 2 <= len(unzoned) or not step:
        return list(found)
    shift = timedelta(seconds=step * _QUARTER)
    return [Match(m.row, m.entry, m.at - shift) if m in unzoned else m for m in found]
