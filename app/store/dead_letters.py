"""Effects for a person to look at: what waits, what failed, and giving it another chance.

All times are real.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from app.store.outbox import undone
from app.store.tables import IncidentRow, OutboxRow


@dataclass(frozen=True, slots=True)
class Owed:
    """An effect that is not done."""

    id: int
    state: str
    effect: str
    workspace: str
    #: None: it belongs to no incident.
    incident_id: int | None
    incident_number: int | None
    attempts: int
    created_at: datetime
    not_before: datetime
    error: str


def owed(session: Session, *, failed_only: bool = False, limit: int = 200) -> Sequence[Owed]:
    """Effects that are not done, oldest first."""
    query = _query().where(undone())
    if failed_only:
        query = query.where(OutboxRow.state == "failed")
    return [_owed(row[0], row[1]) for row in session.execute(query.limit(limit))]


def failed_of(session: Session, incident_id: int) -> Sequence[Owed]:
    """The dead letters of one incident, oldest first."""
    query = _query().where(OutboxRow.incident_id == incident_id, OutboxRow.state == "failed")
    return [_owed(row[0], row[1]) for row in session.execute(query)]


def _query() -> Select[OutboxRow, int]:
    incident = IncidentRow.id == OutboxRow.incident_id
    query = select(OutboxRow, IncidentRow.number).join(IncidentRow, incident, isouter=True)
    return query.order_by(OutboxRow.id)


def _owed(row: OutboxRow, number: int | None) -> Owed:
    return Owed(
        id=row.id,
        state=row.state,
        effect=row.effect,
        workspace=row.workspace_id,
        incident_id=row.incident_id,
        incident_number=number,
        attempts=row.attempts,
        created_at=row.created_at,
        not_before=row.not_before,
        error=row.error,
    )


def retry(session: Session, ids: Collection[int] | None, now: datetime) -> list[int]:
    """Give dead letters (None: all of them) another chance; returns which.

    They stay doubtful if they were: what may have happened is looked up first.
    """
    chosen = update(OutboxRow).where(undone(), OutboxRow.state == "failed")
    if ids is not None:
        chosen = chosen.where(OutboxRow.id.in_(ids))
    fresh = chosen.values(
        state="pending", not_before=now, created_at=now, attempts=0, owner="", lease_until=None
    )
    found = list(session.scalars(fresh.returning(OutboxRow.id)))
    session.info["queued"] = session.info.get("queued") or bool(found)
    return found


def done_or_owed(session: Session, incident_id: int) -> set[str]:
    """Names of the effects of an incident that were done or are on their way."""
    query = select(OutboxRow.effect).where(
        OutboxRow.incident_id == incident_id, OutboxRow.state != "failed"
    )
    return set(session.scalars(query.distinct()))


def payload_of(session: Session, incident_id: int, effect: str) -> dict[str, Any] | None:
    """What an incident's newest effect of a name was queued with; None: there is none."""
    query = select(OutboxRow.payload).where(
        OutboxRow.incident_id == incident_id, OutboxRow.effect == effect
    )
    return session.scalars(query.order_by(OutboxRow.id.desc()).limit(1)).one_or_none()


def count_by_state(session: Session) -> dict[str, int]:
    """How many effects are pending, sending and failed."""
    query = select(OutboxRow.state, func.count()).where(undone())
    return dict(session.execute(query.group_by(OutboxRow.state)).all())


def forget_done(session: Session, before: datetime) -> int:
    """Remove effects that were done before a moment; returns how many."""
    old = delete(OutboxRow).where(OutboxRow.state == "done", OutboxRow.done_at < before)
    return len(session.scalars(old.returning(OutboxRow.id)).all())
