"""The sections that follow from all the others: computed last, and again after every edit."""

from __future__ import annotations

from collections.abc import Sequence

from app.incident.incident import Incident
from app.incident.reading import Item
from app.postmortem.closing.checks import checks
from app.postmortem.closing.gaps import gaps
from app.postmortem.closing.verdict import verdict
from app.postmortem.document import Document, walk
from app.postmortem.judge import Evidence
from app.postmortem.parts import SourceRef


def close(
    document: Document, incident: Incident, items: Sequence[Item], evidence: Evidence
) -> Document:
    """The document with its gaps, checks, sources, counts and verdict as they now are."""
    statements = [statement for _, statement in walk(document)]
    judged = {
        "supported": sum(not one.is_tk for one in statements),
        "asked": sum(one.is_tk and not one.withheld for one in statements),
        "withheld": sum(bool(one.withheld) for one in statements),
    }
    document = document.model_copy(
        update={
            "judgement": document.judgement.model_copy(update=judged),
            "gaps": gaps(document),
            "checks": checks(document, incident, items),
            "sources": _sources(document, evidence),
        }
    )
    return document.model_copy(update={"verdict": verdict(document)})


def _sources(document: Document, evidence: Evidence) -> tuple[SourceRef, ...]:
    cited = sorted({one for _, statement in walk(document) for one in statement.entries})
    found = [evidence.entries[one] for one in cited if one in evidence.entries]
    return tuple(SourceRef(id=one.id, at=one.at, actor=one.actor, url=one.url) for one in found)
