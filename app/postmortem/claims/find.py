"""Finding the claims of a text.

Each finder reads what the ones before it left: an address holds numbers that are no
figures, a time of day is not two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.postmortem.claims.claim import Claim, Clock, Day, Figure, Key, Length, Sort
from app.postmortem.claims.names import names
from app.postmortem.claims.words import HOUSE, PATTERN
from app.postmortem.review.document.durations import durations
from app.postmortem.review.document.moments import Moment, moments
from app.postmortem.review.words.times import NUMBERS

_LINK = re.compile(r"(?:https?|ftp|ssh|git)://[^\s<>\"`|]+|\bwww\.[^\s<>\"`|]+", re.IGNORECASE)
_CODE = re.compile(r"`([^`\n]+)`")
_TOKEN = re.compile(r"[#@$~/.]?[A-Za-z0-9][\w./:#@=+-]*|#\d+", re.ASCII)
#: A number with at most a unit of time, share or place behind it is no id.
_MEASURE = re.compile(
    r"[~+-]?\d[\d,.]*(?::\d\d)*(?:s|sec|secs|m|mn|min|mins|h|hr|hrs|d|w|am|pm|utc|z|st|nd|rd|th|%|x|k|bn?|mio)?"
    r"|\d{1,2}h\d{2}|\d+d\d+h|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?(?:t[\d:.]+z?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.])[$€£]?(\d[\d,]*(?:\.\d+)?)(\s?(?:k|m|bn|thousand|million|billion)\b)?"
    r"(\s?(?:%|percent\b|per cent\b|pct\b))?",
    re.IGNORECASE,
)
_SCALE = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_SPELLED = {word: value for word, value in NUMBERS.items() if word not in {"a", "an"}}
_WORD = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(_SPELLED, key=len, reverse=True))})(?![\w-])"
    r"(\s(?:percent|per cent))?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'\"”’)]}*_…"


def claims(text: str) -> list[Claim]:
    """Every claim of a text, in the order in which they stand."""
    found: list[Claim] = []
    rest = text
    for finder in _FINDERS:
        for claim in finder(rest):
            found.append(claim)
            rest = f"{rest[: claim.start]}{' ' * (claim.end - claim.start)}{rest[claim.end :]}"
    found += names(rest, text)
    return sorted(found, key=lambda claim: claim.start)


def _links(text: str) -> list[Claim]:
    return [
        Claim(Sort.LINK, url, match.start(), match.start() + len(url), link_key(url))
        for match in _LINK.finditer(text)
        if (url := trimmed(match[0]))
    ]


def trimmed(url: str) -> str:
    """An address without the punctuation of the sentence that it stands in."""
    while url and url[-1] in _TRAILING:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url


def link_key(url: str) -> str:
    """An address as it is compared: scheme and host small, no slash at its end."""
    scheme, _, rest = url.partition("://")
    host, slash, path = (rest or scheme).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def _code(text: str) -> list[Claim]:
    return [
        Claim(Sort.CODE, match[1], match.start(), match.end(), " ".join(match[1].split()))
        for match in _CODE.finditer(text)
        if match[1].strip()
    ]


def _idents(text: str) -> list[Claim]:
    found = []
    for match in _TOKEN.finditer(text):
        token = match[0].rstrip(".:#@=+-/,")
        if token and is_ident(token):
            end = match.start() + len(token)
            found.append(Claim(Sort.IDENT, token, match.start(), end, token.lower().lstrip("@")))
    return found


def is_ident(token: str) -> bool:
    """Whether a token is an id: `#428`, `INC-42`, `hub-65d9f`, `api.example.com`, `a1b2c3d`."""
    if token.lower() in HOUSE or _MEASURE.fullmatch(token):
        return False
    if token[0] in "#@":
        return len(token) > 1
    mixed = any(c.isdigit() for c in token) and any(c.isalpha() for c in token)
    inner = any(c in "_./:@=" for c in token[1:-1]) and any(c.isalpha() for c in token)
    return mixed or (inner and not token.replace("/", "").replace("-", "").isalpha())


def _moments(text: str) -> list[Claim]:
    found = []
    for moment in moments(text):
        key = _moment_key(moment)
        if key is not None:
            sort = Sort.TIME if isinstance(key, Clock) else Sort.DATE
            words = text[moment.start : moment.end]
            found.append(Claim(sort, words, moment.start, moment.end, key))
    return found


def _moment_key(moment: Moment) -> Key | None:
    day = None
    if moment.day is not None:
        day = Day(moment.day.month, moment.day.day, None if moment.yearless else moment.day.year)
    if moment.second is None:
        return day
    return Clock(moment.second, moment.offset if moment.zoned else None, day)


def _durations(text: str) -> list[Claim]:
    return [
        Claim(Sort.DURATION, text[d.start : d.end], d.start, d.end, Length(round(d.seconds)))
        for d in durations(text)
    ]


def _numbers(text: str) -> Iterator[Claim]:
    for match in _NUMBER.finditer(text):
        digits = match[1].rstrip(",")
        value = float(digits.replace(",", "")) * _SCALE.get((match[2] or "").strip().lower(), 1.0)
        yield Claim(
            Sort.NUMBER, match[0], match.start(), match.end(), Figure(value, bool(match[3]))
        )


def _spelled(text: str) -> Iterator[Claim]:
    for match in _WORD.finditer(text):
        value = float(_SPELLED[match[1].lower()])
        yield Claim(
            Sort.NUMBER, match[0], match.start(), match.end(), Figure(value, bool(match[2]))
        )


def _quantities(text: str) -> Iterator[Claim]:
    for match in PATTERN.finditer(text):
        yield Claim(Sort.QUANTITY, match[0], match.start(), match.end(), match.lastgroup or "")


_FINDERS: tuple[Callable[[str], list[Claim]], ...] = (
    _links,
    _code,
    _idents,
    _moments,
    _durations,
    lambda text: list(_numbers(text)),
    lambda text: list(_quantities(text)),
    lambda text: list(_spelled(text)),
)
