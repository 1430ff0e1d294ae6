"""The review as plain text: sections A to D, gravest first."""

import textwrap
from collections.abc import Iterable, Iterator

from app.postmortem.review.checks.build import listed
from app.postmortem.review.render.clean import clean
from app.postmortem.review.result import Finding, Origin, Review, Severity, Strength
from app.postmortem.review.rules import RULES

_WIDTH = 98
_INDENT = "     "


def render_text(review: Review) -> str:
    """Return the review for a terminal; no colours, no control characters, one line end at the end."""
    parts = [
        f"{review.name or 'Postmortem'}: {review.verdict} (score {review.score} of 100)",
        *(f"Note: {note}" for note in review.notes),
        "",
        "A. What meets the rubric",
        *_strengths(review.strengths),
        "",
        f"B. Issues{_tally(review)}",
        *_findings(review.issues),
        "",
        "C. Critical findings",
        *_findings(review.critical),
        "",
        "D. Summary",
        *_summary(review),
    ]
    return clean("\n".join(parts)) + "\n"


def _strengths(strengths: Iterable[Strength]) -> Iterator[str]:
    empty = True
    for strength in strengths:
        empty = False
        yield from _wrapped(f"line {strength.line}: {strength.note}", "   ")
    if empty:
        yield "   Nothing yet."


def _tally(review: Review) -> str:
    counts = [f"{n} {s}" for s, n in review.counts.items() if n and s is not Severity.CRITICAL]
    return f" ({', '.join(counts)})" if counts else ""


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    empty = True
    for finding in findings:
        empty = False
        yield from _finding(finding)
    if empty:
        yield "   None."


def _finding(finding: Finding) -> Iterator[str]:
    model = " (found by the model)" if finding.origin is Origin.MODEL else ""
    yield f"   {finding.severity}: {finding.rule}, {listed(finding.lines or (finding.line,))}{model}"
    if finding.quote:
        yield from _wrapped(f'"{finding.quote}"', _INDENT)
    yield from _wrapped(f"Why: {finding.why}", _INDENT)
    yield from _wrapped(f"Instead: {finding.rewrite}", _INDENT)


def _summary(review: Review) -> Iterator[str]:
    yield f"   Verdict: {review.verdict}."
    for place, finding in enumerate(review.top, 1):
        rule = RULES.get(finding.rule)
        looks = rule.looks if rule else finding.why
        yield from _wrapped(f"{place}. {looks} (line {finding.line}).", "   ")
    yield from _wrapped(f"Distribution: {review.distribution}", "   ")
    parts = ", ".join(f"{a.name} {a.points:.0f}/{a.of:.0f}" for a in review.aspects)
    yield from _wrapped(
        f"Score: {review.score} of 100 ({parts}, less what the findings take).", "   "
    )


def _wrapped(text: str, indent: str) -> list[str]:
    line = " ".join(text.split())
    return textwrap.wrap(
        line,
        width=_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    )
