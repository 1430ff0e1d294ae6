"""Every piece of text in a payload, whatever its shape: the net under the renderers.

What a renderer does not know (a block of a newer Slack, a confirmation dialog) is found
here, so that no words are lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.slack.text import tokens
from app.slack.text.payload import string
from app.slack.text.tokens import decoded, readable

#: What a reader sees of a block whose type is known.
_TEXT_KEYS = frozenset(
    {
        "accessibility_label",
        "alt_text",
        "author_name",
        "body",
        "button_label",
        "caption",
        "description",
        "hint",
        "image_url",
        "initial_date",
        "initial_time",
        "initial_value",
        "label",
        "placeholder",
        "provider_name",
        "subtitle",
        "text",
        "title",
        "title_url",
        "url",
        "video_url",
    }
)
#: What is never for a reader, even in a block whose type is not known.
_CODES = frozenset({"type", "style", "color", "id", "ts", "token", "icon", "level", "mimetype"})
#: Who or what is named, and the key that holds its id.
_NAMING: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "user": ("user_id", tokens.person),
    "channel": ("channel_id", tokens.channel),
    "usergroup": ("usergroup_id", tokens.group),
}
_CODE_ENDINGS = ("_id", "_ids", "_ts", "_token", "icon_url", "avatar_url")


def known(key: str) -> bool:
    """Whether a key of a known block holds text."""
    return key in _TEXT_KEYS


def unknown(key: str) -> bool:
    """Whether a key of an unknown block may hold text."""
    return key not in _CODES and not key.endswith(_CODE_ENDINGS)


def leaves(value: object, wanted: Callable[[str], bool]) -> Iterator[str]:
    """The text under keys that are `wanted`, in order; each as a reader sees it.

    Not recursive: a payload may be nested deeper than Python's stack.
    """
    stack: list[tuple[str, object]] = [("text", value)]
    while stack:
        key, item = stack.pop()
        if isinstance(item, dict):
            stack.extend(reversed(_parts(item)))
        elif isinstance(item, list):
            stack.extend((key, one) for one in reversed(item))
        elif isinstance(item, str) and item and wanted(key):
            yield item


def text_of(value: object) -> str:
    """A text object (`mrkdwn` or `plain_text`) or a bare string, as a reader sees it."""
    if not isinstance(value, dict):
        return string(value)
    text = string(value.get("text"))
    kind = value.get("type")
    if kind == "mrkdwn":
        return readable(text)
    # Slack escapes &, < and > in plain text too (bolt-python issue 513).
    return decoded(text) if kind == "plain_text" else text


def _parts(item: dict[str, object]) -> list[tuple[str, object]]:
    if item.get("type") in ("mrkdwn", "plain_text"):
        return [("text", text_of(item))]
    return _named(item) or [(str(name), part) for name, part in item.items()]


def _named(item: dict[str, object]) -> list[tuple[str, object]]:
    """The token of whom an element of rich text names; its id alone is no text."""
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in _NAMING:
        return []
    key, token = _NAMING[kind]
    ident = string(item.get(key))
    return [("named", token(ident))] if ident else []
