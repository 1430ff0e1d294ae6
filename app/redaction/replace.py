"""Texts and structures with marks where values were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.redaction.audiences import INTERNAL, OPERATORS, Audience
from app.redaction.marks import mark
from app.redaction.scan import Stretch, finding, locate
from app.redaction.values import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

_DETERMINERS = re.compile(
    r"(?:\b(?:the|our|an?|their|this|that|your|its|my|each|every|no|new|old|first|main|second|primary|both|all)|'s)\s$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:(?:^|\n)[\s>*#|-]*|[.!?]\s{1,2}|\|\s)$")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text that may be read, and what was taken out of it."""

    #: The text with marks.
    text: str
    #: One entry a value, with offsets in the original text.
    findings: tuple[Finding, ...]


def redact(text: str, audience: Audience = INTERNAL) -> Redacted:
    """Replace everything that `audience` must not read.

    Secrets become "[redacted: slack token]" for every audience, customer
    identifiers "[redacted: email]"; people and vendors become the words that the
    audience has for them. Redacting the result again changes nothing.
    """
    located = locate(text, audience)
    return Redacted(marked(text, located), tuple(finding(*stretch) for stretch in located))


def marked(text: str, located: Sequence[Stretch]) -> str:
    """The text with a mark or other words for every stretch, which are in order and apart."""
    parts: list[str] = []
    done = 0
    for start, end, hit in located:
        parts.append(text[done:start])
        before = "".join(parts[-2:])[-_LOOK_BACK:]
        parts.append(in_place(hit.instead, before) if hit.instead else mark(hit.label))
        done = end
    parts.append(text[done:])
    return "".join(parts)


def redact_line(line: str) -> str:
    """One log line for operators: private addresses are kept, all else is marked."""
    return redact(line, OPERATORS).text


def in_place(words: str, before: str) -> str:
    """The words as they fit: one article only, a capital where a sentence begins."""
    if words.startswith("the ") and _DETERMINERS.search(before):
        return words.removeprefix("the ")
    if _SENTENCE_START.search(before):
        return words[:1].upper() + words[1:]
    return words
