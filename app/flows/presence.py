"""Whether Muster is in the channels that it records, and telling people when it is not."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.backfill import owed
from app.flows.course import check
from app.flows.muster import Muster
from app.incident.commands import StepFailed, StepRepaired
from app.incident.entry import MUSTER
from app.store import channels, incidents, outbox
from app.store.channels import Recorded
from app.store.outbox import Job

#: As a step that failed, it stands on the card until it is mended.
STEP = "record the channel"
OUTSIDE = "Muster is not in the channel any more: what is said there is not recorded"
ARCHIVED = "The channel is archived: nothing more can be said in it"
_INVITE = "Invite it there again with `/invite @Muster`: what it missed is read then"
_UNARCHIVE = "Unarchive the channel"


def look(muster: Muster, workspace: str, channel: str) -> None:
    """Owe looking whether Muster is in a channel; of one that is no incident's, nothing."""
    with muster.database.read() as session:
        one = channels.get(session, workspace, channel)
    if one is not None:
        with muster.database.write() as session:
            outbox.queue(session, [check(workspace, channel, one.incident_id)], muster.real())


def stands(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """Note how the channel stands: outside of it, or back; archived, or open again."""
    one = channels.get(session, job.workspace, job.payload["channel"])
    incident = incidents.lock(session, one.incident_id) if one else None
    if one is None or incident is None:
        return
    if result["member"]:
        if one.lost_at:
            channels.note_found(session, one)
            outbox.queue(session, [owed(one, "joined")], muster.real())
    else:
        channels.note_lost(session, one, muster.now())
    archived = result["archived"] and incident.is_open
    error, remedy = (ARCHIVED, _UNARCHIVE) if archived else (OUTSIDE, _INVITE)
    if archived or not result["member"]:
        _say(muster, session, one, job, error=error, remedy=remedy)
    elif STEP in incident.failed_steps:
        repaired = StepRepaired(by=MUSTER, key=f"presence:{job.id}", step=STEP)
        acting.act(muster, session, incident.id, repaired)


def _say(
    muster: Muster, session: Session, one: Recorded, job: Job, *, error: str, remedy: str
) -> None:
    failed = StepFailed(by=MUSTER, key=f"presence:{job.id}", step=STEP, error=error, remedy=remedy)
    acting.act(muster, session, one.incident_id, failed)
