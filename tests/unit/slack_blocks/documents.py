"""Reviews at their largest, for the tests of what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice

from app.postmortem.review import RULES, Finding, Review, Strength, Verdict
from app.postmortem.review.result import Area, ranked

LONG = "an & < > *bold* `code` ~x~ _y_ " * 90


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
