"""What Slack adds to blocks that it takes: ids, and defaults spelled out."""

from __future__ import annotations

from app.sandbox.ids import short_id
from app.sandbox.wire import Json

#: Elements that need an action id of their own.
_ACTING = frozenset(
    {
        "button",
        "checkboxes",
        "datepicker",
        "datetimepicker",
        "email_text_input",
        "external_select",
        "channels_select",
        "conversations_select",
        "feedback_buttons",
        "file_input",
        "icon_button",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "number_input",
        "overflow",
        "plain_text_input",
        "radio_buttons",
        "rich_text_input",
        "static_select",
        "timepicker",
        "url_text_input",
        "users_select",
        "workflow_button",
    }
)


def completed(blocks: list[Json]) -> list[Json]:
    """The blocks, each with an id, in place."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = short_id()
        if block["type"] != "rich_text":
            _complete(block)
    return blocks


def _complete(value: Json) -> None:
    kind = value.get("type")
    if kind == "plain_text":
        value.setdefault("emoji", True)
        return
    if kind == "mrkdwn":
        value.setdefault("verbatim", False)
        return
    if kind in _ACTING and not value.get("action_id"):
        value["action_id"] = short_id()
    for inner in value.values():
        if isinstance(inner, dict):
            _complete(inner)
        elif isinstance(inner, list):
            for each in inner:
                if isinstance(each, dict) and each.get("type") != "rich_text":
                    _complete(each)
