"""Fixtures for flows: a Muster on a real database, with no Slack behind it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.relaying import Desk
from support.world import patient

from app.flows.muster import Muster
from app.relay import Relay
from app.sandbox import running
from app.slack.client import Identity, Slack
from app.store.recorder import Recorder


@dataclass
class Hands:
    """A clock that a test moves."""

    at: datetime
    speed: float = 1.0
    moved: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        return self.at + self.moved

    real = now

    def when(self, real: datetime) -> datetime:
        return real

    def move(self, **by: float) -> None:
        self.moved += timedelta(**by)


IDENTITY = Identity(
    workspace="T1",
    workspace_name="Acme",
    url="https://acme.slack.com/",
    user_id="UBOT",
    bot_id="BBOT",
)


@pytest.fixture
def hands(noon):
    return Hands(noon)


@pytest.fixture
def muster(database, policy, hands):
    recorder = Recorder(database, hands)
    recorder.start()
    yield Muster(
        database=database,
        policy=policy,
        clock=hands,
        recorder=recorder,
        clients={},
        identities={"T1": IDENTITY},
        announce_channel="CANN",
    )
    recorder.stop()


@pytest.fixture
def slack():
    with running(patient()) as found:
        yield found


@pytest.fixture
def desk(muster, slack, hands):
    """A Muster whose relay a test steps, with the local Slack at its other end."""
    client = Slack(slack.bot_token, slack.api_url)
    identity = client.identity()
    connected = replace(
        muster,
        clients={identity.workspace: client},
        identities={identity.workspace: identity},
        announce_channel="C0INCIDENTS",
    )
    return Desk(connected, slack, Relay(connected), hands)


@pytest.fixture(scope="session")
def good():
    """A postmortem that meets the rubric."""
    return (Path(__file__).parents[1] / "data" / "postmortems" / "exemplary.md").read_text()
