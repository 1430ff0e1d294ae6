"""What is published reaches its readers: the channel's canvas, or a file where canvases are off."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.flows import postmortem, publishing
from app.flows.aloud import Saying, effect, said
from app.flows.muster import Muster
from app.flows.postmortem import Drafted
from app.flows.publishing import Readers
from app.postmortem.render.page import Format
from app.relay.effect import Result
from app.relay.scene import incident_of
from app.relay.templates import rendering
from app.slack.blocks.publishing import file_comment
from app.slack.client import Slack
from app.slack.errors import SlackError
from app.store import outbox, timeline
from app.store.lanes import channel_lane
from app.store.outbox import Job

#: Canvases are off for this team, plan or app: the document comes as a file.
NO_CANVAS = frozenset(
    {
        "canvas_creation_failed",
        "canvas_disabled_user_team",
        "canvas_editing_failed",
        "canvas_editing_locked",
        "canvas_tab_creation_failed",
        "canvas_too_large",
        "channel_canvas_creation_failed",
        "free_team_canvas_tab_already_exists",
        "missing_scope",
        "restricted_action",
        "team_tier_cannot_create_channel_canvases",
    }
)


def canvas(muster: Muster, job: Job) -> Result:
    """The channel's canvas shows the document; doing it again changes nothing.

    A canvas that people made is theirs: then, and where there are none, a file is owed.
    """
    drafted = _drafted(muster, job)
    markdown = _text(muster, drafted, Format.CANVAS)
    content = {"type": "markdown", "markdown": markdown}
    slack, channel = muster.clients[job.workspace], drafted.incident.channel
    try:
        return {"canvas": _written(muster, job, slack, channel, content)}
    except SlackError as error:
        if error.code not in NO_CANVAS:
            raise
        return {"no_canvas": error.code}


def _written(muster: Muster, job: Job, slack: Slack, channel: str, content: dict[str, str]) -> str:
    shown = slack.call("conversations.info", channel=channel)["channel"]
    known = str(((shown.get("properties") or {}).get("canvas") or {}).get("file_id") or "")
    if not known:
        made = slack.call(
            "conversations.canvases.create", channel_id=channel, document_content=content
        )
        known = str(made["canvas_id"])
    else:
        owner = slack.call("files.info", file=known)["file"].get("user")
        if owner != muster.identities[job.workspace].user_id:
            raise SlackError("canvases.edit", "restricted_action")
        change = {"operation": "replace", "document_content": content}
        slack.call("canvases.edit", canvas_id=known, changes=[change])
    # What is written into it by hand would be lost with the next version.
    slack.call("canvases.access.set", canvas_id=known, access_level="read", channel_ids=[channel])
    return known


def then_say(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """The channel is told; without a canvas the file tells it."""
    incident = incident_of(muster, job)
    if "canvas" in result:
        (entry,) = timeline.by_ids(session, incident.id, [job.payload["entry"]])
        owed = said(incident, entry, Saying("published"))
    else:
        payload = {**job.payload, **result, "channel": incident.channel}
        owed = effect(incident, "publish.upload", job.lane, payload)
    outbox.queue(session, [owed], muster.real())


def upload(muster: Muster, job: Job) -> Result:
    """Put the file's bytes where only its id leads; nobody sees it before it is shared."""
    drafted = _drafted(muster, job)
    text = _text(muster, drafted, Format.MARKDOWN)
    name = f"{drafted.incident.ref}-postmortem.md"
    return {"file": muster.clients[job.workspace].upload(name, text.encode()), "name": name}


def then_share(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """Its id is stored: sharing it can be looked up after a crash."""
    incident = incident_of(muster, job)
    payload = {**job.payload, **result}
    owed = effect(incident, "publish.share", channel_lane(job.payload["channel"]), payload)
    outbox.queue(session, [owed], muster.real())


def share(muster: Muster, job: Job) -> Result:
    """Show the file in the channel with a short message."""
    slack, channel = muster.clients[job.workspace], job.payload["channel"]
    try:
        _share(muster, job, slack)
    except SlackError as error:
        if error.code not in {"not_in_channel", "channel_not_found"}:
            raise
        # Public channels can be joined; a private one refuses, and a person is told.
        slack.call("conversations.join", channel=channel)
        _share(muster, job, slack)
    return {"file": job.payload["file"]}


def _share(muster: Muster, job: Job, slack: Slack) -> None:
    drafted = _drafted(muster, job)
    elsewhere = job.payload["channel"] != drafted.incident.channel
    slack.call(
        "files.completeUploadExternal",
        files=[{"id": job.payload["file"], "title": job.payload["name"]}],
        channel_id=job.payload["channel"],
        initial_comment=file_comment(drafted.document, job.payload, elsewhere=elsewhere),
    )


def find_shared(muster: Muster, job: Job) -> Result | None:
    """Whether an unanswered attempt shared the file."""
    info = muster.clients[job.workspace].call("files.info", file=job.payload["file"])["file"]
    shares = info.get("shares") or {}
    places = {channel for kind in shares.values() for channel in kind}
    return {"file": job.payload["file"]} if job.payload["channel"] in places else None


def _text(muster: Muster, drafted: Drafted, wanted: Format) -> str:
    with rendering():
        return postmortem.rendered(muster, drafted, wanted)


def _drafted(muster: Muster, job: Job) -> Drafted:
    """The version as its readers may have it."""
    incident = incident_of(muster, job)
    found = postmortem.version_of(muster, incident, int(job.payload["version"]))
    if found is None:
        raise LookupError(f"outbox row {job.id} names no version that is stored")
    readers, vendors = Readers(job.payload["readers"]), job.payload["vendors"]
    return publishing.for_readers(muster, found, readers, vendors)
