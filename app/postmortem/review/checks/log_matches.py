"""Which rows of the document tell which entries of the log."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.postmortem.review.document.document import Document
from app.postmortem.review.document.row import Row
from app.postmortem.review.evidence import Evidence, LogEntry
from app.postmortem.review.words.common import IN_ENTRIES

_WORD = re.compile(r"[^\W_]{3,}")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"'|`]{4,500}")
_REF = re.compile(r"\bE\d+\b")
#: A row that cites an entry tells it and no other, whatever words it uses.
_LINKED = 2.0
_QUARTER = 900
_ALIKE = 0.5
#: Two words in common are few: then they must be nearly all there are.
_ALIKE_IN_TWO = 0.6
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


def _likeness(told: frozenset[str], said: frozenset[str]) -> float:
    """Return how surely a row tells an entry by the words they share; 0 for too few."""
    shared = len(told & said)
    share = shared / min(len(told), len(said)) if shared >= _SHARED else 0.0
    return share if share >= (_ALIKE if shared > _SHARED else _ALIKE_IN_TWO) else 0.0


def utc(at: datetime) -> datetime:
    """Return an aware time in UTC."""
    return at.astimezone(UTC)


def time_of(row: Row, near: datetime) -> datetime | None:
    """Return a row's time; a row without a date is of its entry's day."""
    if row.at and row.day:
        return row.at
    return row.moment.at(near.date()) if row.moment else None


def own_links(entries: Sequence[LogEntry]) -> dict[str, int]:
    """Return the links that lead to one entry alone, and its place.

    Entries whose message is not known yet share the link of their channel.
    """
    counts = Counter(entry.link for entry in entries)
    return {e.link: n for n, e in enumerate(entries) if e.link and counts[e.link] == 1}


def addresses(text: str) -> list[str]:
    """Return the addresses that a text links to."""
    return [found.rstrip("/.,") for found in _ADDRESS.findall(text)]


def _cites(text: str) -> list[str]:
    return [*addresses(text), *_REF.findall(text)]


def matches(document: Document, evidence: Evidence) -> list[Match]:
    """Return the rows that tell the same as an entry: each row and each entry once, the surest."""
    ranked = sorted(_candidates(document.rows, evidence.entries))
    rows: set[int] = set()
    entries: set[int] = set()
    found = []
    for _, _, row, entry, at in ranked:
        if row not in rows and entry not in entries:
            rows.add(row)
            entries.add(entry)
            found.append((row, Match(document.rows[row], evidence.entries[entry], at)))
    return _shifted([match for _, match in sorted(found, key=lambda pair: pair[0])])


def _candidates(
    rows: Sequence[Row], entries: Sequence[LogEntry]
) -> Iterator[tuple[float, float, int, int, datetime]]:
    """Yield which rows may tell which entries, the likeliest least: then nearness in time decides."""
    words = [told_words(f"{entry.actor} {entry.text}") for entry in entries]
    holding: dict[str, list[int]] = {}
    for number, said in enumerate(words):
        for word in said:
            holding.setdefault(word, []).append(number)
    linked = own_links(entries) | {entry.id: number for number, entry in enumerate(entries)}
    for index, row in enumerate(rows):
        told = told_words(row.text)
        shared = Counter(number for word in told for number in holding.get(word, ()))
        sure = {n: _likeness(told, words[n]) for n, count in shared.items() if count >= _SHARED}
        cited = {linked[one] for one in _cites(row.block.text) if one in linked}
        if cited:
            sure = dict.fromkeys(cited, _LINKED)
        for number, likeness in sure.items():
            logged = utc(entries[number].at)
            at = time_of(row, logged) if likeness else None
            if at:
                yield -likeness, abs((at - logged).total_seconds()), index, number, at


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
