"""Lengths of time as people write them, and what they measure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.words.quantities import (
    AVERAGE,
    OUTAGE,
    PARTIAL,
    TO_DETECT,
    TO_MITIGATE,
    TO_RESOLVE,
)
from app.postmortem.review.words.times import NUMBERS, ROUGHLY

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,5}}(?:[.,]\d{{1,2}})?|\b(?:half an?|{_WORDS})\b)"
#: `0330hrs` is a time of day.
_TIME_OF_DAY = r"[012]\d[0-5]\d\s?(?:hrs|hours|h)\b"
_UNIT = (
    r"days?|d(?=\b|\d)|hours?|hrs?|h(?=\b|\d)|minutes?|mins?|m(?=\b|\d)|seconds?|secs?"
    r"|s\b|tage?n?|stunden?|minuten|sekunden|jours?|heures?|días?|horas?|minutos?|日間?|時間|分|秒"
)


def _part(number: int) -> str:
    return rf"(?P<n{number}>{_NUMBER})(?:-|\s)?(?P<u{number}>{_UNIT})"


_DURATION = re.compile(
    rf"(?<![\w.,:/-])(?!{_TIME_OF_DAY})(?:(?P<low>{_NUMBER})\s?(?:-|–|to)\s?)?{_part(1)}"
    rf"(?:(?:\s?,|\s+and)?\s*{_part(2)})?(?:(?:\s?,|\s+and)?\s*{_part(3)})?(?![\w])",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(rf"(?:{ROUGHLY})\W{{0,3}}(?:\w+\W+){{0,2}}$", re.IGNORECASE)
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1, "t": 86400, "j": 86400}
_NAMED = {"stunde": 3600, "日": 86400, "時": 3600, "分": 60, "秒": 1, "día": 86400, "heure": 3600}
_HALF = 0.5


class Measure(StrEnum):
    """What a length of time measures."""

    DETECT = "time to detection"
    MITIGATE = "time to mitigation"
    RESOLVE = "time to recovery"
    OUTAGE = "duration of the outage"


_MEASURES = (
    (Measure.DETECT, re.compile(TO_DETECT, re.IGNORECASE)),
    (Measure.MITIGATE, re.compile(TO_MITIGATE, re.IGNORECASE)),
    (Measure.RESOLVE, re.compile(TO_RESOLVE, re.IGNORECASE)),
    (Measure.OUTAGE, re.compile(OUTAGE, re.IGNORECASE)),
)
_AVERAGE = re.compile(AVERAGE, re.IGNORECASE)
_PARTIAL = re.compile(PARTIAL, re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.]\s|\s(?:and|but|while)\s")
#: How far from its number a length's meaning may stand, in characters.
_NEAR = 70


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at `start:end` of a text, in seconds; `low` differs in "10-15 minutes"."""

    start: int
    end: int
    low: float
    seconds: float
    rough: bool
    #: The smallest unit that is written, in seconds: "~1 h" may be half an hour off.
    unit: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A length that the document states, and what it measures."""

    sentence: Sentence
    duration: Duration
    measure: Measure


def _value(text: str) -> float:
    lowered = " ".join(text.lower().split())
    if lowered.startswith("half"):
        return _HALF
    if lowered in NUMBERS:
        return NUMBERS[lowered]
    return float(lowered.replace(",", "."))


def _unit(text: str) -> int:
    lowered = text.lower()
    for name, seconds in _NAMED.items():
        if lowered.startswith(name):
            return seconds
    return _SECONDS[lowered[0]]


def durations(text: str) -> list[Duration]:
    """Return the lengths of time in a text ("1 h 48 min", "~1hr", "ninety minutes")."""
    found = []
    for match in _DURATION.finditer(text):
        parts = [(match[f"n{i}"], match[f"u{i}"]) for i in (1, 2, 3) if match[f"n{i}"]]
        units = [_unit(unit) for _, unit in parts]
        if units != sorted(set(units), reverse=True) or match[0].endswith("M"):
            continue
        seconds = sum(_value(number) * unit for (number, _), unit in zip(parts, units, strict=True))
        low = _value(match["low"]) * units[0] if match["low"] else seconds
        before = text[max(0, match.start() - 30) : match.start()]
        rough = bool(_ROUGHLY.search(before))
        part = _HALF if "half" in parts[-1][0].lower() else 1
        found.append(
            Duration(match.start(), match.end(), low, seconds, rough, int(units[-1] * part))
        )
    return found


def stated(sentences: Iterable[Sentence]) -> list[Stated]:
    """Return the lengths whose meaning can be told from the words beside them."""
    return [
        Stated(sentence, duration, measure)
        for sentence in sentences
        for duration, near in _beside(sentence)
        if (measure := _measure(near)) is not None
    ]


def _beside(sentence: Sentence) -> Iterator[tuple[Duration, str]]:
    """Yield each length with the words of its own clause: label, column, and what stands near."""
    found = durations(sentence.text)
    block, last = sentence.block, 0
    label = block.plain[: block.body] if sentence.start <= block.body + _NEAR else ""
    for duration in found:
        before = sentence.text[max(last, duration.start - _NEAR) : duration.end]
        after = sentence.text[duration.end : duration.end + _NEAR]
        cut = _CLAUSE.search(after)
        after = after[: cut.start()] if cut else after
        yield duration, f"{label} {before}{after} {sentence.column()}"
        last = duration.end


def _measure(near: str) -> Measure | None:
    if _AVERAGE.search(near):
        return None
    for measure, words in _MEASURES:
        if words.search(near):
            loose = measure is Measure.OUTAGE and _PARTIAL.search(near)
            return None if loose else measure
    return None
