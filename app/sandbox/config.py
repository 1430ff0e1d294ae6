"""What whoever starts a sandbox decides; everything has a default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.sandbox import ids
from app.sandbox.clock import Clock
from app.sandbox.manifest import default_manifest
from app.sandbox.scenario.model import Scenario
from app.sandbox.triggers import TRIGGER_SECONDS
from app.sandbox.wire import Json


@dataclass(frozen=True, slots=True)
class PersonSeed:
    """Someone who is in the workspace from the start."""

    name: str
    title: str = ""
    tz: str = "UTC"
    #: What follows the @; empty: the first name in lower case.
    handle: str = ""
    #: Six hex digits, for the avatar.
    color: str = "4a154b"


@dataclass(frozen=True, slots=True)
class ChannelSeed:
    """A channel that exists from the start; members are named by handle, `*` is everyone."""

    name: str
    purpose: str = ""
    private: bool = False
    members: tuple[str, ...] = ("*",)
    #: Whether the app's bot is in it.
    with_bot: bool = True


@dataclass(frozen=True, slots=True)
class GroupSeed:
    """A user group; members are named by handle."""

    handle: str
    name: str
    members: tuple[str, ...]


PEOPLE = (
    PersonSeed("Aiko Tanaka", "Site reliability engineer", "Asia/Tokyo", color="d1495b"),
    PersonSeed("Ben Okafor", "Platform engineer", "Europe/London", color="00798c"),
    PersonSeed("Carla Mendes", "Head of support", "America/Sao_Paulo", color="8d5a97"),
    PersonSeed("Dev Patel", "Database engineer", "Asia/Kolkata", color="2e7d32"),
    PersonSeed("Erin Walsh", "Product manager", "America/New_York", color="b8660b"),
    PersonSeed("Farid Haddad", "Engineering manager", "Europe/Berlin", color="3f51b5"),
)
CHANNELS = (
    ChannelSeed("general", "Company-wide announcements and work-based matters"),
    ChannelSeed("incidents", "Where incidents are announced"),
    ChannelSeed("random", "Everything else", with_bot=False),
)
GROUPS = (
    GroupSeed("sre", "Site reliability", ("aiko", "ben", "dev")),
    GroupSeed("support", "Customer support", ("carla", "erin")),
)
#: The most common retry schedule of the Events API: at once, after 1 and after 5 minutes.
RETRY_DELAYS = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """How a sandbox starts."""

    #: The app manifest of the app under test.
    manifest: Json = field(default_factory=default_manifest)
    host: str = "127.0.0.1"
    #: 0: any free port.
    port: int = 0
    #: A file that the workspace is kept in; None: memory only.
    state: Path | None = None
    clock: Clock = field(default_factory=Clock)
    #: Where the app takes events and interactions over HTTP; empty: what the manifest says.
    request_url: str = ""
    signing_secret: str = field(default_factory=lambda: ids.secret(32))
    bot_token: str = field(default="xoxb-sandbox-bot")
    app_token: str = field(default="xapp-sandbox-app")
    team_name: str = "Sandbox"
    team_domain: str = "sandbox"
    people: tuple[PersonSeed, ...] = PEOPLE
    channels: tuple[ChannelSeed, ...] = CHANNELS
    groups: tuple[GroupSeed, ...] = GROUPS
    #: Other bots, such as a monitor, that scripts may speak as.
    integrations: tuple[str, ...] = ("Alertmanager",)
    #: Slack's rate limits: tiers per method, and one message a second per channel.
    rate_limits: bool = False
    #: Real seconds that an app has to acknowledge.
    ack_timeout: float = 3.0
    #: Real seconds that a trigger id is good for.
    trigger_lifetime: float = TRIGGER_SECONDS
    #: Real seconds from a failed delivery of an event to the next attempt.
    retry_delays: tuple[float, ...] = RETRY_DELAYS
    #: Real seconds that a Socket Mode connection lives; it is warned 10 s before. None: for ever.
    socket_lifetime: float | None = None
    #: Whether a link in a message is unfurled a moment later, as a change without an edit.
    unfurl: bool = False
    #: Whether a reply also sends the hidden `message_replied` event: "", "subtype" or "bare"
    #: (without its subtype, as Slack's documentation warns).
    message_replied: str = ""
    #: What can be played; see docs/sandbox.md.
    scenarios: tuple[Scenario, ...] = ()
    #: How many calls and deliveries the ledger remembers.
    ledger_cap: int = 100_000
    #: What goes wrong from the start, as the control endpoint takes it.
    faults: tuple[Json, ...] = ()
    #: Milliseconds that each Web API call takes at least.
    latency_ms: float = 0.0

    def with_people(self, people: Iterable[PersonSeed]) -> SandboxConfig:
        """The same sandbox with other people in it."""
        return replace(self, people=tuple(people))
