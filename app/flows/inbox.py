"""Events that are evidence: which they are, and recording them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from app.flows.course import Course, check
from app.flows.muster import Muster
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.client import Identity
from app.slack.evidence import Own, channel_of, from_event, is_recordable
from app.slack.text.payload import mappings
from app.store.recording.batch import Done, Evidence, Recording

#: A recording waits this long for its commit; Slack gives up on us after 3 s.
COMMIT_SECONDS = 2.5
#: Direct messages are nobody's incident.
_DIRECT = "D"
_CHANNEL_LIFE = frozenset({Kind.CHANNEL_ARCHIVED, Kind.CHANNEL_UNARCHIVED, Kind.CHANNEL_CONVERTED})
_CHANNEL_GONE = frozenset({"channel_deleted", "group_deleted"})
#: How a defect of ours in reading a payload shows itself.
_DEFECTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def receive(muster: Muster, body: Mapping[str, Any], done: Done) -> bool:
    """Queue an Events API body for recording; False when it is not evidence.

    `done` ends when the recording is durable: only then may Slack be told that it
    arrived (design, decision 4).
    """
    if not is_recordable(body):
        return False
    identity, channel = installed_in(muster, body), channel_of(body)
    if identity is None:
        return False
    workspace = identity.workspace
    if not channel or channel.startswith(_DIRECT):
        done.set_result(0)
        return True
    us = own(identity, str(body.get("api_app_id", "")))
    recording = Recording(workspace, channel, lambda: evidence(body, us), body=body, done=done)
    if muster.recorder.knows(workspace, channel):
        # Here and now, while the recorder waits for the disk. A defect is met again, and
        # dealt with, in the recorder.
        with suppress(*_DEFECTS):
            recording.read()
    muster.recorder.add(recording)
    return True


def installed_in(muster: Muster, body: Mapping[str, Any]) -> Identity | None:
    """Who Muster is where it received an event; None: nobody we know.

    In a channel shared with another organisation `team_id` may be theirs: what names our
    installation are the authorizations, and the context.
    """
    granted = mappings(body.get("authorizations"))
    named = [*(one.get("team_id") for one in granted), body.get("context_team_id")]
    for workspace in (*named, body.get("team_id")):
        if isinstance(workspace, str) and workspace in muster.identities:
            return muster.identities[workspace]
    return None


def evidence(body: Mapping[str, Any], us: Own) -> Evidence:
    """What a delivery tells, and what it makes necessary: reading history, looking around."""
    reading = from_event(body, us)
    told = [entry for entry in reading.entries if _is_about_us(entry, us)]
    came = any(entry.kind == Kind.MEMBER_JOINED for entry in told)
    # Their incident is filled in when they are recorded.
    owed = []
    if reading.read_again or came:
        why = "joined" if came else "changed"
        owed.append(Course(channel=reading.channel, why=why).effect(reading.team, 0, first=True))
    if told:
        owed.append(check(reading.team, reading.channel))
    return Evidence(reading.entries, owed)


def _is_about_us(entry: Entry, us: Own) -> bool:
    """Whether it decides if anything can be recorded there from now on."""
    if entry.kind in {Kind.MEMBER_JOINED, Kind.MEMBER_LEFT}:
        return entry.actor == us.bot_user_id
    return entry.kind in _CHANNEL_LIFE or entry.data.get("event") in _CHANNEL_GONE


def own(identity: Identity, app_id: str = "") -> Own:
    """Who Muster is, for telling its own posts from others'."""
    return Own(
        team_id=identity.workspace,
        workspace_url=identity.url,
        bot_user_id=identity.user_id,
        bot_id=identity.bot_id,
        app_id=app_id,
    )
