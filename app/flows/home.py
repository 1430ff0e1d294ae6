"""App Home: what one person owes and may see, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.flows.muster import Muster
from app.incident.cadence import update_due_at
from app.incident.incident import Incident
from app.store import actions, incidents
from app.store.actions import Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What App Home shows a person; private incidents only where they may see them."""

    person: str
    now: datetime
    #: Open incidents, newest first.
    open: Sequence[Incident]
    #: Action items that they are asked to take.
    asked: Sequence[Registered]
    #: Their own open action items, the soonest due first.
    actions: Sequence[Registered]
    #: Resolved incidents without a postmortem and when it is due, the longest waiting first.
    unwritten: Sequence[tuple[Incident, datetime]]

    @property
    def mine(self) -> Sequence[Incident]:
        """Open incidents in which they hold a role, the most severe first."""
        held = [one for one in self.open if self.person in one.roles.values()]
        return sorted(held, key=lambda one: (one.severity.rank, one.number))

    @property
    def owed(self) -> Sequence[tuple[Incident, datetime]]:
        """Updates that they owe, and when, the soonest first."""
        due = [(one, update_due_at(one)) for one in self.open if one.update_owner == self.person]
        return sorted(((one, at) for one, at in due if at), key=lambda owed: owed[1])


def home_of(muster: Muster, workspace: str, person: str) -> Home:
    """A person's App Home as it stands now."""
    with muster.database.read() as session:
        opened = incidents.listed(session, workspace, open_only=True)
        unwritten = incidents.unwritten(session, workspace)
        return Home(
            person=person,
            now=muster.now(),
            open=[one for one in opened if incidents.visible(session, one, person)],
            asked=actions.listed(session, workspace, person, asked=person),
            actions=actions.listed(session, workspace, person, owner=person),
            unwritten=[
                (one, _written_by(muster, one))
                for one in unwritten
                if incidents.visible(session, one, person)
            ],
        )


def _written_by(muster: Muster, incident: Incident) -> datetime:
    """When a resolved incident's postmortem is due."""
    wait = muster.policy.severities[incident.severity].postmortem_due
    return (incident.resolved_at or incident.declared_at) + wait
