"""Structures: every string of a payload, with its keys as context."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.redaction import INTERNAL, Json, Kind, redact_value, wide
from tests.unit.redaction.fakes import Fakes
from tests.unit.redaction.fragments import texts

SLACK = Path(__file__).parents[2] / "data" / "slack-messages" / "messages.jsonl"
TOKEN = Fakes(21).make("slack-bot")


def _rich_text(*elements: dict[str, Any]) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


@pytest.mark.parametrize(
    ("value", "redacted"),
    [
        ({"password": "geheim"}, {"password": "[redacted: password]"}),
        ({"user": {"apiKey": "Jhj7dfGGGhdkA9821kd"}}, {"user": {"apiKey": "[redacted: api key]"}}),
        ({"a": ["x", {"b": "ana@example.com"}]}, {"a": ["x", {"b": "[redacted: email]"}]}),
        ({"customer_id": "48213"}, {"customer_id": "[redacted: account number]"}),
        ({"customer_id": 48213}, {"customer_id": "[redacted: account number]"}),
        ({"card": 4111111111111111}, {"card": "[redacted: card number]"}),
        ({"phone": "415 555 0100"}, {"phone": "[redacted: phone number]"}),
        ({"tokens": ["9f8e7d6c5b4a39281706f5e4d3c2b1a0"]}, {"tokens": ["[redacted: secret]"]}),
        (
            [{"name": "DB_PASSWORD", "value": "geheim"}],
            [{"name": "DB_PASSWORD", "value": "[redacted: password]"}],
        ),
        (
            {"title": "Password", "value": "geheim", "short": True},
            {"title": "Password", "value": "[redacted: password]", "short": True},
        ),
        ("DB_PASSWORD=hunter2x", "DB_PASSWORD=[redacted: password]"),
    ],
)
def test_a_key_gives_its_value_meaning(value: Json, redacted: Json) -> None:
    assert redact_value(value).value == redacted


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        48213,
        "",
        [],
        {},
        {
            "ts": "1709971533.123456",
            "thread_ts": "1709971533.000100",
            "user": "U024BE7LH",
            "team": "T024BE7LD",
        },
        {
            "type": "message",
            "count": 12,
            "ok": True,
            "token_type": "bearer",
            "password": None,
            "secret": False,
        },
        {"name": "checkout", "value": "broken"},
        {"key": 17, "value": "x"},
        {"password": "${DB_PASSWORD}", "token": "<your-token>"},
    ],
)
def test_what_gives_nothing_away_is_returned_as_it_is(value: Json) -> None:
    result = redact_value(value)
    assert result.value is value
    assert result.findings == ()


def test_keys_are_kept_whatever_they_say() -> None:
    assert redact_value({"ana@example.com": "ana@example.com"}).value == {
        "ana@example.com": "[redacted: email]"
    }


def test_findings_say_where_in_the_structure_a_value_lies() -> None:
    result = redact_value({"blocks": [{"text": {"text": "mail ana@example.com"}}]})
    (finding,) = result.findings
    assert (finding.path, finding.start, finding.end) == ("blocks[0].text.text", 5, 20)


def test_the_pieces_of_a_rich_text_line_are_read_together() -> None:
    value = _rich_text(
        {"type": "text", "text": "password: "},
        {"type": "text", "text": "hunter2x", "style": {"code": True}},
    )
    assert json.dumps(redact_value(value).value).count("[redacted: password]") == 1


def test_a_token_that_is_split_over_two_pieces_is_hidden_in_both() -> None:
    value = _rich_text(
        {"type": "text", "text": f"x {TOKEN[:20]}"}, {"type": "text", "text": TOKEN[20:]}
    )
    shown = json.dumps(redact_value(value).value)
    assert TOKEN[:20] not in shown
    assert TOKEN[20:] not in shown


def test_a_link_in_rich_text_is_read_like_text() -> None:
    value = _rich_text(
        {"type": "link", "url": "https://app:hunter2x@db1/x"}, {"type": "emoji", "name": "fire"}
    )
    assert "hunter2x" not in json.dumps(redact_value(value).value)


def test_a_value_announced_in_one_member_is_hidden_in_all() -> None:
    value = {
        "text": "the password is hunter2x",
        "blocks": [{"text": "hunter2x"}],
        "raw": ["say hunter2x"],
    }
    assert "hunter2x" not in json.dumps(redact_value(value).value)


def test_an_audience_is_obeyed_inside_structures() -> None:
    result = redact_value({"text": "Stripe told ana@example.com"}, wide())
    assert result.value == {"text": "The payment provider told [redacted: email]"}


def test_of_a_real_workspace_only_one_signed_link_is_found() -> None:
    messages = [json.loads(line) for line in SLACK.read_text(encoding="utf-8").splitlines()]
    found = [finding for message in messages for finding in redact_value(message).findings]
    assert {(finding.rule, finding.path) for finding in found} == {
        ("aws-signature", "attachments[0].image_url"),
        ("opaque-value", "attachments[0].image_url"),
    }


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["text", "password", "name", "value", "url", "id", "token", "x"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(_JSON)
def test_redacting_a_redacted_structure_changes_nothing(value: Json) -> None:
    once = redact_value(value, INTERNAL).value
    assert redact_value(once, INTERNAL).value == once


@settings(max_examples=200)
@given(_JSON)
def test_a_structure_keeps_its_shape(value: Json) -> None:
    def shape(item: Json) -> Any:
        if isinstance(item, dict):
            return {key: shape(member) for key, member in item.items()}
        return [shape(member) for member in item] if isinstance(item, list) else None

    assert shape(redact_value(value).value) == shape(value)


def test_findings_of_one_string_are_in_order() -> None:
    findings = redact_value(["ana@example.com hunter2x DB_PASSWORD=hunter2x 203.0.113.9"]).findings
    assert {finding.kind for finding in findings} == {Kind.EMAIL, Kind.CREDENTIAL, Kind.IP}
    assert all(one.end <= other.start for one, other in pairwise(findings))
