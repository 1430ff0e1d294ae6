"""A claim: one value in a sentence that either stands in the evidence or does not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Sort(StrEnum):
    """What kind of value it is; the words are those that a reader of a reason sees."""

    LINK = "link"
    CODE = "code"
    IDENT = "id"
    TIME = "time"
    DATE = "date"
    DURATION = "duration"
    NUMBER = "number"
    QUANTITY = "quantity"
    NAME = "name"


class Day(NamedTuple):
    """A date; None where the year is not written."""

    month: int
    day: int
    year: int | None


class Clock(NamedTuple):
    """A time of day, in seconds after midnight, in a zone (minutes east of UTC) if one is named."""

    second: int
    offset: int | None
    day: Day | None


class Length(NamedTuple):
    """A length of time."""

    seconds: int


class Figure(NamedTuple):
    """A number, and whether it is a share in percent."""

    value: float
    share: bool


#: What a claim is compared by; links, code, ids, quantities and names by their normal text.
Key = str | Day | Clock | Length | Figure


@dataclass(frozen=True, slots=True)
class Claim:
    """A value at `start:end` of a text, and what it is compared by."""

    sort: Sort
    text: str
    start: int
    end: int
    key: Key
