"""Channels that are recorded: how far the record reaches, and until when Muster listened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.orm import Session

from app.incident.values import OPEN_PHASES
from app.store.tables import ChannelRow, IncidentRow, WorkspaceRow

_OPEN = sorted(phase.value for phase in OPEN_PHASES)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A channel of an incident; see `ChannelRow`."""

    workspace: str
    channel: str
    incident_id: int
    bound_at: datetime
    read_to: str
    swept_at: datetime | None
    since: str
    lost_at: datetime | None
    known_as: str

    @property
    def in_log(self) -> str:
        """The id that the log's entries bear."""
        return self.known_as or self.channel


_COLUMNS = (
    ChannelRow.workspace_id,
    ChannelRow.channel,
    ChannelRow.incident_id,
    ChannelRow.bound_at,
    ChannelRow.read_to,
    ChannelRow.swept_at,
    ChannelRow.since,
    ChannelRow.lost_at,
    ChannelRow.known_as,
)


def get(session: Session, workspace: str, channel: str) -> Recorded | None:
    """The channel, or None: it is no incident's."""
    query = select(*_COLUMNS).where(
        ChannelRow.workspace_id == workspace, ChannelRow.channel == channel
    )
    return next(iter(_found(session, query)), None)


def of_incident(session: Session, incident_id: int) -> list[Recorded]:
    """The channels of one incident."""
    query = select(*_COLUMNS).where(ChannelRow.incident_id == incident_id)
    return _found(session, query)


def followed(session: Session, workspace: str, resolved_since: datetime) -> list[Recorded]:
    """The channels of incidents that are open, or were resolved since then."""
    followed = or_(IncidentRow.phase.in_(_OPEN), IncidentRow.resolved_at >= resolved_since)
    return _found(session, _of_incidents(workspace).where(followed))


def unswept(
    session: Session,
    workspace: str,
    *,
    resolved_since: datetime,
    open_before: datetime,
    resolved_before: datetime,
    limit: int,
) -> list[Recorded]:
    """Followed channels that Muster is in and whose history was last read before those times.

    `open_before` is for open incidents, `resolved_before` for others; both real time.
    """
    swept = ChannelRow.swept_at
    is_open = IncidentRow.phase.in_(_OPEN)
    query = _of_incidents(workspace).where(
        ChannelRow.lost_at.is_(None),
        or_(
            and_(is_open, or_(swept.is_(None), swept < open_before)),
            and_(
                ~is_open,
                IncidentRow.resolved_at >= resolved_since,
                or_(swept.is_(None), swept < resolved_before),
            ),
        ),
    )
    return _found(session, query.order_by(swept).limit(limit))


def _of_incidents(workspace: str) -> Select[*tuple[Any, ...]]:
    query = select(*_COLUMNS).join(IncidentRow, IncidentRow.id == ChannelRow.incident_id)
    return query.where(ChannelRow.workspace_id == workspace)


def _found(session: Session, query: Select[*tuple[Any, ...]]) -> list[Recorded]:
    return [Recorded(*row) for row in session.execute(query)]


def in_log(session: Session, workspace: str, channel: str) -> str:
    """The id that the log knows a channel by."""
    one = get(session, workspace, channel)
    return one.in_log if one else channel


def move(session: Session, workspace: str, old: str, new: str) -> Recorded | None:
    """Slack gave a channel another id: what is recorded of it goes on there.

    Returns the channel; None when it is no incident's, or when another incident has the
    new one already.
    """
    row = session.get(ChannelRow, (workspace, old), with_for_update=True)
    if row is None:
        return None
    if session.get(ChannelRow, (workspace, new)) is not None:
        session.delete(row)
        return None
    row.known_as, row.channel, row.lost_at = row.known_as or old, new, None
    session.flush()
    return get(session, workspace, new)


def note_read(session: Session, one: Recorded, read_to: str, now: datetime) -> None:
    """History was read up to there without a gap, at `now` (real): Muster is in the channel."""
    _change(session, one.workspace, one.channel, read_to=read_to, swept_at=now, lost_at=None)


def note_tried(session: Session, one: Recorded, now: datetime) -> None:
    """History is asked for at `now` (real); it is not known yet what it shows."""
    _change(session, one.workspace, one.channel, swept_at=now)


def note_found(session: Session, one: Recorded) -> None:
    """Muster is in the channel again."""
    _change(session, one.workspace, one.channel, lost_at=None)


def lost(session: Session) -> list[Recorded]:
    """Channels of open incidents that Muster is not in, in every workspace."""
    query = select(*_COLUMNS).join(IncidentRow, IncidentRow.id == ChannelRow.incident_id)
    query = query.where(ChannelRow.lost_at.is_not(None), IncidentRow.phase.in_(_OPEN))
    return _found(session, query.order_by(ChannelRow.lost_at))


def note_lost(session: Session, one: Recorded, now: datetime) -> bool:
    """Muster is no longer in the channel; False when that was known."""
    if one.lost_at:
        return False
    _change(session, one.workspace, one.channel, lost_at=now)
    return True


def _change(session: Session, workspace: str, channel: str, **values: object) -> None:
    row = update(ChannelRow).where(
        ChannelRow.workspace_id == workspace, ChannelRow.channel == channel
    )
    session.execute(row.values(**values))


def heard_at(session: Session, workspace: str) -> datetime | None:
    """Until when Slack could reach a Muster that could record, real time; None: never yet."""
    return session.scalars(
        select(WorkspaceRow.heard_at).where(WorkspaceRow.id == workspace)
    ).one_or_none()


def note_heard(session: Session, workspace: str, now: datetime) -> None:
    """Slack can reach us and we can record."""
    row = update(WorkspaceRow).where(WorkspaceRow.id == workspace)
    session.execute(row.values(heard_at=now))
