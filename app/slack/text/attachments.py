"""Secondary attachments: what bots attach, messages that people share, link previews.

A link preview ("unfurl") is made by Slack or an app after the message was posted. Its
words are not the author's, it comes as a `message_changed` of its own, and so it is no
part of the message's text.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.slack.text import tokens
from app.slack.text.blocks import blocks_text
from app.slack.text.cover import both
from app.slack.text.files import file_text
from app.slack.text.payload import Json, items, mapping, mappings, string

#: What only a preview has; a message somebody shared on purpose has `is_share` as well.
_PREVIEW = (
    "original_url",
    "from_url",
    "is_msg_unfurl",
    "is_app_unfurl",
    "is_reply_unfurl",
    "is_thread_root_unfurl",
    "app_unfurl_url",
)
#: What Slack writes as the fallback of an attachment that has none.
_NO_FALLBACK = "[no preview available]"


def is_preview(attachment: Json) -> bool:
    """Whether the attachment previews a link and is not the author's own."""
    return not attachment.get("is_share") and any(attachment.get(name) for name in _PREVIEW)


def attachment_text(attachment: Json) -> str:
    """Everything an attachment shows; its fallback only where it shows nothing else."""
    parts = _shared(attachment) if attachment.get("is_share") else _parts(attachment)
    shown = "\n".join(part for part in parts if part)
    fallback = _read(attachment, "fallback")
    return shown or ("" if fallback == _NO_FALLBACK else fallback)


def _shared(attachment: Json) -> Iterator[str]:
    """A message of somebody else, shared: whose, where it lies, and its words, quoted."""
    whose = _author(attachment) or "somebody"
    where = tokens.decoded(string(attachment.get("from_url")))
    yield f"Shared message from {tokens.link(whose, where)}:"
    if words := _body(attachment):
        yield f"“{words}”"
    yield tokens.link(_read(attachment, "title"), _read(attachment, "title_link"))
    yield from _below(attachment)


def _parts(attachment: Json) -> Iterator[str]:
    yield _read(attachment, "pretext")
    yield tokens.link(_author(attachment), string(attachment.get("author_link")))
    yield tokens.link(_read(attachment, "title"), _read(attachment, "title_link"))
    yield _body(attachment)
    yield from _below(attachment)
    yield _read(attachment, "footer")


def _below(attachment: Json) -> Iterator[str]:
    for field in mappings(attachment.get("fields")):
        yield ": ".join(filter(None, [_read(field, "title"), _read(field, "value")]))
    for name in ("image_url", "thumb_url", "video_url"):
        if url := _read(attachment, name):
            yield f"[{name.removesuffix('_url')}] {url}"
    for file in mappings(attachment.get("files")):
        yield file_text(file)
    for action in mappings(attachment.get("actions")):
        yield tokens.link(f"[{_read(action, 'text')}]", _read(action, "url"))


def _author(attachment: Json) -> str:
    """Name, and the second name where it is another one."""
    name, second = _read(attachment, "author_name"), _read(attachment, "author_subname")
    return f"{name} {second}" if name and second and second != name else name or second


def _body(attachment: Json) -> str:
    """Its text and its blocks; those of the message that it shows, where it shows one."""
    text = string(attachment.get("text"))
    labels = tokens.labels_of(text)
    messages = [mapping(one.get("message")) for one in mappings(attachment.get("message_blocks"))]
    blocks = [*items(attachment.get("blocks"))]
    for message in messages:
        blocks += items(message.get("blocks"))
    return both(tokens.readable(text), blocks_text(blocks, labels))


def _read(value: Json, name: str) -> str:
    return tokens.readable(string(value.get(name)))
