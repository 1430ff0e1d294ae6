"""Action items: entering and changing them, each one command held to the rubric."""

from __future__ import annotations

from dataclasses import replace

from app.flows import acting
from app.flows.acting import Kept
from app.flows.muster import Muster
from app.incident.actions.commands import (
    ActionCommand,
    CreateAction,
    EditAction,
    OfferAction,
    StartAction,
    TakeAction,
)
from app.incident.values import RefusalError
from app.postmortem.actions.rubric import refuse_vague
from app.store import incidents, people


def act(muster: Muster, incident_id: int, command: CreateAction | ActionCommand) -> Kept:
    """Decide and keep one command about an action.

    Raises:
        RefusalError: when the action is vague, when somebody is asked who must not know of
            the incident, or from the decision.
    """
    if isinstance(command, CreateAction | EditAction):
        refuse_vague(command.text, command.signal)
    with muster.database.write() as session:
        incident = incidents.lock(session, incident_id)
        if incident is None:
            raise RefusalError("That incident is not known here. `/incident list all` shows them.")
        asked = _asked(command)
        if asked and not incidents.visible(session, incident, asked):
            raise RefusalError(
                f"{incident.ref} is private and <@{asked}> is not in its channel. "
                "Invite them there first.",
                "owner",
            )
        if isinstance(command, CreateAction | TakeAction | StartAction):
            zone = people.zone(session, incident.workspace, command.by)
            command = replace(command, zone=zone)
        return acting.act(muster, session, incident_id, command)


def _asked(command: CreateAction | ActionCommand) -> str:
    """Who a command asks to take an action; empty: nobody."""
    if isinstance(command, OfferAction):
        return command.to
    return command.owner if isinstance(command, CreateAction) else ""
