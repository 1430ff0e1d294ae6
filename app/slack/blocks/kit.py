"""Block Kit's pieces, cut to Slack's limits.

Limits: docs.slack.dev, reference/block-kit; the tests hold every function here to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.slack.text import date_token, escape

Block = dict[str, Any]

SECTION_TEXT = 3000
FIELD_TEXT = 2000
HEADER_TEXT = 150
BUTTON_TEXT = 75
OPTION_TEXT = 75
MESSAGE_BLOCKS = 50
#: chat.update refuses more than this in `text`.
FALLBACK_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: blocks, and the text that notifications and old clients show."""

    text: str
    blocks: list[Block] = field(default_factory=list)


def cut(text: str, limit: int) -> str:
    """The text, with an ellipsis where it had to end."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


#: What begins a line of a list, and what fences code: on one line they show as they are.
_LAYOUT = re.compile(r"```|^\s*(?:[•◦▪*-]|\d{1,2}[.)])\s+", re.MULTILINE)


def one_line(text: str, limit: int) -> str:
    """Somebody's words on one line, without the lists and fences they were laid out in."""
    return cut(" ".join(_LAYOUT.sub("", text).split()), limit)


def plain(text: str, limit: int) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": True}


def mrkdwn(text: str, limit: int = SECTION_TEXT) -> Block:
    """A mrkdwn object; people's words in it are escaped already."""
    return {"type": "mrkdwn", "text": cut(text, limit)}


def header(text: str) -> Block:
    """A header."""
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def fields(texts: Sequence[str]) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, FIELD_TEXT) for text in texts[:10]]}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(block_id: str, *elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(
    label: str, action_id: str, value: str, *, style: str = "", confirm: Block | None = None
) -> Block:
    """A button; `style` is primary, danger or empty."""
    block: Block = {
        "type": "button",
        "text": plain(label, BUTTON_TEXT),
        "action_id": action_id,
        "value": value,
    }
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = confirm
    return block


def link_button(label: str, action_id: str, url: str) -> Block:
    """A button that opens an address."""
    return {
        "type": "button",
        "text": plain(label, BUTTON_TEXT),
        "action_id": action_id,
        "url": url,
    }


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> Block:
    """The question asked before a button acts."""
    return {
        "title": plain(title, 100),
        "text": mrkdwn(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str = "") -> Block:
    """One choice of a select, radio group or checkbox group."""
    block: Block = {"text": plain(text, OPTION_TEXT), "value": cut(value, OPTION_TEXT)}
    return {**block, "description": plain(description, OPTION_TEXT)} if description else block


def text_input(
    name: str,
    label: str,
    *,
    initial: str = "",
    hint: str = "",
    placeholder: str = "",
    multiline: bool = False,
    optional: bool = False,
    longest: int = 2500,
) -> Block:
    """A labelled text field; its block id and action id are `name`."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": longest,
    }
    if initial:
        element["initial_value"] = cut(initial, longest)
    if placeholder:
        element["placeholder"] = plain(placeholder, 150)
    return _input(name, label, element, hint=hint, optional=optional)


def select(action_id: str, placeholder: str, options: Sequence[Block]) -> Block:
    """A select that acts at once, for a row of actions."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder, 150),
        "options": list(options),
    }


def channel_input(name: str, label: str, *, hint: str = "") -> Block:
    """A labelled choice of one channel, which may stay empty."""
    element: Block = {
        "type": "conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return _input(name, label, element, hint=hint, optional=True)


def file_input(name: str, label: str, types: Sequence[str], *, hint: str = "") -> Block:
    """A labelled place for one file."""
    element: Block = {
        "type": "file_input",
        "action_id": name,
        "filetypes": list(types),
        "max_files": 1,
    }
    return _input(name, label, element, hint=hint, optional=True)


def select_input(
    name: str,
    label: str,
    options: Sequence[Block],
    *,
    initial: str = "",
    hint: str = "",
    dispatch: bool = False,
) -> Block:
    """A labelled select."""
    element: Block = {"type": "static_select", "action_id": name, "options": list(options)}
    _choose(element, options, initial)
    block = _input(name, label, element, hint=hint, optional=False)
    return {**block, "dispatch_action": True} if dispatch else block


def radio_input(
    name: str, label: str, options: Sequence[Block], *, initial: str = "", hint: str = ""
) -> Block:
    """A labelled radio group: up to ten choices, each with its description in sight."""
    element: Block = {"type": "radio_buttons", "action_id": name, "options": list(options)}
    _choose(element, options, initial)
    return _input(name, label, element, hint=hint, optional=False)


def checkbox_input(name: str, label: str, options: Sequence[Block]) -> Block:
    """Labelled checkboxes, none of them required."""
    element: Block = {"type": "checkboxes", "action_id": name, "options": list(options)}
    return _input(name, label, element, hint="", optional=True)


def date_input(name: str, label: str, *, initial: str = "", hint: str = "") -> Block:
    """A labelled date; `initial` is an ISO day."""
    element: Block = {"type": "datepicker", "action_id": name}
    if initial:
        element["initial_date"] = initial
    return _input(name, label, element, hint=hint, optional=False)


def person_input(
    name: str, label: str, *, initial: str = "", hint: str = "", optional: bool = False
) -> Block:
    """A labelled choice of one person."""
    element: Block = {"type": "users_select", "action_id": name}
    if initial:
        element["initial_user"] = initial
    return _input(name, label, element, hint=hint, optional=optional)


def _choose(element: Block, options: Sequence[Block], initial: str) -> None:
    chosen = [choice for choice in options if choice["value"] == initial]
    if chosen:
        element["initial_option"] = chosen[0]


def _input(name: str, label: str, element: Block, *, hint: str, optional: bool) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint, 2000)} if hint else block


def modal(
    callback: str, title: str, blocks: Sequence[Block], *, metadata: str, submit: str = ""
) -> Block:
    """A modal; without `submit` it can only be closed."""
    view: Block = {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, 24),
        "close": plain("Cancel" if submit else "Close", 24),
        "blocks": list(blocks)[:100],
        "private_metadata": metadata,
    }
    return {**view, "submit": plain(submit, 24)} if submit else view


def time_of(moment: datetime) -> str:
    """A time that each reader sees in their own zone; UTC where that fails."""
    return date_token(moment, "{time}")


def date_of(moment: datetime) -> str:
    """Date and time in the reader's zone; UTC where that fails."""
    return date_token(moment)


#: People and channels, the only tokens that Muster lets through from others' words.
_TOKEN = re.compile(r"(<@[UW][A-Z0-9]+>|<#[CG][A-Z0-9]+(?:\|[^<>|]*)?>)")


def spoken(text: str) -> str:
    """Somebody's words, escaped, with the people and channels in them still named by Slack."""
    parts = _TOKEN.split(text)
    return "".join(part if index % 2 else escape(part) for index, part in enumerate(parts))


def person(user: str) -> str:
    """A mention, or `nobody`."""
    return f"<@{user}>" if user else "nobody"
