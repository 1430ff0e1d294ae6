"""What every interaction's payload says: who, where, which app."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.sandbox.state.channels import Channel, Kind
from app.sandbox.state.people import Person
from app.sandbox.wire import Json

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How something that a person did ended."""

    ok: bool
    #: A code such as `operation_timeout`; empty when all went well.
    error: str = ""
    #: What the person is told.
    message: str = ""
    #: What is wrong with which block of a modal.
    errors: dict[str, str] = field(default_factory=dict)
    #: More to tell, such as the options that were loaded.
    details: Json = field(default_factory=dict)

    def shown(self) -> Json:
        """As the client API answers it."""
        shown: Json = {"ok": self.ok, **self.details}
        if not self.ok:
            shown |= {"error": self.error, "message": self.message, "errors": self.errors}
        return shown


DONE = Outcome(ok=True)


def trouble(outcome: str) -> Outcome:
    """The app did not take an interaction."""
    error = "operation_timeout" if outcome == "timeout" else "dispatch_failed"
    return Outcome(ok=False, error=error, message=_TROUBLE)


def base(slack: Slack, kind: str, person: Person) -> Json:
    """The beginning of every interactive payload."""
    team = {"id": slack.team, "domain": slack.config.team_domain}
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": slack.team,
        },
        "api_app_id": slack.bot.app_id,
        "token": "sandbox",
        "team": team,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def channel_part(channel: Channel) -> Json:
    """Where an interaction happened."""
    return {"id": channel.id, "name": shown_name(channel)}


def shown_name(channel: Channel) -> str:
    """A channel's name as payloads give it: private ones are not named."""
    match channel.kind:
        case Kind.IM:
            return "directmessage"
        case Kind.GROUP | Kind.MPIM:
            return "privategroup"
    return channel.name


def action_ts() -> str:
    """When a person did something, in real time."""
    now = time.time_ns() // 1000
    return f"{now // 1_000_000}.{now % 1_000_000:06d}"
