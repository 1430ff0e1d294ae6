"""Block elements: buttons, selects, pickers, inputs."""

from __future__ import annotations

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
    one_of,
    pattern,
    shape,
    string,
    url,
)
from app.sandbox.validate.objects import (
    CONFIRM,
    DISPATCH,
    IMAGE_ELEMENT,
    OPTION,
    OPTION_GROUP,
    PLAIN_OPTION,
    plain,
)

_ACTION_ID = string(LIMITS["ids"]["action_id"], 1)
_PLACEHOLDER = plain(LIMITS["select"]["placeholder"])
_DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date such as 2026-03-09")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time such as 14:05")
_LONGEST_INPUT = LIMITS["plain_text_input"]["max_length"]
_COMMON: dict[str, Check] = {
    "type": string(),
    "action_id": _ACTION_ID,
    "confirm": CONFIRM,
    "focus_on_load": boolean,
}
_FILTER = shape(
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)


def _options(value: object, at: str, problems: Problems) -> None:
    """A static select has options or option groups, not both, and starts with one of them."""
    if not isinstance(value, dict):
        return
    if (value.get("options") is None) == (value.get("option_groups") is None):
        problems.append(Problem("must define either `options` or `option_groups`", at))


def _initial(value: object, at: str, problems: Problems) -> None:
    if not isinstance(value, dict):
        return
    first = value.get("initial_option")
    chosen = [first] if first is not None else value.get("initial_options") or []
    offered = [_key(option) for option in _offered(value)]
    if any(_key(option) not in offered for option in chosen):
        problems.append(Problem("initial options must exactly match options provided", at))


def _offered(value: dict[str, object]) -> list[object]:
    groups = value.get("option_groups") or [value]
    offered: list[object] = []
    for group in groups if isinstance(groups, list) else []:
        options = group.get("options") if isinstance(group, dict) else None
        offered += options if isinstance(options, list) else []
    return offered


def _key(option: object) -> object:
    if not isinstance(option, dict):
        return None
    label = option.get("text")
    return option.get("value"), label.get("text") if isinstance(label, dict) else None


def _select(extra: dict[str, Check], *rules: Check) -> Check:
    return shape(_COMMON | {"placeholder": _PLACEHOLDER} | extra, ("type",), *rules)


_MULTI: dict[str, Check] = {"max_selected_items": integer(1)}
_STATIC: dict[str, Check] = {
    "options": array(PLAIN_OPTION, LIMITS["select"]["options"], 1),
    "option_groups": array(OPTION_GROUP, LIMITS["select"]["option_groups"], 1),
}
_EXTERNAL: dict[str, Check] = {"min_query_length": integer(0)}
_CONVERSATIONS: dict[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": _FILTER,
}
_RESPONSE_URL: dict[str, Check] = {"response_url_enabled": boolean}
_TEXT_INPUT: dict[str, Check] = {
    "type": string(),
    "action_id": _ACTION_ID,
    "placeholder": _PLACEHOLDER,
    "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
    "initial_value": string(_LONGEST_INPUT),
}

SELECTS: dict[str, Check] = {
    "static_select": _select(_STATIC | {"initial_option": PLAIN_OPTION}, _options, _initial),
    "external_select": _select(_EXTERNAL | {"initial_option": PLAIN_OPTION}),
    "users_select": _select({"initial_user": string()}),
    "channels_select": _select({"initial_channel": string()} | _RESPONSE_URL),
    "conversations_select": _select(
        {"initial_conversation": string()} | _CONVERSATIONS | _RESPONSE_URL
    ),
    "multi_static_select": _select(
        _STATIC | _MULTI | {"initial_options": array(PLAIN_OPTION)}, _options, _initial
    ),
    "multi_external_select": _select(_EXTERNAL | _MULTI | {"initial_options": array(PLAIN_OPTION)}),
    "multi_users_select": _select({"initial_users": array(string())} | _MULTI),
    "multi_channels_select": _select({"initial_channels": array(string())} | _MULTI),
    "multi_conversations_select": _select(
        {"initial_conversations": array(string())} | _CONVERSATIONS | _MULTI
    ),
}
CHOICES: dict[str, Check] = {
    "checkboxes": shape(
        _COMMON
        | {
            "options": array(OPTION, LIMITS["radio_checkbox_options"], 1),
            "initial_options": array(OPTION),
        },
        ("type", "options"),
        _initial,
    ),
    "radio_buttons": shape(
        _COMMON
        | {
            "options": array(OPTION, LIMITS["radio_checkbox_options"], 1),
            "initial_option": OPTION,
        },
        ("type", "options"),
        _initial,
    ),
    "datepicker": _select({"initial_date": _DATE}),
    "timepicker": _select({"initial_time": _TIME, "timezone": string()}),
    "datetimepicker": shape(
        _COMMON | {"initial_date_time": integer(1_000_000_000, 9_999_999_999)}, ("type",)
    ),
}
_BUTTON: dict[str, Check] = {
    "type": string(),
    "action_id": _ACTION_ID,
    "text": plain(LIMITS["button"]["text"]),
    "style": one_of("primary", "danger"),
    "confirm": CONFIRM,
    "accessibility_label": string(LIMITS["button"]["accessibility_label"]),
}
BUTTON = shape(
    _BUTTON
    | {
        "value": string(LIMITS["button"]["value"]),
        "url": url(LIMITS["button"]["url"]),
    },
    ("type", "text"),
)
PRESSED: dict[str, Check] = {
    "button": BUTTON,
    "workflow_button": shape(_BUTTON | {"workflow": anything}, ("type", "text", "workflow")),
    "overflow": shape(
        _COMMON | {"options": array(PLAIN_OPTION, LIMITS["overflow_options"], 1)},
        ("type", "options"),
    ),
}
RICH_INPUT: dict[str, Check] = {
    "rich_text_input": shape(
        _TEXT_INPUT | {"initial_value": anything, "min_lines": integer(1), "max_lines": integer(1)},
        ("type",),
    )
}
TEXTS: dict[str, Check] = {
    "plain_text_input": shape(
        _TEXT_INPUT
        | {
            "multiline": boolean,
            "min_length": integer(0, LIMITS["plain_text_input"]["min_length_max"]),
            "max_length": integer(1, _LONGEST_INPUT),
        },
        ("type",),
    ),
    "email_text_input": shape(_TEXT_INPUT, ("type",)),
    "url_text_input": shape(_TEXT_INPUT, ("type",)),
    "number_input": shape(
        _TEXT_INPUT | {"is_decimal_allowed": boolean, "min_value": string(), "max_value": string()},
        ("type", "is_decimal_allowed"),
    ),
    "file_input": shape(
        {
            "type": string(),
            "action_id": _ACTION_ID,
            "filetypes": array(string()),
            "max_files": integer(1, 10),
        },
        ("type",),
    ),
}
_FEEDBACK = shape(
    {
        "text": plain(LIMITS["button"]["text"]),
        "value": string(LIMITS["button"]["value"]),
        "accessibility_label": string(LIMITS["button"]["accessibility_label"]),
    },
    ("text", "value"),
)
CONTEXT_ACTIONS: dict[str, Check] = {
    "feedback_buttons": shape(
        {
            "type": string(),
            "action_id": _ACTION_ID,
            "positive_button": _FEEDBACK,
            "negative_button": _FEEDBACK,
        },
        ("type", "positive_button", "negative_button"),
    ),
    "icon_button": shape(
        _BUTTON
        | {
            "icon": string(),
            "value": string(LIMITS["button"]["value"]),
            "visible_to_user_ids": array(string()),
        },
        ("type", "icon", "text"),
    ),
}

ACTION_ELEMENT = by_type(PRESSED | SELECTS | CHOICES | RICH_INPUT)
INPUT_ELEMENT = by_type(SELECTS | CHOICES | TEXTS | RICH_INPUT)
ACCESSORY = by_type(PRESSED | SELECTS | CHOICES | {"image": IMAGE_ELEMENT})
CONTEXT_ACTION = by_type(CONTEXT_ACTIONS)
