"""Who leads: taking, assigning, releasing and handing over roles."""

from __future__ import annotations

from app.incident.commands import (
    AcceptHandoff,
    AssignRole,
    Command,
    GoSolo,
    OfferHandoff,
    ReleaseRole,
    TakeRole,
    WithdrawHandoff,
)
from app.incident.decide.draft import Setting, draft, must_be_open, required
from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Role

#: A restatement is one line.
MAX_RESTATEMENT = 500


def take(incident: Incident, command: TakeRole, setting: Setting) -> list[Entry]:
    """The person becomes the holder.

    Raises:
        RefusalError: when they hold it already, or somebody took it after their button
            was drawn.
    """
    must_be_open(incident)
    holder = incident.roles.get(command.role, "")
    if holder == command.by:
        raise RefusalError(f"You are {command.role} already.")
    drawn_for = command.instead_of
    if holder and drawn_for != holder:
        raise RefusalError(
            f"<@{holder}> is {command.role}. To take over, ask for "
            f"`/incident handoff @you {command.role}`, or type "
            f"`/incident assign @you {command.role}` if they do not answer."
        )
    text = f"took {command.role}" + (f" from <@{holder}>" if holder else "")
    return [_assigned(command, setting, command.role, command.by, text)]


def assign(incident: Incident, command: AssignRole, setting: Setting) -> list[Entry]:
    """Somebody is given the role, at once.

    Raises:
        RefusalError: when they hold it already.
    """
    must_be_open(incident)
    if incident.roles.get(command.role) == command.to:
        raise RefusalError(f"<@{command.to}> is {command.role} already.")
    text = f"made <@{command.to}> {command.role}"
    if command.to == command.by:
        text = f"took {command.role}"
    return [_assigned(command, setting, command.role, command.to, text)]


def release(incident: Incident, command: ReleaseRole, setting: Setting) -> list[Entry]:
    """The role is open again.

    Raises:
        RefusalError: when nobody holds it.
    """
    must_be_open(incident)
    holder = incident.roles.get(command.role)
    if not holder:
        raise RefusalError(f"Nobody is {command.role}, so there is nothing to release.")
    text = f"released {command.role}"
    return [draft(command, setting.now, Kind.ROLE_RELEASED, text, role=command.role.value)]


def solo(incident: Incident, command: GoSolo, setting: Setting) -> list[Entry]:
    """One person takes each role explicitly, so that nothing falls between them.

    Raises:
        RefusalError: when they hold all four already.
    """
    must_be_open(incident)
    missing = [role for role in Role if incident.roles.get(role) != command.by]
    if not missing:
        raise RefusalError("You hold all four roles already.")
    text = "took all four roles (solo)"
    return [
        _assigned(command, setting, role, command.by, text, quiet=role is not missing[0])
        for role in missing
    ]


def offer(incident: Incident, command: OfferHandoff, setting: Setting) -> list[Entry]:
    """A handover begins; the holder stays responsible until it is accepted.

    Raises:
        RefusalError: when the person neither holds the role nor commands, or offers it to
            its holder.
    """
    must_be_open(incident)
    holder = incident.roles.get(command.role)
    if not holder:
        raise RefusalError(
            f"Nobody is {command.role} yet: `/incident assign @person {command.role}` gives it."
        )
    if command.by not in {holder, incident.commander}:
        raise RefusalError(
            f"<@{holder}> is {command.role}: they or the commander hand it over. "
            f"If they do not answer, `/incident assign @person {command.role}`."
        )
    if command.to == holder:
        raise RefusalError(f"<@{holder}> is {command.role} already.")
    text = f"offered {command.role} to <@{command.to}>"
    return [
        draft(
            command,
            setting.now,
            Kind.HANDOFF_OFFERED,
            text,
            role=command.role.value,
            to=command.to,
            holder=holder,
            carries=command.checkpoint,
            packet=dict(command.packet),
        )
    ]


def accept(incident: Incident, command: AcceptHandoff, setting: Setting) -> list[Entry]:
    """The role passes; the new holder has restated the situation in one line.

    Raises:
        RefusalError: when there is no such offer to this person, or no restatement.
    """
    must_be_open(incident)
    found = incident.offers.get(command.role)
    if not found or (command.offer is not None and command.offer != found.seq):
        raise RefusalError(
            f"That offer of {command.role} is no longer open. "
            f"`/incident handoff @person {command.role}` makes a new one."
        )
    if found.to != command.by:
        raise RefusalError(f"{command.role.capitalize()} was offered to <@{found.to}>, not to you.")
    line = required(
        " ".join(command.restatement.split()), "The restatement", MAX_RESTATEMENT, "restatement"
    )
    before = incident.roles.get(command.role, "")
    accepted = draft(
        command,
        setting.now,
        Kind.HANDOFF_ACCEPTED,
        f"accepted {command.role}: {line}",
        role=command.role.value,
        restatement=line,
        before=before,
    )
    text = f"is {command.role}" + (f", after <@{before}>" if before else "")
    assigned = _assigned(command, setting, command.role, command.by, text, quiet=True)
    return [accepted, assigned]


def withdraw(incident: Incident, command: WithdrawHandoff, setting: Setting) -> list[Entry]:
    """An offer ends without the role passing.

    Raises:
        RefusalError: when there is no such offer, or it is not this person's to end.
    """
    found = incident.offers.get(command.role)
    if not found:
        raise RefusalError(f"No handover of {command.role} is open.")
    if command.by not in {found.to, found.by, incident.commander}:
        raise RefusalError(
            f"The handover of {command.role} is between <@{found.by}> and <@{found.to}>."
        )
    verb = "declined" if command.by == found.to else "withdrew the offer of"
    text = f"{verb} {command.role}"
    return [draft(command, setting.now, Kind.HANDOFF_WITHDRAWN, text, role=command.role.value)]


def _assigned(
    command: Command, setting: Setting, role: Role, to: str, text: str, *, quiet: bool = False
) -> Entry:
    """`quiet`: another entry of the same command is said aloud for it."""
    kind = Kind.ROLE_ASSIGNED
    return draft(command, setting.now, kind, text, role=role.value, to=to, quiet=quiet)
