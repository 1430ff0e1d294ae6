"""Taking a text out of everything that quotes it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from app.redaction.scan import find

V = TypeVar("V")

#: What stands where words were.
MARK = "[redacted]"
#: A part of the text is taken out wherever it stands only from this length on.
_PART = 8
#: A secret in the text is taken out by itself from this length on.
_SECRET = 4
_BREAKS = re.compile(r"\n+|(?<=[.!?])\s+")
_CUT = ("…", "...")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)")
#: Under these names something cites the entries it is made from.
_CITES = ("entries", "entry", "sources")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Texts that must not stand anywhere any more, and the entries that held them."""

    texts: tuple[str, ...]
    entries: frozenset[int] = frozenset()

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the texts and their parts, however their spaces were changed."""
        parts = {part for text in self.texts for part in _parts(text)}
        longest_first = sorted(parts, key=len, reverse=True)
        spaced = [r"\s+".join(map(re.escape, part.split())) for part in longest_first]
        return re.compile("|".join(rf"(?<!\w){one}(?!\w)" for one in spaced)) if spaced else None


def _parts(text: str) -> Iterator[str]:
    """The text, its lines and sentences, and the secrets in it."""
    whole = text.strip()
    if len(whole) >= _SECRET:
        yield whole
    yield from (part for part in map(str.strip, _BREAKS.split(whole)) if len(part) >= _PART)
    for found in find(whole):
        secret = whole[found.start : found.end].strip()
        if len(secret) >= _SECRET:
            yield secret


def without(value: V, quoted: Quoted) -> V:
    """JSON-like data without what it quotes; what cites one of the entries says nothing."""
    return cast("V", _Taking(quoted).out_of(value))


def blanked(value: V, names: Collection[str]) -> V:
    """JSON-like data with the texts under these names replaced, at any depth."""
    if isinstance(value, dict):
        return cast("V", {name: _blank(name, one, names) for name, one in value.items()})
    if isinstance(value, list):
        return cast("V", [blanked(one, names) for one in value])
    return value


def _blank(name: str, value: V, names: Collection[str]) -> V | str:
    is_words = name in names and isinstance(value, str) and bool(value)
    return MARK if is_words else blanked(value, names)


def texts_under(value: object, names: Collection[str]) -> Iterator[str]:
    """The texts that `blanked` replaces."""
    if isinstance(value, list):
        for one in value:
            yield from texts_under(one, names)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name in names and isinstance(one, str):
                yield one
            else:
                yield from texts_under(one, names)


class _Taking:
    """One pass over data: the pattern is made once."""

    def __init__(self, quoted: Quoted) -> None:
        self._pattern = quoted.pattern
        self._entries = quoted.entries
        self._plain = [" ".join(text.split()) for text in quoted.texts]

    def out_of(self, value: object) -> object:
        """The same data, without."""
        if isinstance(value, str):
            return self._said(value)
        if isinstance(value, list):
            return [self.out_of(one) for one in value]
        if not isinstance(value, dict):
            return value
        cites = any(self._cited(value.get(name)) for name in _CITES)
        return {
            name: MARK if cites and name == "text" and one else self.out_of(one)
            for name, one in value.items()
        }

    def _cited(self, ids: object) -> bool:
        several = ids if isinstance(ids, list) else [ids]
        return any(isinstance(one, int) and one in self._entries for one in several)

    def _said(self, text: str) -> str:
        for whole in self._plain:
            if len(whole) >= _PART:
                text = _without_beginning(text, whole)
        return self._pattern.sub(MARK, text) if self._pattern else text


def _without_beginning(text: str, whole: str) -> str:
    """A text without the beginning of `whole`, cut: titles and lists show only so much."""
    if not any(sign in text for sign in _CUT):
        return text
    begun = re.compile(re.escape(whole[:_PART]).replace("\\ ", r"\s+"))
    kept, place = [], 0
    for found in begun.finditer(text):
        end = _as_far(text, found.end(), whole, _PART)
        cut = _CUT_OFF.match(text, end)
        if cut and found.start() >= place:
            kept += [text[place : found.start()], MARK]
            place = cut.end()
    return "".join([*kept, text[place:]])


def _as_far(text: str, at: int, whole: str, said: int) -> int:
    """Where a text that says `whole[:said]` before `at` says no more of it."""
    while at < len(text) and said < len(whole):
        if whole[said] == " " and text[at].isspace():
            while text[at : at + 1].isspace():
                at += 1
        elif text[at] == whole[said]:
            at += 1
        else:
            break
        said += 1
    return at
