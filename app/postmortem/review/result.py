"""What a review returns: findings, ranked, with a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Critical ones decide the verdict alone."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"


class Area(StrEnum):
    """What part of the rubric a rule belongs to."""

    VOICE = "voice"
    COMPLETENESS = "completeness"
    TIMELINE = "timeline"
    IMPACT = "impact"
    CAUSES = "causes"
    ACTIONS = "actions"
    REDACTION = "redaction"
    CONSISTENCY = "consistency"
    EVIDENCE = "evidence"


class Origin(StrEnum):
    """Who found it: a rule that anybody can check, or a model, whose word is marked as its own."""

    RULE = "rule"
    MODEL = "model"


class Verdict(StrEnum):
    """What should happen to the document next."""

    READY = "ready to publish"
    REVISE = "needs revision"
    FAILS = "fails the rubric: return to author"


RANK = {s: rank for rank, s in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause for complaint, wherever it occurs.

    `quote` is exactly what the file has at `column` of `line` (both as an editor counts them, from
    1); it is empty for what is missing, and `line` then says where it belongs.
    """

    rule: str
    severity: Severity
    line: int
    column: int
    quote: str
    why: str
    #: A wording to put in its place, made from the quote; TK stands for what only people know.
    rewrite: str
    #: Every line it occurs on, `line` among them.
    lines: tuple[int, ...] = ()
    #: How often it occurs.
    count: int = 1
    #: The whole sentence, on one line, where the quote is a part of it.
    statement: str = ""
    origin: Origin = Origin.RULE


@dataclass(frozen=True, slots=True)
class Strength:
    """Something that meets the rubric, and what made it strong."""

    area: Area
    line: int
    note: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part of the quality score: `points` of at most `of`."""

    name: str
    points: float
    of: float
    note: str


@dataclass(frozen=True)
class Review:
    """The result, in the four sections of the rubric (A to D)."""

    name: str
    verdict: Verdict
    #: 0 to 100: keeps good above fair above weak above bad; says nothing between equals.
    score: int
    #: All findings, gravest first, then by line.
    findings: tuple[Finding, ...]
    #: Section A.
    strengths: tuple[Strength, ...]
    aspects: tuple[Aspect, ...]
    #: Where the accepted document should live and who should read it.
    distribution: str
    #: What the reader of the review must know (rules that could not be applied, and why).
    notes: tuple[str, ...] = ()
    facts: Mapping[str, int] = field(default_factory=dict)

    @property
    def critical(self) -> tuple[Finding, ...]:
        """Section C."""
        return tuple(f for f in self.findings if f.severity is Severity.CRITICAL)

    @property
    def issues(self) -> tuple[Finding, ...]:
        """Section B."""
        return tuple(f for f in self.findings if f.severity is not Severity.CRITICAL)

    @property
    def top(self) -> tuple[Finding, ...]:
        """Section D: the three findings to address first, of three different rules if possible."""
        seen: dict[str, Finding] = {}
        for finding in self.findings:
            seen.setdefault(finding.rule, finding)
        return tuple(list(seen.values())[:_TOP])

    @property
    def counts(self) -> dict[Severity, int]:
        """Findings by severity."""
        return {s: sum(f.severity is s for f in self.findings) for s in Severity}


_TOP = 3


def ranked(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return findings gravest first, then by line and rule."""
    return tuple(sorted(findings, key=lambda f: (RANK[f.severity], f.line, f.column, f.rule)))
