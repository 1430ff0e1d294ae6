"""Impact: numbers, how they were determined, and adjectives where numbers belong."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.build import TK, finding, grouped
from app.postmortem.review.document.blocks import Kind
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.durations import durations
from app.postmortem.review.document.figures import exact, figures, in_numbers
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.words.quantities import (
    ADJECTIVES,
    AFFECTED,
    DETERMINED,
    ESTIMATE,
    VAGUE_TIME,
)

_ADJECTIVE = re.compile(ADJECTIVES, re.IGNORECASE)
_AFFECTED = re.compile(AFFECTED, re.IGNORECASE)
_VAGUE_TIME = re.compile(VAGUE_TIME, re.IGNORECASE)
_ESTIMATE = re.compile(ESTIMATE, re.IGNORECASE)
_DETERMINED = re.compile(DETERMINED, re.IGNORECASE)
_LINK = re.compile(r"\]\(|https?://|\]\[|\[\d+\]")
_LOST = re.compile(
    r"\b(?:lost|loss|missing|affected|impacted|exposed|stolen|down|unavailable|failed)\b",
    re.IGNORECASE,
)
_TELLS = (Topic.IMPACT, Topic.AVOIDED, Topic.SUMMARY)
_Hit = tuple[Sentence, int, int]


def told(document: Document) -> list[Sentence]:
    """Return the sentences that tell the impact: its section, the summary, the opening."""
    return [*document.said(*_TELLS), *document.intro]


def without_number(document: Document) -> Iterator[Finding]:
    """Find an impact section that counts nothing, and no summary that does."""
    section = document.said(Topic.IMPACT, Topic.AVOIDED)
    if not section or any(_counts(s) for s in section) or _enumerates(section):
        return
    if any(figures(s.text) and _AFFECTED.search(s.text) for s in told(document)):
        return
    first = next((s for s in section if _AFFECTED.search(s.text)), section[0])
    length = any(durations(s.text) for s in told(document))
    yield finding(
        "impact.number",
        first.whole(),
        f"{rewrite.short(first.raw(), 140)} Affected: {TK} (users, requests or jobs, as a count or a"
        f" share, and how counted){'' if length else f'; for {TK} (from, to)'}.",
        statement=first.raw(),
    )


def _counts(sentence: Sentence) -> bool:
    """Whether a sentence of the section says how many; a table cell is read with its column's name."""
    text = f"{sentence.text} {sentence.column()}"
    return in_numbers(text) or exact(sentence.text)


def _enumerates(section: list[Sentence]) -> bool:
    """Whether the section is a list of what was affected, one by one."""
    items = [s for s in section if s.block.kind is Kind.ITEM]
    named = re.search(r"affected|scope", section[0].block.heading, re.IGNORECASE)
    return bool(named) and len(items) > 1


def adjectives(document: Document) -> Iterator[Finding]:
    """Find adjectives in the place of numbers, in sentences about impact that count nothing.

    Where the document counts its impact somewhere, only its section on impact is held to this.
    """
    counted = any(figures(s.text) for s in told(document))
    if any(figures(s.text) for s in document.said(Topic.IMPACT, Topic.AVOIDED)):
        return
    found = [
        (s, m.start(), m.end())
        for s in told(document)
        if not in_numbers(s.text) and _about_impact(s, counted=counted)
        for m in _ADJECTIVE.finditer(s.text)
        if not (_VAGUE_TIME.search(m[0]) and not _AFFECTED.search(s.text))
    ]
    if not found:
        return
    sentence, start, end = found[0]
    word = sentence.text[start:end]
    yield grouped(
        "impact.adjective",
        found,
        f'Put a number for "{word}": {rewrite.replaced(sentence, start, end, "TK (number, and how counted)")}',
        why=f'"{word}" stands where a number belongs: two readers will take it for two sizes.',
    )


def _about_impact(sentence: Sentence, *, counted: bool) -> bool:
    if sentence.block.about(Topic.IMPACT, Topic.AVOIDED):
        return True
    return not counted and bool(_AFFECTED.search(sentence.text))


def estimates(document: Document) -> Iterator[Finding]:
    """Find figures that are estimates without saying how they were made."""
    found = []
    for sentence in told(document):
        match = _ESTIMATE.search(sentence.text)
        if match and _sizes(sentence) and not _determined(sentence):
            found.append((sentence, match.start(), match.end()))
    if found:
        first = found[0][0]
        yield grouped(
            "impact.estimate",
            found,
            f"{rewrite.short(first.raw(), 160)} (Determined by: {TK}, e.g. the query, log or dashboard.)",
        )


def _sizes(sentence: Sentence) -> bool:
    """Whether a sentence sizes the impact: a figure, a length of time, or a loss."""
    text = sentence.text
    return bool(figures(text) or durations(text) or _LOST.search(text))


def _determined(sentence: Sentence) -> bool:
    source = sentence.block.text[sentence.start : sentence.end]
    return bool(_DETERMINED.search(sentence.text) or _LINK.search(source))


def unsourced(document: Document) -> Iterator[Finding]:
    """Find figures in the impact section with nothing beside them that says where they come from."""
    section = document.said(Topic.IMPACT)
    counted = [(s, f) for s in section for f in figures(s.text)[:1]]
    if not counted or any(_determined(s) for s in section):
        return
    if any(_ESTIMATE.search(s.text) for s, _ in counted):
        return
    hits = [(s, s.text.find(f), s.text.find(f) + len(f)) for s, f in counted]
    first, figure = counted[0]
    yield grouped(
        "impact.unsourced",
        hits,
        f"{rewrite.short(first.raw(), 140)} (Counted from: {TK}.)",
        why=f'"{figure}" is concrete; the query, dashboard or log it comes from would let others check it.',
    )
