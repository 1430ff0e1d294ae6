"""The values of the room: kinds, findings, people, audiences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a stretch of text gives away."""

    CREDENTIAL = "secret"
    CARD = "card"
    IBAN = "iban"
    NATIONAL_ID = "national-id"
    EMAIL = "email"
    PHONE = "phone"
    ACCOUNT = "account"
    IP = "ip"
    PRIVATE_IP = "private-ip"
    PERSON = "person"
    VENDOR = "vendor"


class Severity(StrEnum):
    """How urgent a finding is for the reader of a review."""

    CRITICAL = "critical"
    HIGH = "high"
    LOW = "low"


#: Kinds that matter less than a customer's data: they name our own side.
_LOW = frozenset({Kind.PRIVATE_IP, Kind.PERSON, Kind.VENDOR})


def severity_of(kind: Kind) -> Severity:
    """Secrets are critical, personal data is high, our own names are low."""
    if kind is Kind.CREDENTIAL:
        return Severity.CRITICAL
    return Severity.LOW if kind in _LOW else Severity.HIGH


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not leave; it never carries the value itself."""

    #: What it is.
    kind: Kind
    #: The rule that found it, as in `RULES`.
    rule: str
    #: What the mark calls it: "slack token".
    label: str
    #: Offset of its first character in the text that was searched.
    start: int
    #: Offset behind its last character.
    end: int
    #: A description that is safe to show: the public prefix and the length.
    preview: str
    #: Where in a structure it lies ("blocks[0].text"); empty for plain text.
    path: str = ""

    @property
    def severity(self) -> Severity:
        """How urgent it is."""
        return severity_of(self.kind)

    @property
    def advice(self) -> str:
        """What the author does about it."""
        if self.kind is Kind.CREDENTIAL:
            return f"Rotate this {self.label}: whoever could read the text has it."
        return f"Remove this {self.label} or replace it by its kind."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name is known, and what a wide audience reads instead."""

    #: The full name as the directory has it: "Alice Smith".
    name: str
    #: What others read: "the incident commander".
    role: str
    #: Slack ids, user names and nicknames that also mean this person.
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will read the text.

    Secrets and customer identifiers are replaced for every audience. Names and
    vendors are replaced when `people` and `vendors` name them, so the internal
    audience has neither.
    """

    #: People who become their roles.
    people: tuple[Person, ...] = ()
    #: A vendor's name and the words that stand for it.
    vendors: tuple[tuple[str, str], ...] = ()
    #: Kinds that this audience may read as they are; never `Kind.CREDENTIAL`.
    keep: frozenset[Kind] = frozenset()

    def __post_init__(self) -> None:
        if Kind.CREDENTIAL in self.keep:
            raise ValueError("A secret cannot be kept for any audience: drop CREDENTIAL from keep.")


#: Our own people: names and vendors are kept.
INTERNAL = Audience()
#: Operators who read logs: private addresses are what they look for.
OPERATORS = Audience(keep=frozenset({Kind.PRIVATE_IP}))
