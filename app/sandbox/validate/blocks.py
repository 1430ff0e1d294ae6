"""Blocks: each kind, and what all blocks of a message or a view must be together."""

from __future__ import annotations

from collections.abc import Iterable

from app.sandbox.validate.check import (
    LIMITS,
    Check,
    Problem,
    Problems,
    anything,
    array,
    boolean,
    by_type,
    integer,
    number,
    one_of,
    shape,
    string,
    too_long,
    too_many,
    url,
)
from app.sandbox.validate.elements import (
    ACCESSORY,
    ACTION_ELEMENT,
    BUTTON,
    CONTEXT_ACTION,
    INPUT_ELEMENT,
)
from app.sandbox.validate.objects import IMAGE_ELEMENT, IMAGE_FIELDS, has_image, mrkdwn, plain, text
from app.sandbox.validate.rich import RICH_TEXT
from app.sandbox.wire import Json

_MESSAGE, _MODAL, _HOME = "message", "modal", "home"
_MOST = {
    _MESSAGE: LIMITS["surface"]["message_blocks"],
    _MODAL: LIMITS["surface"]["modal_blocks"],
    _HOME: LIMITS["surface"]["home_blocks"],
}


def _block(fields: dict[str, Check], required: tuple[str, ...], *rules: Check) -> Check:
    base: dict[str, Check] = {
        "type": string(),
        "block_id": string(LIMITS["ids"]["block_id"]),
    }
    return shape(base | fields, ("type", *required), *rules)


def _section_has_text(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, dict) and not value.get("text") and not value.get("fields"):
        problems.append(Problem("must define either `text` or `fields`", at))


_RAW = {
    "raw_text": shape({"type": string(), "text": string()}, ("type", "text")),
    "raw_number": shape(
        {"type": string(), "text": string(), "value": number}, ("type", "text", "value")
    ),
    "rich_text": RICH_TEXT,
}
_CELL = by_type(_RAW)
_TASK = _block(
    {
        "task_id": string(0, 1),
        "title": string(0, 1),
        "details": RICH_TEXT,
        "output": RICH_TEXT,
        "sources": array(
            shape({"type": string(), "url": url(3000), "text": string()}, ("type", "url", "text"))
        ),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    ("task_id", "title", "status"),
)
_CARD = _block(
    {
        "title": mrkdwn(LIMITS["card"]["title"]),
        "subtitle": mrkdwn(LIMITS["card"]["subtitle"]),
        "body": mrkdwn(LIMITS["card"]["body"]),
        "subtext": mrkdwn(LIMITS["card"]["subtext"]),
        "icon": IMAGE_ELEMENT,
        "hero_image": IMAGE_ELEMENT,
        "actions": array(by_type({"button": BUTTON}), LIMITS["card"]["buttons"]),
    },
    (),
)
_PLAIN_KINDS: dict[str, Check] = {
    "section": _block(
        {
            "text": text(LIMITS["section"]["text"]),
            "fields": array(text(LIMITS["section"]["field_text"]), LIMITS["section"]["fields"], 1),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
        (),
        _section_has_text,
    ),
    "header": _block({"text": plain(LIMITS["header"]["text"])}, ("text",)),
    "divider": _block({}, ()),
    "context": _block(
        {
            "elements": array(
                by_type({"image": IMAGE_ELEMENT, "mrkdwn": text(), "plain_text": text()}),
                LIMITS["context"]["elements"],
                1,
            )
        },
        ("elements",),
    ),
    "actions": _block(
        {"elements": array(ACTION_ELEMENT, LIMITS["actions"]["elements"], 1)}, ("elements",)
    ),
    "input": _block(
        {
            "label": plain(LIMITS["input"]["label"]),
            "element": INPUT_ELEMENT,
            "hint": plain(LIMITS["input"]["hint"]),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        ("label", "element"),
    ),
    "image": _block(
        IMAGE_FIELDS | {"title": plain(LIMITS["image"]["title"])}, ("alt_text",), has_image
    ),
    "rich_text": RICH_TEXT,
    "video": _block(
        {
            "alt_text": string(),
            "author_name": string(LIMITS["video"]["author_name_lt"] - 1),
            "description": plain(LIMITS["video"]["description_lt"] - 1),
            "provider_icon_url": url(3000),
            "provider_name": string(),
            "title": plain(LIMITS["video"]["title_lt"] - 1),
            "title_url": url(3000),
            "thumbnail_url": url(3000),
            "video_url": url(3000),
        },
        ("alt_text", "title", "thumbnail_url", "video_url"),
    ),
}
_TABLE: dict[str, Check] = {
    "table": _block(
        {
            "rows": array(
                array(_CELL, LIMITS["table"]["cells_per_row"], 1), LIMITS["table"]["rows"], 1
            ),
            "column_settings": array(
                shape({"align": one_of("left", "center", "right"), "is_wrapped": boolean}),
                LIMITS["table"]["column_settings"],
            ),
        },
        ("rows",),
    )
}
_CONTAINED = _PLAIN_KINDS | _TABLE
_MESSAGE_KINDS: dict[str, Check] = _CONTAINED | {
    "markdown": _block({"text": string(0, 1)}, ("text",)),
    "context_actions": _block(
        {"elements": array(CONTEXT_ACTION, LIMITS["context_actions"]["elements"], 1)},
        ("elements",),
    ),
    "card": _CARD,
    "carousel": _block(
        {
            "elements": array(
                by_type({"card": _CARD}),
                LIMITS["carousel"]["cards_max"],
                LIMITS["carousel"]["cards_min"],
            )
        },
        ("elements",),
    ),
    "container": _block(
        {
            "title": plain(LIMITS["container"]["title"]),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(LIMITS["container"]["subtitle"]),
            "icon": IMAGE_ELEMENT,
            "child_blocks": array(by_type(_CONTAINED), LIMITS["container"]["child_blocks"]),
            "default_collapsed": boolean,
            "is_collapsible": boolean,
            "has_header_divider": boolean,
            "width": one_of("narrow", "standard", "wide", "full"),
        },
        ("child_blocks",),
    ),
    "data_table": _block(
        {
            "caption": string(),
            "page_size": integer(1, LIMITS["data_table"]["page_size_max"]),
            "row_header_column_index": integer(0),
            "rows": array(
                array(_CELL, LIMITS["data_table"]["columns_max"], 1),
                LIMITS["data_table"]["rows_incl_header_max"],
                LIMITS["data_table"]["rows_incl_header_min"],
            ),
        },
        ("caption", "rows"),
    ),
    "data_visualization": _block(
        {"title": string(LIMITS["data_visualization"]["title"], 1), "chart": anything},
        ("title", "chart"),
    ),
    "task_card": _TASK,
    "plan": _block(
        {"title": string(0, 1), "tasks": array(by_type({"task_card": _TASK}))}, ("title",)
    ),
}
_ALERT: dict[str, Check] = {
    "alert": _block(
        {
            "text": text(LIMITS["alert"]["text"]),
            "level": one_of("default", "info", "warning", "error", "success"),
        },
        ("text",),
    )
}
_KINDS = {
    _MESSAGE: array(by_type(_MESSAGE_KINDS), _MOST[_MESSAGE]),
    _MODAL: array(by_type(_PLAIN_KINDS | _ALERT), _MOST[_MODAL]),
    _HOME: array(by_type(_PLAIN_KINDS), _MOST[_HOME]),
}


def check_blocks(blocks: object, surface: str, at: str = "/blocks") -> Problems:
    """What is wrong with the blocks of a `message`, `modal` or `home`."""
    problems: Problems = []
    _KINDS[surface](blocks, at, problems)
    if isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks):
        _unique_ids(blocks, at, problems)
        if surface == _MESSAGE:
            _together(blocks, at, problems)
    return problems


def _unique_ids(blocks: list[Json], at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            problems.append(
                Problem("`block_id` must be unique in all blocks", f"{at}/{index}/block_id")
            )
        seen.add(block_id or "")
        elements = block.get("elements")
        if block.get("type") == "actions" and isinstance(elements, list):
            _unique_actions(elements, f"{at}/{index}/elements", problems)


def _unique_actions(elements: Iterable[object], at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, element in enumerate(elements):
        action = element.get("action_id") if isinstance(element, dict) else None
        if action and action in seen:
            problems.append(
                Problem("`action_id` must be unique in its block", f"{at}/{index}/action_id")
            )
        seen.add(action or "")


def _together(blocks: list[Json], at: str, problems: Problems) -> None:
    """Limits that count over a whole message; slack_sdk does not check them."""
    kinds = [block.get("type") for block in blocks]
    if "markdown" in kinds:
        longest = LIMITS["markdown"]["cumulative_text_per_payload"]
        texts = (block.get("text") for block in blocks if block.get("type") == "markdown")
        if sum(len(text) for text in texts if isinstance(text, str)) > longest:
            problems.append(too_long(longest, at))
    for kind, key in (("table", "per_message"), ("data_visualization", "per_message")):
        if kinds.count(kind) > LIMITS[kind][key]:
            problems.append(too_many(LIMITS[kind][key], at))
    for index, block in enumerate(blocks):
        if block.get("type") in {"table", "data_table"}:
            longest = LIMITS[block["type"]]["chars_all_cells_per_message"]
            if cell_characters(block.get("rows")) > longest:
                problems.append(too_long(longest, f"{at}/{index}/rows"))


def cell_characters(value: object) -> int:
    """How many characters all texts below `value` have together."""
    if isinstance(value, list):
        return sum(map(cell_characters, value))
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    below = cell_characters(value.get("elements"))
    return below + (len(own) if isinstance(own, str) else 0)
