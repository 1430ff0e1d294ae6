"""Whether Slack can reach us, and reading again what was said while it could not."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.flows import backfill
from app.flows.backfill import Read, owed
from app.flows.gaps import gap
from app.flows.muster import Muster
from app.store import channels, outbox, refusals
from app.store.channels import Recorded
from app.store.recorder import RecordingError

log = logging.getLogger(__name__)

#: How often it is noted that Slack can reach us: a crash leaves so much of a gap.
HEARD_SECONDS = 5.0
#: Somebody who listens has noted it within this time.
FRESH = timedelta(seconds=2 * HEARD_SECONDS)
#: Incidents resolved longer ago are read again only when somebody asks.
STILL_FOLLOWED = timedelta(days=7)
#: How often the history of a channel is read again, by whether its incident is open.
SWEEP_OPEN = timedelta(minutes=15)
SWEEP_RESOLVED = timedelta(hours=6)
#: Channels that one sweep begins with; the next sweep takes the next.
_AT_ONCE = 20
#: A connection that comes back sooner lost nothing: Slack sends again what was not
#: acknowledged.
BLINK = timedelta(seconds=15)
_MINUTE = timedelta(minutes=1)
_WITHHELD = (
    "Slack withheld events, because there were too many. What history shows is read a minute later."
)
_DEAF = (
    "Muster was not listening. Messages and edits were read from history afterwards; what was "
    "changed twice or taken back in that time may be missing."
)


def started(muster: Muster, *, alone: bool = True) -> None:
    """Name the time in which nobody listened, and owe reading what was said in it.

    `alone`: no other process lives on this database. Beside one that does and was heard a
    moment ago nothing was missed, and nothing is read.

    Raises:
        RecordingError, TimeoutError: it is not durable.
    """
    for workspace in muster.identities:
        now = muster.real()
        with muster.database.read() as session:
            since = channels.heard_at(session, workspace)
        if since and not alone and now - since < FRESH:
            continue
        _read_again(muster, workspace, "started", since or now, now)
        heard(muster, workspace)


def reconnected(muster: Muster) -> None:
    """The connection that Slack sends events over is a new one."""
    for workspace in muster.identities:
        try:
            _read_what_was_missed(muster, workspace, unless_within=BLINK)
        except (RecordingError, SQLAlchemyError, TimeoutError) as error:
            # The sweep reads it later; the gap is named when this works again.
            log.warning("history is not read after reconnecting: %s", error)


def heard_again(muster: Muster, workspace: str) -> None:
    """Slack tells us again what happens, and did not for a while.

    Raises:
        RecordingError, TimeoutError, SQLAlchemyError: the gap is not kept; to be tried again.
    """
    _read_what_was_missed(muster, workspace, unless_within=timedelta(0))


def withheld(muster: Muster, workspace: str, minute: int) -> None:
    """Slack sends no events for the rest of a minute, because there were too many.

    `minute` is when it began, seconds since 1970. History tells what was withheld.

    Raises:
        RecordingError, TimeoutError, SQLAlchemyError: it is not kept; Slack says it again.
    """
    began = datetime.fromtimestamp(minute, UTC)
    with muster.database.read() as session:
        followed = channels.followed(session, workspace, muster.now() - STILL_FOLLOWED)
    ended = began + _MINUTE
    _name_gaps(muster, followed, began, ended, why="withheld", text=_WITHHELD)
    with muster.database.write() as session:
        later = [replace(owed(one, "withheld"), delay=_MINUTE) for one in followed]
        outbox.queue(session, later, muster.real())


def heard(muster: Muster, workspace: str) -> None:
    """Slack can reach us, and what it sends can be recorded."""
    if muster.recorder.failing_since is None:
        with muster.database.write() as session:
            # An app that is refused everything is told nothing either.
            if workspace not in {one.workspace for one in refusals.standing(session)}:
                channels.note_heard(session, workspace, muster.real())


def sweep(muster: Muster) -> None:
    """Owe reading again the channels whose history was last read some time ago."""
    now = muster.real()
    with muster.database.read() as session:
        due = [
            one
            for workspace in muster.identities
            for one in channels.unswept(
                session,
                workspace,
                resolved_since=muster.now() - STILL_FOLLOWED,
                open_before=now - SWEEP_OPEN,
                resolved_before=now - SWEEP_RESOLVED,
                limit=_AT_ONCE,
            )
        ]
    if due:
        with muster.database.write() as session:
            for one in due:
                # Counted from here: a reading that waits for Slack is not owed again meanwhile.
                channels.note_tried(session, one, now)
            outbox.queue(session, [owed(one, "swept") for one in due], now)


def _read_what_was_missed(muster: Muster, workspace: str, unless_within: timedelta) -> None:
    now = muster.real()
    with muster.database.read() as session:
        since = channels.heard_at(session, workspace) or now
    was_deaf = now - since > unless_within
    _read_again(muster, workspace, "reconnected", since if was_deaf else now, now)
    if was_deaf:
        heard(muster, workspace)


def _read_again(muster: Muster, workspace: str, why: str, since: datetime, until: datetime) -> None:
    """Owe all histories, and name the time (real) in which nobody listened, if there was any."""
    with muster.database.read() as session:
        followed = channels.followed(session, workspace, muster.now() - STILL_FOLLOWED)
    if since < until:
        # The incident's time may run faster.
        began, ended = muster.clock.when(since), muster.clock.when(until)
        _name_gaps(muster, followed, began, ended, why="deaf", text=_DEAF)
    with muster.database.write() as session:
        outbox.queue(session, [owed(one, why) for one in followed], muster.real())


def _name_gaps(
    muster: Muster,
    several: Iterable[Recorded],
    began: datetime,
    ended: datetime,
    *,
    why: str,
    text: str,
) -> None:
    """Name one gap in each channel that was recorded in it."""
    groups = []
    for one in several:
        since = max(began, one.bound_at)
        if since >= ended:
            continue
        entry = gap(
            muster, one.workspace, one.channel, began=since, ended=ended, why=why, text=text
        )
        read = Read(one.workspace, one.incident_id, one.channel, 0, muster.now())
        groups.append((read, [entry]))
    backfill.record_each(muster, groups)
