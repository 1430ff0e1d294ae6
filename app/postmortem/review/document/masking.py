"""Markup out, places kept: every character keeps its position.

Rules read sentences, not markup, and must quote the file exactly. So markup is overwritten, one
character for one character, and an offset in the masked text is an offset in the file.
"""

import re
from collections.abc import Callable

#: Stands for code, addresses and commands: not a letter, so no rule reads into them.
OPAQUE = "\u2591"

_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,500})\](\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\))")
_REFERENCE = re.compile(r"\[([^\[\]\n]{1,500})\](\[[^\[\]\n]{0,200}\])")
_BRACKETED = re.compile(r"<(?:https?|ftp|mailto):[^<>\n]{0,2000}>")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\u2591]{1,2000}|\bwww\.[^\s<>\u2591]{1,2000}")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,2000}>")
_RUN = re.compile(r"`+")
_EMPHASIS = re.compile(r"\*+|~~+|(?<!\w)_+|_+(?!\w)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_TICK = re.compile(r"^(\s*)\[[ xX]?\](?=\s)")


def blank(text: str) -> str:
    """Return spaces for every character but line ends."""
    return re.sub(r"[^\n]", " ", text)


def _opaque(text: str) -> str:
    return re.sub(r"\S", OPAQUE, text)


def between(text: str, opening: str, closing: str, paint: Callable[[str], str]) -> str:
    """Overwrite every stretch from `opening` to `closing`; one left open is left alone."""
    pieces, at = [], 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        pieces += [text[at:start], paint(text[start : end + len(closing)])]
        at = end + len(closing)
    return "".join([*pieces, text[at:]])


def _code_spans(text: str) -> str:
    """Overwrite code spans: a run of backticks closes with the next run of the same length."""
    runs = [(m.start(), m.end()) for m in _RUN.finditer(text)]
    following: dict[int, int] = {}
    closes: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closes[index] = following.get(length)
        following[length] = index
    pieces, at, index = [], 0, 0
    while index < len(runs):
        close = closes[index]
        if close is None:
            index += 1
            continue
        start, end = runs[index][0], runs[close][1]
        pieces += [text[at:start], _opaque(text[start:end])]
        at, index = end, close + 1
    return "".join([*pieces, text[at:]])


def _link(match: re.Match[str]) -> str:
    return f" {match[1]} {blank(match[2])}"


def mask(text: str) -> str:
    """Return `text` with markup overwritten, of the same length, line for line."""
    text = between(text, "<!--", "-->", blank)
    text = between(text, "<%", "%>", blank)
    text = _code_spans(text)
    text = _IMAGE.sub(lambda m: blank(m[0]), text)
    text = _LINK.sub(_link, text)
    text = _REFERENCE.sub(_link, text)
    text = _BRACKETED.sub(lambda m: _opaque(m[0]), text)
    text = _ADDRESS.sub(lambda m: _opaque(m[0]), text)
    text = _TAG.sub(lambda m: blank(m[0]), text)
    text = _ENTITY.sub(lambda m: blank(m[0]), text)
    text = _ESCAPE.sub(" ", text)
    text = _EMPHASIS.sub(lambda m: blank(m[0]), text)
    return _TICK.sub(lambda m: blank(m[0]), text)
