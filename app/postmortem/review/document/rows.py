"""Timeline rows, whether they are table rows, list items, lines or headings."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.labels import lead
from app.postmortem.review.document.moments import Moment, moment_at, moments
from app.postmortem.review.document.row import Row
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.document.walk import Walk, add, advance, append, dated, take_zone
from app.postmortem.review.words.events import TIME_COLUMNS

_TIME_COLUMN = re.compile(TIME_COLUMNS, re.IGNORECASE)
#: What may stand beside a link that leads to the timeline elsewhere.
_POINTING = frozenset(
    ("timeline", "slack", "thread", "document", "doc", "incident", "recovery", "see", "here")
)
_SMALL = frozenset(("for", "the", "of", "and"))
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)[.\s]*")
_NOTE = re.compile(r"\W*(?:notes?|n\.?b\.?)\b\W*:", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_MOST_WORDS = 20
_FEWEST = 3


def read_rows(
    blocks: list[Block], *, day_first: bool, day: date | None
) -> tuple[list[Row], list[Row]]:
    """Return the document's timeline, and the milestones it has besides.

    `day` is the day the document is about, for rows that name none. What stands under a timeline
    heading is a timeline; elsewhere three timed items in a row are one. Of the two the longer is
    the timeline: start, declared and resolved in a header are milestones.
    """
    named = _walked([b for b in blocks if b.about(Topic.TIMELINE)], day_first=day_first, day=day)
    rest = [b for b in blocks if not b.about(Topic.TIMELINE)]
    unnamed = _walked(list(_unnamed(rest)), day_first=day_first, day=day)
    if sum(row.timed for row in unnamed) > sum(row.moment is not None for row in named):
        return unnamed, named
    return named, unnamed


def _walked(blocks: list[Block], *, day_first: bool, day: date | None) -> list[Row]:
    walk = Walk(day_first, day=day, year=day.year if day else None)
    for block in blocks:
        _read(walk, block)
    return dated(walk.rows)


def _unnamed(blocks: list[Block]) -> Iterator[Block]:
    """Yield timed blocks of sections that hold at least three of them."""
    found: dict[tuple[int, Kind], list[Block]] = {}
    for block in blocks:
        kinds = (Kind.ITEM, Kind.PARAGRAPH, Kind.ROW, Kind.HEADING)
        if block.quoted or block.kind not in kinds:
            continue
        moment = moment_at(block.plain, lead(block.plain))
        if moment and moment.second is not None:
            section = -1 if block.kind is Kind.HEADING else block.section
            found.setdefault((section, block.kind), []).append(block)
    for group in found.values():
        if len(group) >= _FEWEST:
            yield from group


def _read(walk: Walk, block: Block) -> None:
    if block.section != walk.section:
        _enter(walk, block)
    if block.kind is Kind.CODE or block.quoted:
        append(walk, block)
    elif block.kind is Kind.HEAD:
        take_zone(walk, " ".join(block.columns))
    elif block.kind is Kind.ROW:
        _table_row(walk, block)
    else:
        _line(walk, block)


def _enter(walk: Walk, block: Block) -> None:
    """Take the day and the zone from a section's heading ("Timeline (all times PST) 7/5/2023")."""
    walk.section, walk.depth = block.section, 0
    take_zone(walk, block.heading)
    for moment in moments(block.heading, day_first=walk.day_first):
        advance(walk, moment)


def _table_row(walk: Walk, block: Block) -> None:
    """Read a table row: its time may be spread over a date column and a time column."""
    columns = [i for i, name in enumerate(block.columns) if _TIME_COLUMN.search(name)]
    if not columns and block.cells:
        columns = [0]
    moment: Moment | None = None
    end = block.cells[0][0] if block.cells else 0
    for index in columns:
        if index < len(block.cells):
            low, high = block.cells[index]
            take_zone(walk, block.columns[index] if index < len(block.columns) else "")
            moment = _merged(moment, _cell_moment(walk, block.plain[low:high]))
            end = max(end, high)
    if any(block.cell(i).strip() for i in range(len(block.cells))):
        add(walk, block, end, moment)


def _cell_moment(walk: Walk, text: str) -> Moment | None:
    found = moments(text, day_first=walk.day_first)
    day = next((m for m in found if m.day or m.wrong), None)
    time = next((m for m in found if m.second is not None), None)
    return _merged(day, time)


def _merged(first: Moment | None, second: Moment | None) -> Moment | None:
    """Join a date and a time that stand in two cells."""
    if first is None or second is None or first is second:
        return first or second
    if second.second is not None:
        day, year = (second.day, second.yearless) if second.day else (first.day, first.yearless)
        return replace(second, day=day, yearless=year, wrong=first.wrong or second.wrong)
    return replace(first, day=first.day or second.day, yearless=second.yearless)


def _line(walk: Walk, block: Block) -> None:
    """Read an item, a line or a heading of the timeline."""
    text = block.plain
    moment = _leading(walk, text) or _trailing(walk, block)
    if moment is None:
        _untimed(walk, block)
    elif moment.second is None and _is_day(block, moment):
        moment = advance(walk, moment)
        if block.kind is Kind.HEADING:
            walk.rows.append(Row(block, len(text), moment, None, walk.day, dated=True))
    else:
        walk.depth = block.level if block.kind is Kind.ITEM else walk.depth
        start = moment.end if moment.start <= lead(text) else 0
        add(walk, block, start, moment)


def _points(block: Block) -> bool:
    """Whether a line says nothing, or only leads elsewhere ("Timeline: [Timeline](https://...)")."""
    if _ONLY_LINK.fullmatch(block.text[block.body :].strip()):
        return True
    words = _WORD.findall(block.plain[block.body :].lower())
    return all(word in _POINTING or word in _SMALL for word in words)


def _leading(walk: Walk, text: str) -> Moment | None:
    """Return the moment a line begins with, the date before or after the time of day."""
    moment = moment_at(text, lead(text), day_first=walk.day_first)
    if moment is None or moment.day or moment.second is None:
        return moment
    start = moment.end + lead(text[moment.end : moment.end + 30])
    later = moment_at(text, start, day_first=walk.day_first)
    if later is None or later.day is None or later.second is not None:
        return moment
    return replace(moment, day=later.day, yearless=later.yearless, end=later.end)


def _is_day(block: Block, moment: Moment) -> bool:
    """Whether a line only names the day of the rows below it."""
    rest = _WEEKDAYS.sub("", re.sub(r"\([^()]*\)", "", block.plain[moment.end :]))
    return block.kind is Kind.HEADING or not rest.strip(" \t\n:.,–—()[]-")


def _trailing(walk: Walk, block: Block) -> Moment | None:
    """Return the moment a short item ends with ("Resolved 2020-02-12 12:07")."""
    if block.kind is not Kind.ITEM or len(block.plain.split()) > _MOST_WORDS:
        return None
    found = moments(block.plain, day_first=walk.day_first)
    if len(found) == 1 and not block.plain[found[0].end :].strip(" .)"):
        return found[0]
    return None


def _untimed(walk: Walk, block: Block) -> None:
    """A line without a time continues the row above, or is a row that lacks one."""
    if block.kind is Kind.HEADING or _points(block):
        return
    if not walk.rows:
        take_zone(walk, block.plain)
    if _NOTE.match(block.text):
        append(walk, block)
        return
    beside = block.kind is Kind.ITEM and walk.rows and block.level <= walk.depth
    first = block.kind is Kind.ITEM and not walk.rows
    if beside or first:
        add(walk, block, 0, None)
        walk.depth = block.level
    else:
        append(walk, block)
