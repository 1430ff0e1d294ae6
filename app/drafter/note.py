"""An entry of the log as an author reads it, and what it says of how things stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from app.drafter.said import Said
from app.drafter.words.kinds import SIGNALS_OF_KIND, SIGNALS_OF_WORD
from app.drafter.words.signals import Signal
from app.incident.kinds import Kind
from app.incident.reading import Item

_UNCERTAIN = re.compile(
    r"\?{3,}|\bnot sure (?:of |about )?(?:the )?(?:exact )?time|\bmaybe earlier|\d?X:XX|\bexact time\b",
    re.IGNORECASE,
)
_BY_HAND = re.compile(
    r"\btriggered by (?!the api|an? (?:alert|monitor|integration))", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:decid(?:e|es|ed)|chose|agreed?|opt(?:ed)?) (?:to not|not to|against)\b|\bdecision (?:not to|against)\b",
    re.IGNORECASE,
)
#: A deployment that fails or succeeds says nothing yet of the service.
_OF_A_DEPLOY = re.compile(
    r"^(?:the |this |that |latest |final |new |travis )?(?:deploy\w*|travis|pipeline|upgrade|rollover|rollout|tests?|build)\b",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """Where a note comes from."""

    CHAT = "chat"
    #: Nobody signed it: a scribe's line, written then or later.
    LINE = "line"
    ALERT = "alert"
    STATE = "state"


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def is_page_by_hand(self) -> bool:
        """Whether somebody paged by hand: that is a report, no monitor saw anything."""
        return self.sort is Sort.ALERT and bool(_BY_HAND.search(self.item.text))

    @cached_property
    def is_all_clear(self) -> bool:
        """Whether it is an alert that says that it is over."""
        over = {Signal.ENDED, Signal.OVER}
        return self.sort is Sort.ALERT and any(one.tells & over for one in self.said[:3])

    @cached_property
    def is_alert(self) -> bool:
        """Whether it is an alert that fires, and not one that clears."""
        if self.sort is Sort.ALERT:
            return not self.is_all_clear and not self.is_page_by_hand
        return bool(self.telling(Signal.ALERT)) and Signal.ENDED not in self.tells

    @cached_property
    def is_trouble(self) -> bool:
        """Whether it tells of trouble with the service."""
        if self.sort is Sort.ALERT:
            return not self.is_all_clear
        return self.is_alert or bool(self.telling(Signal.SYMPTOM, Signal.DOWN))

    @cached_property
    def is_closing(self) -> bool:
        """Whether it declares the incident over, without a deed that ended it."""
        if self.kind == Kind.INCIDENT_RESOLVED or self.is_all_clear:
            return True
        return Signal.ENDED in self.tells and Signal.DEED not in self.tells

    @cached_property
    def decides_against(self) -> bool:
        """Whether it says that what it describes was not done after all."""
        return any(_AGAINST.search(one.text) for one in self.said)

    @cached_property
    def did_not_help(self) -> bool:
        """Whether it says that a remedy failed."""
        if self.sort is Sort.ALERT:
            return False
        return "failed" in self.words or any(one.says_up is False for one in self.said)

    @cached_property
    def fixes(self) -> bool:
        """Whether it says that a deed ended something that had gone wrong until then."""
        if self.sort is Sort.ALERT:
            return False
        deed = Signal.DEED in self.tells or Signal.PERMANENT in self.tells
        return deed and bool(self.telling(Signal.GOOD, Signal.ENDED))

    @cached_property
    def standing(self) -> bool | None:
        """Whether it says that the service works, that it fails, or neither.

        The last sentence that says one of them counts; suspicions do not. An alert that
        clears says that it works, whatever it repeats of the alert.
        """
        if self.kind == Kind.INCIDENT_RESOLVED or "worked" in self.words:
            return True
        if self.sort is Sort.ALERT:
            return self.is_all_clear
        found: bool | None = None
        for one in self.said:
            if _OF_A_DEPLOY.search(one.text):
                continue
            if one.says_up or (one.says_up is False and Signal.DOWN in one.tells):
                found = one.says_up
        return found

    def retold_by(self, other: Note) -> bool:
        """Whether this is a scribe's line, and `other` what it was taken from."""
        signed = other.sort is not Sort.LINE
        return self.sort is Sort.LINE and signed and other.at == self.at
