"""Reviews: made, kept, and told to whoever asked."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.flows import lookup, postmortem, reviewing
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.postmortem.render.page import Format, RenderError
from app.postmortem.review import Review, review
from app.postmortem.review.render import as_json, from_json
from app.relay.effect import Result
from app.slack.blocks import kit
from app.slack.blocks.review import pages
from app.slack.client import Slack
from app.slack.errors import SlackError
from app.slack.respond import respond
from app.store import outbox
from app.store.outbox import Effect, Job

#: A postmortem is text; what is longer than this is something else.
LONGEST = 1_000_000


class UnreadableError(Exception):
    """What was to be reviewed cannot be read; the message says why, for a person."""


def write(muster: Muster, job: Job) -> Result:
    """Review what was asked for; the result is told, whatever it is."""
    incident = lookup.by_id(muster, job.incident_id) if job.incident_id else None
    try:
        name, text = _document(muster, job, incident)
    except UnreadableError as error:
        return {"says": str(error)}
    evidence = reviewing.evidence_of(muster, incident) if incident else None
    found = review(text, name=name, evidence=evidence)
    if incident is None:
        return {"review": as_json(found)}
    by, key = job.payload["by"], f"review:{job.token}"
    version = int(job.payload["version"])
    entry = reviewing.keep_review(muster, incident, by, key, found, version=version)
    return {"review": as_json(found), "entry": entry.id}


def _document(muster: Muster, job: Job, incident: Incident | None) -> tuple[str, str]:
    payload = job.payload
    if payload["version"] and incident:
        drafted = postmortem.version_of(muster, incident, payload["version"])
        if drafted is None:
            raise LookupError(f"outbox row {job.id} names no version that is stored")
        try:
            text = postmortem.rendered(muster, drafted, Format.MARKDOWN)
        except RenderError as error:
            raise UnreadableError(
                f"A template cannot be used: {error}. The version is kept; mend the template in "
                "the folder of MUSTER_TEMPLATES."
            ) from error
        return f"{incident.ref}-postmortem-v{payload['version']}.md", text
    if payload["file"]:
        return file_text(muster.clients[job.workspace], payload)
    return "", payload["text"]


def file_text(slack: Slack, payload: dict[str, str]) -> tuple[str, str]:
    """Name and text of a file that the asker may read.

    Raises:
        UnreadableError: when they may not, or it is no text.
        SlackError: when Slack does not answer.
    """
    unknown = UnreadableError(
        "There is no such file that Muster and you can both see. Share it in this channel, or "
        "use `review text` to paste it."
    )
    try:
        file = slack.call("files.info", file=payload["file"])["file"]
    except SlackError as error:
        if error.transient:
            raise
        raise unknown from error
    # Muster sees files of every channel it is in: the asker sees those of theirs.
    shares = file.get("shares") or {}
    places = {channel for kind in shares.values() for channel in kind}
    mine = file.get("user") == payload["by"]
    if not (mine or payload["channel"] in places or file.get("is_public")):
        raise unknown
    content = slack.download(str(file["url_private"]), LONGEST)
    return str(file["name"]), _decoded(str(file["name"]), content)


def _decoded(name: str, content: bytes) -> str:
    if len(content) > LONGEST:
        raise UnreadableError(f"{name} is larger than 1 MB. Export the text alone as Markdown.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{name} is not UTF-8 text. Export the document as Markdown and share that."
        ) from error


def then_tell(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """Each page is owed to the asker."""
    count = len(_pages(result)) if "review" in result else 1
    owed = [
        Effect(
            name="review.tell",
            lane=job.lane,
            workspace=job.workspace,
            incident_id=job.incident_id,
            payload={**job.payload, "text": "", "result": result, "page": page},
        )
        for page in range(count)
    ]
    outbox.queue(session, owed, muster.real())


def tell(muster: Muster, job: Job) -> Result:
    """One page, to the asker alone."""
    payload = job.payload
    message = _message(payload["result"], payload["page"])
    if payload["url"]:
        respond(payload["url"], message)
        return {}
    muster.clients[job.workspace].call(
        "chat.postEphemeral",
        channel=payload["channel"],
        user=payload["by"],
        text=message.text,
        blocks=message.blocks,
    )
    return {}


def _message(result: Result, page: int) -> kit.Message:
    if "review" in result:
        return _pages(result)[page]
    return kit.Message(result["says"], [kit.section(result["says"])])


def _pages(result: Result) -> list[kit.Message]:
    found: Review = from_json(result["review"])
    return pages(found, entry=result.get("entry", 0))
