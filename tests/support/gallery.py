"""One of each block and element that Slack knows, to be looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_SCHEMA = (
    Path(__file__).parents[1] / "data" / "slack" / "payload-schemas" / "KnownBlock.schema.json"
)
Json = dict[str, Any]


def types_in(*definitions: str) -> set[str]:
    """The types that unions of Slack's own schema allow, such as `KnownBlock`."""
    known = json.loads(_SCHEMA.read_text())["definitions"]
    found: set[str] = set()
    waiting = list(definitions)
    while waiting:
        definition = known[waiting.pop()]
        of = definition.get("properties", {}).get("type", {}).get("const")
        found |= {of} if of else set()
        parts = definition.get("anyOf", []) + definition.get("allOf", [])
        waiting += [part["$ref"].rsplit("/", 1)[1] for part in parts if "$ref" in part]
        found |= {
            part["properties"]["type"]["const"]
            for part in parts
            if "const" in part.get("properties", {}).get("type", {})
        }
    return found


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def rich(*elements: Json) -> Json:
    section = {"type": "rich_text_section", "elements": list(elements)}
    return {"type": "rich_text", "elements": [section]}


_SIZES = options("Small", "Medium", "Large")
_ASK = {"title": plain("Sure?"), "text": plain("It cannot be taken back."), "confirm": plain("Do")}
_STYLES = ("bold", "italic", "strike", "underline", "code")


def elements() -> list[Json]:
    """What may stand in an actions block."""
    return [
        {"type": "button", "text": plain("Plain")},
        {"type": "button", "text": plain("Primary"), "style": "primary"},
        {"type": "button", "text": plain("Danger"), "style": "danger", "confirm": _ASK},
        {"type": "button", "text": plain("Address"), "url": "https://example.com/runbook"},
        {"type": "overflow", "options": _SIZES},
        {"type": "checkboxes", "options": _SIZES, "initial_options": _SIZES[:1]},
        {"type": "radio_buttons", "options": _SIZES},
        *(
            {"type": kind, **more, "placeholder": plain(kind.replace("_", " "))}
            for kind, more in _CHOICES.items()
        ),
    ]


_CHOICES: dict[str, Json] = {
    "static_select": {"options": _SIZES},
    "external_select": {"min_query_length": 1},
    "users_select": {},
    "conversations_select": {},
    "channels_select": {},
    "multi_static_select": {
        "option_groups": [{"label": plain("Sizes"), "options": _SIZES}],
        "initial_options": _SIZES[1:],
    },
    "multi_external_select": {},
    "multi_users_select": {"initial_users": ["U0AIKO00000"]},
    "multi_conversations_select": {},
    "multi_channels_select": {},
    "datepicker": {"initial_date": "2026-03-09"},
    "timepicker": {"initial_time": "14:05"},
}


def inputs() -> list[Json]:
    """An input block of each element; each is called by its type."""
    texts: list[Json] = [
        {"type": "plain_text_input", "multiline": True, "max_length": 200},
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"},
        {"type": "email_text_input"},
        {"type": "url_text_input"},
        {"type": "rich_text_input"},
        {"type": "file_input", "filetypes": ["md", "txt"]},
        {"type": "datetimepicker"},
    ]
    taken = {"button", "overflow"}
    rest = [element for element in elements() if element["type"] not in taken]
    return [
        {
            "type": "input",
            "block_id": element["type"],
            "label": plain(element["type"]),
            "element": {**element, "action_id": "it"},
            "hint": plain(f"A {element['type']}"),
            "optional": True,
        }
        for element in (*texts, *rest)
    ]


def rich_texts() -> Json:
    """Everything that a rich text block may hold."""
    styled: list[Json] = [
        {"type": "text", "text": f"{style} ", "style": {style: True}} for style in _STYLES
    ]
    inline: list[Json] = [
        {"type": "link", "url": "https://example.com", "text": "link"},
        {"type": "user", "user_id": "U0AIKO00000"},
        {"type": "usergroup", "usergroup_id": "S0SRE000000"},
        {"type": "channel", "channel_id": "C0GENERAL00"},
        {"type": "team", "team_id": "T0SANDBOX00"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "tada"},
        {"type": "color", "value": "#c01343"},
        {"type": "date", "timestamp": 1_700_000_000, "format": "{date_long}", "fallback": "x"},
    ]
    spaced = [part for each in inline for part in (each, {"type": "text", "text": " "})]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "item"}]}
    lists = [
        {"type": "rich_text_list", "style": style, "indent": indent, "elements": [item, item]}
        for style, indent in (("ordered", 0), ("bullet", 1), ("ordered", 0))
    ]
    said = [{"type": "text", "text": "a line\nanother"}]
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [*styled, *spaced]},
            *lists,
            {"type": "rich_text_quote", "elements": said},
            {"type": "rich_text_preformatted", "elements": said},
        ],
    }


def messages(url: str) -> list[list[Json]]:
    """Blocks of messages that together show every block; `url` is the sandbox's, for pictures."""
    return [_ordinary(url), [{"type": "actions", "elements": elements()}], _tables(), _newer(url)]


def _ordinary(url: str) -> list[Json]:
    image = {"type": "image", "image_url": f"{url}/avatars/U0AIKO00000/72.svg", "alt_text": "face"}
    return [
        {"type": "header", "text": plain("Each block, once :tada:")},
        {"type": "section", "text": mrkdwn("*Section* with `code` and <https://example.com|link>")},
        {
            "type": "section",
            "fields": [mrkdwn(f"*Field {n}*\nvalue") for n in range(4)],
            "accessory": {"type": "overflow", "options": _SIZES},
        },
        {"type": "section", "text": plain("With a picture"), "accessory": image},
        {"type": "divider"},
        {"type": "context", "elements": [image, mrkdwn("_context_ by <@U0AIKO00000>")]},
        {**image, "title": plain("A picture")},
        {
            "type": "video",
            "title": plain("A video"),
            "title_url": "https://example.com/v",
            "alt_text": "v",
            "description": plain("How it went"),
            "thumbnail_url": f"{url}/avatars/U0BEN000000/72.svg",
            "video_url": "https://example.com/v",
        },
        rich_texts(),
        {
            "type": "markdown",
            "text": "## Markdown\n\n1. **bold**\n2. `code`\n\n|a|b|\n|-|-|\n|1|2|",
        },
    ]


def _tables() -> list[Json]:
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in ("ab", "cd")]
    number = {"type": "raw_number", "text": "12 %", "value": 12}
    points = [{"label": label, "value": n} for n, label in enumerate(("10:00", "11:00", "12:00"))]
    chart = {
        "type": "line",
        "series": [{"name": "errors", "data": points}],
        "axis_config": {"categories": ["10:00", "11:00", "12:00"]},
    }
    return [
        {
            "type": "table",
            "rows": [*cells, [rich({"type": "text", "text": "rich"}), number]],
            "column_settings": [{"is_wrapped": True}, {"align": "right"}],
        },
        {"type": "data_table", "caption": "Numbers", "rows": [cells[0], [cells[1][0], number]]},
        {"type": "data_visualization", "title": "Errors", "chart": chart},
    ]


def _newer(url: str) -> list[Json]:
    icon = {"type": "image", "image_url": f"{url}/avatars/U0DEV000000/72.svg", "alt_text": "icon"}
    button = {"type": "button", "text": plain("Open")}
    card = {
        "type": "card",
        "icon": icon,
        "title": mrkdwn("A card"),
        "subtitle": mrkdwn("below its title"),
        "body": mrkdwn("*body*"),
        "actions": [button],
    }
    task = {"type": "task_card", "task_id": "1", "title": "Look", "status": "in_progress"}
    done = task | {"task_id": "2", "status": "complete"}
    feedback = {
        "type": "feedback_buttons",
        "positive_button": {"text": plain("Good"), "value": "1"},
        "negative_button": {"text": plain("Bad"), "value": "0"},
    }
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
    source = {"type": "url", "url": "https://example.com", "text": "a source"}
    details = rich({"type": "text", "text": "details"})
    return [
        card,
        {"type": "carousel", "elements": [card | {"title": mrkdwn(f"Card {n}")} for n in (1, 2)]},
        {
            "type": "container",
            "title": plain("A container"),
            "is_collapsible": True,
            "child_blocks": [{"type": "section", "text": plain("inside")}],
        },
        task | {"details": details, "sources": [source], "task_id": "3"},
        {"type": "plan", "title": "A plan", "tasks": [done, task]},
        {"type": "context_actions", "elements": [feedback, trash]},
    ]
