"""Drafting, and the draft as a file in the channel."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy.orm import Session

from app.flows import postmortem
from app.flows.aloud import effect
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.postmortem.render.page import Format
from app.relay import posts
from app.relay.effect import VOID, Result
from app.relay.scene import incident_of
from app.relay.templates import rendering
from app.slack.blocks import kit, messages
from app.store import outbox
from app.store.lanes import channel_lane
from app.store.outbox import Effect, Job
from app.store.tables import OutboxRow


def write(muster: Muster, job: Job) -> Result:
    """Write the document; the same row writes one version, however often it runs."""
    drafted = postmortem.write_draft(
        muster,
        job.incident_id or 0,
        job.payload["by"],
        f"draft:{job.token}",
        partial(_tell, muster, job),
        despite_gaps=bool(job.payload.get("despite_gaps")),
    )
    return {"version": drafted.version.version}


def _tell(muster: Muster, job: Job, part: int, parts: int) -> None:
    """Keep how far the draft is with its row, and owe the channel a word of it."""
    incident = incident_of(muster, job)
    with muster.database.write() as session:
        outbox.note(session, job, {"part": part, "parts": parts})
        outbox.queue(session, [_progress(incident, job.id)], muster.real())


def _progress(incident: Incident, draft: int) -> Effect:
    owed = effect(incident, "draft.progress", channel_lane(incident.channel), {"draft": draft})
    return replace(owed, replaces=_word(draft))


def _word(draft: int) -> str:
    return f"draft-progress:{draft}"


def progress(muster: Muster, job: Job) -> Result:
    """One message that says how far the draft is; posted once, then edited."""
    with muster.database.read() as session:
        row = outbox.by_id(session, job.payload["draft"])
        earlier = outbox.named(session, job.incident_id or 0, _word(job.payload["draft"]))
        posted = next((one.result for one in earlier if one.result and "ts" in one.result), None)
    if row is None or not row.result or (row.state == "done" and not posted):
        return VOID
    incident, slack = incident_of(muster, job), muster.clients[job.workspace]
    message = _how_far(muster, incident, row)
    if not posted:
        return posts.send(slack, job, incident.channel, message)
    slack.call(
        "chat.update",
        channel=posted["channel"],
        ts=posted["ts"],
        text=message.text,
        blocks=message.blocks,
    )
    return posted


def _how_far(muster: Muster, incident: Incident, draft: OutboxRow) -> kit.Message:
    told = draft.result or {}
    if draft.state == "done":
        drafted = postmortem.version_of(muster, incident, told["version"])
        worded = drafted.document.wording.open if drafted else 0
        return messages.drafting_ended(incident, told["version"], worded)
    return messages.drafting(incident, told["part"], told["parts"])


def find_progress(muster: Muster, job: Job) -> Result | None:
    """The message that an unanswered attempt may have posted."""
    owed_since = muster.clock.when(job.created_at)
    slack = muster.clients[job.workspace]
    return posts.find(slack, job, incident_of(muster, job).channel, owed_since)


def then_upload(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """The written version is owed to the channel as a file."""
    incident = incident_of(muster, job)
    owed = [effect(incident, "draft.upload", f"draft:{incident.id}", dict(result))]
    if outbox.named(session, incident.id, _word(job.id)):
        owed.append(_progress(incident, job.id))
    outbox.queue(session, owed, muster.real())


def upload(muster: Muster, job: Job) -> Result:
    """Put the file's bytes where only its id leads; nobody sees it before it is shared."""
    drafted = _drafted(muster, job)
    with rendering():
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
            drafted.authorship,
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
