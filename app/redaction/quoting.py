"""Reading one value out of code, configuration or prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: No secret that a name announces is longer; keys in blocks have rules of their own.
_LONGEST = 2_000
_OPENING = re.compile(r"[@bBrRuUfFlL$]{0,2}(?P<quote>(?P<escape>\\{0,7})(?:\"\"\"|'''|```|[\"'`]))")
_RUN = re.compile(r"[^\s<>|]{1,500}")
_TO_TAG = re.compile(r"[^<>]{1,500}")
#: Where a bare value ends although no space follows: the next parameter or member.
_STOP = re.compile(
    r"&(?=[\w.%\[\]-]{1,40}=)|%26(?=[\w.%-]{1,40}%3[dD])|;(?=[\w .-]{1,40}=)|;$"
    r"|,(?=\\*[\"']?[\w.\-$]{1,40}\\*[\"']?[:=])|,$"
    r"|/(?=(?:user|id|pw|pass|password)[\w ]{0,10}[:=])"
    r"|\\[nrt](?![\w])|\\n(?=[A-Z_]{2,40}=)|\\*[\"'`](?=[,;:)\]}\s]|$)|\\+[\"']"
)
_TRAILING = ".,:;'\"`*_~"


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where it stands in the skeleton."""

    text: str
    start: int
    end: int
    #: Whether quotes enclose it.
    quoted: bool
    #: Whether its line ends behind it.
    last: bool = False


def quoted(text: str, start: int) -> Value | None:
    """The literal that begins at `start`, without its quotes.

    A literal whose end was cut off counts to the end of its line, because logs
    cut lines and the rest of a secret is a secret.
    """
    opening = _OPENING.match(text, start)
    if not opening:
        return None
    begin, quote = opening.end(), opening["quote"]
    stop = begin + _LONGEST
    end = text.find(quote, begin, stop)
    while end > 0 and not opening["escape"] and text[end - 1] == "\\" and text[end - 2] != "\\":
        end = text.find(quote, end + 1, stop)
    line = text.find("\n", begin, stop)
    if 0 <= line < (end if end >= 0 else stop) and len(quote) - len(opening["escape"]) == 1:
        end = line
    if end < 0:
        end = min(stop, len(text))
    value = text[begin:end].rstrip()
    return Value(value, begin, begin + len(value), quoted=True)


def unquoted(text: str, start: int, stop: str = "") -> Value | None:
    """The bare value that begins at `start`, up to what ends it in any syntax."""
    run = (_TO_TAG if stop else _RUN).match(text, start)
    if not run:
        return None
    value = run[0] if stop else _cut(run[0])
    value = value.rstrip() if stop else value
    end = start + len(value)
    return Value(value, start, end, quoted=False, last=_ends_line(text, end)) if value else None


def _cut(run: str) -> str:
    """Cut a run where the syntax around it goes on."""
    stop = _STOP.search(run, 1)
    value = run[: stop.start()] if stop else run
    if value.endswith("***"):
        return value
    return value[: _unopened(value)].rstrip(_TRAILING)


def _unopened(value: str) -> int:
    """Where a bracket closes that the value did not open, unless it goes on with a letter."""
    depth = 0
    for index, char in enumerate(value):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth < 0 and not value[index + 1 : index + 2].isalnum():
                return index
    return len(value)


def _ends_line(text: str, end: int) -> bool:
    line = text.find("\n", end, end + 40)
    rest = text[end : line if line >= 0 else end + 40].lstrip(" \t\r;'\"`*")
    return not rest or rest.startswith((",", "}", "#", "//", "\\n", "--"))
