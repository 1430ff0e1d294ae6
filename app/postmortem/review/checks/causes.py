"""Causes: given, several, in several layers, and not ended by a restart."""

import re
from collections.abc import Iterator

from app.postmortem.review import rewrite
from app.postmortem.review.checks.build import TK, finding, grouped, listed
from app.postmortem.review.checks.completeness import has
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.factors import is_unknown, layers_of, names_gap
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.words.causes import LAYERS, RECOVERED, RESTART
from app.postmortem.review.words.people import HUMAN_ERROR

_RESTART = re.compile(RESTART, re.IGNORECASE)
_RECOVERED = re.compile(RECOVERED, re.IGNORECASE)
_IN_VAIN = re.compile(
    r"\b(?:did not|didn't|does not|without) (?:\w+ ){0,2}(?:help|resolv|fix|work|solv)\w*",
    re.IGNORECASE,
)
_HUMAN_ERROR = re.compile(HUMAN_ERROR, re.IGNORECASE)
#: Sections in which a missing alert or an untested path is told without being called a factor.
_BESIDE = (Topic.OTHER, Topic.DETECTION, Topic.LESSONS)
_FACTORS = 3
_LAYERS = 2


def known(document: Document) -> bool:
    """Whether the document gives any cause, wherever it stands."""
    if document.factors and not all(is_unknown(f.text) for f in document.factors):
        return True
    if has(document, Topic.FACTORS) and not any(
        is_unknown(s.text) for s in document.said(Topic.FACTORS)
    ):
        return True
    return bool(document.causal) or has(document, Topic.DETAILS)


def layers(document: Document) -> frozenset[str]:
    """Return the layers that the causes speak of."""
    texts = [f.text for f in document.factors]
    texts += [s.text for s in document.said(Topic.WRONG, Topic.DETECTION)]
    texts += [s.text for s in document.causal]
    return frozenset[str]().union(*(layers_of(text) for text in texts))


def missing(document: Document) -> Iterator[Finding]:
    """Find documents that give no cause, or give it as unknown."""
    unknown = [s for s in _explained(document) if is_unknown(s.text)]
    if unknown:
        yield grouped(
            "causes.unknown",
            [(s, 0, len(s.text)) for s in unknown],
            f"Ruled out so far: {TK} (what, when, by which evidence). Still possible: {TK}. Who goes on"
            " looking, until when: TK (one person, date).",
        )
    elif not known(document):
        yield finding(
            "causes.missing",
            _nearest(document),
            f"## Contributing factors: trigger: {TK}. Why was that possible: {TK}. Why was it not caught"
            f" earlier: {TK}.",
        )


def _explained(document: Document) -> list[Sentence]:
    return document.said(
        Topic.FACTORS, Topic.SUMMARY, Topic.RESOLUTION, Topic.OTHER, Topic.TIMELINE
    )


def _nearest(document: Document) -> int:
    heading = next(
        (s.heading for s in document.sections if s.heading and Topic.FACTORS in s.topics), None
    )
    if heading:
        return heading.line
    return document.title.line if document.title else document.front + 1


def section_missing(document: Document) -> Iterator[Finding]:
    """Find documents that mention causes in passing and list none."""
    told = document.causal or document.said(Topic.DETAILS)
    if has(document, Topic.FACTORS) or not told:
        return
    lines = [s.line for s in told]
    first = told[0]
    yield finding(
        "sections.factors",
        first.whole(),
        f"## Contributing factors: 1. {rewrite.short(first.raw(), 120)} Why was that possible: {TK}. 2. {TK} (detection). 3. {TK} (rollout, runbook or organisation).",
        why=f"Causes are mentioned in passing ({listed(lines, 5)}), not listed: nobody can check that"
        " there are several, in several layers, and that an action answers each.",
        statement=first.raw(),
    )


def few(document: Document) -> Iterator[Finding]:
    """Find one or two factors, or all of them in one layer."""
    if not has(document, Topic.FACTORS) or not document.factors:
        return
    count, reached = factor_count(document), layers(document)
    if count >= _FACTORS and (len(reached) >= _LAYERS or not document.english):
        return
    first = document.factors[0]
    absent = [name for name in LAYERS if name not in reached]
    yield finding(
        "causes.few",
        first.place(),
        f'"{rewrite.short(first.source, 120)}": why was that possible? {TK}. Look in the layers not yet'
        f" named: {', '.join(absent)} (candidates to verify).",
        why=_too_few(count, reached),
        lines=[f.line for f in document.factors],
    )


def factor_count(document: Document) -> int:
    """Return how many factors are named, wherever: what went wrong and what was missing are some.

    Human error is none: it is where the question begins.
    """
    wrong = [s for s in document.said(Topic.WRONG) if layers_of(s.text)]
    beside = [s for s in document.said(*_BESIDE) if _is_factor(s)]
    named = [f for f in document.factors if not _HUMAN_ERROR.search(f.text)]
    return len(named) + len(wrong) + len(beside)


def _is_factor(sentence: Sentence) -> bool:
    return names_gap(sentence.text) and not sentence.block.about(
        Topic.FACTORS, Topic.WRONG, Topic.ACTIONS
    )


def _too_few(count: int, reached: frozenset[str]) -> str:
    where = f" ({', '.join(sorted(reached))})" if reached and count else ""
    if count < _FACTORS:
        named = {0: "No factor is", 1: "One factor is"}.get(count, f"{count} factors are")
        return f"{named} named{where}; the rubric asks for three in two layers. Ask why each was possible until the answer is a system property."
    return (
        f"All {count} factors lie in one layer{where}: what about the others that let it through?"
    )


def only_restarted(document: Document) -> Iterator[Finding]:
    """Find incidents that ended by a restart or a deletion while nobody knows why they began."""
    if known(document):
        return
    for sentence in document.narrative:
        match = _RESTART.search(sentence.text)
        told = not sentence.block.about(Topic.ACTIONS, Topic.LUCKY)
        if match and told and _helped(sentence) and not _IN_VAIN.search(sentence.text):
            yield finding(
                "causes.restart",
                sentence.place(match.start(), match.end()),
                f"Mitigation (temporary): {rewrite.short(sentence.raw(), 120)} Cause: {TK}. Proper fix:"
                " TK (owner, date). Until then the risk is still active.",
                statement=sentence.raw(),
            )
            return


def _helped(sentence: Sentence) -> bool:
    """Whether the service came back with it: said there, or in the next words of the block."""
    text = sentence.block.plain[sentence.start : sentence.end + _NEXT]
    return bool(_RECOVERED.search(text)) or sentence.block.about(Topic.RESOLUTION)


_NEXT = 200
