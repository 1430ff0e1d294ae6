"""What a template may look at."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The incident as it stands when something is said, and the entry that it says."""

    incident: Incident
    entry: Entry
    policy: Policy
    #: The ladders of the entry that still hold: what was answered meanwhile is not said.
    holds: AbstractSet[str] = frozenset()
