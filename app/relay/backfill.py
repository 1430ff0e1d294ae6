"""Reading history, a page or a few threads at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.flows import backfill, origin, unreadable
from app.flows.course import Course
from app.flows.muster import Muster
from app.relay.effect import VOID, Result
from app.relay.scene import incident_of
from app.slack.blocks import record
from app.slack.client import Slack
from app.slack.errors import REMEDIES, SlackError
from app.slack.respond import respond
from app.store import channels
from app.store.outbox import Job

#: Messages asked for at once; Slack gives an internal app up to 999.
PAGE = 400
#: A step begins no other thread after this: its lease must outlast it.
BUDGET = timedelta(seconds=2)
#: The thread is gone with its parent and all of its replies.
_GONE = "thread_not_found"


def read_channel(muster: Muster, job: Job) -> Result:
    """Merge the next page of a channel's history."""
    course = Course.of(job.payload)
    with muster.database.read() as session:
        one = channels.get(session, job.workspace, course.channel)
    if one is None or one.incident_id != job.incident_id:
        return VOID
    if not course.begun:
        course = backfill.begin(muster, one, course)
    try:
        return asdict(_page(muster, job, course))
    except SlackError as error:
        if error.code not in unreadable.CODES:
            raise
        unreadable.note(muster, one, error)
        return {"unreadable": error.code, "url": course.url}


def _page(muster: Muster, job: Job, course: Course) -> Course:
    read = backfill.asking(muster, job, course.channel)
    answer = muster.clients[job.workspace].call(
        "conversations.history",
        channel=course.channel,
        oldest=course.oldest or None,
        inclusive=True,
        cursor=course.cursor or None,
        limit=PAGE,
    )
    page: list[dict[str, Any]] = answer.get("messages") or []
    shown = sorted(str(message.get("ts") or "") for message in page)
    cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
    found = backfill.merge(muster, read, page)
    limited = bool(answer.get("is_limited"))
    threads: tuple[str, ...] = ()
    if shown or not (cursor or limited):
        # What lies before the oldest message shown is on the next page, or withheld.
        since = shown[0] if cursor or limited else backfill.tells_from(course, shown, read.at)
        stretch = read.stretch(since=since, before=course.before)
        found += backfill.bury(muster, read, stretch, shown)
        threads = backfill.threads_to_read(muster, read, course, stretch, page)
    if not cursor:
        threads += backfill.older_threads(muster, read, course)
    if limited and not cursor:
        found += unreadable.withheld(muster, read, (shown or [course.before])[0])
    return replace(
        course,
        cursor=cursor,
        before=(shown or [course.before])[0],
        newest=max([course.newest, *shown]),
        is_read=not cursor,
        threads=threads,
        found=course.found + found,
    )


def read_threads(muster: Muster, job: Job) -> Result:
    """Merge the next threads, as many as time allows."""
    course = Course.of(job.payload)
    with muster.database.read() as session:
        one = channels.get(session, job.workspace, course.channel)
    since = one.since if one else ""
    until = muster.real() + BUDGET
    while course.threads and muster.real() < until:
        try:
            found = _thread(muster, job, course, course.threads[0], since)
        except SlackError as error:
            if course == Course.of(job.payload) or not error.transient:
                raise
            # What was read so far counts; the next step meets the limit again.
            break
        course = replace(course, threads=course.threads[1:], found=course.found + found)
    return asdict(course)


def _thread(muster: Muster, job: Job, course: Course, parent: str, since: str) -> int:
    read = backfill.asking(muster, job, course.channel)
    shown: set[str] = set()
    found = 0
    for page in _replies(muster.clients[job.workspace], course.channel, parent):
        # Slack gives the parent on every page.
        replies = [message for message in page if message.get("ts") != parent]
        # What was said in it before the incident stays out, as it does when events tell it.
        belong = [message for message in replies if str(message.get("ts")) >= since]
        found += backfill.merge(muster, read, belong)
        shown.update(str(message.get("ts")) for message in replies)
    return found + backfill.bury(muster, read, read.stretch(thread=parent), shown)


def _replies(slack: Slack, channel: str, parent: str) -> Iterator[list[dict[str, Any]]]:
    try:
        yield from slack.pages(
            "conversations.replies", "messages", channel=channel, ts=parent, limit=PAGE
        )
    except SlackError as error:
        if error.code != _GONE:
            raise


def then_go_on(muster: Muster, session: Session, job: Job, result: Result) -> None:
    """The next step is owed, or the reading has ended."""
    if "unreadable" in result:
        backfill.answer(muster, session, job, result)
    else:
        backfill.go_on(muster, session, job, Course.of(result))


def answer(muster: Muster, job: Job) -> Result:
    """Tell who asked what was found, or why nothing could be read."""
    del muster
    code = job.payload.get("unreadable", "")
    if code:
        message = record.unreadable(code, REMEDIES.get(code, "Check the app's access"))
    else:
        message = record.backfilled(int(job.payload["found"]))
    respond(job.payload["url"], message)
    return {}


def read_origin(muster: Muster, job: Job) -> Result:
    """The message an incident was declared from, and its thread, as entries of it."""
    incident, channel = incident_of(muster, job), job.payload["channel"]
    if not origin.may_bring(muster, incident, channel):
        return VOID
    read = backfill.asking(muster, job, channel)
    try:
        pages = muster.clients[job.workspace].pages(
            "conversations.replies",
            "messages",
            channel=channel,
            ts=job.payload["parent"],
            limit=PAGE,
        )
        found = sum(backfill.merge(muster, read, page) for page in pages)
    except SlackError as error:
        if error.code not in unreadable.CODES:
            raise
        unreadable.note_origin(muster, read, job.payload["parent"], error)
        return {"unreadable": error.code}
    return {"found": found}
