"""The rubric at entry: what names no change and no signal is refused with a rewrite."""

from __future__ import annotations

import pytest

from app.incident.values import RefusalError
from app.postmortem.actions.rubric import refuse_vague

TEXT = "Add an alert on the 502 rate of the edge above 1 % for 5 min"
SIGNAL = "a provoked 502 rate of 2 % pages within 5 min"


@pytest.mark.parametrize(
    "text",
    [
        "improve monitoring",
        "be more careful with deploys",
        "double-check before deploying",
        "communicate better",
        "consider a canary stage",
        "review the runbook",
        "train people on kubectl",
        "add more tests",
        "fix it",
        "monitoring",
        "Monitoring verbessern",
    ],
)
def test_what_changes_nothing_is_refused_with_a_rewrite(text):
    with pytest.raises(RefusalError, match="Write instead") as refused:
        refuse_vague(text, SIGNAL)
    assert refused.value.field == "text"
    # The form has fields of its own for these.
    assert "Owner: TK" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Pin the base image of checkout to a digest",
        "Write a runbook for the cache failover",
        "Block deploys of checkout while an incident is open",
        "検知のために502率のアラートを追加し、5分以内に呼び出す",
    ],
)
def test_what_names_a_change_is_taken(text):
    refuse_vague(text, SIGNAL)


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        ("", "Nobody could see"),
        ("it is done", "not that it works"),
        ("the alert is in place", "not that it works"),
        ("PR merged", "not that it works"),
        ("n/a", "not that it works"),
        ("improve dashboards", "no signal"),
    ],
)
def test_what_nobody_can_see_is_no_signal(signal, words):
    with pytest.raises(RefusalError, match=words) as refused:
        refuse_vague(TEXT, signal)
    assert refused.value.field == "signal"


@pytest.mark.parametrize(
    "signal",
    [SIGNAL, "p99 below 200 ms for a week", "the game day on 4 May fails over in under 60 s"],
)
def test_what_anybody_can_see_is_one(signal):
    refuse_vague(TEXT, signal)
