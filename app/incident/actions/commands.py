"""What a person asks of an action item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.incident.actions.action import ActionClass, Priority
from app.incident.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAction(Command):
    """A new action item."""

    text: str
    signal: str
    action_class: ActionClass | None = None
    priority: Priority | None = None
    due: date | None = None
    #: Who should own it: the asker at once, anybody else is asked.
    owner: str = ""
    factor: str = ""
    ticket: str = ""
    #: Ids of the entries it was made from.
    sources: tuple[int, ...] = ()
    #: Time zone of who asks.
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCommand(Command):
    """Something about one action item of the incident."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAction(ActionCommand):
    """Other words, another day, class, priority, factor or ticket."""

    text: str
    signal: str
    action_class: ActionClass | None = None
    priority: Priority | None = None
    due: date | None = None
    factor: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAction(ActionCommand):
    """The person takes it: it was nobody's, or it was offered to them."""

    #: Time zone of the person.
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAction(ActionCommand):
    """Ask somebody to take it; it passes when they accept."""

    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAction(ActionCommand):
    """Decline it, or take the offer back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartAction(ActionCommand):
    """Work on it begins; who starts what is nobody's takes it."""

    #: Time zone of the person.
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishAction(ActionCommand):
    """It is done, and what shows it."""

    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyAction(ActionCommand):
    """Somebody else looked: it works, or it does not yet."""

    seen: str
    works: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAction(ActionCommand):
    """It will not be done, and why."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUpAction(ActionCommand):
    """What was dropped has to be done after all."""
