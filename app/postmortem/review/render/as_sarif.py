"""The review as SARIF 2.1.0, for code-scanning views and pull-request annotations."""

import hashlib
import json
from typing import Any
from urllib.parse import quote

from app.postmortem.review.render.clean import clean
from app.postmortem.review.result import Finding, Origin, Review, Severity
from app.postmortem.review.rules import RULES, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "note",
    Severity.INFO: "note",
}
_NAMELESS = "postmortem.md"


def render_sarif(*reviews: Review) -> str:
    """Return the reviews as SARIF text, indented, with one line end at the end."""
    return json.dumps(as_sarif(*reviews), ensure_ascii=False, indent=2) + "\n"


def as_sarif(*reviews: Review) -> dict[str, Any]:
    """Return the reviews as one SARIF run; a model's findings stand under a rule of their own id."""
    found = {f.rule for review in reviews for f in review.findings}
    ids = [*RULES, *sorted(found - RULES.keys())]
    place = {rule: index for index, rule in enumerate(ids)}
    run = {
        "tool": {
            "driver": {
                "name": "muster review",
                "semanticVersion": "1.0.0",
                "rules": [_rule(rule) for rule in ids],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(f, place[f.rule], _uri(review)) for review in reviews for f in review.findings
        ],
        "properties": {
            "documents": [
                {"uri": _uri(review), "verdict": str(review.verdict), "score": review.score}
                for review in reviews
            ]
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _uri(review: Review) -> str:
    return quote(clean(review.name) or _NAMELESS, safe="/:._-")


def _rule(rule_id: str) -> dict[str, Any]:
    rule = RULES.get(rule_id)
    if rule is None:
        text = "Found by the model; a person decides."
        return {"id": rule_id, "shortDescription": {"text": text}, "help": {"text": text}}
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace(".", "_").split("_")),
        "shortDescription": {"text": f"{rule.looks}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": _help(rule), "markdown": f"**{rule.looks}.** {_help(rule)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [str(rule.area)], "severity": str(rule.severity)},
    }


def _help(rule: Rule) -> str:
    return f"{rule.why} Source: {rule.source}."


def _result(finding: Finding, index: int, uri: str) -> dict[str, Any]:
    shown = clean(finding.quote)
    model = "Found by the model. " if finding.origin is Origin.MODEL else ""
    region: dict[str, Any] = {"startLine": finding.line}
    if shown:
        region |= {
            "startColumn": finding.column,
            "endColumn": finding.column + len(shown),
            "snippet": {"text": shown},
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": clean(f"{model}{finding.why} Instead: {finding.rewrite}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"ruleAndQuote/v1": _fingerprint(finding)},
        "properties": {
            "severity": str(finding.severity),
            "origin": str(finding.origin),
            "count": finding.count,
            "lines": list(finding.lines),
        },
    }


def _fingerprint(finding: Finding) -> str:
    """Return what stays when lines move: the rule and its words."""
    words = clean(f"{finding.rule}\n{finding.quote}")
    return hashlib.sha256(words.encode()).hexdigest()[:32]
