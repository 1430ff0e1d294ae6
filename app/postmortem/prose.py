"""Entry texts as prose: names for mentions, code taken out, sentences on one line each.

What people write in a channel is Slack's or Markdown's, hard-wrapped or not. A document
quotes its sentences word for word; only markup goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_MENTION = re.compile(r"<(@|#|!subteam\^)([A-Z0-9]+)(?:\|([^<>]*))?>")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\]")
_COMMENT = re.compile(
    r"<!--.*?-->|</?(?:br|iframe|img|p|div|span|a|b|i|em|strong)\b[^>]*>", re.DOTALL
)
#: `[words][ref]` without its address, and footnote marks.
_REFERENCE = re.compile(r"\[([^\]\[]+)\]\[[^\]\[]*\]|\[\^[^\]]+\]")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__", re.DOTALL)
_SOFT = re.compile(r"(?<![\w*`/])([*_~])(?=[^\s*_~])([^*_~\n]*[^\s*_~])\1(?![\w*`/])")
_SOFT_MARKS = frozenset("*_~")
_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])")
_LEAD = re.compile(r"^\s*(?:[-*+•◦▪]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>+\s?|\|\s*)+")
_STARTS_ITEM = re.compile(r"\s*(?:[-*+•◦▪]\s|\d{1,2}[.)]\s|#{1,6}\s|>|\|)")
_END = re.compile(
    r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[`@#*_]*[A-Z0-9])|(?<=[a-z]{3}[.!?])\s+(?=[a-z`])|(?<=[。！？])"
)
#: A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|cf|incl|no|nr|dr|mr|mrs|ms|st|fig|resp|a\.m|p\.m"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.[\"'”’)\]]*\s*$",
    re.IGNORECASE,
)
#: A line this long that ends without a stop was wrapped; its sentence goes on below.
_WRAPPED = 72
_GOES_ON = re.compile(
    r"(?:\b(?:the|an?|of|to|and|or|in|on|at|for|with|that|which|by|is|are|was|were|be|as|from|its?|this|our|not)|[,(])$",
    re.IGNORECASE,
)
#: After code or brackets a line that begins so is a new sentence, however long the last one was.
_BEGINS = re.compile(r"(?:Also|Note|Then|Now|After|We|I|It|This|That|The|There|They|Next)\b")
#: Machine-made text without full stops is read in pieces of this length.
_LONGEST = 600


def named(text: str, names: Mapping[str, str]) -> str:
    """The text with people, groups and channels by name where the name is known."""

    def name(found: re.Match[str]) -> str:
        sigil, ident, label = found.groups(default="")
        if sigil == "#":
            return f"#{label or names.get(ident) or ident}"
        return names.get(ident) or label.removeprefix("@") or ident

    return _MENTION.sub(name, text) if "<" in text else text


def has_code(text: str) -> bool:
    """Whether the text holds a block of code or of a log."""
    return "```" in text


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order, each on one line and without markup.

    Blocks of code are left out; inline code, addresses and links stay.
    """
    found = []
    for paragraph in _paragraphs(bare(text)):
        found += [piece for piece in _split(paragraph) if _says(piece)]
    return found


def bare(text: str) -> str:
    """The text without markup and blocks of code; inline code and links stay."""
    if "```" in text:
        text = _FENCE.sub("\n\n", text)
    if "<" in text:
        text = _COMMENT.sub(" ", text)
    if "[" in text:
        text = _REFERENCE.sub(lambda match: match[1] or "", _IMAGE.sub("", text))
    if "**" in text or "__" in text:
        text = _STRONG.sub(lambda match: match[1] or match[2], text)
    if not _SOFT_MARKS.isdisjoint(text):
        text = _SOFT.sub(r"\2", text)
    return _EMOJI.sub("", text) if ":" in text else text


def _paragraphs(text: str) -> Iterator[str]:
    """Pieces between blank lines, items and lines that were not wrapped."""
    if "\n" not in text:
        yield _LEAD.sub("", text.strip())
        return
    held: list[str] = []
    for line in text.split("\n"):
        bare = line.strip()
        goes_on = held and bare and not _STARTS_ITEM.match(line) and _continues(held[-1], bare)
        if held and not goes_on:
            yield " ".join(held)
            held = []
        if bare:
            held.append(bare if goes_on else _LEAD.sub("", bare))
    if held:
        yield " ".join(held)


def _continues(above: str, line: str) -> bool:
    if above[-1] in ".!?。":
        return len(above) >= _WRAPPED
    if above[-1] == ":" or (above[-1] in "`)" and _BEGINS.match(line)):
        return False
    return line[0].islower() or len(above) >= _WRAPPED or bool(_GOES_ON.search(above))


def _split(paragraph: str) -> Iterator[str]:
    paragraph = " ".join(paragraph.split())
    last = 0
    for match in _END.finditer(paragraph):
        if _SHORT.search(paragraph, max(last, match.start() - 8), match.end()):
            continue
        yield from _pieces(paragraph[last : match.end()].strip())
        last = match.end()
    yield from _pieces(paragraph[last:].strip())


def _pieces(sentence: str) -> Iterator[str]:
    while len(sentence) > _LONGEST:
        cut = sentence.rfind(" ", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield sentence[:cut]
        sentence = sentence[cut:].strip()
    yield sentence


def _says(piece: str) -> bool:
    return any(char.isalnum() for char in piece)


def shorten(text: str, most: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is longer than `most`."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line.rfind(" ", 0, most)
    line = line[: cut if cut > most // 2 else most].rstrip(" ,;:–—-(")
    # A cut inside inline code or a link must not leave half of its markup open.
    if line.count("`") % 2:
        line = line[: line.rfind("`")].rstrip()
    opened = line.rfind("[")
    if opened >= 0 and "](" in text[opened:] and line.find(")", opened) < 0:
        line = line[:opened].rstrip()
    return f"{line} …"
