"""Merging what Slack's history shows into the log, and naming what it cannot show.

History is read in steps, each an outbox row of its own: a long read survives restarts,
leases and rate limits, and what was merged twice is one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.flows.course import Course, check
from app.flows.inbox import own
from app.flows.muster import Muster
from app.incident.entry import Entry, under
from app.slack.evidence import COMPARED, Told, differences, missing
from app.store import channels, outbox, standing, timeline
from app.store.channels import Recorded
from app.store.outbox import Effect, Job
from app.store.standing import Stretch

#: How far back history is read again, by why it is; what is not named: all of it.
WINDOWS = {
    "started": timedelta(days=7),
    "reconnected": timedelta(days=7),
    "swept": timedelta(days=1),
    "failed": timedelta(days=1),
    "withheld": timedelta(days=1),
}
#: A workspace may keep messages for so long only: what is older and gone was not
#: necessarily deleted by anybody (docs.slack.dev, message retention).
SHORTEST_RETENTION = timedelta(days=1)
#: Recordings of one page that are queued together; events wait for no more than these.
_CHUNK = 64
#: A recording waits this long for its commit, seconds; then the step is done again.
_COMMIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Read:
    """Where something was read, and what the log held before Slack was asked."""

    workspace: str
    incident_id: int
    channel: str
    #: Id of the newest entry then.
    up_to: int
    #: When Slack was asked, the incident's time.
    at: datetime
    #: The id that the log knows the channel by; empty: its own.
    known_as: str = ""

    @property
    def in_log(self) -> str:
        """The id that the log's entries bear."""
        return self.known_as or self.channel

    def stretch(self, **bounds: str) -> Stretch:
        """Messages of this channel."""
        return Stretch(self.incident_id, self.in_log, **bounds)


def owed(one: Recorded, why: str, url: str = "") -> Effect:
    """The effect of reading a channel's history."""
    course = Course(channel=one.channel, why=why, url=url)
    return course.effect(one.workspace, one.incident_id, first=True)


def ts_of(moment: datetime) -> str:
    """A moment as a Slack ts."""
    return f"{moment.timestamp():.6f}"


def begin(muster: Muster, one: Recorded, course: Course) -> Course:
    """The course with its bounds: a window, but never less than what was not yet read."""
    window = WINDOWS.get(course.why) if one.read_to else None
    active = ts_of(muster.now() - window) if window else ""
    oldest = max(one.since, min(active, one.read_to)) if window else one.since
    return Course(
        channel=course.channel,
        why=course.why,
        url=course.url,
        oldest=oldest,
        active=active,
        begun=True,
    )


def tells_from(course: Course, shown: Sequence[str], at: datetime) -> str:
    """The Slack ts from which on a message that history lacks was deleted.

    `shown` are the ts of the last page, sorted. What is older than all of them may have
    expired: its words stay as they were last seen.
    """
    kept = ts_of(at - SHORTEST_RETENTION)
    return max(course.oldest, min([kept, *shown[:1]]))


def asking(muster: Muster, job: Job, channel: str) -> Read:
    """Note what the log holds; to be called before Slack is asked."""
    with muster.database.read() as session:
        up_to = standing.last_id(session)
        known_as = channels.in_log(session, job.workspace, channel)
    return Read(job.workspace, job.incident_id or 0, channel, up_to, muster.now(), known_as)


def merge(muster: Muster, read: Read, messages: Sequence[dict[str, Any]]) -> int:
    """Record what messages show that the log does not hold; how many entries were new.

    Raises:
        RecordingError, TimeoutError: not all of it is durable; merging again is harmless.
    """
    us = own(muster.identities[read.workspace])
    told = _told(muster, read, [str(one.get("ts")) for one in messages])
    nothing = Told((), read.up_to)
    entries = [
        _unknown(differences(one, read.channel, us, about, read.at), about)
        for one in messages
        for about in [told.get(str(one.get("ts")), nothing)]
    ]
    return record(muster, read, entries)


def record(muster: Muster, read: Read, groups: Iterable[Sequence[Entry]]) -> int:
    """Record groups of entries of one channel; see `record_each`."""
    return record_each(muster, [(read, group) for group in groups])


def record_each(muster: Muster, groups: Iterable[tuple[Read, Sequence[Entry]]]) -> int:
    """Record groups of entries, each by itself, so that a poisonous one parks no other.

    Returns how many entries were new.

    Raises:
        RecordingError, TimeoutError: not all of it is durable.
    """
    several = [(read, group) for read, group in groups if group]
    found = 0
    for start in range(0, len(several), _CHUNK):
        promises = [_submit(muster, *one) for one in several[start : start + _CHUNK]]
        found += sum(promise.result(_COMMIT_SECONDS) for promise in promises)
    return found


def _submit(muster: Muster, read: Read, group: Sequence[Entry]) -> Future[int]:
    known = [under(entry, read.workspace, read.channel, read.in_log) for entry in group]
    return muster.recorder.submit(read.workspace, read.channel, known, read.incident_id)


def _told(muster: Muster, read: Read, messages: Sequence[str]) -> dict[str, Told]:
    about: dict[str, list[Entry]] = {}
    with muster.database.read() as session:
        for entry in timeline.about_messages(session, read.incident_id, messages, COMPARED):
            if entry.channel == read.in_log:
                seen = under(entry, read.workspace, read.in_log, read.channel)
                about.setdefault(entry.message_ts, []).append(seen)
    return {ts: Told(entries, read.up_to) for ts, entries in about.items()}


def _unknown(entries: Sequence[Entry], told: Told) -> list[Entry]:
    """Without what the log surely holds: most of a reading is known."""
    # A posting that was recorded from its edit may still take its first text.
    held = {one.source_key for one in told.entries if not one.data.get("original_unseen")}
    return [entry for entry in entries if entry.source_key not in held]


def bury(muster: Muster, read: Read, stretch: Stretch, shown: Iterable[str]) -> int:
    """Record as deleted what the log holds in a stretch that was read in full.

    Returns how many entries were new.

    Raises:
        RecordingError, TimeoutError: not all of it is durable.
    """
    with muster.database.read() as session:
        gone = standing.standing(session, stretch, read.up_to) - set(shown)
    us = own(muster.identities[read.workspace])
    entries = [missing(ts, stretch.thread, read.channel, us, read.at) for ts in sorted(gone)]
    return record(muster, read, [[entry] for entry in entries])


def threads_to_read(
    muster: Muster,
    read: Read,
    course: Course,
    stretch: Stretch,
    messages: Sequence[dict[str, Any]],
) -> tuple[str, ...]:
    """Parents in a stretch whose threads may hold something the log does not, or no longer."""
    parents = {str(one["ts"]): one for one in messages if _may_be_parent(one)}
    with muster.database.read() as session:
        held = standing.threads(session, stretch, read.up_to)
    wanted = {ts for ts, one in parents.items() if _differs(one, held.get(ts, set()), course)}
    # Without its parent, a thread may be gone as a whole: nobody else would say so.
    return tuple(sorted(wanted | (held.keys() - parents.keys())))


def older_threads(muster: Muster, read: Read, course: Course) -> tuple[str, ...]:
    """Parents from before what was read, in whose threads the log knows a reply since then."""
    if not course.oldest:
        return ()
    with muster.database.read() as session:
        held = standing.threads(session, read.stretch(before=course.oldest), read.up_to)
    since = course.active or course.oldest
    return tuple(sorted(parent for parent, replies in held.items() if max(replies) >= since))


def _may_be_parent(message: dict[str, Any]) -> bool:
    return message.get("thread_ts") in {None, message.get("ts")} and bool(message.get("ts"))


def _differs(parent: dict[str, Any], held: set[str], course: Course) -> bool:
    count, newest = parent.get("reply_count") or 0, str(parent.get("latest_reply") or "")
    if len(held) != count:
        return True
    return count > 0 and (newest >= course.active or newest != max(held))


def go_on(muster: Muster, session: Session, job: Job, course: Course) -> None:
    """Owe the next step, or note that all was read."""
    if not course.is_done:
        step = course.effect(job.workspace, job.incident_id or 0)
        outbox.queue(session, [step], muster.real())
        return
    one = channels.get(session, job.workspace, course.channel)
    if one is not None:
        channels.note_read(session, one, max(course.newest, one.read_to), muster.real())
        if one.lost_at:
            # It was read, so it can be recorded: what said otherwise is mended.
            back = check(one.workspace, one.channel, one.incident_id)
            outbox.queue(session, [back], muster.real())
    answer(muster, session, job, {"url": course.url, "found": course.found})


def answer(muster: Muster, session: Session, job: Job, result: dict[str, Any]) -> None:
    """Owe who asked, if anybody did, what it came to."""
    if not result["url"]:
        return
    told = Effect(
        name="answer.backfill",
        lane=f"answer:backfill:{job.id}",
        workspace=job.workspace,
        incident_id=job.incident_id,
        payload=result,
    )
    outbox.queue(session, [told], muster.real())
