"""Folding every snapshot again from its log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.flows import acting, digests
from app.flows.muster import Muster
from app.incident.evolve import fold
from app.incident.incident import Incident
from app.store import actions, incidents, timeline


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One incident, folded again."""

    incident: Incident
    #: Names of the fields that the stored snapshot had otherwise.
    differed: tuple[str, ...]


def rebuild(muster: Muster) -> Iterator[Rebuilt]:
    """Fold and store every incident again, one transaction each; its timers follow.

    Raises:
        ValueError: when a log does not start with its declaration.
    """
    with muster.database.read() as session:
        ids = incidents.all_ids(session)
    for incident_id in ids:
        with muster.database.write() as session:
            before = incidents.lock(session, incident_id)
            after = fold(timeline.state_entries(session, incident_id))
            acting.settle(muster, session, after)
            actions.sync(session, after)
            digests.expect(muster, session, after)
        yield Rebuilt(after, _differences(before, after))


def _differences(before: Incident | None, after: Incident) -> tuple[str, ...]:
    if before is None:
        return ("everything",)
    names = after.__dataclass_fields__
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
