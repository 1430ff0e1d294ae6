"""Labels: "**Impact**: none", "Root cause:", a bold line where a heading is meant."""

import re
from dataclasses import dataclass

from app.postmortem.review.document.blocks import Block, Kind, Line
from app.postmortem.review.document.moments import moment_at
from app.postmortem.review.document.topics import Topic, is_whole, topics_of

_BOLD = re.compile(r"\s*(?:\d{1,2}[.)]\s*)?(\*\*|__)\s*([^*_\n]{2,80}?)\s*(:?)\s*\1\s*(:?)\s*")
_PLAIN = re.compile(r"\s*([^\W\d_][\w /&'’()-]{1,50}?)\s*[:：](?:\s+|$)")
#: A line of words alone, as text that was pasted without its markup has its headings.
_BARE = re.compile(r"\s*([A-Z][^\W\d_]*(?:[ /&'’-]+[^\W\d_]+){0,5})\s*")
_CAPITALS = re.compile(r"\s*[A-Z][A-Z /&']{3,40}\s*")
_LEAD = re.compile(
    r"[\s*_\[(~≈>•·–—-]{0,40}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?\s*)?(?:at|around|by|on|approx\.?|about|~)?\s*",
    re.IGNORECASE,
)
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")
_MAX_WORDS = 8
#: Fewer timed lines than this may be prose that happens to be wrapped before a time.
_ROWS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a block; `end` is where the words after it begin."""

    text: str
    end: int
    topics: frozenset[Topic]
    #: Nothing follows on the line: it is a heading in all but markup.
    alone: bool


def label_of(text: str) -> Label | None:
    """Return the label a block begins with, whatever it says."""
    bold = _BOLD.match(text)
    if bold and len(bold[2].split()) <= _MAX_WORDS:
        alone = not text[bold.end() :].strip()
        if alone or bold[3] or bold[4]:
            return Label(bold[2], bold.end(), topics_of(bold[2]), alone=alone)
    plain = _PLAIN.match(text)
    if plain and is_whole(plain[1]):
        alone = not text[plain.end() :].strip()
        return Label(plain[1], plain.end(), topics_of(plain[1]), alone=alone)
    if (_CAPITALS.fullmatch(text) or _BARE.fullmatch(text)) and is_whole(text):
        return Label(text.strip(), len(text), topics_of(text), alone=True)
    return None


def lead(text: str) -> int:
    """Return where a line's first word begins, past bullets, brackets and "at"."""
    match = _LEAD.match(text)
    return match.end() if match else 0


def starts_with_time(text: str) -> bool:
    """Whether a line begins with a time of day, with or without a date."""
    moment = moment_at(text, lead(text))
    return moment is not None and moment.second is not None


def starts_with_moment(text: str) -> bool:
    """Whether a line begins with a date or a time."""
    return moment_at(text, lead(text)) is not None


def split_lines(block: Block) -> list[Block]:
    """Return a paragraph's logical lines as blocks of their own.

    A new one begins after a hard break, at a label, at and after a line that only names a
    section, and at a time where the paragraph begins with a time too or has three such lines.
    Wrapped prose stays whole.
    """
    if block.kind is not Kind.PARAGRAPH or len(block.lines) == 1:
        return [block]
    first = block.lines[0].text
    timed = starts_with_moment(first) or sum(map(_is_timed, block.lines)) >= _ROWS
    groups: list[list[Line]] = [[block.lines[0]]]
    for before, line in zip(block.lines, block.lines[1:], strict=False):
        if _breaks(before, line, timed=timed):
            groups.append([line])
        else:
            groups[-1].append(line)
    if len(groups) == 1:
        return [block]
    return [
        Block(block.kind, tuple(group), level=block.level, quoted=block.quoted) for group in groups
    ]


def _is_timed(line: Line) -> bool:
    return starts_with_time(line.text)


def _is_bare_heading(line: Line) -> bool:
    return bool(_BARE.fullmatch(line.text)) and is_whole(line.text)


def _breaks(before: Line, line: Line, *, timed: bool) -> bool:
    if _HARD_BREAK.search(before.text) or _is_bare_heading(before) or _is_bare_heading(line):
        return True
    bold = _BOLD.match(line.text)
    if bold and (bold[3] or bold[4]):
        return True
    plain = _PLAIN.match(line.text)
    if plain and is_whole(plain[1]):
        return True
    return timed and starts_with_moment(line.text)
