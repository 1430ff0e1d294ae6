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
