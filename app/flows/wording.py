"""A model's wording: a person accepts it sentence by sentence or section by section."""

from __future__ import annotations

from dataclasses import dataclass

from app.flows import editing, lookup, postmortem
from app.flows.muster import Muster
from app.flows.postmortem import Drafted
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.postmortem.edits import acceptance


def newest(muster: Muster, incident: Incident) -> Drafted:
    """The newest version.

    Raises:
        RefusalError: when there is none.
    """
    found = postmortem.newest(muster, incident)
    if found is None:
        raise RefusalError(f"{incident.ref} has no postmortem yet. `/postmortem draft` writes it.")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Who accepts what of which version."""

    by: str
    #: Unique to the press.
    key: str
    version: int
    #: The path of a sentence, or a section.
    where: str


def accept(muster: Muster, incident_id: int, asked: Acceptance) -> Drafted:
    """Accept a sentence, or all of a section, in a new version.

    Raises:
        RefusalError: when another version is out since, or there is nothing left to accept.
    """
    incident = lookup.by_id(muster, incident_id)
    known = postmortem.written(muster, incident, asked.key)
    if known:
        return known
    last = newest(muster, incident)
    if last.version.version != asked.version:
        raise RefusalError("Another version is out since. This is the newest; look again.")
    edits = acceptance(last.document, asked.where, asked.by)
    if not edits:
        raise RefusalError("That is accepted already.")
    version = editing.edit(muster, incident, edits, asked.by, asked.key)
    return postmortem.drafted_of(incident, version)
