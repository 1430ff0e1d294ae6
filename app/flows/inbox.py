"""Events that are evidence: which they are, and recording them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from app.flows.muster import Muster
from app.slack.client import Identity
from app.slack.evidence import Own, from_event, is_recordable

#: A recording waits this long for its commit; Slack gives up on us after 3 s.
COMMIT_SECONDS = 2.5


def receive(muster: Muster, body: Mapping[str, Any]) -> Future[int] | None:
    """Queue an Events API body for recording; None when it is not evidence.

    The future ends when the recording is durable: only then may Slack be told that it
    arrived (design, decision 4).
    """
    if not is_recordable(body):
        return None
    identity = muster.identities.get(str(body.get("team_id", "")))
    if identity is None:
        return None
    reading = from_event(body, own(identity, str(body.get("api_app_id", ""))))
    return muster.recorder.submit(reading.team, reading.channel, reading.entries)


def own(identity: Identity, app_id: str = "") -> Own:
    """Who Muster is, for telling its own posts from others'."""
    return Own(
        team_id=identity.workspace,
        workspace_url=identity.url,
        bot_user_id=identity.user_id,
        bot_id=identity.bot_id,
        app_id=app_id,
    )
