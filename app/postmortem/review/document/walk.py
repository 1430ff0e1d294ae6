"""The walk down a timeline: what day, year and zone hold where a row names none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.moments import Moment, zone_in
from app.postmortem.review.document.row import Row
from app.postmortem.review.words.events import SOURCE_COLUMNS

_SOURCE_COLUMN = re.compile(SOURCE_COLUMNS, re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d{2})\b")
#: A link, an issue, a commit, an alert or ticket id, a footnote, a picture: something to open.
_SOURCE = re.compile(
    r"\]\(|\]\[|https?://|<img|!\[|(?<![\w#&])#\d{1,7}\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,8}\b|\[\^?\d+\]"
    r"|\b(?:PR|MR|pull request|merge request|issue|ticket|incident|alert)\s?(?:#|no\.?|id)?\s?\d+"
    r"|(?<![\w/.])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w/.])",
    re.IGNORECASE,
)
_FOOTED = re.compile(r"(?<!!)\[[^\[\]\n]{1,80}\](?![(\[:])")
_BACKWARDS = timedelta(hours=6)
_DAY = timedelta(days=1)
#: Stands in where neither the timeline nor the document names a day: order and lengths still hold.
ANY_DAY = date(2000, 1, 1)


@dataclass
class Walk:
    """The rows so far, and the day the next one belongs to unless it says otherwise."""

    day_first: bool
    rows: list[Row] = field(default_factory=list)
    day: date | None = None
    #: Whether the day was read from the timeline.
    told: bool = False
    year: int | None = None
    offset: int | None = None
    #: Depth of the list the timed rows stand at.
    depth: int = 0
    section: int = -1


def take_zone(walk: Walk, text: str) -> None:
    """Remember the zone and the year that a heading or an introduction names."""
    zoned, offset = zone_in(text)
    if zoned:
        walk.offset = offset
    year = _YEAR.search(text)
    if year:
        walk.year = int(year[1])


def advance(walk: Walk, moment: Moment) -> Moment:
    """Complete a moment's year from the document and remember its day."""
    if moment.day and moment.yearless:
        near = _with_year(moment.day, walk)
        moment = replace(moment, day=near, yearless=False)
        walk.told = walk.told or (near is not None and walk.year is not None)
    elif moment.day:
        walk.told = True
    walk.day = moment.day or walk.day
    return moment


def _with_year(day: date, walk: Walk) -> date | None:
    """Return a day in the year that puts it nearest to the day before it, or the document's."""
    around = walk.day.year if walk.day else walk.year or day.year
    near = walk.day or date(around, day.month, min(day.day, 28))
    found = []
    for year in (around - 1, around, around + 1):
        try:
            found.append(day.replace(year=year))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - near), default=None)


def add(walk: Walk, block: Block, start: int, moment: Moment | None) -> None:
    """Append a row whose event begins at an offset of a block."""
    if moment:
        moment = advance(walk, moment)
        if not moment.zoned and moment.second is not None:
            moment = replace(moment, offset=walk.offset)
    day = moment.day or walk.day if moment else None
    at = moment.at(walk.day or ANY_DAY) if moment else None
    sourced = _sourced(block, start)
    walk.rows.append(Row(block, start, moment, at, day, dated=walk.told, sourced=sourced))


def append(walk: Walk, block: Block) -> None:
    """Give a block that follows a row to the row: its log lines, pictures, sub-items."""
    if walk.rows:
        last = walk.rows[-1]
        sourced = last.sourced or block.kind is Kind.CODE or _sourced(block, 0)
        walk.rows[-1] = replace(last, more=(*last.more, block), sourced=sourced)


def _sourced(block: Block, start: int) -> bool:
    for index, name in enumerate(block.columns):
        if _SOURCE_COLUMN.search(name) and block.cell(index).strip(" -–—?"):
            return True
    return bool(_SOURCE.search(block.text, start) or _FOOTED.search(block.text, start))


def _only_heads(row: Row, following: Row | None) -> bool:
    """Whether a row is a day's heading and not an event: nothing under it, or timed rows."""
    if row.timed or row.block.kind is not Kind.HEADING:
        return False
    timed = following is not None and following.timed and following.block.kind is not Kind.HEADING
    return timed or not (row.text or row.more)


def dated(rows: Sequence[Row]) -> list[Row]:
    """Carry rows without a date over midnight: a jump back of six hours or more is a new day."""
    found: list[Row] = []
    shift = timedelta(0)
    last: datetime | None = None
    day: date | None = None
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        if _only_heads(row, following):
            continue
        dated = row.moment is not None and row.moment.day is not None
        if dated or row.day != day:
            shift, day = timedelta(0), row.day
        at = row.at
        if at and not dated and last and last - (at + shift) >= _BACKWARDS:
            shift += _DAY
        moved = at + shift if at and not dated else at
        found.append(replace(row, at=moved))
        last = moved or last
    return found
