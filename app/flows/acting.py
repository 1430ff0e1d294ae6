"""One command on one incident, in the transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.flows import aloud, digests, leaks
from app.flows.muster import Muster
from app.incident.cadence import plan
from app.incident.commands import Command
from app.incident.decide import decide
from app.incident.entry import MUSTER, Entry
from app.incident.evolve import evolve
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.slack.links import channel_link
from app.store import actions, incidents, outbox, reminders, timeline, timers


@dataclass(frozen=True, slots=True)
class Kept:
    """What a command came to."""

    incident: Incident
    #: The entries it made, as stored; those of the first time when it was repeated.
    entries: Sequence[Entry]
    #: The same command was kept before: nothing was done again.
    repeated: bool = False

    @property
    def changed(self) -> bool:
        """Whether this time something was added to the log."""
        return bool(self.entries) and not self.repeated


def act(muster: Muster, session: Session, incident_id: int, command: Command) -> Kept:
    """Decide `command` on a stored incident and keep what it makes.

    Entries, snapshot, timers and outbox rows are one commit, the caller's.

    Raises:
        RefusalError: from the decision, or when there is no such incident.
    """
    session.info.setdefault("what", type(command).__name__)
    incident = incidents.lock(session, incident_id)
    if incident is None:
        raise RefusalError("That incident is not known here. `/incident list all` shows them.")
    first = timeline.by_key(session, incident.workspace, f"{command.key}#0")
    if first:
        return Kept(incident, [first], repeated=True)
    drafts = decide(incident, command, muster.now(), muster.policy)
    return keep(muster, session, incident, drafts)


def keep(muster: Muster, session: Session, incident: Incident, drafts: Sequence[Entry]) -> Kept:
    """Add decided entries to a locked incident's log, with all that follows from them."""
    if not drafts:
        return Kept(incident, [])
    place = _place(muster, incident)
    numbered = [
        replace(
            draft,
            seq=incident.version + number,
            channel=draft.channel or incident.channel_in_log,
            source_url=draft.source_url or place,
        )
        for number, draft in enumerate(drafts, start=1)
    ]
    after = incident
    for entry in numbered:
        after = evolve(after, entry)
    stored = timeline.append(
        session,
        numbered,
        workspace=incident.workspace,
        incident_id=incident.id,
        now=muster.now(),
    )
    if after.actions != incident.actions:
        actions.sync(session, after)
        digests.expect(muster, session, after)
    ladders = settle(muster, session, after)
    owed = [*aloud.effects_of(incident, after, stored, ladders), *leaks.warnings(after, stored)]
    outbox.queue(session, owed, muster.real())
    answers = [entry.id for entry in stored if entry.actor != MUSTER]
    if answers:
        close_reminders(muster, session, after, ladders, answers[-1])
    return Kept(after, stored)


def close_reminders(
    muster: Muster, session: Session, incident: Incident, ladders: Mapping[str, int], answer: int
) -> None:
    """Owe the edit of every reminder and offer that the entry `answer` has answered.

    `ladders` are the generations that hold now.
    """
    holding = {**ladders, **aloud.offers_of(incident)}
    stale = reminders.close(session, incident.id, holding, answer)
    outbox.queue(session, [aloud.closing(incident, one) for one in stale], muster.real())


def _place(muster: Muster, incident: Incident) -> str:
    """Where a reader can look until the message that carries an entry is known: the channel."""
    identity = muster.identities.get(incident.workspace)
    return channel_link(identity.url, incident.channel) if identity and incident.channel else ""


def settle(
    muster: Muster, session: Session, incident: Incident, earliest: datetime | None = None
) -> dict[str, int]:
    """Write the snapshot and the timers of a locked incident; returns the ladders' generations.

    No step that is new is due before `earliest`, by default now.
    """
    incidents.save(session, incident)
    ladders = plan(incident, muster.policy, {})
    return timers.sync(session, incident, ladders, earliest or muster.now())
