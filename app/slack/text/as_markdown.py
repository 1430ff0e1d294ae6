"""Readable text as Markdown (CommonMark, with strikethrough), for exports.

Formatting that Slack shows stays formatting; every other character is kept a character:
a line that begins with `#`, a stray `*` or a `<tag>` must not become something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_CODE_BLOCK = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_LONG_QUOTE = re.compile(r"^> “(.*?)”$", re.DOTALL | re.MULTILINE)
#: A bullet, a number, or the letters of a nested list; only the first two are Markdown's.
_ITEM = re.compile(
    r"(?P<indent>(?: {4})*)"
    r"(?:[•◦]|▪\ufe0e?|(?P<number>\d{1,9}\.)|(?<= )(?P<letter>[a-z]{1,7}\.)) (?P<item>.*)",
    re.DOTALL,
)
_ENDS = {"list": "\n", "quote": "  \n", "words": "  \n"}
_BACKTICKS = re.compile(r"`+")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?P<url>https?://[^\s<>()]+[^\s<>().,;:!?'\"*_~`\]}）」』。、])"
    r"|(?<![A-Za-z0-9*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z0-9_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![A-Za-z0-9~])"
)
_WRAPS = {"bold": "**", "italic": "*", "strike": "~~"}
_ACTIVE = re.compile(r"[\\`*<>\[\]#|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LEADING = re.compile(r"^(?:[-+=]|\d{1,9}[.)](?=\s|$))")


@dataclass(frozen=True, slots=True)
class _Line:
    #: words, quote, list or code.
    sort: str
    text: str
    #: How deep a list's item is nested.
    depth: int = 0


def to_markdown(text: str) -> str:
    """Readable text (see `message_text`, after `named`) as Markdown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    out: list[_Line] = []
    place = 0
    for found in _CODE_BLOCK.finditer(text):
        out += _lines(text[place : found.start()])
        out.append(_Line("code", _fenced(found[1])))
        place = found.end()
    out += _lines(text[place:])
    return _joined(out)


def _joined(lines: Iterable[_Line]) -> str:
    """Lines of one sort together, with a blank line where the sort changes."""
    out: list[str] = []
    before = _Line("", "")
    for line in lines:
        same = line.sort == before.sort and before.text
        # An item nested under nothing would be read as code.
        depth = min(line.depth, before.depth + 1) if before.sort == "list" else 0
        if line.text:
            ends = "\n\n" if not same or line.sort == "code" else _ENDS[line.sort]
            out += [ends if out else "", "    " * depth, line.text]
            before = _Line(line.sort, line.text, depth)
        else:
            before = _Line(before.sort, "", before.depth)
    return "".join(out)


def _fenced(code: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _lines(text: str) -> Iterator[_Line]:
    text = _with_quotes_marked(text.strip("\n"))
    for line in text.split("\n") if text else ():
        yield _line(line)


def _with_quotes_marked(text: str) -> str:
    """Each line of a quote of several lines begins with its mark."""
    # Beyond the last closing mark no quote ends: looking for it there, from each opening
    # one anew, would take a hostile text quadratic time.
    end = len(text) if text.endswith("”") else text.rfind("”\n") + 1
    marked = _LONG_QUOTE.sub(lambda found: "> " + found[1].replace("\n", "\n> "), text[:end])
    return marked + text[end:]


def _line(line: str) -> _Line:
    if line.startswith("> "):
        return _Line("quote", f"> {_inline(line[2:])}")
    if found := _ITEM.match(line):
        marker = found["number"] or "-"
        letter = f"{found['letter']} " if found["letter"] else ""
        item = f"{marker} {letter}{_inline(found['item'])}"
        return _Line("list", item, len(found["indent"]) // 4)
    words = line.lstrip(" \t")
    return _Line("words", "&nbsp;" * (len(line) - len(words)) + _inline(words) if words else "")


def _inline(text: str) -> str:
    out, place = [], 0
    for found in _INLINE.finditer(text):
        out += [_plain(text[place : found.start()]), _formatted(found)]
        place = found.end()
    out.append(_plain(text[place:]))
    return _LEADING.sub(_held, "".join(out))


def _formatted(found: re.Match[str]) -> str:
    sort = found.lastgroup or ""
    inside = found[sort]
    if sort == "code":
        return found[0]
    if sort == "url":
        return f"<{inside}>"
    return f"{_WRAPS[sort]}{_inline(inside)}{_WRAPS[sort]}"


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: f"\\{found[0]}", text.replace("&", "&amp;"))


def _held(found: re.Match[str]) -> str:
    """A line's first characters, so that they begin no list and underline no heading."""
    return f"{found[0][:-1]}\\{found[0][-1]}"
