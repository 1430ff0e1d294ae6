"""Slack's mrkdwn as it is stored, and the rich text block that Slack makes of it.

The rules are those of docs.slack.dev/messaging/formatting-message-text: `&`, `<` and `>`
are escaped unless they belong to a mention or a link, and bare addresses become links.
"""

from __future__ import annotations

import re

from app.sandbox.ids import short_id
from app.sandbox.wire import Json

_CONTROL = r"<(?:@[UWB][A-Z0-9]+|#[CGD][A-Z0-9]+|![a-z^][^<>\n]*|[a-z][a-z0-9+.-]*:[^<>\s|]+)(?:\|[^<>\n]*)?>"
_URL = r"https?://[^\s<>|`]*[^\s<>|`.,;:!?)\]'\"*_~]"
_TO_ESCAPE = re.compile(rf"{_CONTROL}|{_URL}|&(?!amp;|lt;|gt;)|<|>")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_QUOTES = r"(?P<quote>(?:^(?:&gt;|>) ?[^\n]*(?:\n|\Z))+)"
_QUOTE = re.compile(_QUOTES, re.MULTILINE)
_QUOTE_MARK = re.compile(r"^(?:&gt;|>) ?", re.MULTILINE)
_WITH_LISTS = re.compile(rf"{_QUOTES}|(?:^[ \t]*(?:[•-]|\d+\.) [^\n]*(?:\n|\Z))+", re.MULTILINE)
_LIST_ITEM = re.compile(r"^([ \t]*)([•-]|\d+\.) ([^\n]*)", re.MULTILINE)
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    rf"|(?P<angle>{_CONTROL})"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+'-]*[a-z_+-][a-z0-9_+'-]*(?:::skin-tone-[2-6])?):(?!\w)"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)
_STYLES = ("bold", "italic", "strike")
_INDENT = 4


def escaped(text: str) -> str:
    """`text` as Slack stores it: stray control characters escaped, addresses made links."""
    if "&" not in text and "<" not in text and ">" not in text and "://" not in text:
        return text
    return _TO_ESCAPE.sub(_escape, text)


def unescaped(text: str) -> str:
    """The characters that `&lt;`, `&gt;` and `&amp;` stand for."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(text: str, *, lists: bool = False) -> Json:
    """The rich text block that Slack makes of stored text.

    Args:
        text: as `escaped` gives it.
        lists: whether lines that start with a bullet become lists, as in a person's composer.
    """
    elements: list[Json] = []
    position = 0
    for fence in _FENCE.finditer(text):
        elements += _paragraphs(_between(text, position, fence.start()), lists=lists)
        elements.append(
            {"type": "rich_text_preformatted", "elements": _verbatim(fence[1]), "border": 0}
        )
        position = fence.end()
    elements += _paragraphs(_between(text, position, len(text)), lists=lists)
    return {"type": "rich_text", "block_id": short_id(), "elements": elements}


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ESCAPES:
        return _ESCAPES[found]
    return found if found.startswith("<") else f"<{found.replace('&amp;', '&')}>"


def _between(text: str, start: int, end: int) -> str:
    """A stretch without the line ends that touch a code block."""
    stretch = text[start:end]
    if start and stretch.startswith("\n"):
        stretch = stretch[1:]
    return stretch.removesuffix("\n") if end < len(text) else stretch


def _paragraphs(text: str, *, lists: bool) -> list[Json]:
    made: list[Json] = []
    position = 0
    for match in (_WITH_LISTS if lists else _QUOTE).finditer(text):
        made += _section(text[position : match.start()].removesuffix("\n"))
        if match["quote"]:
            made.append({"type": "rich_text_quote", "elements": _inline(_unquoted(match["quote"]))})
        else:
            made += _lists(match[0])
        position = match.end()
    return made + _section(text[position:])


def _section(text: str) -> list[Json]:
    return [{"type": "rich_text_section", "elements": _inline(text)}] if text else []


def _unquoted(text: str) -> str:
    return _QUOTE_MARK.sub("", text).removesuffix("\n")


def _lists(text: str) -> list[Json]:
    made: list[Json] = []
    for space, mark, item in _LIST_ITEM.findall(text):
        style = "bullet" if mark in "•-" else "ordered"
        indent = len(space.expandtabs(_INDENT)) // _INDENT
        section = {"type": "rich_text_section", "elements": _inline(item)}
        if made and (made[-1]["style"], made[-1]["indent"]) == (style, indent):
            made[-1]["elements"].append(section)
        else:
            made.append(
                {
                    "type": "rich_text_list",
                    "style": style,
                    "indent": indent,
                    "border": 0,
                    "elements": [section],
                }
            )
    return made


def _verbatim(text: str) -> list[Json]:
    """The inside of a code block: links stay links, everything else is text."""
    parts: list[Json] = []
    position = 0
    for match in re.finditer(_CONTROL, text):
        parts += _plain(text[position : match.start()], {})
        parts.append(_angle(match[0], {}))
        position = match.end()
    return parts + _plain(text[position:], {})


def _inline(text: str, style: Json | None = None) -> list[Json]:
    style = style or {}
    parts: list[Json] = []
    position = 0
    for match in _INLINE.finditer(text):
        parts += _plain(text[position : match.start()], style)
        parts += _marked(match, style)
        position = match.end()
    return parts + _plain(text[position:], style)


def _marked(match: re.Match[str], style: Json) -> list[Json]:
    kind = match.lastgroup or ""
    inside = match[kind]
    if kind in _STYLES:
        return _inline(inside, style | {kind: True})
    if kind == "code":
        return _plain(inside, style | {"code": True})
    if kind == "angle":
        return [_angle(inside, style)]
    name, _, tone = inside.partition("::skin-tone-")
    emoji = {"type": "emoji", "name": name} | ({"skin_tone": int(tone)} if tone else {})
    return [_styled(emoji, style)]


def _plain(text: str, style: Json) -> list[Json]:
    return [_styled({"type": "text", "text": unescaped(text)}, style)] if text else []


def _styled(element: Json, style: Json) -> Json:
    return element | {"style": style} if style else element


def _angle(token: str, style: Json) -> Json:
    target, _, label = token[1:-1].partition("|")
    return _styled(_reference(target, unescaped(label)), style)


def _reference(target: str, label: str) -> Json:
    match target[0], target[1:]:
        case "@", user:
            return {"type": "user", "user_id": user}
        case "#", channel:
            return {"type": "channel", "channel_id": channel}
        case "!", special:
            return _special(special, label)
    link = {"type": "link", "url": unescaped(target)}
    return link | {"text": label} if label else link


def _special(special: str, label: str) -> Json:
    name, *details = special.split("^")
    if name in {"here", "channel", "everyone"}:
        return {"type": "broadcast", "range": name}
    if name == "subteam":
        return {"type": "usergroup", "usergroup_id": details[0]}
    if name == "date" and len(details) > 1 and details[0].isdecimal():
        when = {"type": "date", "timestamp": int(details[0]), "format": details[1]}
        return when | ({"fallback": label} if label else {})
    return {"type": "text", "text": label or f"<!{special}>"}
