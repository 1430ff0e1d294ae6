"""The policy as data."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.config import shipped_text
from app.incident.policy import PolicyError, parse_duration, parse_policy
from app.incident.values import Severity

BASE = shipped_text("app.incident", "policy.yaml")


def test_a_file_needs_only_what_differs(policy):
    own = parse_policy("severities:\n  SEV1:\n    update_every: 20m\n", "mine.yaml", BASE)
    assert own.severities[Severity.SEV1].update_every == timedelta(minutes=20)
    assert own.severities[Severity.SEV1].heads_up == policy.severities[Severity.SEV1].heads_up
    assert own.severities[Severity.SEV2] == policy.severities[Severity.SEV2]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("severities:\n  SEV1:\n    update_every: soon\n", r"p\.yaml:3: .*a duration such as"),
        ("\n\nescalation:\n  longst_gap: 4h\n", r"p\.yaml:4: .*longst_gap"),
        ("marks:\n  fire: arson\n", r"p\.yaml:2: .*expected one of hypothesis"),
        ("permissions:\n  redact: [bob]\n", r"p\.yaml:2: .*expected some of commander"),
        ("permissions:\n  redact: [anyone]\n  reslove: [anyone]\n", r"p\.yaml:3: .*one of redact"),
        ("escalation:\n  fallback: '@oncall'\n", r"p\.yaml:2: .*a Slack id: a person \(U"),
        ("escalation:\n  fallback: C\n", r"p\.yaml:2: .*a Slack id"),
        ("marks:\n  ':mag: ': key\n", r"p\.yaml:2: .*name of an emoji"),
        ("severities:\n  SEV5:\n    criterion: x\n", r"p\.yaml:2: .*'SEV1', 'SEV2'"),
        ("severities:\n  SEV1:\n    quiet_after: 90\n", r"p\.yaml:3: .*such as 90s, 15m"),
        ("timers:\n  commander_missing: 5m\n", r"p\.yaml:2: .*commander_missing"),
        ("severities: 5\n", r"p\.yaml:1: severities"),
        (
            "severities:\n  SEV1: {escalate: 0m, nudge_commander: 0m}\n",
            r"p\.yaml:2: .*longer than 0s",
        ),
        ("severities:\n  SEV1:\n    heads_up: 31m\n", r"p\.yaml:2: .*shorter than update_every"),
        ("severities:\n  SEV1:\n    nudge_commander: 11m\n", r"must not come after escalate"),
        ("severities:\n  SEV3:\n    max_update_every: 1h\n", r"must not be shorter"),
        ("severities:\n  SEV1:\n    internal_update_every: 1h\n", r"must not be longer"),
        ("marks: {mag: key, mag: key}\n", r"p\.yaml:1: mag is given twice"),
        ("a: [\n", r"p\.yaml:2: not valid YAML"),
        ("- 1\n", r"p\.yaml:1: expected a mapping"),
    ],
)
def test_an_error_names_file_line_and_what_was_expected(text, says):
    with pytest.raises(PolicyError, match=says):
        parse_policy(text, "p.yaml", BASE)


def test_a_policy_that_is_not_laid_over_another_must_be_whole():
    with pytest.raises(PolicyError, match="lacks SEV4"):
        parse_policy(BASE.replace("  SEV4:", "  # SEV4:").split("# SEV4:")[0], "p.yaml", BASE_REST)


BASE_REST = BASE.split("escalation:")[1].join(["escalation:", ""])


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15m", 900), ("4h", 14400), ("5d", 432000), ("1h30m", 5400)]
)
def test_durations_are_written_as_people_write_them(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)
    assert parse_duration(timedelta(seconds=seconds)) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "5 fortnights", "-5m", "5m!"])
def test_other_durations_are_refused(text):
    with pytest.raises(ValueError, match="duration such as"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["3651d", "999999d" * 9])
def test_a_duration_that_no_calendar_holds_is_refused_with_the_bound(text):
    with pytest.raises(ValueError, match="at most 3650d"):
        parse_duration(text)
    with pytest.raises(PolicyError, match=r"p\.yaml:2: .*at most 3650d"):
        parse_policy(f"escalation:\n  longest_gap: {text}\n", "p.yaml", BASE)
