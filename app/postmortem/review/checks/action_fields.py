"""Fields of action items: one owner, a day, a class, a signal."""

import re
from collections.abc import Iterator, Sequence

from app.postmortem.review.checks.build import finding, listed, share
from app.postmortem.review.document.actions import Action
from app.postmortem.review.document.blocks import Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.actions import SEVERAL, TEAM

_TEAM = re.compile(TEAM, re.IGNORECASE)
_SEVERAL = re.compile(SEVERAL)


def _stated(document: Document) -> list[Action]:
    return [action for action in document.actions if not action.asks]


def owners(document: Document) -> Iterator[Finding]:
    """Find open actions without one person: nobody, a team, or several."""
    items = [a for a in _stated(document) if not a.done]
    bare = [a for a in items if not a.owner or _TEAM.search(a.owner) or _SEVERAL.search(a.owner)]
    teams = [a for a in bare if a.owner]
    if bare:
        first = bare[0]
        also = f" ({len(teams)} name a team or several people)" if teams else ""
        yield finding(
            "actions.owner",
            first.place(),
            f"{short(first.source, 120)} Owner: TK — to be agreed in the review meeting (one person).",
            why=f"{share(len(bare), len(items), 'open action')} no single owner{also}"
            f" ({listed([a.line for a in bare])}): nobody answers for it, and such items decay.",
            lines=[a.line for a in bare],
            severity=Severity.MINOR if len(teams) == len(bare) else None,
        )


def dates(document: Document) -> Iterator[Finding]:
    """Find open actions without a date, and dates too coarse to be due."""
    items = [a for a in _stated(document) if not a.done]
    bare = [a for a in items if not a.due]
    coarse = [a for a in items if a.coarse]
    if bare:
        yield finding(
            "actions.date",
            bare[0].place(),
            f"{short(bare[0].source, 120)} Due: TK (day, month, year).",
            why=f"{share(len(bare), len(items), 'open action')} no date ({listed([a.line for a in bare])});"
            " without one an item competes with everything and loses.",
            lines=[a.line for a in bare],
        )
    if coarse:
        yield _coarse(coarse)


def _coarse(items: Sequence[Action]) -> Finding:
    first = items[0]
    return finding(
        "actions.coarse",
        _date_place(first),
        f'Due: TK (a day) in place of "{first.due}".',
        why=f'"{first.due}" is never overdue until it is over: {len(items)} action{"s" * (len(items) > 1)}'
        f" ({listed([a.line for a in items])}) need a day.",
        lines=[a.line for a in items],
    )


def _date_place(item: Action) -> Place:
    at = item.block.text.find(item.due)
    if at >= 0:
        return item.block.place(at, at + len(item.due), around=(item.start, item.end))
    return item.place()


def classes(document: Document) -> Iterator[Finding]:
    """Find actions of which nobody says whether they prevent, detect, mitigate or teach."""
    items = _stated(document)
    bare = [a for a in items if not a.classed]
    if bare:
        yield finding(
            "actions.class",
            bare[0].place(),
            f"{short(bare[0].source, 120)} Class: TK (prevent, detect, mitigate or learn).",
            why=f"{share(len(bare), len(items), 'action')} no class"
            f" ({listed([a.line for a in bare])}): gaps in a whole class stay unseen.",
            lines=[a.line for a in bare],
        )


def proofs(document: Document) -> Iterator[Finding]:
    """Find actions without an observable signal that they are done and work."""
    items = _stated(document)
    bare = [a for a in items if not a.proof]
    if bare:
        yield finding(
            "actions.proof",
            bare[0].place(),
            f"{short(bare[0].source, 120)} Verified by: TK (the alert that fires, the test that fails"
            " without it, the figure that changes).",
            why=f"{share(len(bare), len(items), 'action')} no signal by which anybody can see"
            f" that it is done and works ({listed([a.line for a in bare])}).",
            lines=[a.line for a in bare],
        )
