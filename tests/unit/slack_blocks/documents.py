"""Reviews at their largest, for the tests of what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice

from app.postmortem.document import Document
from app.postmortem.parts import ActionItem, Factor, Layer, Line, Row
from app.postmortem.review import RULES, Finding, Review, Strength, Verdict
from app.postmortem.review.result import Area, ranked
from app.postmortem.statement import Statement, ask

LONG = "an & < > *bold* `code` ~x~ _y_ " * 90


def largest_document() -> Document:
    """Sections longer than a form can hold, sentences as long as they get, and questions."""
    said = Statement(text=" ".join(LONG.split())[:900], entries=tuple(range(1, 40)))
    asked = ask(LONG[:400], (1, 2))
    at = datetime(2026, 3, 9, tzinfo=UTC)
    return Document(
        ref="INC-42",
        title=LONG[:120],
        drafted_at=at,
        header=(Line(name=LONG[:60], value=asked),) * 14,
        summary=(said,) * 4,
        impact=(Line(name="Users", value=said),) * 12,
        timeline=(Row(at=at, event=said),) * 120,
        factors=(Factor(what=said, layer=Layer.TRIGGER, whys=(said, asked)),) * 9,
        lucky=(asked,),
        lessons=(said,) * 9,
        actions=(ActionItem(what=said),) * 30,
    )


def largest_review() -> Review:
    """Every rule broken three times, in documents whose every field is long."""
    findings = [
        Finding(
            rule.id, rule.severity, 12, 1, LONG, LONG, LONG, lines=tuple(range(12, 60)), count=48
        )
        for rule in islice(cycle(RULES.values()), len(RULES) * 3)
    ]
    return Review(
        name="INC-42-postmortem-v7.md",
        verdict=Verdict.FAILS,
        score=3,
        findings=ranked(findings),
        strengths=tuple(Strength(Area.TIMELINE, n, LONG) for n in range(40)),
        aspects=(),
        distribution=LONG[:500],
        notes=(LONG[:500],),
    )


def smallest_review() -> Review:
    """Nothing found, nothing good."""
    return replace(largest_review(), findings=(), strengths=(), notes=(), verdict=Verdict.READY)
