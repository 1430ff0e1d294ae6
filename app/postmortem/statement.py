"""Statements: each has its proof, or is TK. Nothing else can be said in a document."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

#: What stands where a person must write.
TK = "TK — author to confirm"


class Part(BaseModel):
    """A frozen part of a document; nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(StrEnum):
    """Who worded a statement."""

    LOG = "log"
    MODEL = "model"
    PERSON = "person"


class Rule(StrEnum):
    """The stated rules by which a value may follow from the log's fields."""

    SPAN = "the time between two entries"
    SUM = "the sum of the times between pairs of entries"
    COUNT = "how many entries are cited for it"


class Derived(Part):
    """A value of a statement that stands in no entry and follows from entries by a rule."""

    #: As the statement writes it: `1 h 31 min`, `3`.
    value: str
    rule: Rule
    #: SPAN: two; SUM: pairs, one after the other; COUNT: those counted.
    entries: tuple[int, ...]


class Statement(Part):
    """One sentence that somebody may have to defend.

    `text` is on one line; code stands in backticks, a link as an address or `[words](address)`.
    """

    text: str = ""
    #: Ids of the entries that support it.
    entries: tuple[int, ...] = ()
    #: What a person must confirm or supply; not empty: the statement is TK.
    tk: str = ""
    origin: Origin = Origin.LOG
    derived: tuple[Derived, ...] = ()
    #: Inferred, not said by anybody: to be verified.
    candidate: bool = False
    #: Who accepted wording that no check can vouch for.
    accepted_by: str = ""
    #: What was proposed and failed the check; never rendered.
    withheld: str = ""

    @property
    def is_tk(self) -> bool:
        """Whether a person must still supply it."""
        return bool(self.tk)

    @model_validator(mode="after")
    def _is_supported(self) -> Self:
        if self.tk:
            return self
        if not self.text.strip():
            raise ValueError("a statement has text, or says what is to be confirmed")
        if not self.entries and self.origin is not Origin.PERSON:
            raise ValueError("a statement cites the entries that support it, or is TK")
        return self


def ask(question: str, entries: tuple[int, ...] = ()) -> Statement:
    """A statement that only a person can make; `entries` are where to look."""
    return Statement(tk=question, entries=entries)
