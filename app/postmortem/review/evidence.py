"""What the review looks at besides the document: the incident's log, and a finder of secrets.

The review does not know the incident room: whoever calls it fills the entries.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.postmortem.review.result import Severity
from app.redaction import Kind, find


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret or a piece of personal data at `start:end` of a text."""

    #: What it is, for people ("slack token", "card number").
    kind: str
    start: int
    end: int
    #: Whether it must be rotated; False for personal data.
    secret: bool = True
    severity: Severity = Severity.CRITICAL


#: Finds what must not be published in a text.
LeakFinder = Callable[[str], Iterable[Leak]]

#: Personal data the review reports, and how gravely. E-mail has a rule of its own; private
#: addresses and names of our own people are not a customer's.
_PERSONAL = {
    Kind.CARD: Severity.CRITICAL,
    Kind.IBAN: Severity.CRITICAL,
    Kind.NATIONAL_ID: Severity.CRITICAL,
    Kind.ACCOUNT: Severity.CRITICAL,
    Kind.PHONE: Severity.MAJOR,
    Kind.IP: Severity.MINOR,
}


def leaks_in(text: str) -> Iterator[Leak]:
    """Yield what the redaction room finds in a text, as far as it concerns a review."""
    for found in find(text):
        if found.kind is Kind.CREDENTIAL:
            yield Leak(found.label, found.start, found.end)
        elif found.kind in _PERSONAL:
            severity = _PERSONAL[found.kind]
            yield Leak(found.label, found.start, found.end, secret=False, severity=severity)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the incident's log, as the review needs it."""

    id: str
    #: Aware; the review compares in UTC.
    at: datetime
    actor: str
    text: str
    kind: str
    link: str = ""
    #: A reader of the postmortem needs it: an alert, a mitigation, a resolution.
    significant: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The log, and the moments the incident's own state gives (aware; None: not reached)."""

    entries: tuple[LogEntry, ...] = ()
    started: datetime | None = None
    detected: datetime | None = None
    mitigated: datetime | None = None
    resolved: datetime | None = None
