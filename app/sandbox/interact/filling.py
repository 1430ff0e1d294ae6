"""Filling a form by what a person reads: labels and plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sandbox.forms import Field, State, fields, value_of
from app.sandbox.text.mrkdwn import rich_text
from app.sandbox.text.typed import message_text
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_TEXTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
_ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons"})
_SOME_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})


class FillError(ValueError):
    """A form has no such field, or a field no such value; the message says what there is."""


def fill(slack: Slack, blocks: list[Json], values: Json) -> State:
    """The state that plain values make.

    Keys are action ids, block ids or labels. Values are texts, an option's text or value, a
    person's or channel's name, a date, a time, or lists of them; None empties a field.

    Raises:
        FillError: when a key or a value fits nothing.
    """
    state: State = {}
    for key, value in values.items():
        field = _find(blocks, key)
        entry = value_of(field, _value(slack, field, value))
        state.setdefault(field.block["block_id"], {})[field.element["action_id"]] = entry
    return state


def choose(slack: Slack, block: Json, element: Json, value: object) -> Json:
    """The field that a choice on one element sets, such as `selected_option`.

    Raises:
        FillError: when the value fits nothing.
    """
    if element["type"] == "overflow":
        # Its choice looks like a select's; it keeps no value.
        element = element | {"type": "static_select"}
    field = Field(block, element)
    return {field.value_field: _value(slack, field, value)}


def _find(blocks: list[Json], key: str) -> Field:
    known = list(fields(blocks))
    for field in known:
        if key in {field.element["action_id"], field.block["block_id"]}:
            return field
    for field in known:
        if _label(field).casefold() == key.casefold():
            return field
    names = ", ".join(
        f"{_label(field) or field.block['block_id']} ({field.element['action_id']})"
        for field in known
    )
    raise FillError(f"no field {key!r}; there are: {names or 'none'}")


def _label(field: Field) -> str:
    label = field.block.get("label") or field.block.get("text") or {}
    return str(label.get("text", ""))


def _value(slack: Slack, field: Field, value: object) -> object:
    kind = field.kind
    if value is None:
        return None
    if kind in _TEXTS:
        return str(value)
    if kind == "rich_text_input":
        return rich_text(message_text(slack.world, str(value)), lists=True)
    if kind in _ONE_OPTION:
        return _option(field, value)
    if kind in _SOME_OPTIONS:
        wanted = _as_list(_offered(field) if value is True else value or [])
        return [each if isinstance(each, dict) else _option(field, each) for each in wanted]
    return _named(slack, field, value)


def _named(slack: Slack, field: Field, value: object) -> object:
    """People and channels by name; dates and times as they are."""
    kind = field.kind
    if "users" in kind or "conversations" in kind or "channels" in kind:
        if kind.startswith("multi_"):
            return [_id(slack, kind, each) for each in _as_list(value)]
        return _id(slack, kind, value)
    if kind == "file_input":
        return [{"id": str(each)} for each in _as_list(value)]
    return value


def _id(slack: Slack, kind: str, name: object) -> str:
    found = slack.world.person(str(name)) if "users" in kind else slack.world.channel(str(name))
    if found is None:
        raise FillError(f"there is no {'person' if 'users' in kind else 'channel'} {name!r}")
    return found.id


def _option(field: Field, wanted: object) -> Json:
    """The option with this value or text, or the only one whose text starts with it."""
    offered = _offered(field)
    if field.kind.endswith("external_select") and isinstance(wanted, dict):
        return wanted
    name = str(wanted).casefold()
    for option in offered:
        if name in {str(option.get("value")).casefold(), option["text"]["text"].casefold()}:
            return option
    alike = [option for option in offered if option["text"]["text"].casefold().startswith(name)]
    if len(alike) == 1:
        return alike[0]
    texts = ", ".join(option["text"]["text"] for option in offered)
    raise FillError(f"{_label(field)}: no option {wanted!r}; there are: {texts}")


def _offered(field: Field) -> list[Json]:
    groups = field.element.get("option_groups") or [field.element]
    return [option for group in groups for option in group.get("options") or []]


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]
