"""Who is owed a weekly digest of their action items, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert_pg
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.orm import Session

from app.store.tables import DigestRow


@dataclass(frozen=True, slots=True)
class Digest:
    """A person's next digest."""

    workspace: str
    user: str
    next_at: datetime


def expect(session: Session, digest: Digest) -> None:
    """A digest is owed from now on; one that is known keeps its time."""
    upsert = upsert_sqlite if session.get_bind().dialect.name == "sqlite" else upsert_pg
    row = {"workspace_id": digest.workspace, "user_id": digest.user, "next_at": digest.next_at}
    session.execute(upsert(DigestRow).values(row).on_conflict_do_nothing())


def due(session: Session, now: datetime, limit: int) -> Sequence[Digest]:
    """Digests that are due, the longest waiting first."""
    query = select(DigestRow.workspace_id, DigestRow.user_id, DigestRow.next_at)
    query = query.where(DigestRow.next_at <= now).order_by(DigestRow.next_at).limit(limit)
    return [Digest(*row) for row in session.execute(query)]


def claim(session: Session, digest: Digest, next_at: datetime) -> bool:
    """Take a due digest and set the next; False when another process has taken it."""
    taken = update(DigestRow).where(*_same(digest)).values(next_at=next_at)
    result = session.execute(taken)
    return isinstance(result, CursorResult) and result.rowcount == 1


def forget(session: Session, digest: Digest) -> None:
    """The person owns nothing open and verifies nothing: no digest until they do."""
    session.execute(delete(DigestRow).where(*_same(digest)))


def _same(digest: Digest) -> tuple[ColumnElement[bool], ...]:
    here = (DigestRow.workspace_id == digest.workspace, DigestRow.user_id == digest.user)
    return (*here, DigestRow.next_at == digest.next_at)
