"""A message as readable text: its words, what is attached to it, its files."""

from __future__ import annotations

from collections.abc import Iterator

from app.slack.text import tokens
from app.slack.text.attachments import attachment_text, is_preview
from app.slack.text.blocks import blocks_text
from app.slack.text.cover import both
from app.slack.text.files import file_text
from app.slack.text.payload import Json, mapping, mappings, string


def message_text(message: Json) -> str:
    """What the author said, whole: text or blocks, attachments, files.

    People, channels and user groups stay tokens (see `named`). Link previews are left
    out, see `previews_text`. Any JSON object is taken.
    """
    words = _words(message)
    more = [part for part in _more(message) if part]
    return "\n".join([words, *more] if words else more) if more else words


def previews_text(message: Json) -> str:
    """What the previews of the message's links say: not the author's words."""
    found = mappings(message.get("attachments"))
    return "\n".join(filter(None, (attachment_text(one) for one in found if is_preview(one))))


def _words(message: Json) -> str:
    text = string(message.get("text"))
    blocks = message.get("blocks")
    if not blocks:
        return tokens.readable(text)
    return both(tokens.readable(text), blocks_text(blocks, tokens.labels_of(text)))


def _more(message: Json) -> Iterator[str]:
    for attachment in mappings(message.get("attachments")):
        if not is_preview(attachment):
            yield attachment_text(attachment)
    # Before 2018, a message had one file, and it lay under another name.
    for file in mappings(message.get("files") or [message.get("file")]):
        yield file_text(file)
    for name in ("room", "assistant_app_thread", "comment"):
        if name in message:
            yield _OTHERS[name](mapping(message[name]))


def _room(room: Json) -> str:
    """A huddle: its name and address; once it has ended, who took part."""
    called = tokens.link(string(room.get("name")) or "huddle", string(room.get("huddle_link")))
    if not room.get("has_ended"):
        return f"[{called}]"
    history = room.get("participant_history")
    people = [string(one) for one in history] if isinstance(history, list) else []
    took_part = " ".join(tokens.person(one) for one in people if one)
    return f"[{called} ended: {took_part}]" if took_part else f"[{called} ended]"


def _assistant(thread: Json) -> str:
    return string(thread.get("title"))


def _comment(comment: Json) -> str:
    return tokens.readable(string(comment.get("comment")))


_OTHERS = {"room": _room, "assistant_app_thread": _assistant, "comment": _comment}
