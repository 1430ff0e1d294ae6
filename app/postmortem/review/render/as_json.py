"""The review as JSON, in a shape that programs may rely on (`docs/postmortems.md` says more)."""

import json
from collections.abc import Mapping
from typing import Any

from app.postmortem.review.check import exit_status
from app.postmortem.review.render.clean import clean
from app.postmortem.review.result import (
    Area,
    Aspect,
    Finding,
    Origin,
    Review,
    Severity,
    Strength,
    Verdict,
    ranked,
)

#: Changes only when a field is renamed, removed or given another meaning.
SCHEMA = "muster.review/1"
_VERDICTS = {Verdict.READY: "ready", Verdict.REVISE: "needs_revision", Verdict.FAILS: "fails"}


def render_json(review: Review) -> str:
    """Return the review as JSON text, indented, with one line end at the end."""
    return json.dumps(as_json(review), ensure_ascii=False, indent=2) + "\n"


def as_json(review: Review) -> dict[str, Any]:
    """Return the review as values that JSON has."""
    return {
        "schema": SCHEMA,
        "name": clean(review.name),
        "verdict": _VERDICTS[review.verdict],
        "exit_status": exit_status(review),
        "score": review.score,
        "counts": {str(severity): n for severity, n in review.counts.items()},
        "notes": list(review.notes),
        "facts": dict(review.facts),
        "aspects": [
            {"name": a.name, "points": round(a.points, 1), "of": a.of, "note": a.note}
            for a in review.aspects
        ],
        "A": [
            {"area": str(s.area), "line": s.line, "note": clean(s.note)} for s in review.strengths
        ],
        "B": [_finding(f) for f in review.issues],
        "C": [_finding(f) for f in review.critical],
        "D": {
            "verdict": str(review.verdict),
            "top": [{"rule": f.rule, "line": f.line} for f in review.top],
            "distribution": review.distribution,
        },
    }


def from_json(data: Mapping[str, Any]) -> Review:
    """Return the review that `as_json` wrote down."""
    verdicts = {word: verdict for verdict, word in _VERDICTS.items()}
    return Review(
        name=data["name"],
        verdict=verdicts[data["verdict"]],
        score=data["score"],
        findings=ranked([_found(one) for one in [*data["B"], *data["C"]]]),
        strengths=tuple(Strength(Area(s["area"]), s["line"], s["note"]) for s in data["A"]),
        aspects=tuple(Aspect(**one) for one in data["aspects"]),
        distribution=data["D"]["distribution"],
        notes=tuple(data["notes"]),
        facts=data["facts"],
    )


def _found(data: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        line=data["line"],
        column=data["column"],
        quote=data["quote"],
        why=data["why"],
        rewrite=data["rewrite"],
        lines=tuple(data["lines"]),
        count=data["count"],
        statement=data["statement"],
        origin=Origin(data["origin"]),
    )


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "origin": str(finding.origin),
        "line": finding.line,
        "column": finding.column,
        "quote": clean(finding.quote),
        "statement": clean(finding.statement or finding.quote),
        "why": clean(finding.why),
        "rewrite": clean(finding.rewrite),
        "lines": list(finding.lines),
        "count": finding.count,
    }
