"""The inside of a statement: plain words, code, links and addresses, for each medium.

Statements quote what people typed. Nothing in them may become markup of the document:
only code in backticks and links to web addresses keep their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from markupsafe import Markup, escape

from app.postmortem.claims.find import trimmed

_PIECES = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<target>https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|(?P<url>https?://[^\s<>`|\"]+)"
)
_ACTIVE = re.compile(r"([\\`*\[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))")
_LEADING = re.compile(r"^(\s*)([#>+-]|\d{1,9}[.)])(?=\s|$|#)")


class Sort(StrEnum):
    """What a piece of a statement is."""

    WORDS = "words"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a statement."""

    sort: Sort
    text: str
    #: Web address of a link.
    target: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a text, in order; line ends are blanks."""
    text = " ".join(text.split())
    place = 0
    for match in _PIECES.finditer(text):
        if match.start() > place:
            yield Piece(Sort.WORDS, text[place : match.start()])
        place = match.end()
        if match["code"]:
            yield Piece(Sort.CODE, match["code"])
        elif match["target"]:
            yield Piece(Sort.LINK, match["label"], match["target"])
        else:
            target = trimmed(match["url"])
            place = match.start() + len(target)
            yield Piece(Sort.LINK, target, target)
    if place < len(text):
        yield Piece(Sort.WORDS, text[place:])


def to_markdown(text: str) -> str:
    """A text as Markdown (GitHub's and CommonMark's), safe in a line, an item or a table cell."""
    found = "".join(_markdown(piece) for piece in pieces(text))
    return _LEADING.sub(r"\1\\\2", found)


def _markdown(piece: Piece) -> str:
    if piece.sort is Sort.CODE:
        # A table cell ends at a pipe even inside code.
        return f"`{piece.text.replace('|', chr(92) + '|')}`"
    if piece.sort is Sort.LINK:
        target = piece.target.replace("|", "%7C")
        if piece.text == piece.target:
            return f"<{target}>"
        return f"[{_words(piece.text)}]({target})"
    return _words(piece.text)


def _words(text: str) -> str:
    text = _ACTIVE.sub(r"\\\1", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ESCAPED = re.compile(r"\\([\\`*\[\]|~_#>+.)-])")
_CODE = re.compile(r"((?<!\\)`[^`\n]+`)")
_ADDRESS = re.compile(r"<(https?://[^\s<>]+)>")


def from_markdown(text: str) -> str:
    """The text of a statement that `to_markdown` wrote, or a person in its place."""
    parts = _CODE.split(text)
    read = (
        part.replace("\\|", "|") if number % 2 else _read(part) for number, part in enumerate(parts)
    )
    return " ".join("".join(read).split())


def _read(words: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", _ADDRESS.sub(r"\1", words)))


def to_html(text: str) -> Markup:
    """A text as HTML: escaped, with code and links."""
    return Markup("").join(_html(piece) for piece in pieces(text))


def _html(piece: Piece) -> Markup:
    if piece.sort is Sort.CODE:
        return Markup("<code>{}</code>").format(piece.text)
    if piece.sort is Sort.LINK:
        return Markup('<a href="{}">{}</a>').format(piece.target, piece.text)
    return escape(piece.text)


def to_plain(text: str) -> str:
    """A text without any markup: a link as its words."""
    return "".join(piece.text for piece in pieces(text))
