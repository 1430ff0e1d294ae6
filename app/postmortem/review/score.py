"""The quality score: what is there, less what spoils it.

It keeps an order (good above fair above weak above bad), as a careful reader would put it; it is
no grade. Weights follow what readers ask of a postmortem first: why it happened, and what will
change.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.postmortem.review.checks.actions import plans
from app.postmortem.review.checks.causes import factor_count, known, layers
from app.postmortem.review.checks.completeness import has
from app.postmortem.review.checks.impact import told
from app.postmortem.review.checks.weak import weakness
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.durations import durations
from app.postmortem.review.document.figures import figures, in_numbers
from app.postmortem.review.document.moments import moments
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Aspect, Finding, Severity, Verdict

#: What a finding takes away, whatever else is there; repeated up to the second number.
_PENALTIES: dict[str, tuple[float, int]] = {
    "blameless.person": (12, 2),
    "blameless.role": (8, 1),
    "blameless.diligence": (10, 1),
    "causes.human_error": (18, 1),
    "causes.missing": (10, 1),
    "causes.unknown": (8, 1),
    "causes.restart": (6, 1),
    "actions.missing": (6, 1),
    "actions.weak": (3, 3),
    "consistency.duration": (3, 2),
    "consistency.date": (2, 1),
    "consistency.total": (3, 1),
    "redaction.secret": (8, 1),
    "placeholders.left": (5, 1),
    "placeholders.template": (60, 1),
    "voice.passive": (3, 1),
}
_TIMES = 3
_ROWS, _FACTORS, _LAYERS, _EXPLANATIONS, _ACTIONS = 6, 3, 3, 6, 3


def aspects(document: Document) -> tuple[Aspect, ...]:
    """Return the parts of the score that a document earns."""
    return (
        _summary(document),
        _impact(document),
        _timeline(document),
        _causes(document),
        _actions(document),
        _learning(document),
    )


def total(parts: Iterable[Aspect], findings: Sequence[Finding]) -> int:
    """Return the score, 0 to 100."""
    counted = Counter(finding.rule for finding in findings)
    lost = sum(points * min(counted[rule], most) for rule, (points, most) in _PENALTIES.items())
    return round(max(0.0, min(100.0, sum(part.points for part in parts) - lost)))


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return what should happen next: any critical finding fails, any major one needs revision."""
    grave = {finding.severity for finding in findings}
    if Severity.CRITICAL in grave:
        return Verdict.FAILS
    return Verdict.REVISE if Severity.MAJOR in grave else Verdict.READY


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _summary(document: Document) -> Aspect:
    points = 8.0 if has(document, Topic.SUMMARY) else 5.0 if document.intro else 0.0
    return Aspect("summary", points, 8, "section" if points else "none")


def _impact(document: Document) -> Aspect:
    sentences = told(document)
    counted = any(figures(s.text) for s in sentences)
    exact = any(in_numbers(s.text) for s in sentences)
    points = 8.0 if counted else 4.0 if exact else 0.0
    lengths = any(durations(s.text) for s in sentences) or bool(document.stated)
    points += 4.0 if lengths else 0.0
    points += 4.0 if has(document, Topic.IMPACT, Topic.AVOIDED) else 0.0
    return Aspect("impact", points, 16, "counted" if counted else "not counted")


def _timeline(document: Document) -> Aspect:
    rows = [row for row in document.rows if row.moment]
    points = 9 * _share(len(rows), _ROWS) if rows else _told_times(document)
    points += 3 * _share(sum(row.timed for row in rows), len(rows))
    points += 4 * _share(sum(row.sourced for row in rows), len(rows))
    return Aspect("timeline", points, 16, f"{len(rows)} rows")


def _told_times(document: Document) -> float:
    """Return what times of day told in prose are worth: something, and less than a timeline."""
    found = [m for s in document.narrative for m in moments(s.text) if m.second is not None]
    return 4 * _share(len(found), _TIMES)


def _causes(document: Document) -> Aspect:
    reached = layers(document)
    count = factor_count(document) or int(known(document))
    points = 6.0 if known(document) else 0.0
    points += 8 * _share(count, _FACTORS) + 6 * _share(len(reached), _LAYERS)
    told = {(s.line, s.start) for s in (*document.causal, *document.said(Topic.FACTORS))}
    points += 10 * _share(len(told), _EXPLANATIONS)
    return Aspect("causes", points, 30, f"{count} factors in {len(reached)} layers")


def _actions(document: Document) -> Aspect:
    items = plans(document)
    strong = [item for item in items if weakness(item) is None]
    worth = 0.5 if items and not document.actions else 1.0
    points = 14 * _share(len(strong), _ACTIONS) * worth
    points += 2 * _share(sum(bool(a.owner) for a in items), len(items))
    points += 2 * _share(sum(bool(a.due) for a in items), len(items))
    points += 2 * _share(sum(a.linked for a in items), len(items))
    return Aspect("actions", points, 20, f"{len(strong)} of {len(items)} concrete")


def _learning(document: Document) -> Aspect:
    topics = (Topic.WELL, Topic.WRONG, Topic.LUCKY, Topic.LESSONS, Topic.RESOLUTION)
    points = 2.0 * sum(has(document, topic) for topic in topics)
    return Aspect("learning", points, 10, f"{points / 2:.0f} of {len(topics)} sections")
