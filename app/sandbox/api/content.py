"""What a message's arguments say: text, blocks, attachments, metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.sandbox.acts.posting import Content
from app.sandbox.errors import SlackError, invalid
from app.sandbox.text.mrkdwn import escaped
from app.sandbox.validate.blocks import check_blocks
from app.sandbox.validate.check import LIMITS
from app.sandbox.validate.normal import completed
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.api.call import Call

_LONGEST_TEXT = LIMITS["surface"]["message_text_truncated_at"]
_LONGEST_MARKDOWN = LIMITS["surface"]["markdown_text_arg"]
_MOST_ATTACHMENTS = LIMITS["surface"]["attachments_per_message"]


def content_of(call: Call, too_long: str = "msg_blocks_too_long") -> Content:
    """The content that a call's arguments describe.

    Args:
        call: the call.
        too_long: what Slack calls a markdown text that is too long, here.

    Raises:
        SlackError: no_text, invalid_blocks, invalid_attachments, markdown_text_conflict, ...
    """
    text = call.text("text")
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT]
        call.warn("message_truncated")
    content = Content(
        text=escaped(text),
        blocks=blocks_of(call.decoded("blocks", "invalid_blocks_format")),
        attachments=attachments_of(call.decoded("attachments", "invalid_attachments")),
        metadata=metadata_of(call.decoded("metadata", "invalid_metadata_format")),
    )
    if call.has("markdown_text"):
        _add_markdown(content, call.text("markdown_text"), too_long)
    if not content.text.strip() and not content.blocks and not content.attachments:
        raise SlackError("no_text")
    if content.blocks and not content.text:
        call.warn("missing_text_in_message")
    return content


def blocks_of(blocks: object) -> list[Json] | None:
    """Valid blocks, completed.

    Raises:
        SlackError: invalid_blocks_format, or invalid_blocks with what is wrong where.
    """
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = check_blocks(blocks, "message")
    if problems:
        raise invalid("invalid_blocks", problems)
    return completed(blocks)


def attachments_of(attachments: object) -> list[Json]:
    """Valid attachments, numbered.

    Raises:
        SlackError: invalid_attachments, too_many_attachments or invalid_blocks.
    """
    if not attachments:
        return []
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return [_attachment(index, each) for index, each in enumerate(attachments)]


def metadata_of(metadata: object) -> Json | None:
    """Metadata as Slack takes it: an event type and an object.

    Raises:
        SlackError: invalid_metadata_format or invalid_metadata_schema.
    """
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    return {"event_type": event_type, "event_payload": payload}


def _attachment(index: int, attachment: Json) -> Json:
    blocks = attachment.get("blocks")
    if blocks is not None:
        problems = check_blocks(blocks, "message", f"/attachments/{index}/blocks")
        if problems:
            raise invalid("invalid_blocks", problems)
        completed(cast("list[Json]", blocks))
    fallback = attachment.get("text") or "[no preview available]"
    return {"id": index + 1, "fallback": fallback} | attachment


def _add_markdown(content: Content, text: str, too_long: str) -> None:
    if content.text or content.blocks:
        raise SlackError("markdown_text_conflict")
    if len(text) > _LONGEST_MARKDOWN:
        raise SlackError(too_long)
    content.text = text
    content.blocks = completed([{"type": "markdown", "text": text}])
