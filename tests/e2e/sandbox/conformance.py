"""What Slack documents, to hold the sandbox's answers and events against."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema

DATA = Path(__file__).parents[2] / "data" / "slack"
SCHEMAS = DATA / "payload-schemas"
DIGEST: dict[str, Any] = json.loads((DATA / "bot_methods_digest.json").read_text())["methods"]

#: Errors that any method may answer (the common part of all methods' pages), and what the
#: documentation of arguments says of any method.
COMMON = {
    "access_denied", "account_inactive", "fatal_error", "internal_error", "invalid_arguments",
    "invalid_array_arg", "invalid_auth", "invalid_charset", "invalid_form_data", "invalid_json",
    "invalid_post_type", "json_not_object", "method_deprecated", "missing_post_type",
    "missing_scope", "no_permission", "not_allowed_token_type", "not_authed", "ratelimited",
    "request_timeout", "service_unavailable", "token_expired", "token_revoked",
    "unknown_method",
}  # fmt: skip
#: Errors that the digest does not list, and why the sandbox answers them all the same.
OBSERVED = {
    # The digest's page of these methods has no list of them.
    "conversations.leave": {
        "cant_leave_general", "channel_not_found", "is_archived", "last_member",
        "method_not_supported_for_channel_type",
    },
    "conversations.kick": {
        "cant_kick_from_general", "cant_kick_self", "channel_not_found", "not_in_channel",
        "user_not_found",
    },
    "conversations.mark": {"channel_not_found", "invalid_timestamp", "not_in_channel"},
    "conversations.close": {"channel_not_found", "method_not_supported_for_channel_type"},
    "chat.meMessage": {"channel_not_found", "is_archived", "not_in_channel"},
    "files.delete": {"cant_delete_file", "file_deleted", "file_not_found"},
    # Slack answers these for a thread_ts that is none; its pages do not say so.
    "chat.postMessage": {"invalid_thread_ts", "thread_not_found", "invalid_attachments"},
    "chat.postEphemeral": {"invalid_thread_ts", "thread_not_found"},
    "chat.update": {"is_archived"},
    "conversations.history": {"missing_scope", "invalid_limit"},
    "conversations.replies": {"not_in_channel"},
    "reactions.list": set(),
    "response_url": {
        "expired_url", "used_url", "invalid_payload", "no_text", "invalid_blocks",
        "message_not_found", "invalid_blocks_format",
    },
}  # fmt: skip
#: A message event's definition by its subtype.
MESSAGES = {
    "": "GenericMessageEvent",
    "bot_message": "BotMessageEvent",
    "channel_archive": "ChannelArchiveMessageEvent",
    "channel_join": "ChannelJoinMessageEvent",
    "channel_leave": "ChannelLeaveMessageEvent",
    "channel_name": "ChannelNameMessageEvent",
    "channel_purpose": "ChannelPurposeMessageEvent",
    "channel_topic": "ChannelTopicMessageEvent",
    "channel_unarchive": "ChannelUnarchiveMessageEvent",
    "file_share": "FileShareMessageEvent",
    "me_message": "MeMessageEvent",
    "message_changed": "MessageChangedEvent",
    "message_deleted": "MessageDeletedEvent",
    "message_replied": "MessageRepliedEvent",
    "thread_broadcast": "ThreadBroadcastMessageEvent",
}
EVENTS = {
    "app_home_opened": "AppHomeOpenedEvent",
    "app_mention": "AppMentionEvent",
    "channel_archive": "ChannelArchiveEvent",
    "channel_created": "ChannelCreatedEvent",
    "channel_left": "ChannelLeftEvent",
    "channel_rename": "ChannelRenameEvent",
    "channel_unarchive": "ChannelUnarchiveEvent",
    "file_shared": "FileSharedEvent",
    "group_archive": "GroupArchiveEvent",
    "group_left": "GroupLeftEvent",
    "group_rename": "GroupRenameEvent",
    "group_unarchive": "GroupUnarchiveEvent",
    "member_joined_channel": "MemberJoinedChannelEvent",
    "member_left_channel": "MemberLeftChannelEvent",
    "pin_added": "PinAddedEvent",
    "pin_removed": "PinRemovedEvent",
    "reaction_added": "ReactionAddedEvent",
    "reaction_removed": "ReactionRemovedEvent",
}


def allowed_errors(method: str) -> set[str]:
    """The error codes that a method may answer."""
    documented = set(DIGEST.get(method, {}).get("errors", ()))
    return documented | COMMON | OBSERVED.get(method, set())


@functools.cache
def _validator(schema: str, definition: str) -> jsonschema.protocols.Validator:
    document = json.loads((SCHEMAS / f"{schema}.schema.json").read_text())
    return jsonschema.Draft7Validator(
        {"$ref": f"#/definitions/{definition}", "definitions": document["definitions"]}
    )


def event_problems(event: dict[str, Any]) -> list[str]:
    """What is wrong with an inner event by Slack's own types."""
    event = _completed(event)
    if event["type"] == "message":
        definition = MESSAGES.get(event.get("subtype", ""))
    else:
        definition = EVENTS.get(event["type"])
    if definition is None:
        return [f"no definition for {event['type']} {event.get('subtype')}"]
    found = _problems(_validator("SlackEvent", definition), event)
    # The type says text; real messages (tests/data/slack-messages) have numbers.
    return [problem for problem in found if not _LINES.match(problem)]


def _completed(event: dict[str, Any]) -> dict[str, Any]:
    """An event with what its type asks of the messages inside of it.

    The types take a stored message and the event that told of it for one; a stored message
    has no channel of its own (nor has Slack's). Nor do they know tombstones.
    """
    where = {name: event[name] for name in ("channel", "channel_type", "event_ts") if name in event}
    event = dict(event)
    for name in ("message", "previous_message", "root"):
        inner = event.get(name)
        if isinstance(inner, dict) and "channel_type" in where:
            plain = inner.get("subtype") in {None, "tombstone"}
            event[name] = {k: v for k, v in inner.items() if not (plain and k == "subtype")} | where
    replies = event.get("message", {}).get("replies")
    if replies:
        event["message"]["replies"] = [{"type": "message", **where, **each} for each in replies]
    return event


def response_problems(method: str, body: dict[str, Any]) -> list[str] | None:
    """What is wrong with an answer by Slack's own types; None when there is no type for it."""
    name = "".join(part[:1].upper() + part[1:] for part in method.split(".")) + "Response"
    if not (SCHEMAS / f"{name}.schema.json").exists():
        return None
    found = _problems(_validator(name, name), body)
    # Some answers' types, which were generated from samples, know no plain text inside of
    # rich text; KnownBlock does, and blocks are held against that.
    return [problem for problem in found if not _INSIDE_RICH_TEXT.match(problem)]


_LINES = re.compile(r"files/\d+/lines(_more)?: \d+ is not of type 'string'")
_INSIDE_RICH_TEXT = re.compile(r".*blocks/\d+/elements/\d+/elements/\d+/type: 'text' is not one of")


def _problems(validator: jsonschema.protocols.Validator, value: Any) -> list[str]:
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in validator.iter_errors(value)
    ]
