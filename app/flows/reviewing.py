"""Reviewing a document, with an incident's log at hand or without."""

from __future__ import annotations

from dataclasses import dataclass

from app.drafter import draft
from app.drafter.brief import Brief
from app.flows import acting
from app.flows.aloud import Saying, said
from app.flows.muster import Muster
from app.flows.postmortem import brief_of, newest, version_of
from app.incident.commands import Recorded
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError
from app.postmortem.entries import actor_name, time_known
from app.postmortem.parts import Moment
from app.postmortem.prose import named
from app.postmortem.review import Evidence, LogEntry, Review
from app.postmortem.review.render import as_json
from app.redaction import redact
from app.store import outbox, postmortems, timeline
from app.store.outbox import Effect

#: Moments that a reader needs, in whatever words a document tells them.
_NEEDED = frozenset(
    {
        Moment.ALERT,
        Moment.MITIGATION,
        Moment.FAILED,
        Moment.RECOVERY,
        Moment.SEVERITY,
        Moment.DECLARED,
        Moment.RESOLVED,
    }
)


def evidence_of(muster: Muster, incident: Incident) -> Evidence:
    """The incident's log as a review holds a document against it.

    What people marked is significant, and what the deterministic author tells as an
    alert, an attempt, its outcome, or a turn of the incident.
    """
    brief = brief_of(muster, incident)
    return Evidence(
        entries=tuple(_entries(brief)),
        started=incident.started_at,
        detected=incident.detected_at,
        mitigated=incident.mitigated_at,
        resolved=incident.resolved_at,
    )


def _entries(brief: Brief) -> list[LogEntry]:
    rows = draft(brief).timeline
    moments = {row.event.entries[0]: row.moment for row in rows if row.event.entries}
    return [
        LogEntry(
            id=item.entry.ref,
            at=item.at,
            actor=actor_name(item.actor, brief.names),
            text=redact(named(item.text, brief.names)).text,
            kind=moments.get(item.entry.id, Moment.NOTE).value,
            link=item.entry.source_url,
            significant=bool(item.words) or moments.get(item.entry.id) in _NEEDED,
        )
        for item in brief.items
        if item.text and time_known(item.entry)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who wants a review, of what, and where they are told."""

    workspace: str
    by: str
    channel: str
    #: Slack's address for private answers; empty: the channel.
    url: str = ""
    #: A stored version, else 0.
    version: int = 0
    #: Slack's id of a file, else empty.
    file: str = ""
    #: The text itself, where it was pasted.
    text: str = ""


def request_review(muster: Muster, incident: Incident | None, asked: Asked) -> None:
    """Owe a review; its findings go to whoever asked, and to nobody else."""
    payload = {
        "by": asked.by,
        "channel": asked.channel,
        "url": asked.url,
        "version": asked.version,
        "file": asked.file,
        "text": asked.text,
    }
    owed = Effect(
        name="review",
        lane=f"review:{asked.by}",
        workspace=asked.workspace,
        incident_id=incident.id if incident else None,
        payload=payload,
    )
    with muster.database.write() as session:
        outbox.queue(session, [owed], muster.real())


def version_named(muster: Muster, incident: Incident, number: int | None) -> int:
    """The version of that number, or the newest.

    Raises:
        RefusalError: when there is none.
    """
    command = f"/{muster.postmortem_command}"
    last = newest(muster, incident)
    if last is None:
        raise RefusalError(f"{incident.ref} has no postmortem yet. `{command} draft` writes one.")
    if number and version_of(muster, incident, number) is None:
        raise RefusalError(
            f"{incident.ref} has no version {number}; the newest is {last.version.version}. "
            f"`{command} versions` lists them."
        )
    return number or last.version.version


def keep_review(
    muster: Muster, incident: Incident, by: str, key: str, found: Review, *, version: int
) -> Entry:
    """The review takes its place in the log, and beside its version; once for each `key`.

    `version` is 0 for a document from elsewhere.
    """
    data = as_json(found)
    what = f"the postmortem, version {version}" if version else f"{found.name or 'a pasted text'}"
    counts = ", ".join(f"{n} {severity}" for severity, n in found.counts.items() if n)
    text = f"reviewed {what}: {found.verdict} ({counts or 'no findings'})"
    command = Recorded(
        by=by,
        key=key,
        kind=Kind.POSTMORTEM_REVIEWED,
        text=text,
        data={"version": version, "verdict": data["verdict"], "review": data},
    )
    with muster.database.write() as session:
        kept = acting.act(muster, session, incident.id, command)
        if version and not kept.repeated:
            postmortems.keep_review(session, incident.id, version, data)
    return kept.entries[0]


def share_review(muster: Muster, incident: Incident, entry_id: int) -> None:
    """Post a review in its incident's channel, because somebody pressed for it.

    Raises:
        RefusalError: when it is not kept there.
    """
    with muster.database.write() as session:
        found = timeline.by_ids(session, incident.id, [entry_id])
        if not found or found[0].kind != Kind.POSTMORTEM_REVIEWED:
            raise RefusalError("That review is not kept here. Run the review again.")
        outbox.queue(session, [said(incident, found[0], Saying("review"))], muster.real())
