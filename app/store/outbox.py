"""The outbox: effects that are owed, claimed under a lease and done once.

All times here are real: leases and rate limits do not follow a scaled clock.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CursorResult,
    Exists,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session, aliased

from app.store import limits, refusals
from app.store.lanes import channel_lane
from app.store.tables import OutboxRow
from app.store.types import UtcTime, dump_json, load_json

#: How long a claimed effect belongs to the process that claimed it.
LEASE = timedelta(seconds=15)
#: Urgency of an effect that belongs to no severity.
ORDINARY = 5
#: After so many attempts in vain (a minute) an effect no longer holds its lane.
STEPS_ASIDE = 6
#: How long an effect that this version does not know holds its lane: while versions roll,
#: a newer process does it.
ROLLING = timedelta(minutes=2)


_DONE: ColumnElement[str] = literal_column("'done'")


def undone(row: type[OutboxRow] = OutboxRow) -> ColumnElement[bool]:
    """Of what is not done there is an index; of what is, there are weeks.

    The word stands in the statement itself, so that a plan which is made before the values
    are known may use it; of a list of states SQLite does not see that it is enough.
    """
    return row.state != _DONE


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
    #: It may have been done before: look first.
    doubtful: bool = False
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
            doubtful=effect.doubtful,
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
        undone(),
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

    A lane has one effect under way. Those of one incident keep their order in it; between
    incidents the most urgent goes first. An effect whose lease has run out was in some
    process's hands: it comes back doubtful. `methods` names the effects that this program
    knows, each with the Slack method whose limits hold it back (or none).
    """
    row = OutboxRow
    times = {"now": now, "rolled": now - ROLLING, "given_up": now - refusals.GIVE_UP}
    # A few more than wanted: another process may take some.
    ids = session.scalars(_first(tuple(methods.items())), {**times, "most": 2 * limit}).all()
    if not ids:
        return []
    query = (
        select(row)
        # Asked again once the row is locked: another process may have been quicker.
        .where(row.id.in_(ids), row.state.in_(["pending", "sending"]))
        .where(or_(row.state == "pending", row.lease_until < now))
        .order_by(row.urgency, row.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    jobs = [_take(found, owner, now) for found in session.scalars(query).all()]
    session.info["what"] = f"claim {' '.join(job.effect for job in jobs)}" if jobs else ""
    return jobs


@cache
def _first(methods: tuple[tuple[str, str], ...]) -> Select[int]:
    """The first effect of each lane that may go out, most urgent first: their ids.

    By itself, not joined with the rows to lock: PostgreSQL, which cannot know how many wait,
    went through all of them for each. Made once: it takes longer to make than to answer.
    """
    row, known, now = OutboxRow, dict(methods), bindparam("now", type_=UtcTime())
    free = or_(row.state == "pending", row.lease_until < now)
    # One that was begun goes on first, whatever became more urgent meanwhile.
    order = (row.state.desc(), row.urgency, row.id)
    place = func.row_number().over(partition_by=(row.workspace_id, row.lane), order_by=order)
    given_up = bindparam("given_up", type_=UtcTime())
    candidates = (
        select(row.id, row.urgency, place.label("place"))
        .where(undone(), row.state != "failed", row.not_before <= now, free)
        .where(row.effect.in_(known), ~_behind(known, now), ~_beside(now))
        .where(~limits.holding_back(known, channel_lane(""), now))
        .where(~refusals.holding_back(given_up))
        .subquery()
    )
    first = select(candidates.c.id).where(candidates.c.place == 1)
    return first.order_by(candidates.c.urgency, candidates.c.id).limit(bindparam("most"))


def _behind(methods: Collection[str], now: BindParameter[datetime]) -> Exists:
    """Whether an earlier effect of the same incident has the lane.

    It loses the lane to those behind it when it was tried in vain for a while, or when no
    version that knows it has come by: neither may block the others for ever.
    """
    row, earlier = OutboxRow, aliased(OutboxRow)
    rolled = bindparam("rolled", type_=UtcTime())
    known = or_(earlier.effect.in_(methods), earlier.created_at > rolled)
    keeps = or_(earlier.lease_until >= now, and_(earlier.attempts < STEPS_ASIDE, known))
    return (
        select(earlier.id)
        .where(
            earlier.workspace_id == row.workspace_id,
            earlier.lane == row.lane,
            earlier.incident_id.is_not_distinct_from(row.incident_id),
            earlier.id < row.id,
            undone(earlier),
            earlier.state != "failed",
            keeps,
        )
        .exists()
    )


def _beside(now: BindParameter[datetime]) -> Exists:
    """Whether another effect of the lane is under way."""
    row, other = OutboxRow, aliased(OutboxRow)
    return (
        select(other.id)
        .where(
            other.workspace_id == row.workspace_id,
            other.lane == row.lane,
            undone(other),
            other.state == "sending",
            other.lease_until >= now,
        )
        .exists()
    )


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


def renew(session: Session, owner: str, ids: Collection[int], now: datetime) -> list[int]:
    """Lengthen the leases of effects that are still under way; returns those still ours."""
    longer = (
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.owner == owner, OutboxRow.state == "sending")
        .values(lease_until=now + LEASE)
    )
    return list(session.scalars(longer.returning(OutboxRow.id)))


def take_over(session: Session, now: datetime) -> int:
    """End every lease at once; returns how many there were.

    For a database that only one process may use: who held them is dead.
    """
    held = update(OutboxRow).where(undone(), OutboxRow.state == "sending")
    ended = held.values(lease_until=now - LEASE).returning(OutboxRow.id)
    return len(session.scalars(ended).all())


def finish(
    session: Session, job: Job, owner: str, now: datetime, result: dict[str, Any] | None = None
) -> bool:
    """Mark a claimed effect done; False when the lease went to somebody else meanwhile."""
    session.info.setdefault("what", f"finish {job.effect}")
    done = _mine(job, owner).values(state="done", done_at=now, result=result, error="")
    return _changed(session, done)


def note(session: Session, job: Job, result: dict[str, Any]) -> None:
    """Keep with a long effect how far it is."""
    row = update(OutboxRow).where(OutboxRow.id == job.id, OutboxRow.state == "sending")
    session.execute(row.values(result=result))


def move(session: Session, workspace: str, old: str, new: str) -> None:
    """A channel has another id: what is owed there, or failed there, goes to the new one."""
    row = OutboxRow
    names = or_(row.lane.contains(old), type_coerce(row.payload, Text).contains(f'"{old}"'))
    owed = select(row).where(row.workspace_id == workspace, undone(), names)
    for one in session.scalars(owed.with_for_update()):
        one.lane, one.replaces = one.lane.replace(old, new), one.replaces.replace(old, new)
        one.payload = load_json(dump_json(one.payload).replace(f'"{old}"', f'"{new}"'))
    session.flush()


def behind(session: Session, job: Job) -> list[dict[str, Any]]:
    """What waits behind an effect in its lane, of its incident: the payloads, in order."""
    query = select(OutboxRow.payload).where(
        OutboxRow.incident_id == job.incident_id,
        OutboxRow.lane == job.lane,
        OutboxRow.effect == job.effect,
        OutboxRow.state == "pending",
        OutboxRow.id > job.id,
    )
    return list(session.scalars(query.order_by(OutboxRow.id)))


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
    session.info.setdefault("what", f"fail {job.effect}")
    dead = _mine(job, owner).values(state="failed", done_at=now, error=error)
    return _changed(session, dead)


def again(
    session: Session,
    job: Job,
    owner: str,
    when: datetime,
    error: str,
    *,
    doubtful: bool,
    counted: bool = True,
) -> bool:
    """Put a claimed effect back for another attempt at `when`.

    `counted`: whether this one counts among the attempts; one that Slack put off does not.
    """
    session.info.setdefault("what", f"again {job.effect}")
    later = _mine(job, owner).values(
        state="pending",
        owner="",
        not_before=when,
        error=error,
        doubtful=doubtful,
        lease_until=None,
        attempts=job.attempts if counted else job.attempts - 1,
    )
    return _changed(session, later)


def next_at(session: Session, now: datetime) -> datetime | None:
    """When something that waits may go out that may not yet, or None."""
    (found,) = session.execute(_next(), {"now": now})
    return min((at for at in found if at), default=None)


@cache
def _next() -> Select[datetime | None, datetime | None, datetime | None]:
    row, now = OutboxRow, bindparam("now", type_=UtcTime())
    due = select(func.min(row.not_before)).where(
        undone(), row.state == "pending", row.not_before > now
    )
    leases = select(func.min(row.lease_until)).where(
        undone(), row.state == "sending", row.lease_until > now
    )
    limit = limits.next_end(now).scalar_subquery()
    return select(due.scalar_subquery(), leases.scalar_subquery(), limit)


def _mine(job: Job, owner: str) -> Update:
    return update(OutboxRow).where(
        OutboxRow.id == job.id, OutboxRow.owner == owner, OutboxRow.state == "sending"
    )


def _changed(session: Session, statement: Update) -> bool:
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1
