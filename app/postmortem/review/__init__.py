"""Review of postmortems: deterministic, on any Markdown, with and without the incident's log.

`review(text)` returns a `Review`; `render` turns it into text, JSON or SARIF; `exit_status` maps it
for a command line. Pure: no I/O, no clock, no network.
"""

from app.postmortem.review.check import exit_status, review, with_findings
from app.postmortem.review.evidence import Evidence, Leak, LeakFinder, LogEntry, leaks_in
from app.postmortem.review.result import (
    Area,
    Aspect,
    Finding,
    Origin,
    Review,
    Severity,
    Strength,
    Verdict,
)
from app.postmortem.review.rules import RULES, Rule

__all__ = [
    "RULES",
    "Area",
    "Aspect",
    "Evidence",
    "Finding",
    "Leak",
    "LeakFinder",
    "LogEntry",
    "Origin",
    "Review",
    "Rule",
    "Severity",
    "Strength",
    "Verdict",
    "exit_status",
    "leaks_in",
    "review",
    "with_findings",
]
