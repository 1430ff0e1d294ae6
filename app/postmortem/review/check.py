"""The review itself: every check in one visible list, then ranking, score and verdict."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.postmortem.review import score
from app.postmortem.review.checks import redaction
from app.postmortem.review.checks.registry import CHECKS, LOG_CHECKS
from app.postmortem.review.document.document import Document, read
from app.postmortem.review.evidence import Evidence, Leak, LeakFinder, leaks_in
from app.postmortem.review.result import Finding, Origin, Review, Severity, Verdict, ranked
from app.postmortem.review.strengths import strengths

#: Shorter secrets are ordinary words: taking them out would spoil every sentence.
_SHORTEST = 4
#: From here on, a secret is taken out even in the middle of a word.
_LONG = 8
#: A template is nothing else yet: of these alone is worth telling besides.
_OF_A_TEMPLATE = frozenset({"placeholders.template", "redaction.secret", "links.broken"})


def review(
    text: str,
    *,
    name: str = "",
    evidence: Evidence | None = None,
    secrets: LeakFinder = leaks_in,
) -> Review:
    """Review a postmortem in Markdown, whatever its format, language or condition.

    `name` is the file's name (its date is compared with the heading's), `evidence` the incident's
    log where there is one, `secrets` a finder of secrets and personal data in a text.
    """
    document = read(text, name=name)
    findings = [finding for check in CHECKS for finding in check(document)]
    leaked = tuple(secrets("\n".join(document.lines)))
    findings += redaction.leaks(document, leaked)
    if evidence:
        findings += [f for check in LOG_CHECKS for f in check(document, evidence)]
    findings = _quiet(findings)
    findings = _without_secrets(findings, document, leaked)
    return _result(document, findings)


def with_findings(result: Review, more: Iterable[Finding]) -> Review:
    """Return a review with findings of a model added, marked as its own and ranked among the rest.

    A model's findings change neither the score nor, by themselves, a verdict that rules decided:
    they count for the verdict as a person would count them, by severity, but never as critical.
    """
    own = [
        replace(
            f,
            origin=Origin.MODEL,
            severity=Severity.MAJOR if f.severity is Severity.CRITICAL else f.severity,
        )
        for f in more
    ]
    findings = ranked([*result.findings, *own])
    return replace(result, findings=findings, verdict=score.verdict(findings))


def exit_status(result: Review) -> int:
    """Return 0 for ready to publish, 1 for needs revision, 2 for fails."""
    return list(Verdict).index(result.verdict)


def _quiet(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what a graver finding has said already."""
    rules = {finding.rule for finding in findings}
    if "placeholders.template" in rules:
        return [f for f in findings if f.rule in _OF_A_TEMPLATE]
    dull = set()
    if "timeline.missing" in rules:
        dull |= {"timeline.unsourced", "timeline.untimed", "timeline.zone"}
    if any(f.rule == "actions.weak" and f.severity is Severity.CRITICAL for f in findings):
        dull |= {"actions.missing"}
    if {"causes.missing", "causes.unknown"} & rules:
        dull |= {"causes.few", "sections.factors"}
    findings = _once_a_line(findings, "redaction.customer")
    errors = {n for f in findings if f.rule == "causes.human_error" for n in f.lines}
    return [f for f in findings if f.rule not in dull and not _is_said(f, errors)]


def _once_a_line(findings: Sequence[Finding], rule: str) -> list[Finding]:
    """Keep one finding of a rule for each line it begins on, the first."""
    seen: set[int] = set()
    kept = []
    for finding in findings:
        if finding.rule == rule and finding.line in seen:
            continue
        seen |= {finding.line} if finding.rule == rule else set()
        kept.append(finding)
    return kept


def _is_said(finding: Finding, errors: set[int]) -> bool:
    """Whether a role is blamed where human error is named: one cause, one finding."""
    role = finding.rule == "blameless.person" and finding.severity is Severity.MAJOR
    return role and finding.line in errors


def _without_secrets(
    findings: Sequence[Finding], document: Document, leaked: Sequence[Leak]
) -> list[Finding]:
    """Keep secrets out of what other findings quote: a review is printed, logged and posted."""
    text = "\n".join(document.lines)
    found = {text[leak.start : leak.end] for leak in leaked if leak.secret}
    found = {secret for secret in found if len(secret) >= _SHORTEST}
    if not found:
        return list(findings)
    return [f if f.rule == "redaction.secret" else _redacted(f, found) for f in findings]


def _whole(secret: str) -> re.Pattern[str]:
    """Return what finds a secret again; a short one only where it is not a part of a word."""
    words = re.escape(secret)
    if len(secret) < _LONG:
        words = rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])"
    return re.compile(words)


def _redacted(finding: Finding, secrets: set[str]) -> Finding:
    quote, rest = finding.quote, [finding.statement, finding.rewrite, finding.why]
    for secret in sorted(secrets, key=len, reverse=True):
        whole = _whole(secret)
        quote = whole.split(quote)[0].rstrip()
        rest = [whole.sub("[removed]", text) for text in rest]
    return replace(finding, quote=quote, statement=rest[0], rewrite=rest[1], why=rest[2])


def _result(document: Document, findings: list[Finding]) -> Review:
    parts = score.aspects(document)
    ordered = ranked(findings)
    reached = score.verdict(ordered)
    return Review(
        name=document.name,
        verdict=reached,
        score=score.total(parts, ordered),
        findings=ordered,
        strengths=strengths(document, ordered),
        aspects=parts,
        distribution=_distribution(reached, ordered),
        notes=_notes(document),
        facts={
            "lines": len(document.lines),
            "timeline_rows": len(document.rows),
            "factors": len(document.factors),
            "actions": len(document.actions),
        },
    )


def _notes(document: Document) -> tuple[str, ...]:
    if document.english:
        return ()
    return (
        (
            "The text is not in English: sections, times, figures, actions and identifiers were checked;"
            " the rules about wording were not."
        ),
    )


def _distribution(reached: Verdict, findings: Sequence[Finding]) -> str:
    rules = {finding.rule for finding in findings}
    if "redaction.secret" in rules:
        return "Nobody outside those who rotate the secret, until it is removed from every version."
    if reached is Verdict.FAILS:
        return "Back to the author and the incident commander only; not to the review meeting yet."
    if {"redaction.customer", "redaction.email", "redaction.names"} & rules:
        wide = "a wide version needs roles for names, and identifiers taken out"
        who = (
            "Those who responded and the owning team"
            if reached is Verdict.REVISE
            else "The engineering organisation"
        )
        return f"{who}; {wide}."
    if reached is Verdict.REVISE:
        return "Those who responded, for the review meeting; wider after the revision."
    return "The postmortem library, the engineering organisation and support; actions into the tracker, lessons into the quarterly review."
