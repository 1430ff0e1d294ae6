"""Blameless voice: faults put with persons, words that judge, people made countable."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.blame import blamed, blames, told
from app.postmortem.review.checks.build import finding, grouped
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.words.blame import SENIORITY
from app.postmortem.review.words.people import (
    DILIGENCE,
    HUMAN_ERROR,
    HUMAN_ERROR_SPARED,
    NUMBERED,
)

_DILIGENCE = re.compile(rf"{DILIGENCE}|{SENIORITY}", re.IGNORECASE)
_HUMAN_ERROR = re.compile(HUMAN_ERROR, re.IGNORECASE)
_SPARED = re.compile(HUMAN_ERROR_SPARED, re.IGNORECASE)
_NUMBERED = re.compile(NUMBERED, re.IGNORECASE)
_OVERSIGHT = re.compile(r"oversight", re.IGNORECASE)
_MOST = 5


def person_blamed(document: Document) -> Iterator[Finding]:
    """Find sentences that put a fault, ignorance or carelessness with a person."""
    found = blames(document)
    for index, blame in enumerate(found[:_MOST]):
        rest = found[_MOST:] if index == _MOST - 1 else []
        yield finding(
            "blameless.person",
            blame.sentence.place(blame.start, blame.end),
            blame.rewrite,
            severity=Severity.CRITICAL if blame.known else Severity.MAJOR,
            lines=[blame.sentence.line, *(other.sentence.line for other in rest)],
            statement=blame.sentence.raw(),
        )


def diligence_judged(document: Document) -> Iterator[Finding]:
    """Find words that judge character or diligence, whoever is meant."""
    found = [
        (s, m.start(), m.end())
        for s in told(document)
        for m in _DILIGENCE.finditer(s.text)
        if not blamed(s, document)
    ]
    if found:
        word = found[0][0].text[found[0][1] : found[0][2]]
        yield grouped("blameless.diligence", found, rewrite.judgement(found[0][0], word))


def human_error(document: Document) -> Iterator[Finding]:
    """Find causes that stop at a person's mistake."""
    found = []
    for sentence in told(document):
        if sentence.block.about(Topic.WELL, Topic.LESSONS):
            continue
        match = _HUMAN_ERROR.search(sentence.text)
        if match and not _SPARED.search(sentence.text):
            found.append((sentence, match.start(), match.end()))
    if found:
        mild = all(_OVERSIGHT.search(s.text[a:b]) for s, a, b in found)
        yield grouped(
            "causes.human_error",
            found,
            rewrite.error(found[0][0], found[0][1], found[0][2]),
            severity=Severity.MAJOR if mild else None,
        )


def people_numbered(document: Document) -> Iterator[Finding]:
    """Find single people who are followed through the document under a number."""
    said = told(document) if document.english else ()
    found = [(s, m.start(), m.end()) for s in said for m in _NUMBERED.finditer(s.text)]
    labels = {s.text[a:b].lower().removesuffix("'s") for s, a, b in found}
    if len(labels) > 1 and len(found) > len(labels):
        yield grouped("blameless.role", found, rewrite.numbered(found[0][0], sorted(labels)))
