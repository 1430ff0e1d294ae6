"""Writing a postmortem: owed as an effect, written from the log, kept as a version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.drafter import Brief, draft
from app.drafter.model import Tell
from app.drafter.model import drafted as drafted_by
from app.flows import acting, lookup
from app.flows.aloud import effect
from app.flows.edits import laid_over
from app.flows.muster import Muster
from app.flows.similar import similar
from app.incident.commands import Recorded
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import read
from app.postmortem.document import Document
from app.postmortem.render.page import Format, render
from app.store import outbox, people, postmortems, timeline
from app.store.postmortems import Version


@dataclass(frozen=True, slots=True)
class Drafted:
    """A version that is stored, and its document."""

    incident: Incident
    version: Version
    document: Document

    @property
    def counts(self) -> str:
        """What the draft holds, in a few words."""
        judged = self.document.judgement
        words = [
            f"{len(self.document.timeline)} rows of timeline",
            f"{judged.supported} statements with a source",
            f"{judged.asked + judged.withheld} TK for the author",
        ]
        return ", ".join(words)

    @property
    def authorship(self) -> str:
        """Who worded it and what that cost, or why no model did; empty: nothing to say."""
        author, wording = self.document.author, self.document.wording
        cost = f"{author.tokens:,} tokens, ${author.cost_usd:.2f}" if author.tokens else ""
        if not any(wording):
            return f"{author.note} ({cost})" if author.note and cost else author.note
        said = (
            f"{author.name} worded {wording.open} of the statements; each is marked until somebody "
            "accepts it (`/postmortem wording`)"
        )
        if wording.withheld:
            said += (
                f"; {wording.withheld} more were withheld, as their sources do not bear them out"
            )
        return f"{said} ({cost})"


def request_draft(
    muster: Muster, incident: Incident, by: str, *, despite_gaps: bool = False
) -> None:
    """Owe a draft of the incident's postmortem; one that waits already is enough.

    `despite_gaps`: who asks has seen the critical gaps of the record and confirms them.
    """
    payload = {"by": by, "despite_gaps": despite_gaps}
    owed = effect(incident, "draft", f"draft:{incident.id}", payload, replaces=True)
    with muster.database.write() as session:
        outbox.queue(session, [owed], muster.real())


def _unheard(_part: int, _parts: int) -> None:
    """Nobody watches."""


def write_draft(
    muster: Muster,
    incident_id: int,
    by: str,
    key: str,
    tell: Tell = _unheard,
    *,
    despite_gaps: bool = False,
) -> Drafted:
    """Write the document from the log as it stands and keep it as a version.

    `key` makes writing it twice (after a crash) one version. With a model it takes
    minutes; `tell` is called before each of its parts.

    Raises:
        RefusalError: when there is no such incident.
    """
    incident = lookup.by_id(muster, incident_id)
    known = written(muster, incident, key)
    if known:
        return known
    brief = brief_of(muster, incident)
    document = drafted_by(brief, muster.model, tell) if muster.model else draft(brief)
    with muster.database.write() as session:
        drafted = _kept(muster, session, brief, document, by)
        said = f"drafted the postmortem, version {drafted.version.version}: {drafted.counts}"
        if despite_gaps:
            said += "; who asked confirmed the critical gaps of the record"
        data = {"version": drafted.version.version, "interim": document.is_interim}
        command = Recorded(by=by, key=key, kind=Kind.POSTMORTEM_DRAFTED, text=said, data=data)
        acting.act(muster, session, incident_id, command)
    return drafted


def _kept(muster: Muster, session: Session, brief: Brief, document: Document, by: str) -> Drafted:
    """The draft with people's own words in it, as the next version."""
    incident = brief.incident
    document = laid_over(session, brief, document)
    version = postmortems.add(
        session,
        incident.workspace,
        incident.id,
        author=document.author.name,
        by=by,
        document=document.model_dump(mode="json"),
        now=muster.now(),
    )
    return Drafted(incident, version, document)


def written(muster: Muster, incident: Incident, key: str) -> Drafted | None:
    """The version that an earlier try with this key wrote, or None."""
    with muster.database.read() as session:
        entry = timeline.by_key(session, incident.workspace, f"{key}#0")
    return version_of(muster, incident, int(entry.data["version"])) if entry else None


def brief_of(muster: Muster, incident: Incident) -> Brief:
    """What an author is given."""
    with muster.database.read() as session:
        brief = brief_in(muster, session, incident)
        return replace(brief, similar=similar(session, incident, brief.names))


def brief_in(muster: Muster, session: Session, incident: Incident) -> Brief:
    """The incident and its log alone, as this transaction sees them."""
    items = read(timeline.entries(session, incident.id), muster.policy.marks)
    names = people.names(session, incident.workspace)
    return Brief(
        incident=incident, items=items, policy=muster.policy, now=muster.now(), names=names
    )


def version_of(muster: Muster, incident: Incident, number: int) -> Drafted | None:
    """One stored version, or None."""
    with muster.database.read() as session:
        version = postmortems.get(session, incident.id, number)
    return drafted_of(incident, version) if version else None


def versions(muster: Muster, incident: Incident) -> Sequence[Version]:
    """Every stored version, newest first."""
    with muster.database.read() as session:
        return postmortems.versions(session, incident.id)


def newest(muster: Muster, incident: Incident) -> Drafted | None:
    """The newest version, or None."""
    with muster.database.read() as session:
        version = postmortems.newest(session, incident.id)
    return drafted_of(incident, version) if version else None


def drafted_of(incident: Incident, version: Version) -> Drafted:
    """A stored version with its document."""
    return Drafted(incident, version, Document.model_validate(version.document))


def rendered(muster: Muster, drafted: Drafted, wanted: Format) -> str:
    """The document in a format, by the team's templates where there are some.

    Raises:
        RenderError: when a template is missing or broken.
    """
    return render(drafted.document, wanted, muster.templates)
