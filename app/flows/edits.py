"""People's edits as the log has them, laid over a document."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.drafter import Brief
from app.incident.kinds import Kind
from app.postmortem.closing import close
from app.postmortem.document import Document
from app.postmortem.edits import Edit, with_edits
from app.postmortem.judge import evidence
from app.store import timeline


def laid_over(session: Session, brief: Brief, document: Document) -> Document:
    """A new draft with everything that people wrote into earlier versions.

    What has no place in it any more is set aside in sight.
    """
    edits = edits_of(session, brief)
    if not edits:
        return document
    merged = with_edits(document, edits)
    lost = sum(one.accepts for one in merged.orphans)
    document = merged.document
    if lost:
        note = f"{lost} accepted sentences of earlier versions stand in it no more"
        note = "; ".join(filter(None, [document.author.note, note]))
        author = document.author.model_copy(update={"note": note})
        document = document.model_copy(update={"author": author})
    return closed(document, brief)


def edits_of(session: Session, brief: Brief) -> list[Edit]:
    """Every edit so far, in order."""
    entries = timeline.entries(session, brief.incident.id, kinds=[Kind.POSTMORTEM_EDITED])
    return [
        Edit.model_validate(
            {**one, "entry": entry.id, "by": brief.names.get(entry.actor, entry.actor)}
        )
        for entry in entries
        for one in entry.data["edits"]
    ]


def closed(document: Document, brief: Brief) -> Document:
    """The document with the sections that follow from the others."""
    known = evidence(brief.incident, brief.items, brief.names)
    return close(document, brief.incident, brief.items, known)
