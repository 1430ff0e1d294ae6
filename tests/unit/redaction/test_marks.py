"""Marks: what stands where a value was, and that a second redaction finds nothing."""

from itertools import pairwise

import pytest
from hypothesis import given, settings

from app.redaction import (
    INTERNAL,
    OPERATORS,
    Audience,
    Kind,
    Person,
    find,
    redact,
    redact_line,
    wide,
)
from tests.unit.redaction.corpus import Case, positives
from tests.unit.redaction.fakes import Fakes
from tests.unit.redaction.fragments import anything, texts

PEOPLE = (
    Person("Alice Marie Smith", "the incident commander", ("asmith", "U012ABCDEF")),
    Person("José Núñez", "the database engineer"),
    Person("Will Young", "the scribe"),
    Person("Alice Jones", "the communications lead"),
)
WIDE = wide(PEOPLE)


def test_a_slack_token_becomes_a_mark_that_says_what_it_was() -> None:
    token = Fakes(1).make("slack-bot")
    assert redact(f"bot uses {token}.").text == "bot uses [redacted: slack token]."


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mail ana@example.com", "mail [redacted: email]"),
        ("call +1 415 555 0100 now", "call [redacted: phone number] now"),
        ("card 4111 1111 1111 1111", "card [redacted: card number]"),
        ("IBAN DE89 3704 0044 0532 0130 00!", "IBAN [redacted: iban]!"),
        ("blocked 203.0.113.9 today", "blocked [redacted: ip address] today"),
        ("dial tcp 10.12.8.137:3000", "dial tcp [redacted: private ip address]:3000"),
        ("customer 48213 cannot pay", "customer [redacted: account number] cannot pay"),
        ("ssn 219-09-9998", "ssn [redacted: national id]"),
        ("DB_PASSWORD=hunter2x", "DB_PASSWORD=[redacted: password]"),
        ("https://app:hunter2x@db1/x", "https://app:[redacted: url password]@db1/x"),
    ],
)
def test_each_kind_is_replaced_by_its_own_mark(text: str, redacted: str) -> None:
    assert redact(text).text == redacted


def test_a_text_that_gives_nothing_away_is_returned_as_it_is() -> None:
    text = "error rate is back to 0.2 %, closing INC-42"
    assert redact(text).text is text
    assert redact(text).findings == ()


def test_a_mark_in_the_text_is_left_alone_and_hides_nothing_beside_it() -> None:
    text = "password=[redacted: password] and token [redacted: slack token], mail a@b.example"
    assert redact(text).text.endswith("mail [redacted: email]")
    assert len(redact(text).findings) == 1


def test_a_made_up_mark_protects_nothing() -> None:
    key = Fakes(2).make("aws-id")
    assert key not in redact(f"[redacted: {key}]").text
    assert key not in redact(f"[redacted: nonsense {key.lower()}] {key}").text


@pytest.mark.parametrize(
    "audience", [INTERNAL, OPERATORS, WIDE], ids=["internal", "operators", "wide"]
)
def test_redacting_a_redacted_text_changes_nothing(audience: Audience) -> None:
    for case in positives():
        once = redact(case.text, audience).text
        assert redact(once, audience).text == once, case.id


@settings(max_examples=300)
@given(texts)
def test_redacting_twice_is_redacting_once_for_any_text(text: str) -> None:
    for audience in (INTERNAL, OPERATORS, WIDE):
        once = redact(text, audience).text
        assert redact(once, audience).text == once


@settings(max_examples=300)
@given(anything)
def test_any_characters_are_survived(text: str) -> None:
    assert isinstance(redact(text, WIDE).text, str)


@pytest.mark.parametrize("case", positives(), ids=lambda case: case.id)
def test_a_finding_never_shows_the_value(case: Case) -> None:
    for finding in find(case.text):
        shown = f"{finding!r} {finding.preview} {finding.advice}"
        for value in (*case.values, case.text[finding.start : finding.end]):
            assert len(value) < 4 or value not in shown


def test_a_secret_is_critical_and_must_be_rotated() -> None:
    (finding,) = find("DB_PASSWORD=hunter2x")
    assert finding.severity == "critical"
    assert finding.advice == "Rotate this password: whoever could read the text has it."


def test_a_token_shows_its_public_prefix_only() -> None:
    (finding,) = find(f"pushed {Fakes(3).make('github-classic')} by accident")
    assert finding.preview == "github token, begins ghp_, 40 characters"


@pytest.mark.parametrize(
    ("text", "severity"),
    [("ana@example.com", "high"), ("10.12.8.137", "low")],
)
def test_personal_data_is_high_and_our_own_addresses_are_low(text: str, severity: str) -> None:
    (finding,) = find(text)
    assert finding.severity == severity
    assert finding.advice.startswith("Remove this ")


def test_findings_are_in_order_and_apart() -> None:
    text = "ana@example.com DB_PASSWORD=hunter2x 203.0.113.9 ana@example.com"
    spans = [(f.start, f.end) for f in find(text)]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_log_line_keeps_private_addresses_and_loses_everything_else() -> None:
    line = "10.12.8.137 - client 203.0.113.9 user ana@example.com password=hunter2x"
    assert redact_line(line) == (
        "10.12.8.137 - client [redacted: ip address] user [redacted: email] password=[redacted: password]"
    )


def test_a_kind_that_an_audience_may_read_is_kept() -> None:
    audience = Audience(keep=frozenset({Kind.EMAIL}))
    assert redact("ana@example.com from 203.0.113.9", audience).text == (
        "ana@example.com from [redacted: ip address]"
    )


def test_no_audience_may_keep_secrets() -> None:
    with pytest.raises(ValueError, match="A secret cannot be kept"):
        Audience(keep=frozenset({Kind.CREDENTIAL}))


def test_a_value_found_once_is_hidden_wherever_it_stands_in_the_text() -> None:
    text = "password: hunter2x\nI typed hunter2x twice, xhunter2xy too"
    assert "hunter2x" not in redact(text).text


def test_a_plain_word_that_was_a_password_stays_a_word_elsewhere() -> None:
    redacted = redact("MYSQL_ROOT_PASSWORD=dragon\nthe dragon is a game").text
    assert redacted == "MYSQL_ROOT_PASSWORD=[redacted: password]\nthe dragon is a game"
