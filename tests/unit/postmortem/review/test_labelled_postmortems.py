"""Eight published postmortems, and what a careful reader found in each."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.postmortem.review import Review, Verdict, review

DATA = Path(__file__).parents[3] / "data" / "postmortems"
LABELS = json.loads((DATA / "labels.json").read_text(encoding="utf-8"))
QUALITIES = ("good", "fair", "weak", "bad")
#: Each labelled finding, and how the review says it: a rule and words of quote or statement,
#: or "+" and words of a strength.
EXPECTED = {
    ("chia", "training_as_action"): (
        "actions.weak",
        "More training will be conducted in the future",
    ),
    ("chia", "no_cause"): ("causes.missing", ""),
    ("chia", "blame_by_role"): ("blameless.role", "second employee"),
    ("chia", "amounts"): ("sections.impact", "four $500 Apple gift cards"),
    ("moj", "missing_sections"): ("sections.impact", ""),
    ("moj", "single_cause_person"): (
        "blameless.person",
        (
            "he ran `terraform destroy`) and he wasn't fully aware in which _terraform workspace_ was"
            " working on"
        ),
    ),
    ("moj", "no_actions"): ("actions.missing", ""),
    ("moj", "broken_source_link"): (
        "links.broken",
        "<https: mojdt.slack.com archives C514ETYJX p1581508273080900>",
    ),
    ("moj", "timeline_rows"): ("timeline.missing", ""),
    ("dfds-PM2022", "human_error"): (
        "causes.human_error",
        "Human error in not knowing that Hellman logs are stored in a different AWS account",
    ),
    ("dfds-PM2022", "vague_action"): (
        "actions.weak",
        "The alert needs a more descriptive name/accompanying text",
    ),
    ("dfds-PM2022", "adjective_not_number"): ("consistency.duration", "ninety minutes"),
    ("dfds-PM2022", "inconsistent_times"): ("consistency.duration", "53 minutes"),
    ("mybinder-2018-02-22", "fix_is_restart"): (
        "causes.restart",
        "Deleted the pods, then all went back to normal",
    ),
    ("mybinder-2018-02-22", "no_cause"): ("causes.missing", ""),
    ("mybinder-2018-02-22", "no_impact_number"): ("sections.impact", ""),
    ("mybinder-2018-01-18", "date_mismatch"): ("consistency.date", "2018-01-11"),
    ("mybinder-2018-01-18", "group_email"): ("redaction.email", "binder-team@googlegroups.com"),
    ("rust", "estimate"): ("impact.estimate", "estimated time of 10-15 minutes"),
    ("posthog", "numbers"): ("+", "78% of feature flag evaluation requests failed"),
    ("posthog", "three_factors"): ("+", "factors across 5 layers"),
    ("posthog", "time_conflict"): ("consistency.start", "16:54:16"),
    ("posthog", "coarse_dates"): ("actions.coarse", "Q4 2025 - Q1 2026"),
    ("posthog", "no_owner"): ("actions.owner", ""),
    ("dfds-PM2019", "passive_but_blameless"): ("+", "Blameless"),
    ("dfds-PM2019", "unowned_actions"): ("actions.owner", ""),
}


def _reviewed(name: str) -> Review:
    return review((DATA / name).read_text(encoding="utf-8"), name=name)


def _labelled() -> Iterator[tuple[str, str]]:
    for name, label in LABELS.items():
        for finding in label["findings"]:
            yield name, finding


def test_the_score_keeps_the_order_of_quality() -> None:
    scores = {quality: [] for quality in QUALITIES}
    for name, label in LABELS.items():
        scores[label["quality"]].append(_reviewed(name).score)
    for better, worse in itertools.pairwise(QUALITIES):
        assert min(scores[better]) > max(scores[worse]), (better, worse, scores)


@pytest.mark.parametrize(("name", "label"), list(_labelled()))
def test_each_labelled_finding_is_found(name: str, label: str) -> None:
    result = _reviewed(name)
    rule, words = next(
        value for (start, key), value in EXPECTED.items() if name.startswith(start) and key == label
    )
    if rule == "+":
        assert any(words in strength.note for strength in result.strengths)
        return
    told = [f"{f.quote}\n{f.statement}\n{f.why}" for f in result.findings if f.rule == rule]
    assert any(words in text for text in told), told


@pytest.mark.parametrize("name", list(LABELS))
def test_a_quote_stands_exactly_where_the_finding_says(name: str) -> None:
    lines = (DATA / name).read_text(encoding="utf-8").split("\n")
    for finding in _reviewed(name).findings:
        line = lines[finding.line - 1]
        assert line[finding.column - 1 :].startswith(finding.quote), finding


def test_bad_documents_fail_and_none_of_the_published_ones_is_ready() -> None:
    verdicts = {name: _reviewed(name).verdict for name in LABELS}
    bad = {name for name, label in LABELS.items() if label["quality"] == "bad"}
    assert {name for name in bad if verdicts[name] is not Verdict.FAILS} == set()
    assert Verdict.READY not in verdicts.values()


def test_a_good_document_has_no_critical_finding() -> None:
    for name, label in LABELS.items():
        if label["quality"] == "good":
            assert _reviewed(name).critical == ()


def test_the_quoted_ninety_minutes_are_held_against_rows_and_stats() -> None:
    result = _reviewed("dfds-PM2022-002---Logs-not-shipped-to-CloudWatch.md")
    why = [f.why for f in result.findings if f.rule == "consistency.duration"]
    assert any("1 h 49 min" in text and "109 minutes" in text for text in why)
    assert any("41 min (line 13 to line 14)" in text for text in why)


def test_the_same_text_gives_the_same_review() -> None:
    for name in LABELS:
        assert _reviewed(name) == _reviewed(name)


def test_a_quiet_review_tells_each_cause_once() -> None:
    for name in LABELS:
        findings = _reviewed(name).findings
        keys = [(f.rule, f.line, f.column) for f in findings]
        assert len(keys) == len(set(keys))
        assert len(findings) < 20
