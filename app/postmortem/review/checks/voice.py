"""Blameless voice: faults put with persons, words that judge, people made countable."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.build import finding, grouped
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.people import Person, persons
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.words.people import (
    DILIGENCE,
    FAULT,
    HUMAN_ERROR,
    HUMAN_ERROR_SPARED,
    NUMBERED,
)

_FAULT = re.compile(FAULT, re.IGNORECASE)
_DILIGENCE = re.compile(DILIGENCE, re.IGNORECASE)
_HUMAN_ERROR = re.compile(HUMAN_ERROR, re.IGNORECASE)
_SPARED = re.compile(HUMAN_ERROR_SPARED, re.IGNORECASE)
_NUMBERED = re.compile(NUMBERED, re.IGNORECASE)
_OVERSIGHT = re.compile(r"oversight", re.IGNORECASE)
#: Between a person and a fault these bring in somebody or something else.
_TURN = re.compile(
    r"[.;:()]|\b(?:that|which|where|when|while|whether|if|because|since|so|but|as|whose|until|before|after|why|how)\b"
    r"|\band (?:the|a|an|our|some|its|this)\b|\b(?:it|they|we|this|these|those|there)\s*$",
    re.IGNORECASE,
)
#: Customers and reporters are not on trial either, but their "he" is nobody's blame.
_GUEST = re.compile(
    r"\b(?:users?|customers?|clients?|researchers?|reporters?|community members?)\b", re.IGNORECASE
)
_PRONOUN = re.compile(r"s?he(?:/s?he)?$", re.IGNORECASE)
#: These may stand at the end of what the sentence's subject did.
_AFTERWARDS = re.compile(r"by mistake|by accident|in error|without", re.IGNORECASE)
_SUBJECT = 30
_FAR = 90
_MOST = 5
#: Owners, authors and thanks are named there with reason.
_SPARED_TOPICS = (Topic.ACTIONS, Topic.META, Topic.REFERENCES, Topic.DISTRIBUTION)


def _said(document: Document) -> Iterator[Sentence]:
    if not document.english:
        return
    for sentence in document.narrative:
        if not sentence.block.about(*_SPARED_TOPICS):
            yield sentence


def person_blamed(document: Document) -> Iterator[Finding]:
    """Find sentences that put a fault, ignorance or carelessness with a person."""
    found = [hit for s in _said(document) if (hit := _blamed(s, document.known))]
    for index, (sentence, person, fault) in enumerate(found[:_MOST]):
        certain = person.named or bool(_PRONOUN.match(person.text))
        rest = found[_MOST:] if index == _MOST - 1 else []
        yield finding(
            "blameless.person",
            sentence.place(person.start, fault.end()),
            rewrite.blame(sentence, person, fault),
            severity=Severity.CRITICAL if certain else Severity.MAJOR,
            lines=[sentence.line, *(s.line for s, _, _ in rest)],
            statement=sentence.raw(),
        )


def _blamed(
    sentence: Sentence, known: frozenset[str]
) -> tuple[Sentence, Person, re.Match[str]] | None:
    everybody = persons(sentence, known)
    if not everybody:
        return None
    for fault in _FAULT.finditer(sentence.text):
        before = [p for p in everybody if p.end <= fault.start()]
        if before and _ours(sentence, before[-1]) and _belongs(sentence.text, before[-1], fault):
            return sentence, before[-1], fault
    return None


def _ours(sentence: Sentence, person: Person) -> bool:
    """Whether a pronoun may stand for one of the people who ran the system."""
    pronoun = _PRONOUN.match(person.text.strip())
    return not (pronoun and _GUEST.search(sentence.text[: person.start]))


def _belongs(text: str, person: Person, fault: re.Match[str]) -> bool:
    """Whether the fault is said of the person: close by, and nobody else comes between."""
    gap = text[person.end : fault.start()]
    if _AFTERWARDS.match(fault[0]):
        return person.start <= _SUBJECT or (len(gap) <= _FAR and not _TURN.search(gap + " x"))
    return len(gap) <= _FAR and not _TURN.search(gap)


def diligence_judged(document: Document) -> Iterator[Finding]:
    """Find words that judge character or diligence, whoever is meant."""
    found = [
        (s, m.start(), m.end())
        for s in _said(document)
        for m in _DILIGENCE.finditer(s.text)
        if not _blamed(s, document.known)
    ]
    if found:
        word = found[0][0].text[found[0][1] : found[0][2]]
        yield grouped("blameless.diligence", found, rewrite.judgement(found[0][0], word))


def human_error(document: Document) -> Iterator[Finding]:
    """Find causes that stop at a person's mistake."""
    found = []
    for sentence in document.narrative:
        if sentence.block.about(*_SPARED_TOPICS, Topic.WELL, Topic.LESSONS):
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
    found = [(s, m.start(), m.end()) for s in _said(document) for m in _NUMBERED.finditer(s.text)]
    labels = {s.text[a:b].lower().removesuffix("'s") for s, a, b in found}
    if len(labels) > 1 and len(found) > len(labels):
        yield grouped("blameless.role", found, rewrite.numbered(found[0][0], sorted(labels)))
