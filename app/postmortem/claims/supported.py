"""Which claims of a sentence the evidence does not bear out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.postmortem.claims.claim import Claim, Clock, Day, Figure, Length, Sort
from app.postmortem.claims.find import claims
from app.postmortem.claims.index import Index
from app.postmortem.claims.words import CALENDAR, SAME_SHARE

_PART = re.compile(r"[\w./:#@=+-]+")
_DAY_SECONDS = 86400
_MINUTE = 60


def unsupported(text: str, evidence: Index) -> list[Claim]:
    """The claims of `text` that stand neither in the evidence nor in the time of an entry."""
    return [claim for claim in claims(text) if not holds(claim, evidence)]


def holds(claim: Claim, evidence: Index) -> bool:
    """Whether the evidence has what is claimed."""
    match claim.key:
        case Day():
            return _day(claim.key, evidence)
        case Clock():
            return _clock(claim.key, evidence)
        case Figure():
            return _figure(claim.key, evidence)
        case Length():
            return evidence.has(claim.sort, claim.key)
        case str():
            return _WORDS[claim.sort](claim.key, evidence)


def _link(key: str, evidence: Index) -> bool:
    return evidence.has(Sort.LINK, key)


def _code(key: str, evidence: Index) -> bool:
    code = key.lower()
    parts = (part.strip(".:") for part in _PART.findall(code))
    return code in evidence.text or all(part in evidence.text for part in parts)


def _ident(key: str, evidence: Index) -> bool:
    return evidence.has(Sort.IDENT, key) or evidence.has(Sort.IDENT, key.lstrip("#"))


def _quantity(key: str, evidence: Index) -> bool:
    if evidence.has(Sort.QUANTITY, key):
        return True
    shares = SAME_SHARE.get(key, ())
    return any(evidence.has(Sort.NUMBER, Figure(share, share=True)) for share in shares)


def _name(key: str, evidence: Index) -> bool:
    """A name in any number: `Launches` where the evidence has `launch`."""
    spellings = (key, key.removesuffix("s"), key.removesuffix("es"), f"{key}s")
    if any(spelling in evidence.words for spelling in spellings):
        return True
    return key in CALENDAR and any(key in f"{at:%A %B}".lower() for at in evidence.moments)


_WORDS: dict[Sort, Callable[[str, Index], bool]] = {
    Sort.LINK: _link,
    Sort.CODE: _code,
    Sort.IDENT: _ident,
    Sort.QUANTITY: _quantity,
    Sort.NAME: _name,
}


def _figure(figure: Figure, evidence: Index) -> bool:
    if evidence.has(Sort.NUMBER, Figure(figure.value, share=True)):
        return True
    if not figure.share:
        return evidence.has(Sort.NUMBER, figure)
    words = (word for word, shares in SAME_SHARE.items() if figure.value in shares)
    return any(evidence.has(Sort.QUANTITY, word) for word in words)


def _day(day: Day, evidence: Index) -> bool:
    if any(_is_on(moment, day) for moment in evidence.moments):
        return True
    years = {moment.year for moment in evidence.moments}
    return any(_same_day(_dated(other, day, years), day) for other in evidence.days)


def _dated(said: Day, claimed: Day, years: set[int]) -> Day:
    """A day that is said without a year is one of the entries' own years."""
    if said.year is not None or not years or claimed.year in years:
        return said
    return said._replace(year=min(years))


def _is_on(moment: datetime, day: Day) -> bool:
    return (moment.month, moment.day) == day[:2] and day.year in {None, moment.year}


def _same_day(one: Day, other: Day) -> bool:
    return one[:2] == other[:2] and (one.year == other.year or None in {one.year, other.year})


def _clock(clock: Clock, evidence: Index) -> bool:
    if clock.day and not _day(clock.day, evidence):
        return False
    if any(_is_at(moment, clock) for moment in evidence.moments):
        return True
    return any(_same_clock(other, clock) for other in evidence.clocks)


def _is_at(moment: datetime, clock: Clock) -> bool:
    local = moment.astimezone(UTC) + timedelta(minutes=clock.offset or 0)
    if clock.day and not _is_on(local, clock.day):
        return False
    minute = local.hour * 3600 + local.minute * 60
    return clock.second in {minute, minute + local.second}


def _same_clock(said: Clock, clock: Clock) -> bool:
    if said.day and clock.day and not _same_day(said.day, clock.day):
        return False
    shift = 0
    if said.offset is not None and clock.offset is not None:
        shift = (said.offset - clock.offset) * 60
    apart = (said.second - shift - clock.second) % _DAY_SECONDS
    # `15:32` says less than the `15:32:35` of a log line, and nothing else.
    return apart == 0 or (clock.second % _MINUTE == 0 and apart < _MINUTE)
