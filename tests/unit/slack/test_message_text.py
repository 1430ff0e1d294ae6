"""A whole message as text: words, attachments, files; nothing twice and nothing lost."""

from __future__ import annotations

from typing import Any

import pytest

from app.slack.text import message_text, previews_text


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def test_text_and_blocks_that_say_the_same_are_shown_once() -> None:
    message = {
        "text": "*Disk full* on web-1 :fire:",
        "blocks": [section("*Disk full* on `web-1` 🔥 :fire:")],
    }
    assert message_text(message) == "*Disk full* on `web-1` 🔥 :fire:"


def test_text_that_says_more_than_the_blocks_is_kept() -> None:
    message = {"text": "Disk full\nRunbook: https://r.test", "blocks": [section("Disk full")]}
    assert message_text(message) == "Runbook: https://r.test\nDisk full"


def test_text_with_the_same_words_in_another_order_is_not_taken_for_the_same() -> None:
    message = {"text": "API is down", "blocks": [section("API was up and then went down")]}
    assert message_text(message) == "API is down\nAPI was up and then went down"


def test_slacks_stand_in_for_missing_text_is_left_out() -> None:
    message = {"text": "This content can't be displayed.", "blocks": [section("Disk full")]}
    assert message_text(message) == "Disk full"


def test_an_emoji_with_a_digit_does_not_double_its_line() -> None:
    emoji = {"type": "emoji", "name": "one", "unicode": "0031-fe0f-20e3"}
    elements = [{"type": "rich_text_section", "elements": [emoji, {"type": "text", "text": " go"}]}]
    message = {"text": ":one: go", "blocks": [{"type": "rich_text", "elements": elements}]}
    assert message_text(message) == ":one: 1️⃣ go"


def test_blocks_alone_and_text_alone_are_enough() -> None:
    assert message_text({"blocks": [section("a")]}) == "a"
    assert message_text({"text": "a &lt;b&gt;"}) == "a <b>"
    assert message_text({}) == ""


def test_an_attachment_shows_all_its_parts_in_order() -> None:
    attachment = {
        "fallback": "not shown",
        "pretext": "New &amp; bad",
        "author_name": "Grafana",
        "author_subname": "prod",
        "author_link": "https://g.test",
        "title": "CPU",
        "title_link": "https://g.test/1",
        "text": "*90 %* on <https://h.test|web-1>",
        "fields": [{"title": "Host", "value": "web-1", "short": True}, {"value": 3}],
        "image_url": "https://g.test/i.png",
        "actions": [{"type": "button", "text": "Ack", "url": "https://g.test/ack"}],
        "files": [{"id": "F1", "name": "a.txt"}],
        "footer": "grafana v11",
        "color": "#F00",
    }
    assert message_text({"text": "", "attachments": [attachment]}).split("\n") == [
        "New & bad",
        "Grafana prod (https://g.test)",
        "CPU (https://g.test/1)",
        "*90 %* on web-1 (https://h.test)",
        "Host: web-1",
        "3",
        "[image] https://g.test/i.png",
        "[file] a.txt",
        "[Ack] (https://g.test/ack)",
        "grafana v11",
    ]


def test_an_attachment_with_blocks_shows_them_and_a_bare_one_its_fallback() -> None:
    blocks = {"fallback": "[no preview available]", "blocks": [section("from blocks")]}
    bare = {"fallback": "CPU &gt; 90 %"}
    nothing = {"fallback": "[no preview available]"}
    message = {"text": "hi", "attachments": [blocks, bare, nothing]}
    assert message_text(message) == "hi\nfrom blocks\nCPU > 90 %"


PREVIEW = {
    "from_url": "https://news.test/1",
    "original_url": "https://news.test/1",
    "title": "News",
    "title_link": "https://news.test/1",
    "text": "Somebody else's words",
}


def test_a_link_preview_is_not_the_authors_word() -> None:
    message = {"text": "<https://news.test/1>", "attachments": [PREVIEW]}
    assert message_text(message) == "https://news.test/1"
    assert previews_text(message) == "News (https://news.test/1)\nSomebody else's words"


@pytest.mark.parametrize("mark", ["is_msg_unfurl", "is_app_unfurl", "app_unfurl_url"])
def test_every_sort_of_preview_is_known(mark: str) -> None:
    assert message_text({"text": "x", "attachments": [{mark: "y", "text": "z"}]}) == "x"


def test_a_message_shared_on_purpose_is_quoted_with_its_author_and_place() -> None:
    rich = {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rolled back & done"}]}]}  # fmt: skip
    attachment = {
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": "https://x.slack.com/archives/C1/p1?thread_ts=1.2&amp;cid=C1",
        "author_name": "Ada",
        "author_subname": "Ada",
        "text": "Rolled back &amp; done",
        "fallback": "[May 1st] ada: Rolled back",
        "message_blocks": [{"message": {"blocks": [rich]}}],
    }
    assert message_text({"text": "see", "attachments": [attachment]}) == (
        "see\nShared message from Ada (https://x.slack.com/archives/C1/p1?thread_ts=1.2&cid=C1):\n"
        "“Rolled back & done”"
    )
    bare = {name: attachment[name] for name in ("is_share", "message_blocks")}
    assert message_text({"attachments": [bare]}).endswith("“Rolled back & done”")
    assert message_text({"attachments": [{"is_share": True}]}) == "Shared message from somebody:"


def test_an_alert_that_somebody_shares_keeps_its_title_fields_and_picture() -> None:
    alert = {
        "is_share": True,
        "author_name": "Grafana",
        "title": "CPU high",
        "title_link": "https://g.test/1",
        "fields": [{"title": "host", "value": "web-1"}],
        "image_url": "https://g.test/cpu.png",
    }
    assert message_text({"attachments": [alert]}) == (
        "Shared message from Grafana:\nCPU high (https://g.test/1)\nhost: web-1\n"
        "[image] https://g.test/cpu.png"
    )


def test_the_one_file_of_an_old_message_is_named() -> None:
    file = {"id": "F1", "name": "a.log", "filetype": "text", "size": 13}
    old = {"subtype": "file_share", "text": "uploaded a file", "file": file}
    assert message_text(old) == "uploaded a file\n[file] a.log · text · 13 bytes"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            {"id": "F1", "name": "cpu.png", "title": "CPU", "filetype": "png", "size": 1071435,
             "pretty_type": "PNG", "alt_txt": "a steep line",
             "permalink": "https://x.slack.com/files/U1/F1/cpu.png",
             "url_private": "https://files.slack.com/files-pri/T-F1/cpu.png?t=xoxe-123"},
            "[file] cpu.png · CPU · png · 1.07 MB · “a steep line” · https://x.slack.com/files/U1/F1/cpu.png",
        ),
        (
            {"id": "F1", "name": "a.txt", "title": "a.txt", "mimetype": "text/plain", "size": 13,
             "url_private": "https://files.slack.com/a.txt?t=xoxe-123&x=1"},
            "[file] a.txt · text/plain · 13 bytes · https://files.slack.com/a.txt?x=1",
        ),
        (
            {"id": "F1", "name": "Plan", "filetype": "gdoc", "mode": "external",
             "external_url": "https://docs.test/d?id=1&t=2", "size": 0},
            "[file] Plan · gdoc · https://docs.test/d?id=1&t=2",
        ),
        ({"id": "F1", "title": "はじめに", "filetype": "quip"}, "[file] はじめに · canvas"),
        ({"id": "F1", "title": "Note", "filetype": "space"}, "[file] Note · post"),
        ({"id": "F1", "mode": "tombstone"}, "[file F1: deleted]"),
        ({"id": "F1", "mode": "hidden_by_limit"}, "[file F1: hidden by the workspace's plan]"),
        ({"id": "F1", "file_access": "check_file_info"}, "[file F1: details not sent by Slack]"),
        ({"id": "F1", "name": "x", "size": 999_499}, "[file] x · 999 kB"),
        ({"id": "F1", "name": "x", "size": 999_500}, "[file] x · 1 MB"),
        ({"id": "F1", "name": "x", "size": 10**30}, "[file] x · 1e+06 TB"),
        ({"id": "F1", "name": "x", "permalink": "https://[broken"}, "[file] x · https://[broken"),
        ({"id": "F1", "name": "x", "initial_comment": {"comment": "look"}}, "[file] x · look"),
    ],
)  # fmt: skip
def test_a_file_says_what_it_is_and_where_without_a_token(file: dict[str, Any], text: str) -> None:
    assert message_text({"text": "", "files": [file]}) == text


def test_a_file_reads_the_same_in_every_language_of_slack() -> None:
    one = {"id": "F1", "name": "a", "filetype": "text", "pretty_type": "Plain Text"}
    other = {**one, "pretty_type": "プレーンテキスト"}
    assert message_text({"files": [one]}) == message_text({"files": [other]})


def test_huddles_assistant_threads_and_file_comments_have_their_words() -> None:
    room = {"name": "", "huddle_link": "https://h.test", "has_ended": False}
    ended = {**room, "has_ended": True, "participant_history": ["U1", "U2"]}
    assert message_text({"text": "A huddle started", "room": room}) == (
        "A huddle started\n[huddle (https://h.test)]"
    )
    assert message_text({"room": ended}) == "[huddle (https://h.test) ended: <@U1> <@U2>]"
    assert message_text({"room": {"name": "standup", "has_ended": True}}) == "[standup ended]"
    thread = {"text": "New chat", "assistant_app_thread": {"title": "Why is it slow?"}}
    assert message_text(thread) == "New chat\nWhy is it slow?"
    assert (
        message_text({"text": "commented", "comment": {"comment": "a &lt; b"}})
        == "commented\na < b"
    )


@pytest.mark.parametrize(
    "text",
    [
        "障害が発生しています。「DBが重い」です",
        "השרת נפל \u200fעכשיו",
        "العربية من اليمين",
        "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇯🇵 é ﷽",
        "x" * 40_000,
        "nul \0 and \ud83d lone",
    ],
)
def test_any_script_and_length_comes_through_unchanged(text: str) -> None:
    rich = {"type": "rich_text", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}]}  # fmt: skip
    assert message_text({"text": text}) == text
    assert message_text({"text": text, "blocks": [rich]}) == text
