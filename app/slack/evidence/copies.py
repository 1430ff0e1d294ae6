"""Payloads without the words of other messages that they repeat.

Those words have entries of their own. A second copy, in the raw payload of another entry,
would outlive the redaction of the first.
"""

from __future__ import annotations

from app.slack.text.payload import Json, items

#: The revision before, and the parent of a broadcast reply.
_COPIES = frozenset({"previous_message", "root"})


def without_copies(payload: Json, channel: str) -> Json:
    """A message, or an event about one, without the other messages of `channel` in it.

    A message that somebody shared on purpose stays: it is part of what they said.
    """
    inner = payload.get("message")
    if payload.get("subtype") == "message_locked":
        # Around the parent of the thread that was locked.
        payload = {name: value for name, value in payload.items() if name != "message"}
    elif isinstance(inner, dict):
        payload = {**payload, "message": _bare(inner, channel)}
    return _bare(payload, channel)


def _bare(message: Json, channel: str) -> Json:
    attachments = items(message.get("attachments"))
    kept = [one for one in attachments if not _repeats(one, channel)]
    if len(kept) < len(attachments):
        message = {**message, "attachments": kept}
    if _COPIES.isdisjoint(message):
        return message
    return {name: value for name, value in message.items() if name not in _COPIES}


def _repeats(attachment: object, channel: str) -> bool:
    """Whether it previews a message of the same channel."""
    return (
        isinstance(attachment, dict)
        and bool(attachment.get("is_msg_unfurl"))
        and not attachment.get("is_share")
        and attachment.get("channel_id") == channel
    )
