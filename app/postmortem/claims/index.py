"""What a stretch of evidence says, ready to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.postmortem.claims.claim import Claim, Clock, Day, Figure, Key, Sort
from app.postmortem.claims.find import claims

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’-](?=[^\W_]))*")
_TOKEN = re.compile(r"[#@]?\w[\w./:#@=+-]*")
_UNIT = re.compile(r"(\d[\d.,]*)\s([A-Za-z]{1,5})\b")
#: `#428`, and the end of an address that is one: both are `PR 428`.
_NUMBERED = re.compile(r"#(\d{1,15})\b|/(\d{1,15})(?:[#?].*)?$")


@dataclass(frozen=True, slots=True)
class Index:
    """The values of some texts, the moments of their entries, and their words."""

    keys: frozenset[tuple[Sort, Key]] = frozenset()
    clocks: frozenset[Clock] = frozenset()
    days: frozenset[Day] = frozenset()
    #: When the cited entries happened, UTC; entries without a known time have none here.
    moments: frozenset[datetime] = frozenset()
    words: frozenset[str] = frozenset()
    #: The text itself, small and with single blanks.
    text: str = ""

    def has(self, sort: Sort, key: Key) -> bool:
        """Whether the evidence has exactly this value."""
        return (sort, key) in self.keys


def index(text: str, moments: Iterable[datetime] = ()) -> Index:
    """The index of one text that happened at `moments`."""
    found = claims(text)
    clocks = frozenset(claim.key for claim in found if isinstance(claim.key, Clock))
    days = {claim.key for claim in found if isinstance(claim.key, Day)}
    keys = {(claim.sort, claim.key) for claim in found}
    keys |= {(Sort.IDENT, token) for token in _tokens(text)}
    keys |= {(Sort.NUMBER, Figure(number, share=False)) for number in _numbered(found, text)}
    return Index(
        keys=frozenset(keys),
        clocks=clocks,
        days=frozenset(days | {clock.day for clock in clocks if clock.day}),
        moments=frozenset(moments),
        words=frozenset(word.lower() for word in _WORD.findall(text)) | _names(found),
        text=" ".join(text.lower().split()),
    )


def _names(found: Iterable[Claim]) -> frozenset[str]:
    return frozenset(str(claim.key) for claim in found if claim.sort is Sort.NAME)


def _tokens(text: str) -> Iterable[str]:
    for token in _TOKEN.findall(text):
        yield token.lower().strip(".:#@=+-/,")
        yield token.lower().rstrip(".:#@=+-/,")
    for number, unit in _UNIT.findall(text):
        yield f"{number}{unit}".lower()


def _numbered(found: Iterable[Claim], text: str) -> Iterable[float]:
    places = [text, *(claim.text for claim in found if claim.sort is Sort.LINK)]
    for place in places:
        for match in _NUMBERED.finditer(place):
            yield float(match[1] or match[2])


def joined(parts: Iterable[Index]) -> Index:
    """The index of several texts together."""
    listed = list(parts)
    return Index(
        keys=frozenset[tuple[Sort, Key]]().union(*(part.keys for part in listed)),
        clocks=frozenset[Clock]().union(*(part.clocks for part in listed)),
        days=frozenset[Day]().union(*(part.days for part in listed)),
        moments=frozenset[datetime]().union(*(part.moments for part in listed)),
        words=frozenset[str]().union(*(part.words for part in listed)),
        text="\n".join(part.text for part in listed),
    )
