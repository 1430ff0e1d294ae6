"""Asking Slack whether Muster is in a channel."""

from __future__ import annotations

from app.flows.muster import Muster
from app.flows.unreadable import LOST
from app.relay.effect import Result
from app.slack.errors import SlackError
from app.store.outbox import Job


def check(muster: Muster, job: Job) -> Result:
    """Whether Muster is in the channel, and whether it is archived."""
    try:
        answer = muster.clients[job.workspace].call(
            "conversations.info", channel=job.payload["channel"]
        )
    except SlackError as error:
        if error.code not in LOST:
            raise
        # A private channel that Muster was taken out of, or one that was deleted.
        return {"member": False, "archived": False}
    channel = answer["channel"]
    return {
        "member": bool(channel.get("is_member")),
        "archived": bool(channel.get("is_archived")),
    }
