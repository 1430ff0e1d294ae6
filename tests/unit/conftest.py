"""Fixtures of the pure rooms: an incident told command by command."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.incident.cadence import Ladder, plan
from app.incident.commands import Command, Declare
from app.incident.decide import decide
from app.incident.entry import Entry
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.policy import Policy
from app.incident.values import Severity


class Story:
    """An incident, its entries, and a clock that the test moves."""

    def __init__(self, policy: Policy, start: datetime) -> None:
        self.policy = policy
        self.start = self.now = start
        self.entries: list[Entry] = []
        self.incident: Incident
        self._keys = 0

    def at(self, **since_start: float) -> Story:
        """Move the clock to this long after the start."""
        self.now = self.start + timedelta(**since_start)
        return self

    def declare(self, **fields: Any) -> list[Entry]:
        given: dict[str, Any] = {
            "title": "checkout returns 502",
            "severity": Severity.SEV1,
            "announce_channel": "CANN",
            **fields,
        }
        command = Declare(by="U1", key="declare", incident=7, workspace="T1", number=42, **given)
        return self._keep(None, decide(None, command, self.now, self.policy))

    def do(self, command: type[Command], by: str = "U1", **fields: Any) -> list[Entry]:
        self._keys += 1
        asked = command(by=by, key=f"k{self._keys}", **fields)
        return self._keep(self.incident, decide(self.incident, asked, self.now, self.policy))

    def _keep(self, incident: Incident | None, drafts: list[Entry]) -> list[Entry]:
        kept = []
        for draft in drafts:
            number = len(self.entries) + 1
            entry = replace(draft, seq=number, id=100 + number)
            incident = evolve(incident, entry)
            self.entries.append(entry)
            kept.append(entry)
        if incident:
            self.incident = incident
        return kept

    @property
    def ladders(self) -> dict[str, Ladder]:
        return plan(self.incident, self.policy, {})

    def due(self, ladder: str) -> dict[str, float]:
        """Minutes after the start at which each step of a ladder is due."""
        found = self.ladders.get(ladder)
        steps = found.steps if found else ()
        return {step.name: (step.due_at - self.start).total_seconds() / 60 for step in steps}


@pytest.fixture
def story(policy: Policy, noon: datetime) -> Story:
    return Story(policy, noon)
