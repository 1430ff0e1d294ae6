"""Dates, times of day and zones as people write them."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from app.postmortem.review.words.times import MONTHS, ZONE_PHRASES, ZONES

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ZONE = "|".join(sorted(ZONES, key=len, reverse=True))
_DATES = (
    rf"(?P<y1>\d{{4,5}})(?P<s1>[-/.年])(?P<m1>\d{{1,2}})[-/.月](?P<d1>\d{{1,2}})(?:日|(?![\d]))"
    rf"|(?P<a2>\d{{1,2}})(?P<s2>[-/.])(?P<b2>\d{{1,2}})(?P=s2)(?P<y2>\d{{4}}|(?<=[-/])\d{{2}})(?![\d.-])"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m3>{_MONTH})\b\.?,?(?:\s+(?:de\s+)?(?P<y3>\d{{4}})\b)?"
    rf"|\b(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)(?:,?\s+(?P<y4>\d{{4}})\b)?"
    rf"|(?P<m5>\d{{1,2}})月(?P<d5>\d{{1,2}})日"
    r"|(?P<m6>0[1-9]|1[0-2])-(?P<d6>[0-3]\d)(?=\s+\d{1,2}:\d{2})"
)
_TIMES = (
    r"(?P<h1>\d{1,2}):(?P<n1>\d{2})(?::(?P<c1>\d{2})(?:[.,]\d{1,9})?)?(?![\d]|:\d)(?:\s*(?P<p1>[ap]\.?m\b\.?))?"
    r"|(?P<h2>\d{1,2})\s*(?P<p2>[ap]\.?m\b\.?)"
    r"|(?P<h3>\d{1,2})\s?[h時](?P<n3>\d{2})(?:分|\b)"
    r"|(?P<h4>\d{1,2})\.(?P<n4>\d{2})(?=\s*(?:Uhr|$|[-–—:]\s|[ap]\.?m\b))(?:\s*Uhr)?(?:\s*(?P<p4>[ap]\.?m\b\.?))?"
    r"|(?P<h5>[012]\d)(?P<n5>[0-5]\d)(?=\s?(?:UTC|GMT|Z|hrs|h|hours)\b)(?:\s?(?:hrs|hours|h)\b)?"
)
_OFFSET = r"(?:UTC|GMT)?\s?(?P<sign>[+\-−±])(?P<oh>\d{1,2}):?(?P<om>\d{2})?\b"
_DATE = re.compile(rf"(?<![\w./-])(?:{_DATES})", re.IGNORECASE)
_TIME = re.compile(rf"(?<![\d:.,$€£])(?:{_TIMES})", re.IGNORECASE)
_AFTER = re.compile(rf"\s*\(?\s*(?:{_OFFSET}|(?P<zone>{_ZONE})\b)", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?<![\w/])(?P<zone>{'|'.join(z for z in ZONES if len(z) > 1).upper()})(?![\w/])"
)
_GAP = re.compile(
    r"\s*(?:T|[,@\-–—]|at|from|um|à|a las|in)?\s*(?:ca\.?|approx\.?|around|about|~|≈)?\s*[\[(]?\s*",
    re.IGNORECASE,
)
_PHRASES = tuple((re.compile(words), offset) for words, offset in ZONE_PHRASES.items())
_THIS_CENTURY = 2000
_YEARS = range(1990, 2101)
_NOON = 12
_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time of day, or both, as written at `start:end` of a text."""

    start: int
    end: int
    day: date | None = None
    #: A day without a year ("Feb 20") gets its year from the document.
    yearless: bool = False
    #: Seconds after midnight.
    second: int | None = None
    #: Minutes east of UTC, and whether any zone is named.
    offset: int | None = None
    zoned: bool = False
    #: Written as a date, and no date there is ("20202-01-16").
    wrong: bool = False

    def at(self, fallback: date | None = None) -> datetime | None:
        """Return the moment in UTC; where no zone is known, as if it were UTC."""
        day = self.day or fallback
        if day is None or self.second is None:
            return None
        shift = timedelta(minutes=self.offset or 0)
        try:
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return midnight + timedelta(seconds=self.second) - shift
        except OverflowError:
            return None


@lru_cache(maxsize=4096)
def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeric(match: re.Match[str], *, day_first: bool) -> tuple[int, int, int]:
    first, second, year = int(match["a2"]), int(match["b2"]), int(match["y2"])
    if year < _THIS_CENTURY:
        year += _THIS_CENTURY
    if first > _NOON or (day_first and second <= _NOON):
        return year, second, first
    return year, first, second


def _parts(match: re.Match[str], *, day_first: bool) -> tuple[int, int, int, bool]:
    """Return year, month, day and whether the year is missing (then a leap year stands in)."""
    if match["y1"]:
        return int(match["y1"]), int(match["m1"]), int(match["d1"]), False
    if match["a2"]:
        return *_numeric(match, day_first=day_first), False
    for number in (5, 6):
        if match[f"m{number}"]:
            return _THIS_CENTURY, int(match[f"m{number}"]), int(match[f"d{number}"]), True
    month = MONTHS[(match["m3"] or match["m4"]).lower()]
    year = match["y3"] or match["y4"]
    day = int(match["d3"] or match["d4"])
    return int(year or _THIS_CENTURY), month, day, not year


def _dated(match: re.Match[str], *, day_first: bool) -> Moment:
    year, month, day, yearless = _parts(match, day_first=day_first)
    found = _day(year, month, day) if year in _YEARS else None
    return Moment(match.start(), match.end(), found, yearless=yearless, wrong=found is None)


def _seconds(match: re.Match[str]) -> int | None:
    hour = int(next(match[f"h{n}"] for n in range(1, 6) if match[f"h{n}"]))
    minute = next((match[f"n{n}"] for n in (1, 3, 4, 5) if match[f"n{n}"]), "0")
    half = (match["p1"] or match["p2"] or match["p4"] or "").lower()
    if half.startswith("p") and hour < _NOON:
        hour += _NOON
    if half.startswith("a") and hour == _NOON:
        hour = 0
    if hour > _HOURS or int(minute) >= _MINUTES:
        return None
    return hour * 3600 + int(minute) * 60 + int(match["c1"] or 0)


def _offset(match: re.Match[str]) -> int | None:
    if match["zone"]:
        return ZONES[match["zone"].lower()]
    minutes = int(match["oh"]) * 60 + int(match["om"] or 0)
    return -minutes if match["sign"] in "-−" else minutes


def _timed(text: str, match: re.Match[str], base: Moment | None) -> Moment | None:
    second = _seconds(match)
    if second is None:
        return None
    base = base or Moment(match.start(), match.end())
    zone = _AFTER.match(text, match.end())
    if zone and not _is_range(text, zone):
        offset = _offset(zone)
        return replace(base, end=zone.end(), second=second, offset=offset, zoned=True)
    return replace(base, end=match.end(), second=second)


def _is_range(text: str, zone: re.Match[str]) -> bool:
    """Whether what looks like an offset is the end of a range ("02:00-04:30")."""
    bare = zone["sign"] is not None and not re.search("UTC|GMT", zone[0], re.IGNORECASE)
    if zone["sign"] == "+" and zone["om"]:
        return False
    return bare and (zone["om"] is None or _TIME.match(text, zone.start("oh")) is not None)


def moment_at(text: str, position: int = 0, *, day_first: bool = False) -> Moment | None:
    """Return the date, time or both that begin exactly at `position`."""
    dated = _DATE.match(text, position)
    base = _dated(dated, day_first=day_first) if dated else None
    start = position
    if base:
        gap = _GAP.match(text, base.end)
        start = gap.end() if gap else base.end
    time = _TIME.match(text, start) if not base or start > base.end else None
    found = _timed(text, time, base) if time else None
    return found or base


def moments(text: str, *, day_first: bool = False) -> list[Moment]:
    """Return every date and time in the text, in order, without overlaps."""
    found: list[Moment] = []
    position = 0
    starts = sorted({m.start() for pattern in (_DATE, _TIME) for m in pattern.finditer(text)})
    for start in starts:
        if start < position:
            continue
        moment = moment_at(text, start, day_first=day_first)
        if moment:
            found.append(moment)
            position = moment.end
    return found


def zone_in(text: str) -> tuple[bool, int | None]:
    """Return whether a text names a zone ("All times in CET"), and its offset if it is fixed."""
    match = _NAMED.search(text)
    if match:
        return True, ZONES[match["zone"].lower()]
    for pattern, offset in _PHRASES:
        if pattern.search(text if "A-Z" in pattern.pattern else text.lower()):
            return True, offset
    return False, None


def day_comes_first(text: str) -> bool:
    """Whether 24/10/2024 and not 10/24/2024 is how this document writes dates.

    Decided by the first date that can be read in one way only; without one, month first where
    slashes are used (as in the United States) and day first elsewhere.
    """
    slashes = False
    for match in _DATE.finditer(text):
        if not match["a2"]:
            continue
        slashes = slashes or match["s2"] == "/"
        if int(match["a2"]) > _NOON or int(match["b2"]) > _NOON:
            return int(match["a2"]) > _NOON
    return not slashes
