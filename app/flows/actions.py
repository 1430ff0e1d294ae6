"""Action items: entering and changing them, each one command held to the rubric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.drafter.say import alike
from app.flows import acting, postmortem
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
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError
from app.postmortem.actions.export import row
from app.postmortem.actions.rubric import refuse_vague
from app.postmortem.parts import ActionItem
from app.store import actions, incidents, people, timeline
from app.store.actions import Registered


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
        if asked not in {"", command.by} and not incidents.visible(session, incident, asked):
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


def listed(
    muster: Muster, workspace: str, person: str, which: str, incident: Incident | None
) -> Sequence[Registered]:
    """The actions of one incident or of all that a person may know of, the soonest due first.

    `which` is open, mine (open ones that they own), overdue, or all.
    """
    now = muster.now()
    return [
        one
        for one in _known(muster, workspace, person, incident)
        if (which == "all" or one.action.is_open)
        and (which != "mine" or one.action.owner == person)
        and (which != "overdue" or one.action.is_overdue(now))
    ]


def _known(
    muster: Muster, workspace: str, person: str, incident: Incident | None
) -> Sequence[Registered]:
    if incident is None:
        with muster.database.read() as session:
            return actions.listed(session, workspace, person, open_only=False)
    soonest = sorted(incident.actions, key=lambda one: (one.due or date.max, one.number))
    return [Registered(incident, action) for action in soonest]


@dataclass(frozen=True, slots=True)
class Exported:
    """The register for other tools."""

    rows: Sequence[dict[str, str]]
    #: How many actions of private incidents are left out.
    sealed: int


def exported(muster: Muster, incident: Incident | None) -> Exported:
    """Every action of an incident; without one of all, but for private ones.

    Who exports names a private incident explicitly, so that it does not slip into a sheet.
    """
    with muster.database.read() as session:
        found = actions.exported(session, incident.id if incident else None)
        workspaces = {one.incident.workspace for one in found}
        names = {one: people.names(session, one) for one in workspaces}
    shown = [one for one in found if incident or not one.incident.private]
    now = muster.now()
    rows = [row(one.incident, one.action, names[one.incident.workspace], now) for one in shown]
    return Exported(rows, len(found) - len(shown))


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a version of the document proposes and the register has not."""

    version: int
    #: Index among the version's actions, and the action.
    items: Sequence[tuple[int, ActionItem]]


def proposals(muster: Muster, incident: Incident) -> Proposals:
    """What the newest version proposes that nobody has added yet; version 0: there is none."""
    drafted = postmortem.newest(muster, incident)
    if drafted is None:
        return Proposals(0, [])
    taken = {source for action in incident.actions for source in action.sources}
    texts = [action.text for action in incident.actions]
    items = [
        (index, item)
        for index, item in enumerate(drafted.document.actions)
        if not item.number
        and not item.what.is_tk
        and not taken.intersection(item.what.entries)
        and not any(alike(item.what.text, text) for text in texts)
    ]
    return Proposals(drafted.version.version, items)


def proposal(
    muster: Muster, incident: Incident, version: int, index: int
) -> tuple[ActionItem, str]:
    """One action of a version, and the factor it serves in words; empty: none named.

    Raises:
        RefusalError: when the version has no such action.
    """
    drafted = postmortem.version_of(muster, incident, version)
    if drafted is None or index >= len(drafted.document.actions):
        raise RefusalError("That proposal is gone. `/postmortem actions` shows what there is.")
    document = drafted.document
    item = document.actions[index]
    factor = document.factors[item.factor - 1].what.text if item.factor else ""
    return item, factor


def entries_of(muster: Muster, incident: Incident, message_ts: str) -> tuple[int, ...]:
    """Ids of the entry that holds a message of the incident; none: it is not recorded."""
    with muster.database.read() as session:
        found = timeline.about_message(session, incident.id, message_ts)
    return tuple(entry.id for entry in found if entry.kind == Kind.MESSAGE_POSTED)[:1]
