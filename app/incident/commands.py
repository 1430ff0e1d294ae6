"""What a person, Slack or the clock asks of an incident: frozen values, no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.incident.kinds import Kind
from app.incident.values import IncidentType, Phase, Role, Severity, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who asks, and the key that makes asking twice one thing."""

    #: Slack user id, or `muster` for the clock and for Slack's answers.
    by: str
    #: Unique to the press, the command or the timer; see `source_key` of an entry.
    key: str
    #: Where it was said, when it came from a message or a conversation.
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declare(Command):
    """Open an incident."""

    incident: int
    workspace: str
    number: int
    title: str
    severity: Severity
    type: IncidentType = IncidentType.AVAILABILITY
    state: State = State.ACTIVE
    impact: str = ""
    near_miss: bool = False
    private: bool = False
    interval: timedelta | None = None
    started_at: datetime | None = None
    #: Where it was declared (the conversation to answer in), and the message it came from.
    origin_channel: str = ""
    origin_message: str = ""
    #: Declare in this existing channel instead of opening one.
    here: bool = False
    announce_channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOpened(Command):
    """Slack created (or we found, or were given) the incident's channel."""

    channel: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelMoved(Command):
    """Slack gave a channel another id, as when it is shared with another organisation."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPosted(Command):
    """The incident card is in the channel."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementPosted(Command):
    """The announcement is out."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFailed(Command):
    """A step of setting up, or of delivery, that cannot succeed by itself."""

    step: str
    error: str
    #: What a person can do about it.
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRepaired(Command):
    """A failed step has been done after all."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRole(Command):
    """The person takes a role for themselves."""

    role: Role
    #: Who held it when the button was drawn; None: typed, so whoever holds it now.
    instead_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRole(Command):
    """Give a role to somebody."""

    role: Role
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRole(Command):
    """Nobody holds the role any more."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GoSolo(Command):
    """One person holds all four roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHandoff(Command):
    """Hand a role over; it passes when the other person accepts."""

    role: Role
    to: str
    #: The checkpoint made for it: its entry, and the packet that the offer shows.
    checkpoint: int = 0
    packet: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptHandoff(Command):
    """Accept a role, with the situation restated in one line."""

    role: Role
    #: Sequence of the offer that the button belongs to; None: the open one.
    offer: int | None
    restatement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawHandoff(Command):
    """Take an offer back, or decline it."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSeverity(Command):
    """Another severity; recomputes the cadence."""

    severity: Severity
    reason: str = ""
    interval: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePhase(Command):
    """Active, mitigated or monitoring."""

    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTitle(Command):
    """Correct the title."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetImpact(Command):
    """State the customer impact."""

    impact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScope(Command):
    """State one field of the scope."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTime(Command):
    """Correct when it started, was detected or was mitigated."""

    which: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetInterval(Command):
    """Confirm another update interval (SEV3 and SEV4)."""

    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUpdate(Command):
    """A status update."""

    known: str
    unknown: str
    impact: str
    mitigation: str
    next_in: timedelta | None
    #: To the announcement channel too; False: the incident channel alone.
    announce: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(Command):
    """Put the update reminder off, for a reason."""

    for_: timedelta
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseCadence(Command):
    """No updates for a while (a quiet night, a wait on somebody else), for a reason."""

    for_: timedelta
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCadence(Command):
    """End a pause early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCheckpoint(Command):
    """Make the checkpoint packet now; Muster gathers it from the log."""

    packet: Mapping[str, object] = field(default_factory=dict)
    #: Another message shows it.
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Command):
    """One line, marked as what it is."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Command):
    """Mark a message as a kind of note; `on` False takes the mark away."""

    #: Word of NOTE_KINDS.
    word: str
    #: Slack ts of the message, its author and its text for the log.
    message_ts: str
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Command):
    """It is over; how recovery was verified."""

    verification: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Command):
    """It is not over."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Command):
    """Declared by mistake."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDuplicate(Command):
    """The same incident as another one."""

    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """The record is complete."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerDue(Command):
    """A step of a ladder has come due."""

    ladder: str
    step: str
    #: What happened since that only the log knows: the last mitigation mark, the last message.
    last_evidence_at: datetime | None = None
    #: What else the entry is to carry.
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSource(Command):
    """Slack has answered where an entry's carrier is."""

    entry: int
    url: str
    message_ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactEntry(Command):
    """Take an entry's text out of the log."""

    entry: int
    reason: str = ""
    #: Id that the store has reserved for the entry that says so; what is left refers to it.
    id: int = 0
    #: Place in the chain of each row that changes, to the commitment to what is left of it.
    left: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Command):
    """Something the document, review or action register did, already decided there."""

    kind: Kind
    text: str
    data: Mapping[str, object] = field(default_factory=dict)
