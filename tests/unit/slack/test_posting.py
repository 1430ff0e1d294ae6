"""People's words in Muster's posts ping nobody and format nothing of ours."""

from __future__ import annotations

import pytest
from hypothesis import given

from app.slack.text import escape, quoted
from tests.unit.slack import schemas

#: Everything that mrkdwn reads as a mention, a link or a date.
PINGS = ("<@", "<!", "<#", "<http", "@channel", "@here", "@everyone")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("*bold* _it_ ~no~ `rm`", "∗bold∗ ˍitˍ ∼no∼ ˋrmˋ"),
        ("snake_case 2 * 3 a*b", "snake_case 2 * 3 a*b"),
        ("rm -rf *", "rm -rf ∗"),
        ("> quote", "\u00ad&gt; quote"),
        ("mail me@here.test, @here", "mail me@\u2060here.test, @\u2060here"),
        ("", ""),
    ],
)
def test_words_in_a_sentence_are_only_words(words: str, shown: str) -> None:
    assert escape(words) == shown


@given(schemas.WORDS)
def test_no_words_ever_ping_or_link(words: str) -> None:
    for shown in (escape(words), quoted(words)):
        assert "<" not in shown
        assert not any(ping in shown for ping in PINGS)


@given(schemas.WORDS)
def test_no_mark_of_a_sentence_can_meet_one_of_ours(words: str) -> None:
    for line in f"*{escape(words)}*".split("\n"):
        for at, mark in enumerate(line):
            inner = line[at - 1 : at].strip() and line[at + 1 : at + 2].strip()
            if mark in "*_~" and inner:
                assert line[at - 1].isalnum()
                assert line[at + 1].isalnum()
    assert "`" not in escape(words)


@given(schemas.WORDS)
def test_every_line_of_a_quote_is_quoted(words: str) -> None:
    lines = quoted(words).splitlines()
    assert len(lines) == len(quoted(words).split("\n")) or not lines
    assert all(line.startswith("> ") for line in lines)
    assert "```" not in quoted(words)


def test_a_quote_keeps_the_formatting_of_its_author() -> None:
    assert quoted("*Down* since 9\nby `deploy`") == "> *Down* since 9\n> by `deploy`"


def test_code_in_a_quote_is_one_piece_a_line() -> None:
    assert quoted("see\n```\na < b\n\n*x* `y`\n```\nend") == (
        "> see\n> \n> `a &lt; b`\n> \n> ∗x∗ ˋyˋ\n> \n> end"
    )


def test_a_fence_that_nobody_closed_opens_nothing() -> None:
    assert quoted("a ``` b") == "> a ˋˋˋ b"
