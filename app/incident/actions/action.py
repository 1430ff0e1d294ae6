"""One action item of an incident's register, as its entries in the log tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class ActionClass(StrEnum):
    """What an action does for the next time."""

    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    LEARN = "learn"


class Priority(StrEnum):
    """P0 immediate, P1 this sprint, P2 next sprint, P3 backlog."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class ActionStatus(StrEnum):
    """How far it is. Verified: somebody else than who did it saw that it works.

    Dropped: it will not be done, for a reason that stays in the register.
    """

    OPEN = "open"
    IN_PROGRESS = "in progress"
    DONE = "done"
    VERIFIED = "verified"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self in {ActionStatus.OPEN, ActionStatus.IN_PROGRESS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What will change, who does it until when, and how anybody will see that it works."""

    #: Its number in the incident's register: 3 of `INC-42/A3`.
    number: int
    text: str
    created_by: str
    created_at: datetime
    #: Sequence of the entry that says its text.
    seq: int
    #: Ids of the entries that it was made from; it may have been nobody's words before.
    sources: tuple[int, ...] = ()
    #: One person, who pressed the button; empty: nobody has taken it.
    owner: str = ""
    #: Who was asked to take it, and by whom; empty: nobody is.
    offered_to: str = ""
    offered_by: str = ""
    #: The last day on which it is not late; None: not agreed.
    due: date | None = None
    #: Time zone of the owner (IANA): where the due day begins and ends.
    zone: str = "UTC"
    action_class: ActionClass | None = None
    priority: Priority | None = None
    #: How anybody will see that it is done and works.
    signal: str = ""
    #: The contributing factor it serves, in words; empty: none named.
    factor: str = ""
    #: Where it is tracked, http or https; empty: nowhere else.
    ticket: str = ""
    status: ActionStatus = ActionStatus.OPEN
    #: What shows that it is done, and who said so.
    evidence: str = ""
    done_by: str = ""
    #: When they said so; None: it is not done.
    done_at: datetime | None = None
    #: Whom Muster asked to verify it; empty: nobody, or the channel.
    verifier: str = ""
    #: What the person saw who verified it.
    verified_by: str = ""
    verification: str = ""
    #: Why it will not be done, and who said so.
    reason: str = ""
    dropped_by: str = ""
    #: Reminders up to this moment are past: it was made, changed or reminded of then.
    reminded_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.status.is_open

    def is_overdue(self, now: datetime) -> bool:
        """Whether its day is over where its owner is, and it is not done."""
        return self.is_open and self.due is not None and self.due < day_of(now, self.zone)


def day_of(now: datetime, zone: str) -> date:
    """Which day it is in a time zone (IANA name)."""
    return now.astimezone(ZoneInfo(zone)).date()


#: What an agreed action has, and the words for its lack.
_WANTED: Mapping[str, str] = {
    "owner": "no owner",
    "due": "no due date",
    "action_class": "no class",
    "priority": "no priority",
    "signal": "no verification signal",
    "factor": "no factor named",
}


def flags(action: Action, now: datetime) -> tuple[str, ...]:
    """What an action lacks and whether it is late, in words; nothing once it is done."""
    if not action.is_open:
        return ()
    lacking = [words for name, words in _WANTED.items() if not getattr(action, name)]
    return ("overdue", *lacking) if action.is_overdue(now) else tuple(lacking)
