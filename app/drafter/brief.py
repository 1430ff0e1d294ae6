"""What an author is given: the incident and its log, and nothing from outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.incident.entry import MUSTER
from app.incident.incident import Incident
from app.incident.policy import Policy
from app.incident.reading import Item
from app.incident.values import State
from app.postmortem.parts import Similar


@dataclass(frozen=True, kw_only=True)
class Brief:
    """An incident to be written up."""

    incident: Incident
    #: The reading view of its whole log.
    items: Sequence[Item]
    policy: Policy
    now: datetime
    #: Names of people and channels by id; who is not in it is called by the id.
    names: Mapping[str, str] = field(default_factory=dict)
    #: Similar incidents that every reader of this document may know of.
    similar: Sequence[Similar] = ()

    @property
    def is_imported(self) -> bool:
        """Whether the log is a transcript from elsewhere: nobody declared it here."""
        return self.incident.declared_by == MUSTER

    @property
    def is_open(self) -> bool:
        """Whether people still respond, so that nothing may be concluded yet."""
        return self.incident.is_open and self.incident.state is not State.POST_INCIDENT
