"""Events that are evidence: which they are, and recording them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from app.flows.course import Course
from app.flows.muster import Muster
from app.incident.kinds import Kind
from app.slack.client import Identity
from app.slack.evidence import Own, channel_of, from_event, is_recordable
from app.store.recording.batch import Done, Evidence, Recording

#: A recording waits this long for its commit; Slack gives up on us after 3 s.
COMMIT_SECONDS = 2.5
#: Direct messages are nobody's incident.
_DIRECT = "D"
#: How a defect of ours in reading a payload shows itself.
_DEFECTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def receive(muster: Muster, body: Mapping[str, Any], done: Done) -> bool:
    """Queue an Events API body for recording; False when it is not evidence.

    `done` ends when the recording is durable: only then may Slack be told that it
    arrived (design, decision 4).
    """
    if not is_recordable(body):
        return False
    workspace, channel = str(body.get("team_id", "")), channel_of(body)
    identity = muster.identities.get(workspace)
    if identity is None:
        return False
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


def evidence(body: Mapping[str, Any], us: Own) -> Evidence:
    """What a delivery tells; some tell that history must be read, too."""
    reading = from_event(body, us)
    why = "changed" if reading.read_again else ""
    for entry in reading.entries:
        if entry.kind == Kind.MEMBER_JOINED and entry.actor == us.bot_user_id:
            why = "joined"
    if not why:
        return Evidence(reading.entries)
    # Its incident is filled in when it is recorded.
    owed = Course(channel=reading.channel, why=why).effect(reading.team, 0, first=True)
    return Evidence(reading.entries, (owed,))


def own(identity: Identity, app_id: str = "") -> Own:
    """Who Muster is, for telling its own posts from others'."""
    return Own(
        team_id=identity.workspace,
        workspace_url=identity.url,
        bot_user_id=identity.user_id,
        bot_id=identity.bot_id,
        app_id=app_id,
    )
