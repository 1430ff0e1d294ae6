"""Slack's tokens and entities, read and named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.slack.text import named, readable


@pytest.mark.parametrize(
    ("mrkdwn", "text"),
    [
        ("a &amp;&lt;b&gt; c", "a &<b> c"),
        ("&amp;lt;b&amp;gt; &amp;amp;", "&lt;b&gt; &amp;"),
        ("&copy; &quot;", "&copy; &quot;"),
        ("<@U1> <@W2|ada>", "<@U1> <@W2>"),
        ("<#C1|general> <#C2|> <#C3>", "<#C1|general> <#C2> <#C3>"),
        ("<!subteam^S1|@sre> <!subteam^S2>", "<!subteam^S1|@sre> <!subteam^S2>"),
        ("<!here> <!channel|channel> <!everyone|@everyone>", "@here @channel @everyone"),
        ("<https://a.test/?x=1&amp;y=2>", "https://a.test/?x=1&y=2"),
        ("<https://a.test|the &lt;doc&gt;>", "the <doc> (https://a.test)"),
        ("<mailto:a@b.test|a@b.test>", "mailto:a@b.test"),
        ("<tel:+123|call>", "call (tel:+123)"),
        ("<!date^1392734382^{date} at {time}|Feb 18>", "Feb 18"),
        ("<!date^1392734382^{date}>", "2014-02-18 14:39 UTC"),
        ("<!date^1392734382^{date}^https://a.test|Feb 18>", "Feb 18 (https://a.test)"),
        ("<!date^never^{date}>", "never"),
        ("<!unknown|shown>", "shown"),
        ("<!unknown>", "<!unknown>"),
        ("<!subteam^|x>", "x"),
        ("<@not an id> <#nor this> <plain> < >", "<@not an id> <#nor this> <plain> < >"),
        ("2 < 3 and <", "2 < 3 and <"),
    ],
)
def test_a_token_reads_as_a_person_sees_it(mrkdwn: str, text: str) -> None:
    assert readable(mrkdwn) == text


@given(st.text())
def test_entities_are_decoded_exactly_once(text: str) -> None:
    encoded = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert readable(encoded) == text


def test_people_groups_and_channels_are_named_when_shown() -> None:
    text = "<@U1> <@U2> in <#C1> <#C2|old> <#C3> with <!subteam^S1> <!subteam^S2|@ops>"
    names = {"U1": "Ada", "S1": "sre"}
    shown = named(text, names, {"C1": "inc-1"})
    assert shown == "@Ada @U2 in #inc-1 #old #C3 with @sre @ops"


def test_text_without_tokens_is_named_as_it_is() -> None:
    assert named("2 > 1", {}, {}) == "2 > 1"
