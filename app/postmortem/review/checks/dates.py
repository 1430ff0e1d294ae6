"""Dates that disagree, and log lines from before the stated start."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import median_low

from app.postmortem.review.checks.build import TK, finding, listed
from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.moments import Moment, moments
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.times import WEEKDAYS

_WEEKDAY = re.compile(
    rf"\b({'|'.join(WEEKDAYS)})\b,?\s+(?:the\s+)?(?=\S)|\(\s*({'|'.join(WEEKDAYS)})\s*\)",
    re.IGNORECASE,
)
_WRONG = re.compile(r"(?<![\w.-])\d{4,5}[-/]\d{1,2}[-/]\d{1,2}(?![\w-])")
_ERROR = re.compile(
    r"\b(?:error|fatal|panic\w*|fail\w*|critical|exception|refused|timed? ?out|crash\w*)\b",
    re.IGNORECASE,
)
#: The date in such a heading is that of the paper.
_DISCLOSED = re.compile(r"\bdisclosure\b|\bpublished\b", re.IGNORECASE)
_YEAR = timedelta(days=300)
_NEAR = timedelta(days=60)
_LEAD_UP = timedelta(hours=12)
_MINUTE = timedelta(minutes=1)
_FEWEST = 3
_DAYS = 3


def no_dates(document: Document) -> Iterator[Finding]:
    """Find dates that do not exist ("20202-01-16")."""
    found = []
    for block in document.blocks:
        if block.kind is Kind.CODE or not _WRONG.search(block.plain):
            continue
        for moment in moments(block.plain, day_first=document.day_first):
            text = block.plain[moment.start : moment.end]
            if moment.wrong and _WRONG.match(text):
                found.append((block, moment))
    if found:
        block, moment = found[0]
        lines = [b.line_at(m.start) for b, m in found]
        yield finding(
            "consistency.date",
            block.place(moment.start, moment.end),
            "TK (the date)",
            why=f'"{block.text[moment.start : moment.end].strip()}" is no date ({listed(lines)}).',
            lines=lines,
        )


def far_rows(document: Document) -> Iterator[Finding]:
    """Find rows most of a year away from all others: a wrong year."""
    rows = [row for row in document.rows if row.day and row.moment and row.moment.day]
    days = [row.day for row in rows if row.day]
    if len(days) < _FEWEST:
        return
    middle = median_low(days)
    far = [row for row in rows if row.day and abs(row.day - middle) > _YEAR]
    near = sum(abs(day - middle) <= _NEAR for day in days)
    if len(far) == 1 and near == len(days) - 1:
        row = far[0]
        yield finding(
            "consistency.date",
            row.block.place(0, len(row.block.text)),
            f"{short(row.block.text, 100)} → year: TK.",
            why=f"{row.day} is most of a year away from every other row, which are of {middle}.",
        )


def title_against_rows(document: Document) -> Iterator[Finding]:
    """Find a heading or file name whose date the timeline contradicts."""
    title = _title_moment(document)
    days = sorted(
        row.day
        for row in document.rows
        if row.day and row.moment and row.dated and row.block.about(Topic.TIMELINE)
    )
    if title is None or title[1].day is None or not days or _DISCLOSED.search(title[0].plain):
        return
    block, moment, day = title[0], title[1], title[1].day
    named = _named(document.name)
    if not days[0] <= day <= days[-1]:
        but = (
            f"the timeline runs from {days[0]} to {days[-1]}"
            if days[0] < days[-1]
            else f"the timeline is of {days[0]}"
        )
    elif named and named != day and days[0] <= named <= days[-1]:
        but = f"the file is named {named}, and the timeline runs from {days[0]} to {days[-1]}"
    elif named is None and _early(day, days):
        but = f"{sum(d > day for d in days)} of {len(days)} rows are later, the last of {days[-1]}"
    else:
        return
    yield finding(
        "consistency.date",
        block.place(moment.start, moment.end, around=(0, len(block.text))),
        f"{short(block.text, 100)} → {TK} which date is the incident's.",
        why=f"The heading says {day}; {but}.",
        severity=None if not days[0] <= day <= days[-1] else Severity.MINOR,
    )


def _early(day: date, days: list[date]) -> bool:
    """Whether a heading's day is days before nearly everything that is told."""
    later = [d for d in days if d - day >= timedelta(days=_DAYS)]
    return len(days) >= _FEWEST and len(later) > len(days) / 2


def _title_moment(document: Document) -> tuple[Block, Moment] | None:
    if document.title is None:
        return None
    for moment in moments(document.title.plain, day_first=document.day_first):
        if moment.day and not moment.yearless:
            return document.title, moment
    return None


def _named(name: str) -> date | None:
    found = next((m for m in moments(name.replace("_", " ")) if m.day), None)
    return found.day if found else None


def weekdays(document: Document) -> Iterator[Finding]:
    """Find a weekday that its date is not ("Tuesday, 2023-01-25")."""
    for sentence in document.sentences:
        for match in _WEEKDAY.finditer(sentence.text):
            if not match[1]:
                continue
            moment = next(iter(moments(sentence.text[match.end() : match.end() + 25])), None)
            if moment is None or moment.start > 0 or not moment.day or moment.yearless:
                continue
            if moment.day.weekday() != WEEKDAYS[match[1].lower()]:
                end = match.end() + moment.end
                yield finding(
                    "consistency.date",
                    sentence.place(match.start(), end),
                    f"{moment.day:%A} {moment.day}, or TK (another date).",
                    why=f"{moment.day} is a {moment.day:%A}, not a {match[1].capitalize()}.",
                    statement=sentence.raw(),
                )
                return


def logged_before_start(document: Document) -> Iterator[Finding]:
    """Find a log line of the failure that is older than everything in the timeline."""
    rows = [r for r in document.rows if r.day and r.at and r.moment and r.moment.offset is not None]
    starts = [row.at for row in rows if row.at]
    if not starts:
        return
    start = min(starts)
    first = next(row for row in rows if row.at == start)
    for block in document.blocks:
        if block.kind is not Kind.CODE or block.about(Topic.REFERENCES):
            continue
        found = _older(block, start)
        if found:
            offset, moment, at = found
            yield finding(
                "consistency.start",
                block.place(offset + moment.start, offset + moment.end),
                f"Start of impact: TK ({at:%H:%M:%S} UTC by the log, {start:%H:%M} by line {first.line}); correct the"
                " duration with it.",
                why=f"A log line of {at:%H:%M:%S} UTC shows the failure; the document begins at"
                f" {start:%H:%M} UTC (line {first.line}). The impact may have been longer than stated.",
            )
            return


def _older(block: Block, start: datetime) -> tuple[int, Moment, datetime] | None:
    offset = 0
    for line in block.text.split("\n"):
        for moment in moments(line[:200])[:1]:
            at = moment.at()
            early = at is not None and _MINUTE < start - at < _LEAD_UP
            if at and early and moment.zoned and _ERROR.search(line[:2000]):
                return offset, moment, at
        offset += len(line) + 1
    return None
