"""Editing a postmortem: what people write is an entry of the log, and makes the next version."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.edits import closed, edits_of
from app.flows.muster import Muster
from app.flows.postmortem import brief_in
from app.incident.commands import Recorded
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError
from app.postmortem.document import Document
from app.postmortem.edits import SOURCE_FIELD, Edit, place, resolved, with_edits
from app.redaction import redact
from app.store import incidents, postmortems, timeline
from app.store.postmortems import Version


def edit(muster: Muster, incident: Incident, edits: Sequence[Edit], by: str, key: str) -> Version:
    """Keep edits of the newest version as the next one; `key` makes a repeat one version.

    Raises:
        RefusalError: when somebody else changed one of the sentences meanwhile; its field
            is the path.
    """
    clean = [one.model_copy(update={"after": redact(one.after).text}) for one in edits]
    with muster.database.write() as session:
        incidents.lock(session, incident.id)
        last = postmortems.newest(session, incident.id)
        if last is None:
            raise RefusalError(f"{incident.ref} has no postmortem yet. Draft one first.")
        document = Document.model_validate(last.document)
        brief = brief_in(muster, session, incident)
        command = _command(edits_of(session, brief), clean, last.version + 1, by, key)
        if not timeline.by_key(session, incident.workspace, f"{key}#0"):
            _must_stand(document, clean)
            _must_be_sourced(session, incident, clean)
        done = acting.act(muster, session, incident.id, command)
        entry = done.entries[0]
        if done.repeated:
            return postmortems.get(session, incident.id, entry.data["version"]) or last
        name = brief.names.get(by, by)
        named = [one.model_copy(update={"by": name, "entry": entry.id}) for one in clean]
        merged = with_edits(document, named).document
        return postmortems.add(
            session,
            incident.workspace,
            incident.id,
            author=last.author,
            by=by,
            document=closed(merged, brief_in(muster, session, incident)).model_dump(mode="json"),
            now=muster.now(),
        )


def _command(
    earlier: Sequence[Edit], edits: Sequence[Edit], version: int, by: str, key: str
) -> Recorded:
    kept = [one.model_dump(mode="json", exclude={"entry"}) for one in resolved(edits, earlier)]
    return Recorded(
        by=by,
        key=key,
        kind=Kind.POSTMORTEM_EDITED,
        text=f"edited the postmortem, version {version}: {counted(edits)}",
        data={"version": version, "edits": kept},
    )


def _must_stand(document: Document, edits: Sequence[Edit]) -> None:
    for one in edits:
        if not one.is_new and not place(document, one):
            raise RefusalError(
                "Somebody changed this sentence meanwhile. Copy your words, close this form and "
                "open it again.",
                one.path,
            )


def _must_be_sourced(session: Session, incident: Incident, edits: Sequence[Edit]) -> None:
    """A source that somebody names is an entry of this incident."""
    for one in edits:
        found = {entry.id for entry in timeline.by_ids(session, incident.id, one.sources)}
        if missing := [f"E{entry}" for entry in one.sources if entry not in found]:
            raise RefusalError(
                f"{', '.join(missing)} is no entry of {incident.ref}. The document names its "
                "entries beside each row, such as E41.",
                SOURCE_FIELD,
            )


def counted(edits: Sequence[Edit]) -> str:
    """What the edits do, in a few words."""
    added = sum(one.is_new for one in edits)
    removed = sum(one.removed for one in edits)
    accepted = sum(not one.after and not one.removed for one in edits)
    changed = len(edits) - added - removed - accepted
    kinds = (
        (changed, "changed"),
        (added, "added"),
        (removed, "taken away"),
        (accepted, "accepted"),
    )
    return ", ".join(f"{count} {what}" for count, what in kinds if count)
