"""What every flow is handed: the database, the policy, the clock, and who Muster is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.config import Clock
from app.drafter.model import Model
from app.incident.policy import Policy
from app.slack.client import Identity, Slack
from app.store.database import Database
from app.store.recorder import Recorder


@dataclass(frozen=True, slots=True)
class Muster:
    """Built once by the command line and handed down; nothing in it changes."""

    database: Database
    policy: Policy
    clock: Clock
    recorder: Recorder
    #: Workspace id to its client and to who Muster is there.
    clients: Mapping[str, Slack]
    identities: Mapping[str, Identity]
    #: Id of the channel that public incidents are announced in; empty: none.
    announce_channel: str = ""
    #: Proposes wording of postmortems; None: they are written from the log alone.
    model: Model | None = None
    #: Where templates are looked for: a team's own, then those that ship.
    templates: tuple[Path, ...] = ()
    #: Names of the slash commands, without the slash.
    incident_command: str = "incident"
    postmortem_command: str = "postmortem"

    def now(self) -> datetime:
        """The time that incidents happen in, UTC (scaled in demos and tests)."""
        return self.clock.now()

    def real(self) -> datetime:
        """The time of leases and rate limits, UTC."""
        return self.clock.real()
