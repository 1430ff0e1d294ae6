"""The sandbox itself: everything that its parts share."""

from __future__ import annotations

from app.sandbox.acts.ephemeral import Ephemerals
from app.sandbox.clock import Clock
from app.sandbox.config import SandboxConfig
from app.sandbox.deliver.outbound import Outbound
from app.sandbox.faults import Faults
from app.sandbox.feeds import Feeds
from app.sandbox.ledger import Ledger
from app.sandbox.limits import Limits
from app.sandbox.manifest import App, parse_manifest
from app.sandbox.net.outages import Outages
from app.sandbox.scenario.player import Play
from app.sandbox.state.channels import Channel
from app.sandbox.state.files import File
from app.sandbox.state.people import Person
from app.sandbox.state.seed import open_world
from app.sandbox.state.store import Store
from app.sandbox.state.world import World
from app.sandbox.triggers import ResponseUrls, Triggers


class Slack:
    """One workspace, one app, and what may go wrong between them."""

    def __init__(self, config: SandboxConfig) -> None:
        self.config = config
        self.clock: Clock = config.clock
        self.app: App = parse_manifest(config.manifest)
        #: Where the sandbox is reached, without a slash at the end; set when it listens.
        self.origin = ""
        self.request_url = config.request_url
        self.world = World(Store(config.state))
        open_world(self.world, config, self.app, int(self.clock.now()))
        self.ledger = Ledger(lambda: self.clock, config.ledger_cap)
        self.faults = Faults(latency_ms=config.latency_ms)
        for rule in config.faults:
            self.faults.add(rule)
        self.limits = Limits(enabled=config.rate_limits)
        self.feeds = Feeds()
        self.ephemerals = Ephemerals()
        self.triggers = Triggers(config.trigger_lifetime)
        self.response_urls = ResponseUrls()
        self.outbound = Outbound(self)
        self.outages = Outages(self)
        #: The scenario that plays, or played last.
        self.play: Play | None = None
        #: Files that are announced and not yet uploaded, by ticket.
        self.uploads: dict[str, File] = {}
        #: Tokens that were good once.
        self.revoked: set[str] = set()

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.world.people[self.world.bot]

    @property
    def team(self) -> str:
        """The workspace's id."""
        return self.world.team

    def audience(self, channel: Channel) -> set[str] | None:
        """Who may see what happens in a channel; None: everyone."""
        return None if channel.kind.value == "channel" else set(channel.members)
