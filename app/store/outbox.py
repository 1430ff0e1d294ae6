"""The outbox: effects that are owed, claimed under a lease and done once.

All times here are real: leases and rate limits do not follow a scaled clock.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, and_, func, insert, or_, select, tuple_, update
from sqlalchemy.orm import Session, aliased

from app.store.tables import LimitRow, OutboxRow

#: How long a claimed effect belongs to the process that claimed it.
LEASE = timedelta(seconds=15)
#: Urgency of an effect that belongs to no severity.
ORDINARY = 5

_WAITING = ("pending", "sending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something owed to the outside."""

    name: str
    lane: str
    workspace: str
    incident_id: int | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    urgency: int = ORDINARY
    #: While a pending row with this word exists, a new one adds nothing: rows are
    #: rendered when they are sent, so the waiting one will show the newest state.
    replaces: str = ""
    #: Wait this long before the first attempt.
    delay: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Job:
    """An effect that this process has claimed."""

    id: int
    workspace: str
    incident_id: int | None
    lane: str
    effect: str
    payload: dict[str, Any]
    token: str
    attempts: int
    #: An earlier attempt may have happened; look before doing it again.
    doubtful: bool
    created_at: datetime
    lease_until: datetime


def queue(session: Session, effects: Sequence[Effect], now: datetime) -> list[int]:
    """Store effects; returns their ids, without those that a waiting one covers."""
    ids = []
    for effect in effects:
        if effect.replaces and _covered(session, effect):
            continue
        row = insert(OutboxRow).values(
            workspace_id=effect.workspace,
            incident_id=effect.incident_id,
            lane=effect.lane,
            effect=effect.name,
            payload=effect.payload,
            state="pending",
            urgency=effect.urgency,
            token=secrets.token_urlsafe(15),
            replaces=effect.replaces,
            attempts=0,
            doubtful=False,
            created_at=now,
            not_before=now + effect.delay,
            owner="",
            error="",
        )
        ids.append(session.scalars(row.returning(OutboxRow.id)).one())
    session.info["queued"] = session.info.get("queued") or bool(ids)
    return ids


def _covered(session: Session, effect: Effect) -> bool:
    # FOR UPDATE: a row that another process is claiming at this moment must not count,
    # it may have been rendered before our change; the lock waits until we know.
    waiting = select(OutboxRow.id).where(
        OutboxRow.workspace_id == effect.workspace,
        OutboxRow.lane == effect.lane,
        OutboxRow.replaces == effect.replaces,
        OutboxRow.state == "pending",
    )
    return session.scalars(waiting.with_for_update().limit(1)).one_or_none() is not None


def claim(
    session: Session,
    owner: str,
    now: datetime,
    limit: int,
    methods: dict[str, str],
) -> list[Job]:
    """Claim up to `limit` effects that may go out now, most urgent first.

    Only the first waiting effect of each lane is a candidate, so lanes keep their order.
    An effect whose lease has run out was in some process's hands: it comes back doubtful.
    `methods` names the effects that this program knows, each with the Slack method whose
    limits hold it back (or none): while versions roll, a newer one queues what we cannot do.
    """
    row, earlier = OutboxRow, aliased(OutboxRow)
    first = ~(
        select(earlier.id)
        .where(earlier.lane == row.lane, earlier.id < row.id, earlier.state.in_(_WAITING))
        .exists()
    )
    free = or_(row.state == "pending", row.lease_until < now)
    query = (
        select(row)
        .where(row.state.in_(_WAITING), row.not_before <= now, free, first)
        .where(row.effect.in_(methods))
        .where(*_not_limited(session, now, methods))
        .order_by(row.urgency, row.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_take(found, owner, now) for found in session.scalars(query).all()]


def _not_limited(session: Session, now: datetime, methods: dict[str, str]) -> list[Any]:
    limits = session.execute(
        select(LimitRow.workspace_id, LimitRow.method, LimitRow.channel).where(LimitRow.until > now)
    )
    conditions = []
    for workspace, method, channel in limits:
        effects = [effect for effect, calls in methods.items() if calls == method]
        blocked = and_(OutboxRow.workspace_id == workspace, OutboxRow.effect.in_(effects))
        if channel:
            blocked = and_(blocked, OutboxRow.lane == channel_lane(channel))
        conditions.append(~blocked)
    return conditions


def channel_lane(channel: str) -> str:
    """The lane of everything posted in a channel."""
    return f"post:{channel}"


def _take(row: OutboxRow, owner: str, now: datetime) -> Job:
    row.doubtful = row.doubtful or row.state == "sending"
    row.state, row.owner, row.lease_until = "sending", owner, now + LEASE
    row.attempts += 1
    return Job(
        id=row.id,
        workspace=row.workspace_id,
        incident_id=row.incident_id,
        lane=row.lane,
        effect=row.effect,
        payload=row.payload,
        token=row.token,
        attempts=row.attempts,
        doubtful=row.doubtful,
        created_at=row.created_at,
        lease_until=now + LEASE,
    )


def finish(
    session: Session, job: Job, owner: str, now: datetime, result: dict[str, Any] | None = None
) -> bool:
    """Mark a claimed effect done; False when the lease went to somebody else meanwhile."""
    done = _mine(job, owner).values(state="done", done_at=now, result=result, error="")
    return _changed(session, done)


def renew(session: Session, job: Job, owner: str, now: datetime) -> bool:
    """Make a claimed effect ours for another lease; False when it went to somebody else."""
    return _changed(session, _mine(job, owner).values(lease_until=now + LEASE))


def note(session: Session, job: Job, result: dict[str, Any]) -> None:
    """Keep with a long effect how far it is."""
    row = update(OutboxRow).where(OutboxRow.id == job.id, OutboxRow.state == "sending")
    session.execute(row.values(result=result))


def by_id(session: Session, row_id: int) -> OutboxRow | None:
    """One effect as it stands."""
    return session.get(OutboxRow, row_id)


def named(session: Session, incident_id: int, replaces: str) -> Sequence[OutboxRow]:
    """An incident's effects of one word, newest first, whatever became of them."""
    query = select(OutboxRow).where(
        OutboxRow.incident_id == incident_id, OutboxRow.replaces == replaces
    )
    return session.scalars(query.order_by(OutboxRow.id.desc())).all()


def fail(session: Session, job: Job, owner: str, now: datetime, error: str) -> bool:
    """Mark a claimed effect as one that cannot succeed by itself: a dead letter."""
    dead = _mine(job, owner).values(state="failed", done_at=now, error=error)
    return _changed(session, dead)


def again(
    session: Session, job: Job, owner: str, when: datetime, error: str, *, doubtful: bool
) -> bool:
    """Put a claimed effect back for another attempt at `when`."""
    later = _mine(job, owner).values(
        state="pending", owner="", not_before=when, error=error, doubtful=doubtful, lease_until=None
    )
    return _changed(session, later)


def hand_back(session: Session, owner: str, jobs: Collection[Job]) -> None:
    """Return claimed effects that were not begun, at a graceful stop."""
    for job in jobs:
        _changed(
            session,
            _mine(job, owner).values(
                state="pending", owner="", lease_until=None, attempts=job.attempts - 1
            ),
        )


def _mine(job: Job, owner: str) -> Update:
    return update(OutboxRow).where(
        OutboxRow.id == job.id, OutboxRow.owner == owner, OutboxRow.state == "sending"
    )


def _changed(session: Session, statement: Update) -> bool:
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def limit_method(
    session: Session, workspace: str, method: str, until: datetime, channel: str = ""
) -> None:
    """Nobody calls `method` (for `channel`, when named) before `until`."""
    row = session.get(LimitRow, (workspace, method, channel))
    if row is None:
        session.add(LimitRow(workspace_id=workspace, method=method, channel=channel, until=until))
    elif row.until < until:
        row.until = until
    session.flush()


def space_out(session: Session, workspace: str, method: str, channel: str, now: datetime) -> None:
    """Count a call against one a second in its channel, of which one may come early.

    The generic cell rate algorithm: the row holds when the next call is welcome.
    """
    second = timedelta(seconds=1)
    row = session.get(LimitRow, (workspace, method, channel))
    before = row.until if row else now - second
    limit_method(session, workspace, method, max(before, now - second) + second, channel)


def retry_failed(session: Session, workspace: str, ids: Sequence[int], now: datetime) -> int:
    """Give dead letters another chance; returns how many."""
    again_now = (
        update(OutboxRow)
        .where(
            tuple_(OutboxRow.workspace_id, OutboxRow.state) == (workspace, "failed"),
            OutboxRow.id.in_(ids),
        )
        .values(state="pending", not_before=now, attempts=0, owner="", lease_until=None)
    )
    result = session.execute(again_now)
    session.info["queued"] = True
    return result.rowcount if isinstance(result, CursorResult) else 0


def waiting_since(session: Session) -> datetime | None:
    """When the longest waiting effect that may go out became due, or None."""
    oldest = select(func.min(OutboxRow.not_before)).where(OutboxRow.state.in_(_WAITING))
    return session.scalars(oldest).one()


def dead_letters(session: Session, limit: int = 100) -> Sequence[OutboxRow]:
    """Effects that cannot succeed by themselves, newest first."""
    query = select(OutboxRow).where(OutboxRow.state == "failed")
    return session.scalars(query.order_by(OutboxRow.id.desc()).limit(limit)).all()


def count_by_state(session: Session) -> dict[str, int]:
    """How many effects are pending, sending and failed."""
    query = select(OutboxRow.state, func.count()).where(OutboxRow.state != "done")
    return dict(session.execute(query.group_by(OutboxRow.state)).all())
