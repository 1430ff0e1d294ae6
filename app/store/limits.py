"""Rate limits, shared by every process: until when Slack asked not to be called.

All times are real.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Select,
    case,
    delete,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert_pg
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.orm import Session

from app.store.tables import LimitRow, OutboxRow

#: Slack takes one message a second in a channel.
_SECOND = timedelta(seconds=1)


def holding_back(methods: Mapping[str, str], lane_of: str, now: BindParameter[datetime]) -> Exists:
    """Whether a limit holds an outbox row back at `now`.

    `methods` names the Slack method of each effect; `lane_of` is what stands before the
    channel in the name of a channel's lane.
    """
    named = {effect: method for effect, method in methods.items() if method}
    method: ColumnElement[Any] = case(named, value=OutboxRow.effect) if named else null()
    everywhere = LimitRow.channel == ""
    return (
        select(LimitRow.method)
        .where(
            LimitRow.workspace_id == OutboxRow.workspace_id,
            LimitRow.method == method,
            LimitRow.until > now,
            or_(everywhere, OutboxRow.lane == literal(lane_of) + LimitRow.channel),
        )
        .exists()
    )


def until(
    session: Session, workspace: str, method: str, channel: str, now: datetime
) -> datetime | None:
    """Until when `method` may not be called (for `channel`, when named); None: it may."""
    query = select(func.max(LimitRow.until)).where(
        LimitRow.workspace_id == workspace,
        LimitRow.method == method,
        LimitRow.channel.in_(["", channel]),
        LimitRow.until > now,
    )
    return session.scalars(query).one()


def next_end(now: BindParameter[datetime]) -> Select[datetime | None]:
    """When the next limit ends, or None."""
    return select(func.min(LimitRow.until)).where(LimitRow.until > now)


def limit_method(
    session: Session, workspace: str, method: str, until: datetime, channel: str = ""
) -> None:
    """Nobody calls `method` (for `channel`, when named) before `until`."""
    row = _row(session, workspace, method, channel, until)
    row.until = max(row.until, until)
    session.flush()


def space_out(session: Session, workspace: str, method: str, channel: str, now: datetime) -> None:
    """Count a call against one a second in its channel, of which one may come early.

    The generic cell rate algorithm: the row holds when the next call is welcome.
    """
    row = _row(session, workspace, method, channel, now - _SECOND)
    row.until = max(row.until, now - _SECOND) + _SECOND
    session.flush()


def _row(session: Session, workspace: str, method: str, channel: str, first: datetime) -> LimitRow:
    """The limit's row, locked; two processes may meet here."""
    upsert = upsert_sqlite if session.get_bind().dialect.name == "sqlite" else upsert_pg
    made = upsert(LimitRow).values(
        workspace_id=workspace, method=method, channel=channel, until=first
    )
    session.execute(made.on_conflict_do_nothing())
    return session.get_one(LimitRow, (workspace, method, channel), with_for_update=True)


def forget_ended(session: Session, before: datetime) -> int:
    """Remove limits that ended before a moment; returns how many."""
    ended = delete(LimitRow).where(LimitRow.until < before).returning(LimitRow.method)
    return len(session.scalars(ended).all())
