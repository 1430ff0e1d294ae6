"""Reading the log as an author does: notes, their sentences, and what each sentence tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from app.drafter.words.kinds import SIGNALS_OF_KIND, SIGNALS_OF_WORD, TOLD_KINDS
from app.drafter.words.signals import PATTERNS, Signal
from app.incident.kinds import Kind
from app.incident.reading import Item
from app.postmortem.entries import actor_name, time_known
from app.postmortem.prose import named, sentences

_COMPILED = {signal: re.compile(words, re.IGNORECASE) for signal, words in PATTERNS.items()}
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|without|until|only|if|should|would|will|could|can|may|might|whether|hop\w+|once|when|to be|until|expect\w*|believ\w+|before|nor|neither|partial(?:ly)?|gradual(?:ly)?|begins?|starts?|seem\w*|appear\w*|to|un|that (?:was|is)|which (?:was|is|has been))|n't)\W+(?:[\w-]+\W+){0,2}$",
    re.IGNORECASE,
)
#: A condition or a hope colours all that follows it in its clause.
_HOPED = re.compile(
    r"\b(?:if|whether|hop(?:e|es|ed|ing)|to see|in order to|so that|expect\w*|waiting for|until|partial(?:ly)?|gradual(?:ly)?)\b[^.;:]{0,80}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:--|—|–)\s|;\s")
_WISHED = re.compile(rf"{PATTERNS[Signal.WISH]}(?:\W+[\w'-]+){{0,7}}\W*$", re.IGNORECASE)
#: Said of oneself, a plan in a channel is the deed.
_ANNOUNCED = re.compile(
    r"^(?:ok(?:ay)?,? )?(?:(?:i|we)(?:'ll| will|'m going to| am going to|'re going to)|will|going to|gonna|let me|trying|let's try)\b",
    re.IGNORECASE,
)
#: What a responder reports in the channel is no report of the trouble.
_RESPONDER = re.compile(
    r"(?:the |an? |primary |second |third |first |another )*(?:engineer|responder|on-?call|operator|team|lead)s?\b",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(
    r"\?{3,}|\bnot sure (?:of |about )?(?:the )?(?:exact )?time|\bmaybe earlier|\d?X:XX|\bexact time\b",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """Where a note comes from."""

    CHAT = "chat"
    #: Nobody signed it: a scribe's line, written then or later.
    LINE = "line"
    ALERT = "alert"
    STATE = "state"


@dataclass(frozen=True)
class Said:
    """One sentence of a note."""

    text: str
    note: int

    @cached_property
    def tells(self) -> frozenset[Signal]:
        """What the sentence tells, by its words."""
        return signals_of(self.text)

    @cached_property
    def says_up(self) -> bool | None:
        """Whether it says that things work, that they fail, or neither; suspicions say neither.

        Its clauses are read apart: in `things are working -- I suspect this is the
        problem` the suspicion does not touch the fact. The last clause counts.
        """
        found: bool | None = None
        for clause in _CLAUSE.split(self.text):
            tells = signals_of(clause) if clause != self.text else self.tells
            if tells & {Signal.SUSPECT, Signal.OUTSIDE, Signal.BELIEF}:
                continue
            if Signal.DOWN in tells or Signal.BAD in tells:
                found = False
            elif tells & {Signal.GOOD, Signal.ENDED}:
                found = True
        return found

    @property
    def is_hedged(self) -> bool:
        """Whether it is a suspicion, so that it says nothing of how things stood."""
        return Signal.SUSPECT in self.tells


@dataclass(frozen=True)
class Note:
    """One entry as the author reads it."""

    item: Item
    sort: Sort
    who: str
    known: bool
    said: tuple[Said, ...]
    #: Words that people marked it with.
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def id(self) -> int:
        """The entry it is cited by."""
        return self.item.entry.id

    @property
    def at(self) -> datetime:
        """When it happened, UTC; where `known` is false, when the entry before it did."""
        return self.item.at

    @property
    def kind(self) -> str:
        """The kind of its entry."""
        return self.item.entry.kind

    @cached_property
    def tells(self) -> frozenset[Signal]:
        """What it tells: by its marks, its kind and its sentences."""
        found = set(SIGNALS_OF_KIND.get(self.kind, ()))
        for word in self.words:
            found |= SIGNALS_OF_WORD.get(word, frozenset())
        if self.sort is Sort.STATE:
            return frozenset(found)
        return frozenset(found.union(*(one.tells for one in self.said)))

    @property
    def is_uncertain(self) -> bool:
        """Whether its text doubts itself: an unknown time, a line that breaks off."""
        return not self.known or bool(_UNCERTAIN.search(self.item.text))

    def telling(self, *signals: Signal) -> list[Said]:
        """Its sentences that tell any of these and are no suspicions."""
        return [one for one in self.said if not one.is_hedged and one.tells & set(signals)]


def signals_of(text: str) -> frozenset[Signal]:
    """What one sentence tells."""
    found = {signal for signal, pattern in _COMPILED.items() if pattern.search(text)}
    for signal, holds in _CHECKED.items():
        if signal in found and not holds(text):
            found.discard(signal)
    return frozenset(found)


def _not_denied(signal: Signal) -> Callable[[str], bool]:
    """Whether some match of the signal is not denied or only hoped for."""

    def holds(text: str) -> bool:
        matches = _COMPILED[signal].finditer(text)
        return any(_stands(text, match.start()) for match in matches)

    return holds


def _stands(text: str, start: int) -> bool:
    if _HOPED.search(text, max(0, start - 90), start):
        return False
    return not _DENIED.search(text, max(0, start - 40), start)


def _done(text: str) -> bool:
    """Whether some deed of the sentence was done, not only wished for."""
    if _ANNOUNCED.match(text):
        return True
    guess = next(
        (
            m.start()
            for m in _COMPILED[Signal.SUSPECT].finditer(text)
            if m[0].lower() != "suspecting"
        ),
        len(text),
    )
    return any(
        match.start() < guess
        and not _WISHED.search(text, max(0, match.start() - 60), match.start())
        for match in _COMPILED[Signal.DEED].finditer(text)
    )


_CHECKED: dict[Signal, Callable[[str], bool]] = {
    Signal.GOOD: _not_denied(Signal.GOOD),
    Signal.ENDED: _not_denied(Signal.ENDED),
    Signal.DOWN: _not_denied(Signal.DOWN),
    Signal.DEED: _done,
    Signal.REPORT: lambda text: not _RESPONDER.match(text),
}


def read_notes(items: Sequence[Item], names: Mapping[str, str]) -> list[Note]:
    """The notes of a log, in order; what only concerns the log itself is left out."""
    return [note for item in items if (note := _note(item, names)) is not None]


def _note(item: Item, names: Mapping[str, str]) -> Note | None:
    sort = _sort(item)
    if sort is None or item.deleted_at or item.redacted_by or not item.text.strip():
        return None
    who = actor_name(item.actor, names)
    if sort is Sort.CHAT and not who:
        sort = Sort.LINE
    text = named(item.text, names)
    pieces = sentences(text) if sort is not Sort.STATE else [" ".join(text.split())]
    return Note(
        item=item,
        sort=sort,
        who=who,
        known=time_known(item.entry),
        said=tuple(Said(piece, item.entry.id) for piece in pieces),
        words=frozenset(item.words),
    )


def _sort(item: Item) -> Sort | None:
    if item.entry.kind == Kind.ALERT_RECEIVED:
        return Sort.ALERT
    if item.is_message or item.words:
        return Sort.CHAT
    return Sort.STATE if item.entry.kind in TOLD_KINDS else None
