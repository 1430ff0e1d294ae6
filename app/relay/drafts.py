"""Drafting, and the draft as a file in the channel."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.flows import postmortem
from app.flows.aloud import effect
from app.flows.muster import Muster
from app.postmortem.render.page import Format
from app.relay.effect import Result
from app.relay.scene import incident_of
from app.slack.blocks import messages
from app.store import outbox
from app.store.outbox import Job, channel_lane


def write(muster: Muster, job: Job) -> Result:
    """Write the document; the same row writes one version, however often it runs."""
    drafted = postmortem.write_draft(
        muster, job.incident_id or 0, job.payload["by"], f"draft:{job.token}"
    )
    return {"version": drafted.version.version}


def then_upload(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """The written version is owed to the channel as a file."""
    incident = incident_of(muster, job)
    owed = effect(incident, "draft.upload", f"draft:{incident.id}", dict(result))
    outbox.queue(session, [owed], muster.real())


def upload(muster: Muster, job: Job) -> Result:
    """Put the file's bytes where only its id leads; nobody sees it before it is shared."""
    drafted = _drafted(muster, job)
    text = postmortem.rendered(muster, drafted, Format.MARKDOWN)
    name = f"{drafted.incident.ref}-postmortem-v{drafted.version.version}.md"
    file = muster.clients[job.workspace].upload(name, text.encode())
    return {"version": drafted.version.version, "file": file, "name": name}


def then_share(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """Its id is stored: sharing it can be looked up after a crash."""
    incident = incident_of(muster, job)
    owed = effect(incident, "draft.share", channel_lane(incident.channel), dict(result))
    outbox.queue(session, [owed], muster.real())


def share(muster: Muster, job: Job) -> Result:
    """Show the file in the channel with a short message."""
    drafted = _drafted(muster, job)
    muster.clients[job.workspace].call(
        "files.completeUploadExternal",
        files=[{"id": job.payload["file"], "title": job.payload["name"]}],
        channel_id=drafted.incident.channel,
        initial_comment=messages.draft_comment(
            drafted.incident,
            drafted.version.version,
            drafted.counts,
            interim=drafted.document.is_interim,
        ),
    )
    return {"file": job.payload["file"]}


def find_shared(muster: Muster, job: Job) -> Result | None:
    """Whether an unanswered attempt shared the file."""
    incident = incident_of(muster, job)
    info = muster.clients[job.workspace].call("files.info", file=job.payload["file"])["file"]
    shares = info.get("shares") or {}
    places = {channel for kind in shares.values() for channel in kind}
    return {"file": job.payload["file"]} if incident.channel in places else None


def _drafted(muster: Muster, job: Job) -> postmortem.Drafted:
    incident = incident_of(muster, job)
    found = postmortem.version_of(muster, incident, int(job.payload["version"]))
    if found is None:
        raise LookupError(f"outbox row {job.id} names no version that is stored")
    return found
