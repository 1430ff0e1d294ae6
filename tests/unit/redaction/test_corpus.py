"""The labelled corpus: recall and precision, on the half that was tuned on and on the other."""

import json
import sys
from pathlib import Path

import pytest

from app.redaction import Kind, find
from tests.unit.redaction.corpus import (
    is_clean,
    is_found,
    negatives,
    positives,
    real_texts,
)

SLACK = Path(__file__).parents[2] / "data" / "slack-messages" / "messages.jsonl"
#: The issue asks for a precision of 0.90.
RECALL = 0.95
PRECISION = 0.97


@pytest.mark.parametrize("half", ["tuned on", "held out"])
@pytest.mark.parametrize("group", ["secrets", "personal data"])
def test_recall_and_precision_hold_on_both_halves(
    half: str, group: str, capsys: pytest.CaptureFixture[str]
) -> None:
    of_secrets, held_out = group == "secrets", half == "held out"
    cases = [c for c in positives() if c.is_secret == of_secrets and c.held_out == held_out]
    harmless = [case for case in negatives() if case.held_out == held_out]

    found = sum(map(is_found, cases))
    alarms = sum(not is_clean(case, of_secrets=of_secrets) for case in harmless)
    recall, precision = found / len(cases), found / (found + alarms)

    with capsys.disabled():
        sys.stdout.write(
            f"\n{group}, {half}: {len(cases)} positives, {len(harmless)} negatives, "
            f"recall {recall:.3f}, precision {precision:.3f}\n"
        )
    assert recall >= RECALL
    assert precision >= PRECISION


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(positives()) >= 700
    assert len(negatives()) >= 420
    assert len({case.kind for case in positives()}) >= 90


def test_no_secret_is_found_in_what_people_wrote_about_incidents() -> None:
    for case in real_texts():
        assert [f.rule for f in find(case.text) if f.kind is Kind.CREDENTIAL] == [], case.id


def test_only_the_addresses_are_found_in_what_people_wrote_about_incidents() -> None:
    found = {case.text[f.start : f.end] for case in real_texts() for f in find(case.text)}
    assert found == {"help@crates.io", "10.12.8.137", "10.15.251.161", "10.12.8.27"}


def test_nothing_is_found_in_three_hundred_real_slack_messages() -> None:
    lines = SLACK.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line).get("text") or "" for line in lines]
    assert len(texts) > 300
    assert [text for text in texts if find(text)] == []
