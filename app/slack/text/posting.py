"""People's words inside what Muster posts: they ping nobody and format nothing of ours.

mrkdwn has no escape for its marks, so a mark that could format is written as the sign
that looks like it. The words as they were are in the log and at the source.
"""

from __future__ import annotations

import re

_ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
_MARK = re.compile(r"[*_~`]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
#: Slack reads these only when a post asks for it; one careless argument must not ping.
_BROADCAST = re.compile(r"@(?=(?:channel|everyone|here|group)\b)")
_WORD_JOINER = "\u2060"
_SOFT_HYPHEN = "\u00ad"
_LEADING_QUOTE = re.compile(r"^(?=&gt;)", re.MULTILINE)
_FENCE = "```"


def encoded(text: str) -> str:
    """Slack's three entities written; nothing in it is a token any more."""
    return _BROADCAST.sub(f"@{_WORD_JOINER}", text.translate(_ENTITIES))


def escape(text: str) -> str:
    """Words as part of a sentence of Muster's: no mention, no link, no formatting.

    Name the people in it first (`named`): their tokens are words from here on.
    """
    return _LEADING_QUOTE.sub(_SOFT_HYPHEN, _MARK.sub(_inert, encoded(text)))


def quoted(text: str) -> str:
    """Words as a quote of their own lines, with the formatting that their author gave.

    No mark reaches past the quote: mrkdwn formats within a line, except for blocks of
    code, and those become one piece of code a line.
    """
    parts = encoded(text).split(_FENCE)
    if len(parts) % 2 == 0:
        last = parts.pop()
        parts[-1] += _ALIKE["`"] * 3 + last
    shown = (_code(part) if number % 2 else part for number, part in enumerate(parts))
    return "\n".join(f"> {line}" for line in "".join(shown).splitlines())


def _inert(found: re.Match[str]) -> str:
    """A mark between two letters, or between two spaces, formats nothing."""
    mark, text = found[0], found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    loose = before.isspace() and after.isspace()
    inside = before.isalnum() and after.isalnum()
    return mark if mark != "`" and (loose or inside) else _ALIKE[mark]


def _code(part: str) -> str:
    return "\n".join(
        f"`{line}`" if line.strip() and "`" not in line else _MARK.sub(_inert, line)
        for line in part.split("\n")
    )
