"""Verifying that a log is as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.flows.muster import Muster
from app.incident.incident import Incident
from app.store import incidents, verifying
from app.store.verifying import Verified


@dataclass(frozen=True, slots=True)
class Checked:
    """One incident's log, walked."""

    incident: Incident
    verified: Verified

    @property
    def says(self) -> str:
        """The result in a line, for a person."""
        broken = self.verified.broken
        if broken is None:
            return f"{self.incident.ref}: {self.verified.entries} entries, as they were recorded."
        what = f"E{broken.entry}" if broken.entry else "an entry"
        when = f" ({broken.at:%Y-%m-%d %H:%M:%S} UTC)" if broken.at else ""
        before = "" if broken.entry else " after the one before it"
        return (
            f"{self.incident.ref}: BROKEN at place {broken.place}, {what}{before}{when}: "
            f"{broken.says}."
        )


def verify(muster: Muster, several: Sequence[Incident]) -> Iterator[Checked]:
    """Walk the logs of these incidents."""
    for incident in several:
        with muster.database.read() as session:
            found = verifying.verify(session, incident.id, muster.database.log_key)
        yield Checked(incident, found)


def all_incidents(muster: Muster) -> list[Incident]:
    """Every incident, oldest first."""
    with muster.database.read() as session:
        found = [incidents.get(session, one) for one in incidents.all_ids(session)]
    return [incident for incident in found if incident]
