"""Events as they are wrapped: the outer event, and Socket Mode's envelope around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.sandbox import ids
from app.sandbox.wire import dumps, raw

if TYPE_CHECKING:
    from app.sandbox.core import Slack


@dataclass(frozen=True, slots=True)
class Event:
    """An event on its way."""

    id: str
    #: The event's type; a message's subtype after a dot.
    type: str
    channel: str
    #: The inner event, encoded.
    body: bytes
    #: Seconds since the epoch on the sandbox's clock.
    time: int
    attempt: int = 0
    #: Why the last attempt failed.
    reason: str = ""


def outer_event(slack: Slack, event: Event) -> bytes:
    """What an HTTP request carries."""
    bot = slack.bot
    return dumps(
        {
            "token": "sandbox",
            "team_id": slack.team,
            "context_team_id": slack.team,
            "context_enterprise_id": None,
            "api_app_id": bot.app_id,
            "event": raw(event.body),
            "type": "event_callback",
            "event_id": event.id,
            "event_time": event.time,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": slack.team,
                    "user_id": bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{event.id}",
        }
    )


def envelope(slack: Slack, event: Event) -> tuple[str, bytes]:
    """What a Socket Mode connection carries, and its id."""
    envelope_id = new_envelope_id()
    return envelope_id, dumps(
        {
            "envelope_id": envelope_id,
            "payload": raw(outer_event(slack, event)),
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": event.attempt,
            "retry_reason": event.reason,
        }
    )


def new_envelope_id() -> str:
    """An id in the form of a UUID."""
    digits = ids.secret(32)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
