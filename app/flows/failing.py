"""Recording that failed for a while: in which channels, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.flows import backfill
from app.flows.backfill import Read, owed
from app.flows.inbox import own
from app.flows.muster import Muster
from app.incident.entry import MUSTER, Entry
from app.incident.kinds import Kind
from app.slack.evidence import Place
from app.store import channels, outbox
from app.store.channels import Recorded

_CLOCK = "%Y-%m-%d %H:%M:%S"


def open_channels(muster: Muster) -> list[Recorded]:
    """The channels of open incidents that Muster is in."""
    with muster.database.read() as session:
        return [
            one
            for workspace in muster.identities
            for one in channels.followed(session, workspace, muster.now())
            if one.lost_at is None
        ]


def note_end(muster: Muster, several: Sequence[Recorded], since: datetime) -> datetime:
    """Record in each channel that recording failed since then (real), and read its history.

    Returns when it worked again, the incident's time.

    Raises:
        RecordingError, TimeoutError, SQLAlchemyError: it still fails.
    """
    until = muster.now()
    for one in several:
        read = Read(one.workspace, one.incident_id, one.channel, 0, until)
        backfill.record(muster, read, [[_entry(muster, one, muster.clock.when(since), until)]])
    with muster.database.write() as session:
        outbox.queue(session, [owed(one, "failed") for one in several], muster.real())
    return until


def _entry(muster: Muster, one: Recorded, began: datetime, ended: datetime) -> Entry:
    place = Place(own(muster.identities[one.workspace]), one.channel)
    return Entry(
        kind=Kind.RECORDING_FAILED,
        occurred_at=began,
        actor=MUSTER,
        text=(
            f"Recording failed from {began:{_CLOCK}} to {ended:{_CLOCK}} UTC. What Slack had to "
            "send again and what its history shows was recorded afterwards."
        ),
        data={"from": began.isoformat(), "to": ended.isoformat()},
        source_key=place.key("recording-failed", f"{began:{_CLOCK}}"),
        source_url=place.link(""),
        channel=one.channel,
    )
