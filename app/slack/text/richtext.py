"""Rich text: what people type, as Slack's own editor structures it.

The words of each element stand in the result exactly as they came. Styles are written as
in mrkdwn; lists, quotes and code as Slack writes them in a message's `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.slack.text import tokens
from app.slack.text.dates import timestamp_text
from app.slack.text.leaves import leaves, unknown
from app.slack.text.payload import Json, items, mapping, mappings, string

Labels = Mapping[str, str]

_BULLETS = ("•", "◦", "▪︎")
_MARKS = (("bold", "*"), ("italic", "_"), ("strike", "~"), ("code", "`"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LAST_ROMAN = 39
_INDENT = "    "
_DEEPEST = 8
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def rich_text(block: Json, labels: Labels) -> str:
    """A rich_text block as text; `labels` are names of channels and groups by id."""
    out: list[str] = []
    for element in mappings(block.get("elements")):
        piece = _part(element, labels)
        if out and piece and not out[-1].endswith("\n"):
            out.append("\n")
        if piece:
            out.append(piece)
    return "".join(out)


def _part(element: Json, labels: Labels) -> str:
    kind = element.get("type")
    if kind == "rich_text_section":
        return _inline(element, labels)
    if kind == "rich_text_list":
        return _list(element, labels)
    if kind == "rich_text_quote":
        return _quoted(_inline(element, labels))
    if kind == "rich_text_preformatted":
        return _bordered(element, _fenced(element, labels))
    return " ".join(leaves(element, unknown))


def _quoted(words: str) -> str:
    """A quote; one of several lines is closed by marks, since its words stay as they are."""
    return f"> “{words}”" if "\n" in words.rstrip("\n") else f"> {words}"


def _bordered(element: Json, text: str) -> str:
    return f"> {text}" if element.get("border") == 1 else text


def _fenced(element: Json, labels: Labels) -> str:
    code = "".join(_piece(one, labels) for one in mappings(element.get("elements")))
    return f"```\n{code}```" if code.endswith("\n") else f"```\n{code}\n```"


def _list(element: Json, labels: Labels) -> str:
    indent = min(max(_whole(element.get("indent")), 0), _DEEPEST)
    first = _whole(element.get("offset")) + 1
    ordered = element.get("style") == "ordered"
    lines = [
        f"{_INDENT * indent}{_marker(indent, number, ordered=ordered)} {_item(item, labels)}"
        for number, item in enumerate(mappings(element.get("elements")), first)
    ]
    return "\n".join(_bordered(element, line) for line in lines)


def _item(item: Json, labels: Labels) -> str:
    if item.get("type") == "rich_text_section":
        return _inline(item, labels)
    return " ".join(leaves(item, unknown))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _marker(indent: int, number: int, *, ordered: bool) -> str:
    """Slack's: 1. then a. then i., and its three bullets, each in turn by depth."""
    if not ordered:
        return _BULLETS[indent % len(_BULLETS)]
    return f"{(str, _letters, _roman)[indent % 3](number)}."


def _letters(number: int) -> str:
    return _LETTERS[number - 1] if 1 <= number <= len(_LETTERS) else str(number)


def _roman(number: int) -> str:
    if not 1 <= number <= _LAST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _inline(element: Json, labels: Labels) -> str:
    out: list[str] = []
    opened = ""
    for one in mappings(element.get("elements")):
        style = one.get("style")
        marks = _marks(style) if style else ""
        if marks != opened:
            out.append(opened[::-1] + marks)
            opened = marks
        out.append(_piece(one, labels))
    return "".join(out) + opened[::-1]


def _marks(style: object) -> str:
    styles = mapping(style)
    return "".join(mark for name, mark in _MARKS if styles.get(name) is True)


def _piece(one: Json, labels: Labels) -> str:
    kind = one.get("type")
    if kind == "text":
        return string(one.get("text"))
    draw = _PIECES.get(kind) if isinstance(kind, str) else None
    return draw(one, labels) if draw else " ".join(leaves(one, unknown))


def _link(one: Json, _: Labels) -> str:
    return tokens.link(string(one.get("text")), string(one.get("url")))


def _user(one: Json, _: Labels) -> str:
    return tokens.person(string(one.get("user_id")))


def _channel(one: Json, labels: Labels) -> str:
    ident = string(one.get("channel_id"))
    return tokens.channel(ident, labels.get(ident, ""))


def _group(one: Json, labels: Labels) -> str:
    ident = string(one.get("usergroup_id"))
    return tokens.group(ident, labels.get(ident, ""))


def _team(one: Json, _: Labels) -> str:
    return f"@{string(one.get('team_id'))}"


def _broadcast(one: Json, _: Labels) -> str:
    return f"@{string(one.get('range'))}"


def _emoji(one: Json, _: Labels) -> str:
    tone = f":skin-tone-{one['skin_tone']}:" if _whole(one.get("skin_tone")) else ""
    return " ".join(filter(None, [f":{string(one.get('name'))}:{tone}", _characters(one)]))


def _characters(one: Json) -> str:
    """`1f469-200d-1f4bb` as the emoji itself; empty where the code is none."""
    codes = string(one.get("unicode"))
    try:
        points = [int(code, 16) for code in codes.split("-")] if codes else []
    except ValueError:
        return ""
    valid = all(0 < point <= _LAST_CODE_POINT and point not in _SURROGATES for point in points)
    return "".join(map(chr, points)) if valid else ""


def _date(one: Json, _: Labels) -> str:
    label = string(one.get("fallback")) or timestamp_text(one.get("timestamp"))
    return tokens.link(label, string(one.get("url")))


def _color(one: Json, _: Labels) -> str:
    return string(one.get("value"))


def _canvas(one: Json, _: Labels) -> str:
    return f"canvas {string(one.get('file_id'))}"


_PIECES: dict[str, Callable[[Json, Labels], str]] = {
    "link": _link,
    "user": _user,
    "channel": _channel,
    "usergroup": _group,
    "team": _team,
    "broadcast": _broadcast,
    "emoji": _emoji,
    "date": _date,
    "color": _color,
    "canvas": _canvas,
}


def cell(value: Json, labels: Labels) -> str:
    """A table's cell: rich text, or raw text and numbers."""
    if value.get("type") == "rich_text":
        return rich_text(value, labels)
    return string(value.get("text")) or string(value.get("value"))


def rows(value: object, labels: Labels) -> list[str]:
    """Rows of cells as lines, `a | b | c`."""
    return [" | ".join(cell(one, labels) for one in mappings(row)) for row in items(value)]
