"""Blocks become text without loss."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.slack.text import message_text, readable
from app.slack.text.tokens import decoded
from tests.unit.slack import schemas

#: String properties that no reader sees: ids, codes, addresses of icons.
CODES = {
    "action_id", "align", "block_id", "external_id", "filetypes", "format", "icon", "id",
    "include", "initial_channel", "initial_channels", "initial_conversation",
    "initial_conversations", "initial_user", "initial_users", "level", "max_value",
    "min_value", "provider_icon_url", "source", "status", "style", "task_id",
    "thumbnail_url", "timezone", "trigger_actions_on", "type", "unicode",
    "visible_to_user_ids", "width",
}  # fmt: skip
#: What a reader does see.
TEXTS = {
    "accessibility_label", "alt_text", "author_name", "caption", "channel_id", "fallback",
    "image_url", "initial_date", "initial_time", "initial_value", "name", "provider_name",
    "range", "team_id", "text", "title", "title_url", "url", "user_id", "usergroup_id",
    "value", "video_url",
}  # fmt: skip


def leaves(value: Any) -> Iterator[str]:
    """Everything a reader sees, collected without the code under test."""
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind in ("mrkdwn", "plain_text"):
        yield readable(value["text"]) if kind == "mrkdwn" else decoded(value["text"])
        return
    for name, part in value.items():
        if isinstance(part, str) and is_seen(name, value):
            yield part
        elif not isinstance(part, str):
            yield from leaves(part)


def is_seen(name: str, owner: dict[str, Any]) -> bool:
    if name == "name":
        return owner.get("type") == "emoji"
    if name == "value":
        return owner.get("type") == "color"
    if name == "url":
        # The picture of a custom emoji is no more text than an icon is.
        return owner.get("type") != "emoji"
    return name in TEXTS


def text_of(*blocks: Any) -> str:
    return message_text({"text": "", "blocks": list(blocks)})


def test_every_string_of_the_schema_is_known_as_text_or_code() -> None:
    assert schemas.string_properties() == CODES | TEXTS


@pytest.mark.parametrize("definition", schemas.block_definitions())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_text_of_a_block_occurs_in_the_text(definition: str, data: st.DataObject) -> None:
    block = data.draw(schemas.blocks_of(definition))
    text = text_of(block)
    for leaf in leaves(block):
        assert leaf in text


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(schemas.blocks(), schemas.WORDS)
def test_text_beside_blocks_is_never_lost(blocks: list[dict[str, Any]], said: str) -> None:
    text = message_text({"text": said, "blocks": blocks})
    words = "".join(letter for letter in readable(said) if letter.isalnum())
    kept = iter("".join(letter for letter in text if letter.isalnum()))
    assert all(letter in kept for letter in words)


def test_all_real_blocks_occur_in_the_text() -> None:
    for message in schemas.real_messages():
        text = message_text(message)
        for leaf in leaves(message.get("blocks", [])):
            assert leaf in text, message["ts"]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


IMAGE = {"type": "image", "alt_text": "a graph", "image_url": "https://x.test/g.png"}
BUTTON = {"type": "button", "text": plain("Open"), "url": "https://x.test/", "value": "secret"}


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ({"type": "header", "text": plain("R&amp;D &lt;down&gt;")}, "R&D <down>"),
        ({"type": "divider"}, "---"),
        (
            {"type": "section", "text": mrkdwn("*Up*"), "fields": [mrkdwn("*A*\n1"), plain("B")]},
            "*Up*\n*A*\n1\nB",
        ),
        ({"type": "section", "text": mrkdwn("See"), "accessory": BUTTON}, "See\n[Open] (https://x.test/)"),
        ({"type": "context", "elements": [IMAGE, mrkdwn("<@U1>")]}, "[image: a graph] https://x.test/g.png <@U1>"),
        ({**IMAGE, "title": plain("Errors")}, "Errors [image: a graph] https://x.test/g.png"),
        (
            {"type": "image", "alt_text": "a", "slack_file": {"id": "F1"}},
            "[image: a] F1",
        ),
        (
            {
                "type": "input",
                "label": plain("Impact"),
                "hint": plain("Who?"),
                "element": {
                    "type": "static_select",
                    "placeholder": plain("Pick"),
                    "option_groups": [
                        {"label": plain("G"), "options": [{"text": plain("one"), "value": "1"}]}
                    ],
                    "options": [{"text": plain("two"), "description": plain("all"), "value": "2"}],
                    "initial_option": {"text": plain("one"), "value": "1"},
                },
            },
            "Impact [Pick: G: one / two – all] = one\nWho?",
        ),
        (
            {
                "type": "actions",
                "elements": [
                    {**BUTTON, "confirm": {"title": plain("Sure?"), "text": mrkdwn("It *ends*"),
                                           "confirm": plain("Yes"), "deny": plain("No")}},
                    {"type": "datepicker", "initial_date": "2026-01-02"},
                    {"type": "workflow_button", "text": plain("Run"),
                     "workflow": {"trigger": {"url": "https://w.test"}}},
                ],
            },
            "[Open] (https://x.test/) = 2026-01-02 [Run] (https://w.test)\nSure? · It *ends* · Yes · No",
        ),
        (
            {
                "type": "video",
                "title": plain("Demo"),
                "title_url": "https://v.test",
                "alt_text": "a demo",
                "video_url": "https://v.test/e",
                "thumbnail_url": "https://v.test/t.png",
                "author_name": "Ada",
                "provider_name": "Tube",
                "description": plain("How"),
            },
            "Demo (https://v.test) [video: a demo] https://v.test/e\nAda, Tube\nHow",
        ),
        ({"type": "file", "external_id": "E1", "source": "remote"}, "[file E1]"),
        (
            {"type": "file", "file": {"id": "F1", "name": "a.txt", "permalink": "https://f.test"}},
            "[file] a.txt · https://f.test",
        ),
        ({"type": "markdown", "text": "**bold** [a](b)"}, "**bold** [a](b)"),
        ({"type": "alert", "level": "error", "text": mrkdwn("Down")}, "[error] Down"),
        ({"type": "alert", "text": mrkdwn("Down")}, "Down"),
        (
            {
                "type": "card",
                "title": mrkdwn("T"),
                "subtitle": mrkdwn("S"),
                "body": mrkdwn("B"),
                "hero_image": IMAGE,
                "actions": [BUTTON],
            },
            "T\nS\nB\n[image: a graph] https://x.test/g.png\n[Open] (https://x.test/)",
        ),
        (
            {"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("1")},
                                              {"type": "card", "title": mrkdwn("2")}]},
            "1\n2",
        ),
        (
            {
                "type": "container",
                "title": plain("Group"),
                "rich_text_title": rich({"type": "text", "text": "Rich"}),
                "subtitle": mrkdwn("Sub"),
                "child_blocks": [{"type": "header", "text": plain("In")},
                                 rich({"type": "text", "text": "side"})],
            },
            "Group\nRich\nSub\nIn\nside",
        ),
        (
            {
                "type": "table",
                "rows": [
                    [{"type": "raw_text", "text": "host"}, {"type": "raw_text", "text": "5xx"}],
                    [rich({"type": "text", "text": "web-1"}),
                     {"type": "raw_number", "text": "", "value": 12}],
                ],
            },
            "host | 5xx\nweb-1 | 12",
        ),
        (
            {"type": "data_table", "caption": "Errors", "rows": [[{"type": "raw_text", "text": "1"}]]},
            "Errors\n1",
        ),
        (
            {
                "type": "data_visualization",
                "title": "Rate",
                "chart": {
                    "type": "line",
                    "series": [{"name": "web", "data": [{"label": "9:00", "value": 5}]}],
                    "axis_config": {"x_label": "Hour"},
                },
            },
            "Rate line\nweb: 9:00 5\nHour",
        ),
        (
            {"type": "data_visualization", "title": "Share",
             "chart": {"type": "pie", "segments": [{"label": "eu", "value": 1}]}},
            "Share pie\neu 1",
        ),
        (
            {
                "type": "plan",
                "title": "Fix",
                "tasks": [
                    {
                        "type": "task_card",
                        "task_id": "1",
                        "title": "Look",
                        "status": "complete",
                        "details": rich({"type": "text", "text": "at logs"}),
                        "output": rich({"type": "text", "text": "none"}),
                        "sources": [{"type": "url", "url": "https://s.test", "text": "S"}],
                    }
                ],
            },
            "Fix\n[complete] Look\nat logs\nnone\nS (https://s.test)",
        ),
        (
            {
                "type": "context_actions",
                "elements": [
                    {"type": "feedback_buttons", "positive_button": {"text": plain("Good")},
                     "negative_button": {"text": plain("Bad")}},
                    {"type": "icon_button", "icon": "trash", "text": plain("Delete")},
                ],
            },
            "[Good] [Bad] [Delete]",
        ),
        (
            {"type": "call", "call": {"v1": {"name": "Bridge", "join_url": "https://c.test"}}},
            "[call: Bridge] (https://c.test)",
        ),
    ],
)  # fmt: skip
def test_a_block_reads_as_a_person_would_read_it(block: dict[str, Any], text: str) -> None:
    assert text_of(block) == text


def test_a_block_of_a_newer_slack_is_walked_for_its_text() -> None:
    block = {
        "type": "hologram",
        "block_id": "b1",
        "id": "H1",
        "mimetype": "x/y",
        "heading": plain("Big &amp; new"),
        "parts": [{"caption": "one", "user_id": "U1"}, rich({"type": "text", "text": "two"})],
    }
    assert text_of(block) == "Big & new\none\ntwo"


def test_an_element_of_a_newer_slack_is_walked_for_its_text() -> None:
    assert text_of(rich({"type": "hologram", "words": "hi"})) == "hi"
    strange = {"type": "rich_text", "elements": [{"type": "rich_text_hologram", "words": "hi"}]}
    assert text_of(strange) == "hi"


def test_a_select_shows_what_is_filled_in() -> None:
    field = {
        "type": "rich_text_input",
        "initial_time": "09:30",
        "initial_value": rich({"type": "text", "text": "typed"}),
        "initial_options": [{"text": plain("a")}, {"text": plain("b")}],
    }
    block = {"type": "input", "label": plain("Notes"), "element": field}
    assert text_of(block) == "Notes = typed, a, b, 09:30"


def test_containers_within_containers_end_where_slack_ends() -> None:
    block: dict[str, Any] = {"type": "header", "text": plain("deep")}
    for _ in range(500):
        block = {"type": "container", "child_blocks": [block]}
    assert text_of(block) == "deep"


def test_people_channels_and_times_that_are_picked_already_are_shown() -> None:
    picked = [
        {"type": "users_select", "placeholder": plain("Who"), "initial_user": "U1"},
        {"type": "multi_users_select", "initial_users": ["U1", "W2"]},
        {"type": "channels_select", "initial_channel": "C1"},
        {"type": "conversations_select", "initial_conversation": "U3"},
        {"type": "datetimepicker", "initial_date_time": 1392734382},
    ]
    assert text_of({"type": "actions", "elements": picked}) == (
        "[Who] = <@U1> = <@U1>, <@W2> = <#C1> = <@U3> = 2014-02-18 14:39 UTC"
    )
