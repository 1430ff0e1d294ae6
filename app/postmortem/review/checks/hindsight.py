"""Hindsight: judgements, counterfactuals, and timeline rows that know the end."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.blame import blamed
from app.postmortem.review.checks.build import TK, finding, grouped
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.words.hindsight import (
    COUNTERFACTUAL,
    COUNTERFACTUAL_SPARED,
    LEAK,
    PHRASES,
)
from app.postmortem.review.words.people import OUTSIDERS

_PHRASES = re.compile(PHRASES, re.IGNORECASE)
_COUNTERFACTUAL = re.compile(COUNTERFACTUAL, re.IGNORECASE)
_UNMOVED = re.compile(COUNTERFACTUAL_SPARED, re.IGNORECASE)
_LEAK = re.compile(LEAK, re.IGNORECASE)
_OUTSIDERS = re.compile(OUTSIDERS, re.IGNORECASE)
#: What might have been is the very subject there.
_SPARED = (Topic.LUCKY, Topic.AVOIDED, Topic.IMPACT, Topic.META, Topic.REFERENCES)
_Hit = tuple[Sentence, int, int]


def phrases(document: Document) -> Iterator[Finding]:
    """Find words of hindsight; in the timeline they weigh more."""
    found = _hits(document, _PHRASES)
    if found:
        first = next((hit for hit in found if hit[0].block.about(Topic.TIMELINE)), found[0])
        found = [first, *(hit for hit in found if hit is not first)]
        late = first[0].block.about(Topic.TIMELINE)
        yield grouped(
            "hindsight.phrase",
            found,
            rewrite.without(first[0], first[0].text[first[1] : first[2]]),
            severity=Severity.MAJOR if late else None,
        )


def counterfactuals(document: Document) -> Iterator[Finding]:
    """Find what should, could or would have been."""
    found = [
        hit
        for hit in _hits(document, _COUNTERFACTUAL)
        if not hit[0].block.about(Topic.ACTIONS)
        and not _UNMOVED.search(hit[0].text)
        and not blamed(hit[0], document)
    ]
    if found:
        yield grouped("hindsight.counterfactual", found, rewrite.counterfactual(found[0][0]))


def leaks(document: Document) -> Iterator[Finding]:
    """Find timeline rows that tell what was learned later."""
    found = []
    for row in document.rows:
        match = _LEAK.search(row.block.plain, row.start)
        if match and not row.block.quoted:
            found.append((row, match))
    if found:
        row, match = found[0]
        yield finding(
            "hindsight.leak",
            row.block.place(match.start(), match.end(), around=(row.start, len(row.block.text))),
            f"Keep in this row what was seen at that moment: {TK}. Move what was learned later to the"
            " row of the moment it was learned, with its source.",
            lines=[r.line for r, _ in found],
            statement=rewrite.short(row.block.text, 400),
        )


def _hits(document: Document, pattern: re.Pattern[str]) -> list[_Hit]:
    return [
        (s, m.start(), m.end())
        for s in document.narrative
        if not s.block.about(*_SPARED) and not _OUTSIDERS.search(s.text)
        for m in pattern.finditer(s.text)
    ]
