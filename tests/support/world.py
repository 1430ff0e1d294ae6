"""A local Slack with the real Muster beside it, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from app.config import Settings
from app.main.build import build
from app.main.serve import Serving, serving
from app.sandbox import Person, Sandbox, SandboxConfig, running
from app.slack.manifest import manifest

TRANSPORTS = ("socket", "http")
#: Real seconds for what Slack gives 3: a busy machine is no reason for a test to fail.
ROOM = 60.0


@dataclass
class World:
    """A local Slack, and Muster beside it."""

    slack: Sandbox
    muster: Serving
    settings: Settings

    def person(self, name: str) -> Person:
        return self.slack.person(name)


def settings_for(slack: Sandbox, database_url: str, transport: str, **more: object) -> Settings:
    """The settings of a Muster that talks to this sandbox."""
    return Settings(
        database_url=database_url,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_app_token=slack.app_token if transport == "socket" else "",
        slack_api_url=slack.api_url,
        muster_announce_channel="#incidents",
        host="127.0.0.1",
        **{"port": 0, **more},
    )


def patient(**more: Any) -> SandboxConfig:
    """A local Slack that Muster is installed in, and that waits for a machine that is busy."""
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    given = {"manifest": app, "ack_timeout": ROOM, "trigger_lifetime": ROOM, **more}
    return SandboxConfig(**given)


@contextmanager
def world(
    database_url: str, transport: str, config: SandboxConfig | None = None, **more: object
) -> Iterator[World]:
    """Start both; Muster is stopped gracefully first."""
    with ExitStack() as stack:
        slack = stack.enter_context(running(config or patient()))
        settings = settings_for(slack, database_url, transport, **more)
        muster = stack.enter_context(serving(build(settings)))
        if transport == "http":
            slack.control.request_url(f"http://127.0.0.1:{muster.port}/slack/events")
        yield World(slack, muster, settings)
