"""What there is to write from, looked at before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from app.flows.muster import Muster
from app.flows.postmortem import brief_in
from app.incident.incident import Incident
from app.postmortem.closing.gaps import to_confirm
from app.postmortem.inventory import Inventory, take_inventory
from app.postmortem.parts import Gap


@dataclass(frozen=True, slots=True)
class Stock:
    """The inventory of an incident's log, and the gaps that somebody must confirm or fill."""

    inventory: Inventory
    gaps: tuple[Gap, ...]


def take(muster: Muster, incident: Incident) -> Stock:
    """Read the log and say what it covers."""
    with muster.database.read() as session:
        brief = brief_in(muster, session, incident)
    inventory = take_inventory(incident, brief.items, brief.names, muster.policy)
    return Stock(inventory, to_confirm(inventory))
