"""Earlier incidents that resemble one, with what of theirs is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.incident.actions.action import Action
from app.incident.incident import Incident
from app.postmortem.parts import Similar
from app.postmortem.similar import Past, similar_to
from app.store import incidents, postmortems

#: How far back is looked: the newest of the workspace.
MOST = 100


def similar(session: Session, incident: Incident, names: Mapping[str, str]) -> Sequence[Similar]:
    """Up to five incidents that every reader of this one's document may know of.

    A private incident is nobody's to list, whoever asks (design, decision 13).
    """
    listed = incidents.listed(session, incident.workspace, open_only=False, limit=MOST)
    known = [one for one in listed if not one.private and one.id != incident.id]
    documents = postmortems.newest_of(session, [incident.id, *(one.id for one in known)])
    past = [
        Past(
            incident=one,
            causes=_causes(documents.get(one.id, {})),
            open_actions=tuple(_said(act, one, names) for act in one.actions if act.is_open),
        )
        for one in known
    ]
    return similar_to(incident, _causes(documents.get(incident.id, {})), past)


def _said(action: Action, incident: Incident, names: Mapping[str, str]) -> str:
    owner = names.get(action.owner, action.owner) or "nobody has taken it"
    due = f", due {action.due.isoformat()}" if action.due else ""
    return f"{incident.ref_of(action)} {action.text} ({owner}{due})"


def _causes(document: Mapping[str, Any]) -> str:
    """What a stored document says of causes: it is read as it lies, there may be many."""
    return " ".join(_texts(document))


def _texts(document: Mapping[str, Any]) -> Iterator[str]:
    for statement in (document.get("chain") or {}).get("mechanism") or ():
        yield statement["text"]
    for factor in document.get("factors") or ():
        yield factor["what"]["text"]
