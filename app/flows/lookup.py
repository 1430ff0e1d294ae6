"""Finding the incident that somebody means, and what they may see."""

from __future__ import annotations

from collections.abc import Sequence

from app.flows.muster import Muster
from app.incident.incident import REF_PREFIX, Incident
from app.incident.reading import Item, read
from app.incident.values import RefusalError
from app.store import incidents, timeline


def incident_for(
    muster: Muster, workspace: str, person: str, channel: str, number: int | None = None
) -> Incident:
    """The incident of that number, or of the channel somebody is in.

    Raises:
        RefusalError: when there is none, or it is private and not theirs to see: the two
            read the same, so that a refusal does not tell that it exists.
    """
    with muster.database.read() as session:
        if number is not None:
            found = incidents.by_number(session, workspace, number)
        else:
            found = incidents.by_channel(session, workspace, channel)
        here = found is not None and found.channel == channel
        if found and (here or incidents.visible(session, found, person)):
            return found
    if number is not None:
        raise RefusalError(
            f"There is no {REF_PREFIX}-{number} that you can see. `/incident list all` shows them."
        )
    raise RefusalError(
        "This is no incident channel. Type it in the incident's channel, or name the incident: "
        f"`/incident status {REF_PREFIX}-42`. `/incident list` shows the open ones."
    )


def of_channel(muster: Muster, workspace: str, channel: str) -> Incident | None:
    """The incident that a channel belongs to, or None."""
    with muster.database.read() as session:
        return incidents.by_channel(session, workspace, channel) if channel else None


def by_id(muster: Muster, incident_id: int) -> Incident:
    """The incident a button or modal belongs to.

    Raises:
        RefusalError: when it is not stored here.
    """
    with muster.database.read() as session:
        found = incidents.get(session, incident_id)
    if found is None:
        raise RefusalError("That incident is not known here. `/incident list all` shows them.")
    return found


def seen_by(muster: Muster, incident_id: int, person: str, channel: str = "") -> Incident:
    """The incident of a button that a person may have kept longer than their access.

    Who presses it in the incident's own channel is there.

    Raises:
        RefusalError: when it is not stored here, or is private and no longer theirs to see.
    """
    found = by_id(muster, incident_id)
    with muster.database.read() as session:
        if (channel and channel == found.channel) or incidents.visible(session, found, person):
            return found
    raise RefusalError("That incident is not known here. `/incident list all` shows them.")


def named(muster: Muster, ref: str) -> Incident:
    """The incident of a reference: `INC-42`, or `T0123/INC-42` where workspaces share it.

    Raises:
        RefusalError: when there is none, or several workspaces have one.
    """
    workspace, _, short = ref.rpartition("/")
    number = short.upper().removeprefix(f"{REF_PREFIX}-")
    with muster.database.read() as session:
        found = incidents.numbered(session, int(number)) if number.isdigit() else []
    mine = [one for one in found if not workspace or one.workspace == workspace]
    if len(mine) == 1:
        return mine[0]
    if mine:
        listed = ", ".join(f"{one.workspace}/{one.ref}" for one in mine)
        raise RefusalError(f"Several workspaces have {short}. Name one of {listed}.")
    raise RefusalError(f"There is no {ref}. A reference looks like {REF_PREFIX}-42.")


def items_of(muster: Muster, incident: Incident) -> list[Item]:
    """The reading view of an incident's whole log."""
    with muster.database.read() as session:
        return read(timeline.entries(session, incident.id), muster.policy.marks)


def visible_incidents(
    muster: Muster, workspace: str, person: str, *, everything: bool
) -> Sequence[Incident]:
    """Incidents that a person may know of, newest first."""
    with muster.database.read() as session:
        listed = incidents.listed(session, workspace, open_only=not everything)
        return [one for one in listed if incidents.visible(session, one, person)]
