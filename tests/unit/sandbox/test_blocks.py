"""What blocks may be: the limits that Slack documents, and what its own schemas allow."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.sandbox.validate.blocks import check_blocks
from app.sandbox.validate.check import LIMITS
from app.sandbox.validate.normal import completed
from app.sandbox.validate.views import check_view

DATA = Path(__file__).parents[2] / "data" / "slack"
KNOWN_BLOCK = jsonschema.Draft7Validator(
    json.loads((DATA / "payload-schemas" / "KnownBlock.schema.json").read_text())
)


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "One", value: str = "1") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "go", "text": plain("Go"), **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn("text"), **more}


def input_block(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"}
OPTIONS = [option()]
#: One of each kind, each of which both Slack's schema and the sandbox must take.
VALID: dict[str, dict[str, Any]] = {
    "section": section(fields=[mrkdwn("a"), plain("b")], accessory=button()),
    "header": {"type": "header", "text": plain("Head")},
    "divider": {"type": "divider", "block_id": "line"},
    "context": {"type": "context", "elements": [mrkdwn("a"), plain("b"), IMAGE]},
    "actions": {
        "type": "actions",
        "elements": [
            button(style="danger", value="v", url="https://example.com"),
            {"type": "static_select", "action_id": "s", "options": OPTIONS},
            {"type": "users_select", "action_id": "u", "placeholder": plain("Who")},
            {"type": "datepicker", "action_id": "d", "initial_date": "2026-03-09"},
            {"type": "timepicker", "action_id": "t", "initial_time": "14:05"},
            {"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1_700_000_000},
            {"type": "checkboxes", "action_id": "c", "options": OPTIONS},
            {"type": "radio_buttons", "action_id": "r", "options": OPTIONS},
            {"type": "overflow", "action_id": "o", "options": OPTIONS},
            {"type": "multi_users_select", "action_id": "mu", "max_selected_items": 2},
            {"type": "external_select", "action_id": "e", "min_query_length": 2},
            {"type": "conversations_select", "action_id": "cs", "filter": {"include": ["im"]}},
            {"type": "channels_select", "action_id": "ch"},
        ],
    },
    "input": input_block(
        {"type": "plain_text_input", "action_id": "t", "multiline": True, "max_length": 100},
        hint=plain("Hint"),
        optional=True,
        dispatch_action=True,
    ),
    "number": input_block({"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
    "email": input_block({"type": "email_text_input", "action_id": "m"}),
    "url": input_block({"type": "url_text_input", "action_id": "l"}),
    "file input": input_block({"type": "file_input", "action_id": "f", "filetypes": ["md"]}),
    "rich input": input_block({"type": "rich_text_input", "action_id": "ri"}),
    "image": IMAGE | {"title": plain("Title")},
    "rich_text": rich(
        {"type": "text", "text": "a", "style": {"bold": True}},
        {"type": "link", "url": "https://example.com", "text": "b"},
        {"type": "user", "user_id": "U0AIKO00000"},
        {"type": "emoji", "name": "tada"},
        {"type": "broadcast", "range": "here"},
        {"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "x"},
    ),
    "markdown": {"type": "markdown", "text": "**a**"},
    "table": {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "a"}, rich({"type": "text", "text": "b"})]],
        "column_settings": [{"align": "right", "is_wrapped": True}],
    },
    "video": {
        "type": "video",
        "title": plain("Video"),
        "alt_text": "v",
        "thumbnail_url": "https://example.com/t.png",
        "video_url": "https://example.com/v",
    },
    "context_actions": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "fb",
                "positive_button": {"text": plain("Good"), "value": "1"},
                "negative_button": {"text": plain("Bad"), "value": "0"},
            },
            {"type": "icon_button", "action_id": "ib", "icon": "trash", "text": plain("Delete")},
        ],
    },
    "card": {"type": "card", "title": mrkdwn("a"), "actions": [button()]},
    "carousel": {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("a")}]},
    "container": {
        "type": "container",
        "title": plain("Box"),
        "child_blocks": [{"type": "divider"}, section()],
        "width": "wide",
    },
    "data_table": {
        "type": "data_table",
        "caption": "Numbers",
        "rows": [
            [{"type": "raw_text", "text": "head"}],
            [{"type": "raw_number", "text": "1", "value": 1}],
        ],
    },
    "task_card": {"type": "task_card", "task_id": "1", "title": "Do", "status": "pending"},
    "plan": {
        "type": "plan",
        "title": "Plan",
        "tasks": [{"type": "task_card", "task_id": "1", "title": "Do", "status": "complete"}],
    },
}


@pytest.mark.parametrize("name", VALID)
def test_a_block_of_each_kind_is_taken_and_is_one_that_slack_knows(name: str) -> None:
    block = copy.deepcopy(VALID[name])
    assert check_blocks([block], "message") == []
    [whole] = completed([block])
    assert whole["block_id"]
    KNOWN_BLOCK.validate(whole)


def long(count: int) -> str:
    return "x" * count


SELECT = {"type": "static_select", "action_id": "s"}
#: Blocks that break one rule: where, and what Slack says.
BROKEN: list[tuple[str, dict[str, Any], str, str]] = [
    ("section text", section(text=mrkdwn(long(3001))), "/blocks/0/text/text", "less than 3001"),
    ("empty text", section(text=mrkdwn("")), "/blocks/0/text/text", "more than 0"),
    ("no text", {"type": "section"}, "/blocks/0", "either `text` or `fields`"),
    ("fields", section(fields=[plain("a")] * 11), "/blocks/0/fields", "no more than 10 items"),
    (
        "field text",
        section(fields=[plain(long(2001))]),
        "/blocks/0/fields/0/text",
        "less than 2001",
    ),
    (
        "header",
        {"type": "header", "text": plain(long(151))},
        "/blocks/0/text/text",
        "less than 151",
    ),
    (
        "header mrkdwn",
        {"type": "header", "text": mrkdwn("a")},
        "/blocks/0/text/type",
        "unsupported type: mrkdwn",
    ),
    (
        "context",
        {"type": "context", "elements": [mrkdwn("a")] * 11},
        "/blocks/0/elements",
        "no more than 10 items",
    ),
    (
        "actions",
        {"type": "actions", "elements": [button(action_id=str(n)) for n in range(26)]},
        "/blocks/0/elements",
        "no more than 25 items",
    ),
    (
        "button text",
        {"type": "actions", "elements": [button(text=plain(long(76)))]},
        "/blocks/0/elements/0/text/text",
        "less than 76",
    ),
    (
        "button value",
        {"type": "actions", "elements": [button(value=long(2001))]},
        "/blocks/0/elements/0/value",
        "less than 2001",
    ),
    (
        "button url",
        section(accessory=button(url="nonsense")),
        "/blocks/0/accessory/url",
        "invalid url",
    ),
    (
        "button style",
        section(accessory=button(style="pink")),
        "/blocks/0/accessory/style",
        "must be one of: primary, danger",
    ),
    (
        "select options",
        section(accessory=SELECT | {"options": [option(value=str(n)) for n in range(101)]}),
        "/blocks/0/accessory/options",
        "no more than 100 items",
    ),
    (
        "select without options",
        section(accessory=SELECT),
        "/blocks/0/accessory",
        "either `options` or `option_groups`",
    ),
    (
        "initial option",
        section(accessory=SELECT | {"options": OPTIONS, "initial_option": option("Two", "2")}),
        "/blocks/0/accessory",
        "exactly match",
    ),
    (
        "option text",
        section(accessory=SELECT | {"options": [option(long(76))]}),
        "/blocks/0/accessory/options/0/text/text",
        "less than 76",
    ),
    (
        "overflow",
        section(accessory={"type": "overflow", "action_id": "o", "options": OPTIONS * 6}),
        "/blocks/0/accessory/options",
        "no more than 5 items",
    ),
    (
        "checkboxes",
        section(accessory={"type": "checkboxes", "action_id": "c", "options": OPTIONS * 11}),
        "/blocks/0/accessory/options",
        "no more than 10 items",
    ),
    ("block id", section(block_id=long(256)), "/blocks/0/block_id", "less than 256"),
    ("unknown block", {"type": "banner"}, "/blocks/0/type", "unsupported type: banner"),
    ("unknown field", section(colour="red"), "/blocks/0", "invalid additional property: colour"),
    (
        "button as input",
        input_block(button()),
        "/blocks/0/element/type",
        "unsupported type: button",
    ),
    (
        "input label",
        input_block({"type": "plain_text_input", "action_id": "t"}, label=plain(long(2001))),
        "/blocks/0/label/text",
        "less than 2001",
    ),
    (
        "date",
        section(accessory={"type": "datepicker", "action_id": "d", "initial_date": "9 March"}),
        "/blocks/0/accessory/initial_date",
        "must be a date",
    ),
    (
        "confirm",
        section(accessory=button(confirm={"text": plain(long(301))})),
        "/blocks/0/accessory/confirm/text/text",
        "less than 301",
    ),
    (
        "image without address",
        {"type": "image", "alt_text": "a"},
        "/blocks/0",
        "exactly one of image_url or slack_file",
    ),
    (
        "table",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * 21]},
        "/blocks/0/rows/0",
        "no more than 20 items",
    ),
    ("alert in a message", {"type": "alert", "text": plain("a")}, "/blocks/0/type", "unsupported"),
    ("missing text", {"type": "header"}, "/blocks/0", "missing required field: text"),
]


@pytest.mark.parametrize(
    ("block", "pointer", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_rule_is_named_with_its_place(
    block: dict[str, Any], pointer: str, message: str
) -> None:
    problems = check_blocks([block], "message")
    assert any(p.pointer == pointer and message in p.message for p in problems), problems


def test_a_message_has_at_most_fifty_blocks() -> None:
    assert check_blocks([{"type": "divider"}] * 50, "message") == []
    [problem] = check_blocks([{"type": "divider"}] * 51, "message")
    assert problem.message == "no more than 50 items allowed"


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_a_view_has_at_most_a_hundred_blocks(surface: str) -> None:
    assert check_blocks([{"type": "divider"}] * 100, surface) == []
    assert check_blocks([{"type": "divider"}] * 101, surface) != []


def test_limits_over_a_whole_message_are_kept() -> None:
    half = {"type": "markdown", "text": long(6001)}
    assert check_blocks([half], "message") == []
    assert check_blocks([half, half], "message")[0].message == "must be less than 12001 characters"
    table = VALID["table"]
    assert check_blocks([table, table], "message")[0].message == "no more than 1 items allowed"
    full = {"type": "table", "rows": [[{"type": "raw_text", "text": long(10_001)}]]}
    assert check_blocks([full], "message")[0].pointer == "/blocks/0/rows"


def test_ids_are_unique() -> None:
    twice = [{"type": "divider", "block_id": "a"}] * 2
    assert check_blocks(twice, "message")[0].pointer == "/blocks/1/block_id"
    actions = {"type": "actions", "elements": [button(), button()]}
    assert check_blocks([actions], "message")[0].pointer == "/blocks/0/elements/1/action_id"


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("view", "pointer", "message"),
    [
        (modal(title=plain(long(25))), "/view/title/text", "less than 25"),
        (modal(submit=plain(long(25))), "/view/submit/text", "less than 25"),
        (modal(close=plain(long(25))), "/view/close/text", "less than 25"),
        (modal(private_metadata=long(3001)), "/view/private_metadata", "less than 3001"),
        (modal(callback_id=long(256)), "/view/callback_id", "less than 256"),
        ({"type": "modal", "blocks": []}, "/view", "missing required field: title"),
        (
            modal(blocks=[VALID["input"]]),
            "/view",
            "submit must be defined when blocks contains an input block",
        ),
        (modal(blocks=[VALID["table"]]), "/view/blocks/0/type", "unsupported type: table"),
        ({"type": "home"}, "/view/type", "must be a modal view"),
    ],
)
def test_a_view_that_breaks_a_rule_is_refused(
    view: dict[str, Any], pointer: str, message: str
) -> None:
    problems = check_view(view, "modal")
    assert any(p.pointer == pointer and message in p.message for p in problems), problems


def test_a_modal_may_hold_inputs_and_an_alert() -> None:
    alert = {"type": "alert", "text": plain("Careful"), "level": "warning"}
    blocks = [VALID["input"], VALID["number"], alert]
    assert check_view(modal(submit=plain("Send"), blocks=blocks), "modal") == []


def test_what_ships_is_what_slack_documents() -> None:
    assert json.loads((DATA / "block_kit_limits.json").read_text()) == LIMITS
