"""What people enter: the `state.values` of modals, App Homes and messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.sandbox.wire import Json

State = dict[str, dict[str, Json]]

#: For each element: the field of its value, and the field of its first value.
_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
_LISTS = frozenset(
    field for field, _ in _FIELDS.values() if field.endswith("s") and field != "files"
)
_ANYTHING = re.compile(r"(?s).*")
_FORMS = {
    "email_text_input": (
        re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
        "Please enter a valid email address.",
    ),
    "url_text_input": (re.compile(r"https?://\S+"), "Please enter a valid URL."),
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Field(NamedTuple):
    """An element that holds a value, and the block it is in."""

    block: Json
    element: Json

    @property
    def kind(self) -> str:
        """The element's type."""
        kind: str = self.element["type"]
        return kind

    @property
    def value_field(self) -> str:
        """Where the element's value stands in the state."""
        return _FIELDS[self.kind][0]


def fields(blocks: list[Json]) -> Iterator[Field]:
    """All elements that hold a value."""
    for block in blocks:
        elements = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        for element in elements:
            if isinstance(element, dict) and element.get("type") in _FIELDS:
                yield Field(block, element)
        yield from fields(block.get("child_blocks") or [])


def value_of(field: Field, value: object) -> Json:
    """An element's entry in the state; None is no value."""
    if value is None and field.value_field in _LISTS:
        value = []
    return {"type": field.kind, field.value_field: value}


def initial_state(blocks: list[Json]) -> State:
    """The state of a form that nobody has touched."""
    state: State = {}
    for field in fields(blocks):
        first = field.element.get(_FIELDS[field.kind][1])
        block = state.setdefault(field.block["block_id"], {})
        block[field.element["action_id"]] = value_of(field, first)
    return state


def kept_state(blocks: list[Json], entered: State) -> State:
    """The state after other blocks came: inputs with the same ids and kind keep their value."""
    state = initial_state(blocks)
    for block_id, actions in state.items():
        for action_id, fresh in actions.items():
            before = entered.get(block_id, {}).get(action_id)
            if before and before["type"] == fresh["type"]:
                actions[action_id] = before
    return state


def merged(blocks: list[Json], base: State, given: State) -> State:
    """`base` with what a person entered since, restricted to what the blocks hold."""
    state = kept_state(blocks, base)
    for block_id, actions in given.items():
        for action_id, value in actions.items():
            if action_id in state.get(block_id, {}):
                state[block_id][action_id] = value
    return state


def complaints(blocks: list[Json], state: State) -> dict[str, str]:
    """What Slack's own client would not let pass, by block id."""
    found: dict[str, str] = {}
    for field in fields(blocks):
        block = field.block
        if block["type"] != "input":
            continue
        entry = state.get(block["block_id"], {}).get(field.element["action_id"], {})
        value = entry.get(field.value_field)
        complaint = _complaint(field, value)
        if complaint:
            found[block["block_id"]] = complaint
    return found


def _complaint(field: Field, value: object) -> str:
    if value in (None, "", [], {}):
        return "" if field.block.get("optional") else "Please complete this required field."
    text = str(value)
    if field.kind == "plain_text_input":
        return _length_complaint(field.element, text)
    if field.kind == "number_input":
        return _number_complaint(field.element, text)
    form, complaint = _FORMS.get(field.kind, (_ANYTHING, ""))
    return "" if form.fullmatch(text) else complaint


def _length_complaint(element: Json, text: str) -> str:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(text) < shortest:
        return f"Please enter at least {shortest} characters."
    return f"Please enter no more than {longest} characters." if len(text) > longest else ""


def _number_complaint(element: Json, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        return "Please enter a number."
    if "." in text and not element.get("is_decimal_allowed"):
        return "Please enter a whole number."
    if "min_value" in element and float(text) < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and float(text) > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return ""
