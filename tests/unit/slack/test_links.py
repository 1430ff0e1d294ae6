"""Addresses of Slack's, computed and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.slack import links
from app.slack.links import Permalink, parse_permalink, permalink

URL = "https://ghostbusters.slack.com/"
TS = st.from_regex(r"[1-9][0-9]{9}\.[0-9]{6}", fullmatch=True)
CHANNEL = st.from_regex(r"[CG][A-Z0-9]{8,10}", fullmatch=True)


@pytest.mark.parametrize(
    ("ts", "thread", "address"),
    [
        ("1358546515.000008", "", f"{URL}archives/C1H9RESGA/p1358546515000008"),
        ("1358546515.000008", "1358546515.000008", f"{URL}archives/C1H9RESGA/p1358546515000008"),
        (
            "1358546517.000023",
            "1358546515.000008",
            f"{URL}archives/C1H9RESGA/p1358546517000023?thread_ts=1358546515.000008&cid=C1H9RESGA",
        ),
    ],
)
def test_a_permalink_is_what_chat_get_permalink_answers(ts: str, thread: str, address: str) -> None:
    assert permalink(URL, "C1H9RESGA", ts, thread) == address
    assert permalink(URL.rstrip("/"), "C1H9RESGA", ts, thread) == address


@given(CHANNEL, TS, TS | st.just(""))
def test_a_permalink_leads_back_to_its_message(channel: str, ts: str, thread: str) -> None:
    found = parse_permalink(permalink(URL, channel, ts, thread))
    assert found == Permalink(URL, channel, ts, thread if thread != ts else "")


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        (
            "<https://x.slack.com/archives/C1/p1746696527189289?thread_ts=1746689913.041539&amp;cid=C1|.>",
            Permalink("https://x.slack.com/", "C1", "1746696527.189289", "1746689913.041539"),
        ),
        (" https://x.slack.com/archives/C1/ ", Permalink("https://x.slack.com/", "C1")),
        ("http://127.0.0.1:9000/archives/C1/p1000000001000002",
         Permalink("http://127.0.0.1:9000/", "C1", "1000000001.000002")),
        ("https://x.slack.com/archives/C1/p1746696527189289?thread_ts=junk",
         Permalink("https://x.slack.com/", "C1", "1746696527.189289")),
        ("https://x.slack.com/archives/C1?thread_ts=1746689913.041539",
         Permalink("https://x.slack.com/", "C1")),
        ("https://x.slack.com/team/U1", None),
        ("https://x.slack.com/archives/C1/pnothing", None),
        ("slack://archives/C1/p1746696527189289", None),
        ("/archives/C1", None),
        ("https://[broken/archives/C1", None),
        ("", None),
    ],
)  # fmt: skip
def test_an_address_is_read_as_people_paste_it(pasted: str, found: Permalink | None) -> None:
    assert parse_permalink(pasted) == found


def test_links_open_channels_the_home_tab_and_people() -> None:
    assert links.channel_link(URL, "C1") == f"{URL}archives/C1"
    assert links.open_channel("T1", "C1") == "https://slack.com/app_redirect?team=T1&channel=C1"
    assert links.open_home("T1", "A1") == "slack://app?team=T1&id=A1&tab=home"
    assert links.open_person("T1", "U1") == "slack://user?team=T1&id=U1"


def test_mentions_are_found_with_and_without_names() -> None:
    text = "<@U1|ada> <@W2> <@U1> <#C1|inc> <#G2> <!subteam^S1|@sre> <!here> <https://U9.test>"
    assert links.mentioned_people(text) == ("U1", "W2")
    assert links.mentioned_channels(text) == ("C1", "G2")
    assert links.mentioned_groups(text) == ("S1",)


@pytest.mark.parametrize(
    ("word", "person", "channel"),
    [
        ("<@U1|ada>", "U1", ""),
        (" <@W1> ", "W1", ""),
        ("<#C1|general>", "", "C1"),
        ("<@U1> and", "", ""),
        ("@ada", "", ""),
        ("", "", ""),
    ],
)
def test_one_word_names_a_person_or_a_channel(word: str, person: str, channel: str) -> None:
    assert links.person_in(word) == person
    assert links.channel_in(word) == channel
