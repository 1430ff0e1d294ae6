"""History that Slack does not show: what the log may lack for it."""

from __future__ import annotations

from app.flows import backfill
from app.flows.backfill import Read
from app.flows.course import check
from app.flows.gaps import gap
from app.flows.muster import Muster
from app.incident.reading import ts_time
from app.slack.errors import SlackError
from app.store import channels, outbox
from app.store.channels import Recorded

#: Slack will go on answering so until somebody acts.
CODES = frozenset({"not_in_channel", "channel_not_found", "missing_scope", "access_denied"})
#: Muster is not in the channel, or there is no such channel any more.
LOST = frozenset({"not_in_channel", "channel_not_found"})


def note(muster: Muster, one: Recorded, error: SlackError) -> None:
    """Record from when on history could not be read, once, and whether Muster is outside.

    Raises:
        RecordingError, TimeoutError: it is not durable.
    """
    now = muster.now()
    began = ts_time(one.read_to) if one.read_to else one.bound_at
    text = f"its history cannot be read. {error.says}. {error.remedy}."
    entry = gap(
        muster, one.workspace, one.channel, began=began, ended=now, why=error.code, text=text
    )
    read = Read(one.workspace, one.incident_id, one.channel, 0, now)
    backfill.record(muster, read, [[entry]])
    with muster.database.write() as session:
        channels.note_tried(session, one, muster.real())
        if error.code in LOST:
            looked = check(one.workspace, one.channel, one.incident_id)
            outbox.queue(session, [looked], muster.real())


def withheld(muster: Muster, read: Read, since: str) -> int:
    """Record that Slack's plan hides what came before; how many entries were new.

    Raises:
        RecordingError, TimeoutError: it is not durable.
    """
    with muster.database.read() as session:
        one = channels.get(session, read.workspace, read.channel)
    if one is None or not since:
        return 0
    began = ts_time(one.since) if one.since else one.bound_at
    if began >= ts_time(since):
        return 0
    text = "the workspace's plan hides older messages; what was recorded before stays."
    entry = gap(
        muster,
        read.workspace,
        read.channel,
        began=began,
        ended=ts_time(since),
        why="limited",
        text=text,
    )
    return backfill.record(muster, read, [[entry]])


def note_origin(muster: Muster, read: Read, parent: str, error: SlackError) -> None:
    """Record that what an incident was declared from could not be brought along.

    Raises:
        RecordingError, TimeoutError: it is not durable.
    """
    text = (
        f"the message it was declared from cannot be read in <#{read.channel}>. {error.says}. "
        f"{error.remedy}."
    )
    entry = gap(
        muster,
        read.workspace,
        read.channel,
        began=ts_time(parent),
        ended=read.at,
        why=error.code,
        text=text,
    )
    backfill.record(muster, read, [[entry]])
