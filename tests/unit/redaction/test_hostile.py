"""Hostile texts: the time to read any line grows with its length only."""

import time

import pytest

from app.redaction import Json, hide, redact, redact_value

SIZE = 100_000
#: Of the processor, not of the clock. Measured: the slowest takes 0.5 s on a slow core, and its
#: time grows with the length. One loop over all lengths, a quadratic rule, takes 15 s.
SECONDS = 4
UNITS = [
    "a",
    "1",
    "-",
    "@",
    "a@",
    "a@b.co ",
    "eyJ.",
    "-ghp_",
    "://a:",
    "https://a:b@c ",
    "a:",
    '"',
    "\\",
    "key",
    " ",
    "\n",
    "(",
    "<",
    "password=",
    "password: x ",
    'password="',
    "token is a ",
    "0123456789abcdef",
    "1 ",
    "1.1.1.1.",
    "<https://a|",
    "mysql -p",
    "curl -u ",
    "customer ",
    "DE89 ",
    "cookie: a=b;",
    "kind: Secret\ndata:\n a: b\n",
    "Basic ",
    '{"password":',
    "⟦",
    "⟦email-1⟧",
    "１",
    "\u200b",
    "authorization: ",
    "a:1:b:c:",
    "QUJD",
    "x.",
    "[redacted: ",
    "[redacted: email]",
    "&amp;",
    "12345678:",
    "$2a$",
    "sqlplus a/b@ ",
    "-----BEGIN RSA PRIVATE KEY-----",
    "-----END RSA PRIVATE KEY-----\n",
    "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n",
    'password: "hunter2x" ',
    "hunter2x password: hunter2x ",
    "+1 415 555 0100 ",
    "call 1-2-3 ",
    "api_key ",
    "Private-Lines: 3\n",
]


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_one_piece_repeated_is_read_in_linear_time(unit: str) -> None:
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    started = time.thread_time()
    redact(text)
    assert time.thread_time() - started < SECONDS


def test_a_line_of_a_megabyte_is_read() -> None:
    text = "x" * 500_000 + " password=hunter2x " + "y" * 500_000
    assert len(redact(text).findings) == 1


def test_many_secrets_in_one_text_are_all_replaced() -> None:
    text = "\n".join(f"user{n}@example.com DB_PASSWORD=hunter{n}x" for n in range(2_000))
    redacted = redact(text)
    assert len(redacted.findings) == 4_000
    assert "@example.com" not in redacted.text


def test_a_deep_structure_is_walked() -> None:
    value: Json = "ana@example.com"
    for _ in range(200):
        value = [value]
    assert "ana" not in repr(redact_value(value).value)


def test_ten_thousand_messages_are_hidden_in_one_call() -> None:
    texts = [
        f"message {n}: customer {10_000 + n % 50} wrote from c{n % 50}@example.com"
        for n in range(10_000)
    ]
    hidden = hide(texts)
    assert all("@" not in text for text in hidden.texts)
