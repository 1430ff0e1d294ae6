"""Sentences of the log, and what each tells by its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.drafter.words.compiling import compiled, hints
from app.drafter.words.signals import PATTERNS, WISHES, Signal
from app.drafter.words.taken_up import takes_up

_HINTS = hints(PATTERNS.values())
_COMPILED = {signal: compiled(words) for signal, words in PATTERNS.items()}
_SEARCHES = tuple((signal, pattern.search) for signal, pattern in _COMPILED.items())
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
_WISHED = re.compile(rf"{WISHES}(?:\W+[\w'-]+){{0,7}}\W*$", re.IGNORECASE)
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


@dataclass(frozen=True, eq=False)
class Said:
    """One sentence of a note."""

    text: str
    note: int

    @cached_property
    def small(self) -> str:
        """Its text in small letters, for patterns that are `compiled`."""
        return self.text.lower()

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

    @cached_property
    def takes_up(self) -> bool:
        """Whether it says that somebody took the incident up."""
        return takes_up(self.small)

    @property
    def by_itself(self) -> bool:
        """Whether it tells of something that no person did."""
        return any(words in self.small for words in _BY_ITSELF)

    @property
    def is_hedged(self) -> bool:
        """Whether it is a suspicion, so that it says nothing of how things stood."""
        return Signal.SUSPECT in self.tells


_BY_ITSELF = ("autoscal", " itself ", "by itself", "automatically", "without intervention")


def signals_of(text: str) -> frozenset[Signal]:
    """What one sentence tells."""
    text = text.lower()
    text = _ADDRESS.sub(_named_place, text) if "://" in text else text
    if not _HINTS.search(text):
        return frozenset()
    found = {signal for signal, search in _SEARCHES if search(text)}
    for signal, holds in _CHECKED.items():
        if signal in found and not holds(text):
            found.discard(signal)
    return frozenset(found)


def _named_place(address: re.Match[str]) -> str:
    """What a link is to, where that says something; `issues` in an address is no trouble."""
    return "ticket" if _TICKET.search(address[0]) else "link"


_ADDRESS = re.compile(r"https?://[^\s)\]>]+")
_TICKET = re.compile(r"ticket|freshdesk|zendesk|helpdesk", re.IGNORECASE)


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
