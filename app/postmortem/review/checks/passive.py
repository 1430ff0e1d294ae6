"""Evasive passive: deeds without anybody who did them, from beginning to end."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.build import finding, listed
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.words.passive import ACTORS, IRREGULAR, PARTICIPLES, PAST

_PASSIVE = re.compile(
    rf"\b(?:was|were|been|being|got)\s+(?:\w+ly\s+|then\s+|also\s+|not\s+|again\s+)?(?:{PARTICIPLES})\b"
    r"(?!\s+(?:\w+\s+){0,3}by\b)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"{ACTORS}\s+(?:\w+ly\s+|then\s+|also\s+|had\s+|have\s+|has\s+|were\s+|was\s+|are\s+|is\s+)?(?:(?:{PAST})\w*|{IRREGULAR})\b",
    re.IGNORECASE,
)
_TOLD = (
    Topic.SUMMARY,
    Topic.TIMELINE,
    Topic.FACTORS,
    Topic.DETECTION,
    Topic.RESOLUTION,
    Topic.OTHER,
)
#: In 290 published postmortems the median share of passive deeds is under a half; nine in ten stay
#: below this, and those above it with this many deeds read as if nobody had been there.
SHARE = 0.85
FEWEST = 8


def passive_share(document: Document) -> tuple[list[Sentence], int]:
    """Return the sentences with deeds that nobody does, and how many have somebody doing them."""
    told = [s for s in document.narrative if not s.block.topics or s.block.about(*_TOLD)]
    evasive = [s for s in told if _PASSIVE.search(s.text) and not _ACTIVE.search(s.text)]
    active = sum(bool(_ACTIVE.search(s.text)) for s in told)
    return evasive, active


def evasive_passive(document: Document) -> Iterator[Finding]:
    """Find documents in which nobody does anything."""
    if not document.english:
        return
    evasive, active = passive_share(document)
    deeds = len(evasive) + active
    if len(evasive) < FEWEST or len(evasive) < SHARE * deeds:
        return
    first = evasive[0]
    match = _PASSIVE.search(first.text)
    span = (match.start(), match.end()) if match else (0, 0)
    yield finding(
        "voice.passive",
        first.place(*span),
        f'Say which role did it: "TK (role) …" in place of "{rewrite.short(first.raw(), 120)}"; then'
        " ask why the system allowed it.",
        why=f"{len(evasive)} of {deeds} sentences that tell a deed name nobody who did it"
        f" ({listed([s.line for s in evasive])}). Blameless writing names the action and a role,"
        " and then asks why the system allowed it.",
        lines=[s.line for s in evasive],
        statement=first.raw(),
    )
