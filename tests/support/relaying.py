"""A relay that a test steps, with the local Slack at its other end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.flows.declare import Declaration, declare
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import Severity
from app.relay import Relay
from app.sandbox import Sandbox
from app.store import incidents
from app.store.tables import OutboxRow


@dataclass
class Desk:
    """Muster whose relay does one step at a time, and the Slack it speaks to."""

    muster: Muster
    slack: Sandbox
    relay: Relay
    hands: Any

    def declare(self, title: str = "checkout 502", **fields: Any) -> Incident:
        """An incident of Aiko's whose channel is owed."""
        given = {
            "workspace": "T0SANDBOX01",
            "by": self.slack.person("Aiko").id,
            "key": f"declare:{title}",
            "title": title,
            "severity": Severity.SEV2,
            "origin_channel": "C0GENERAL00",
            **fields,
        }
        return declare(self.muster, Declaration(**given)).incident

    def run(self, rounds: int = 60) -> None:
        """Step until nothing waits; time passes when nothing may go out."""
        for _ in range(rounds):
            if self.relay.step():
                continue
            if not [row for row in self.rows() if row.state in {"pending", "sending"}]:
                return
            self.hands.move(seconds=2)
        raise AssertionError([(row.effect, row.state, row.error) for row in self.rows()])

    def rows(self, *effects: str) -> list[OutboxRow]:
        """Outbox rows, oldest first; of these effects alone when any are named."""
        with self.muster.database.read() as session:
            found = session.scalars(select(OutboxRow).order_by(OutboxRow.id))
            return [row for row in found if not effects or row.effect in effects]

    def states(self, *effects: str) -> list[str]:
        return [row.state for row in self.rows(*effects)]

    def now(self, incident: Incident) -> Incident:
        """The incident as it stands."""
        with self.muster.database.read() as session:
            found = incidents.get(session, incident.id)
        assert found
        return found

    def posts(self, channel: str) -> list[dict[str, Any]]:
        """What Muster posted in a channel."""
        return [one for one in self.slack.control.messages(channel) if one.get("metadata")]
