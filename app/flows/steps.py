"""The steps of an incident that are one command, and the few that are two."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.acting import Kept
from app.flows.muster import Muster
from app.flows.views import notable_items
from app.incident.commands import Command, MakeCheckpoint, MarkDuplicate, OfferHandoff, Reopen
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.packets.checkpoint import checkpoint
from app.store import incidents


def step(muster: Muster, incident_id: int, command: Command) -> Kept:
    """One command on one incident.

    Raises:
        RefusalError: from the decision.
    """
    with muster.database.write() as session:
        return acting.act(muster, session, incident_id, command)


def reopen(muster: Muster, incident_id: int, command: Reopen) -> Kept:
    """Reopen an incident; its channel is its own again, if another had it since.

    Raises:
        RefusalError: when its channel is another open incident's, or from the decision.
    """
    with muster.database.write() as session:
        incident = incidents.lock(session, incident_id)
        other = (
            incidents.by_channel(session, incident.workspace, incident.channel)
            if incident
            else None
        )
        kept = acting.act(muster, session, incident_id, command)
        if incident is None or other is None or other.id == incident_id:
            return kept
        if other.is_open:
            name = other.ref if incidents.visible(session, other, command.by) else "another one"
            raise RefusalError(
                f"The channel of {incident.ref} is that of {name} now, which is open: there what "
                "is said is recorded. Resolve that one first, or declare a new incident."
            )
        channel, name = incident.channel, incident.channel_name
        incidents.bind(session, incident, channel, name=name, now=muster.now())
        return kept


def make_checkpoint(muster: Muster, incident_id: int, command: MakeCheckpoint) -> Kept:
    """Gather the packet from the log as it stands and keep it.

    Raises:
        RefusalError: when the incident is not stored here.
    """
    with muster.database.write() as session:
        return _checkpoint(muster, session, incident_id, command.by, command.key, quiet=False)


def offer_handoff(muster: Muster, incident_id: int, command: OfferHandoff) -> Kept:
    """A handover makes its checkpoint by itself; one message shows it above the Accept button.

    Raises:
        RefusalError: from the decision.
    """
    with muster.database.write() as session:
        key = f"{command.key}:checkpoint"
        made = _checkpoint(muster, session, incident_id, command.by, key, quiet=True).entries[0]
        packet = made.data["packet"]
        return acting.act(
            muster, session, incident_id, replace(command, checkpoint=made.id, packet=packet)
        )


def _checkpoint(
    muster: Muster, session: Session, incident_id: int, by: str, key: str, *, quiet: bool
) -> Kept:
    incident = incidents.lock(session, incident_id)
    if incident is None:
        raise RefusalError("That incident is not known here. `/incident list all` shows them.")
    items = notable_items(muster, session, incident_id)
    packet = checkpoint(incident, items, muster.now())
    command = MakeCheckpoint(by=by, key=key, packet=packet.as_data(), quiet=quiet)
    return acting.act(muster, session, incident_id, command)


def mark_duplicate(muster: Muster, incident: Incident, command: MarkDuplicate) -> Kept:
    """Close an incident as the same as another one that exists.

    Raises:
        RefusalError: when there is no such other one, or from the decision.
    """
    with muster.database.read() as session:
        other = incidents.by_number(session, incident.workspace, command.of)
        if other is None or not incidents.visible(session, other, command.by):
            raise RefusalError(
                f"There is no INC-{command.of} that you can see. `/incident list all` shows them."
            )
    return step(muster, incident.id, command)
