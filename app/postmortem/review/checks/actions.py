"""Action items: there, concrete, owned, dated, classed, verifiable, and tied to a factor."""

import re
from collections.abc import Iterator

from app.postmortem.review.checks.build import TK, finding, listed
from app.postmortem.review.checks.weak import weakness
from app.postmortem.review.document.actions import Action, loose
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.rewrite import short

_WAY_OUT = (Topic.RESOLUTION, Topic.OTHER, Topic.SUMMARY, Topic.LESSONS, Topic.TIMELINE)
#: A change that lasts; a restart, a rollback or a restored backup is none.
_FIXED = re.compile(
    r"\b(?:fix(?:ed|es)?|patch(?:ed)?|addressed in|merged|released|implemented|added|updated|changed|enabled|disabled|removed|rotated|revoked|upgraded|migrated|deployed|modified)\b",
    re.IGNORECASE,
)
_MOST = 8


def plans(document: Document) -> list[Action]:
    """Return the action items, or where there are none the intentions in prose."""
    return document.actions or [loose(s) for s in document.intentions]


def missing(document: Document) -> Iterator[Finding]:
    """Find documents without action items; intentions in prose are named, and weigh less."""
    if document.actions:
        return
    place = next(
        (s.heading.line for s in document.sections if s.heading and Topic.ACTIONS in s.topics),
        len(document.lines),
    )
    found = document.intentions
    if not found:
        yield _none(document, place)
        return
    yield finding(
        "actions.missing",
        found[0].whole(),
        f"## Action items: {short(found[0].raw(), 120)} Owner: TK. Due: TK. Class: TK. Verified by: TK.",
        why=f"There is no list of action items; {len(found)} intention{'s' * (len(found) > 1)} in prose"
        f" ({listed([s.line for s in found])}) {'has' if len(found) == 1 else 'have'} neither owner nor"
        " date and will be found by nobody.",
        severity=Severity.MAJOR,
        lines=[s.line for s in found],
        statement=found[0].raw(),
    )


def _none(document: Document, place: int) -> Finding:
    """Return the finding for no actions at all; a lasting fix that is told takes the edge off it."""
    fixed = _fix(document)
    rewrite = (
        f"## Action items: {TK} (what will change, one owner, a date, prevent, detect, mitigate or learn,"
        " and the signal that shows it works)."
    )
    if fixed is None:
        return finding("actions.missing", place, rewrite)
    return finding(
        "actions.missing",
        place,
        rewrite,
        why=f"There are no action items. A fix is told (line {fixed.line}); what else will keep it from"
        " happening again, or show it sooner, is not.",
        severity=Severity.MAJOR,
    )


def _fix(document: Document) -> Sentence | None:
    """Return where a lasting fix is told, if anywhere."""
    return next((s for s in document.said(*_WAY_OUT) if _FIXED.search(s.text)), None)


def weak(document: Document) -> Iterator[Finding]:
    """Find non-actions, each with a rewrite; where all are, the document fails by them."""
    items = plans(document)
    found = [(item, flaw) for item in items if not item.done and (flaw := weakness(item))]
    open_items = [item for item in items if not item.done]
    hollow = len(found) == len(items) > 0 and bool(open_items) and _fix(document) is None
    for index, (item, flaw) in enumerate(found[:_MOST]):
        rest = found[_MOST:] if index == _MOST - 1 else []
        yield finding(
            "actions.weak",
            item.block.place(
                item.start + flaw.start, item.start + flaw.end, around=(item.start, item.end)
            ),
            flaw.rewrite,
            why=f"It is no action: {flaw.why}.{_HOLLOW if hollow and index == 0 else ''}",
            severity=Severity.CRITICAL if hollow and index == 0 else None,
            lines=[item.line, *(other.line for other, _ in rest)],
            statement=short(item.source, 400),
        )


_HOLLOW = " No other action stands beside it, so nothing will change because of this incident."
