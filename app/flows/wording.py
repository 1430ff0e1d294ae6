"""A model's wording: a person accepts it sentence by sentence or section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.flows import acting, lookup, postmortem
from app.flows.muster import Muster
from app.flows.postmortem import Drafted
from app.incident.commands import Recorded
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError
from app.postmortem.edits import Edit, acceptance, with_edits
from app.store import incidents, people, postmortems


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
    with muster.database.write() as session:
        incidents.lock(session, incident_id)
        last = postmortems.newest(session, incident_id)
        if last is None or last.version != asked.version:
            raise RefusalError("Another version is out since. This is the newest; look again.")
        document = postmortem.drafted_of(incident, last).document
        name = people.names(session, incident.workspace).get(asked.by, asked.by)
        edits = acceptance(document, asked.where, name)
        if not edits:
            raise RefusalError("That is accepted already.")
        accepted = Drafted(incident, last, with_edits(document, edits).document)
        return _kept(muster, session, accepted, asked, edits)


def _kept(
    muster: Muster,
    session: Session,
    accepted: Drafted,
    asked: Acceptance,
    edits: Sequence[Edit],
) -> Drafted:
    incident, document = accepted.incident, accepted.document
    stored = postmortems.add(
        session,
        incident.workspace,
        incident.id,
        author=document.author.name,
        by=asked.by,
        document=document.model_dump(mode="json"),
        now=muster.now(),
    )
    what = "sentence" if len(edits) == 1 else "sentences"
    text = f"accepted {len(edits)} {what} of a model in the postmortem, version {stored.version}"
    data = {"version": stored.version, "edits": [one.model_dump() for one in edits]}
    command = Recorded(
        by=asked.by, key=asked.key, kind=Kind.POSTMORTEM_EDITED, text=text, data=data
    )
    acting.act(muster, session, incident.id, command)
    return Drafted(incident, stored, document)
