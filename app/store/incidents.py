"""Incidents: numbers, locks, snapshots, and finding them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Text, delete, insert, select, type_coerce, update
from sqlalchemy.dialects.postgresql import insert as upsert_pg
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.orm import Session

from app.incident.incident import Incident
from app.incident.values import OPEN_PHASES, Phase
from app.store.tables import ChannelRow, IncidentRow, MemberRow, PostmortemRow, WorkspaceRow

_SNAPSHOT = TypeAdapter(Incident)


def lock_workspace(session: Session, workspace: str) -> None:
    """Let one transaction at a time declare; a workspace is made known when it is new."""
    known = select(WorkspaceRow.id).where(WorkspaceRow.id == workspace).with_for_update()
    if session.scalars(known).one_or_none() is None:
        upsert = upsert_sqlite if session.get_bind().dialect.name == "sqlite" else upsert_pg
        session.execute(upsert(WorkspaceRow).values(id=workspace).on_conflict_do_nothing())
        session.scalars(known).one()


def next_number(session: Session, workspace: str) -> int:
    """The next incident number of a workspace, which is made known when it is new."""
    lock_workspace(session, workspace)
    counted = (
        update(WorkspaceRow)
        .where(WorkspaceRow.id == workspace)
        .values(last_number=WorkspaceRow.last_number + 1)
        .returning(WorkspaceRow.last_number)
    )
    return session.scalars(counted).one()


def know_workspace(session: Session, workspace: str, **known: str) -> None:
    """Store what auth.test says of a workspace: columns of `WorkspaceRow`."""
    row = session.get(WorkspaceRow, workspace)
    if row is None:
        row = WorkspaceRow(id=workspace, last_number=0)
        session.add(row)
    for name, value in known.items():
        setattr(row, name, value)
    session.flush()


def own(session: Session, workspace: str) -> dict[str, str]:
    """Who Muster is in a workspace, as auth.test said last: the fields of `Own`."""
    row = session.get(WorkspaceRow, workspace) or WorkspaceRow(id=workspace)
    return {
        "team_id": workspace,
        "workspace_url": row.url or "",
        "bot_user_id": row.bot_user_id or "",
        "bot_id": row.bot_id or "",
    }


def reserve(session: Session, workspace: str, number: int, now: datetime) -> int:
    """A row for an incident that this transaction is about to save; returns its id."""
    row = insert(IncidentRow).values(
        workspace_id=workspace,
        number=number,
        title="",
        severity="",
        phase="",
        type="",
        private=True,
        channel="",
        version=0,
        declared_at=now,
        state={},
    )
    return session.scalars(row.returning(IncidentRow.id)).one()


def save(session: Session, incident: Incident) -> None:
    """Write the snapshot of an incident that this transaction has locked."""
    row = update(IncidentRow).where(IncidentRow.id == incident.id)
    session.execute(row.values(**columns_of(incident)))
    _held(session)[incident.id] = incident


def _held(session: Session) -> dict[int, Incident]:
    """The incidents that this transaction has locked, as they stand in it."""
    held: dict[int, Incident] = session.info.setdefault("held", {})
    return held


def columns_of(incident: Incident) -> dict[str, object]:
    """The row of an incident."""
    return {
        "id": incident.id,
        "workspace_id": incident.workspace,
        "number": incident.number,
        "title": incident.title,
        "severity": incident.severity.value,
        "phase": incident.phase.value,
        "type": incident.type.value,
        "private": incident.private,
        "channel": incident.channel,
        "version": incident.version,
        "declared_at": incident.declared_at,
        "resolved_at": incident.resolved_at,
        "state": _SNAPSHOT.dump_python(incident, mode="json"),
    }


def snapshot_of(state: dict[str, object]) -> Incident:
    """The incident that a stored snapshot holds."""
    return _SNAPSHOT.validate_python(state)


def lock(session: Session, incident_id: int) -> Incident | None:
    """The incident, locked until the transaction ends (SQLite: the transaction is the lock)."""
    held = _held(session)
    if incident_id in held:
        return held[incident_id]
    query = select(IncidentRow.state).where(IncidentRow.id == incident_id)
    # Not its key: the recorder, which holds the chain, refers to the incident meanwhile, and
    # who waits here for the chain would be waited for (a deadlock, under any load).
    query = query.with_for_update(key_share=True)
    state = session.scalars(query).one_or_none()
    if not state:
        return None
    held[incident_id] = snapshot_of(state)
    return held[incident_id]


def is_taken(session: Session, incident_id: int) -> bool:
    """Whether another transaction holds the incident; if none does, it is locked by this one."""
    free = select(IncidentRow.id).where(IncidentRow.id == incident_id)
    locked = free.with_for_update(key_share=True, skip_locked=True)
    return session.scalars(locked).first() is None and session.scalars(free).first() is not None


def get(session: Session, incident_id: int) -> Incident | None:
    """The incident as it stands, not locked."""
    state = session.scalars(select(IncidentRow.state).where(IncidentRow.id == incident_id))
    found = state.one_or_none()
    return snapshot_of(found) if found else None


def by_number(session: Session, workspace: str, number: int) -> Incident | None:
    """The incident of that number, or None."""
    query = select(IncidentRow.state).where(
        IncidentRow.workspace_id == workspace, IncidentRow.number == number
    )
    found = session.scalars(query).one_or_none()
    return snapshot_of(found) if found else None


def numbered(session: Session, number: int) -> Sequence[Incident]:
    """The incidents of that number, one for each workspace that has it."""
    query = select(IncidentRow.state).where(IncidentRow.number == number)
    return [snapshot_of(state) for state in session.scalars(query)]


def by_channel(session: Session, workspace: str, channel: str) -> Incident | None:
    """The incident whose channel this is, or None."""
    query = (
        select(IncidentRow.state)
        .join(ChannelRow, ChannelRow.incident_id == IncidentRow.id)
        .where(ChannelRow.workspace_id == workspace, ChannelRow.channel == channel)
    )
    found = session.scalars(query).one_or_none()
    return snapshot_of(found) if found else None


def listed(
    session: Session, workspace: str, *, open_only: bool, limit: int = 50
) -> Sequence[Incident]:
    """Incidents of a workspace, newest first. Private ones are included: see `visible`."""
    query = select(IncidentRow.state).where(IncidentRow.workspace_id == workspace)
    if open_only:
        query = query.where(IncidentRow.phase.in_([phase.value for phase in OPEN_PHASES]))
    query = query.order_by(IncidentRow.number.desc()).limit(limit)
    return [snapshot_of(state) for state in session.scalars(query)]


def unwritten(session: Session, workspace: str, limit: int = 50) -> Sequence[Incident]:
    """Resolved incidents that have no postmortem, the longest waiting first; see `visible`."""
    written = select(PostmortemRow.id).where(PostmortemRow.incident_id == IncidentRow.id).exists()
    query = (
        select(IncidentRow.state)
        .where(IncidentRow.workspace_id == workspace, IncidentRow.phase == Phase.RESOLVED.value)
        .where(~written)
        .order_by(IncidentRow.resolved_at)
        .limit(limit)
    )
    return [snapshot_of(state) for state in session.scalars(query)]


def all_ids(session: Session) -> Sequence[int]:
    """Every incident's id, oldest first."""
    return session.scalars(select(IncidentRow.id).order_by(IncidentRow.id)).all()


def naming(session: Session, workspace: str, channel: str) -> Sequence[int]:
    """Ids of the incidents whose channel or announcement channel this is."""
    announced = type_coerce(IncidentRow.state, Text).contains(f'"announce_channel":"{channel}"')
    query = select(IncidentRow.id).where(
        IncidentRow.workspace_id == workspace, (IncidentRow.channel == channel) | announced
    )
    return session.scalars(query.order_by(IncidentRow.id)).all()


def open_ids(session: Session) -> Sequence[int]:
    """Ids of every open incident, in every workspace."""
    query = select(IncidentRow.id).where(
        IncidentRow.phase.in_([phase.value for phase in OPEN_PHASES])
    )
    return session.scalars(query.order_by(IncidentRow.id)).all()


def visible(session: Session, incident: Incident, person: str) -> bool:
    """Whether a person may know of the incident (design, decision 13).

    Private ones: who declared it, who holds or is offered a role, who is in its channel.
    """
    if not incident.private:
        return True
    involved = {incident.declared_by, *incident.roles.values()}
    involved |= {offer.to for offer in incident.offers.values()}
    return person in involved or session.get(MemberRow, (incident.id, person)) is not None


def sealed_for(session: Session, workspace: str, person: str) -> list[int]:
    """Ids of the private incidents that a person may know of."""
    query = select(IncidentRow.state).where(
        IncidentRow.workspace_id == workspace, IncidentRow.private.is_(True)
    )
    several = [snapshot_of(state) for state in session.scalars(query)]
    return [one.id for one in several if visible(session, one, person)]


def set_member(session: Session, incident_id: int, person: str, *, present: bool) -> None:
    """Note that somebody joined or left an incident's channel."""
    known = session.get(MemberRow, (incident_id, person))
    if present and known is None:
        session.add(MemberRow(incident_id=incident_id, user_id=person))
    elif not present and known is not None:
        session.execute(
            delete(MemberRow).where(
                MemberRow.incident_id == incident_id, MemberRow.user_id == person
            )
        )
    session.flush()


def bind(
    session: Session, incident: Incident, channel: str, *, name: str, now: datetime, since: str = ""
) -> None:
    """From now on the channel's messages belong to the incident.

    `since` is the earliest Slack ts that does; empty: all of the channel. What was said
    while the channel was another incident's stays with that one.
    """
    row = session.get(ChannelRow, (incident.workspace, channel))
    if row is None:
        row = ChannelRow(workspace_id=incident.workspace, channel=channel, bound_at=now)
        session.add(row)
    elif row.incident_id != incident.id:
        since = max(since, f"{now.timestamp():.6f}")
        row.known_as = incident.first_channel
    row.incident_id, row.name, row.bound_at = incident.id, name, now
    row.read_to, row.swept_at, row.since, row.lost_at = "", None, since, None
    session.flush()
