"""Versions of postmortems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.store.tables import PostmortemRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version, its document as plain data."""

    incident_id: int
    version: int
    author: str
    created_at: datetime
    created_by: str
    document: dict[str, Any]
    #: The newest review of this version, as `muster.review/1`; None: not reviewed.
    review: dict[str, Any] | None = None
    published_at: datetime | None = None


def add(
    session: Session,
    workspace: str,
    incident_id: int,
    *,
    author: str,
    by: str,
    document: dict[str, Any],
    now: datetime,
) -> Version:
    """Store the next version of an incident that this transaction has locked."""
    newest = select(func.max(PostmortemRow.version)).where(PostmortemRow.incident_id == incident_id)
    number = (session.scalars(newest).one() or 0) + 1
    row = PostmortemRow(
        workspace_id=workspace,
        incident_id=incident_id,
        version=number,
        author=author,
        created_at=now,
        created_by=by,
        document=document,
    )
    session.add(row)
    session.flush()
    return _version(row)


def newest(session: Session, incident_id: int) -> Version | None:
    """The newest version, or None."""
    found = versions(session, incident_id, limit=1)
    return found[0] if found else None


def newest_of(session: Session, incident_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The newest document of each incident that has one, as plain data."""
    last = (
        select(PostmortemRow.incident_id, func.max(PostmortemRow.version).label("version"))
        .where(PostmortemRow.incident_id.in_(incident_ids))
        .group_by(PostmortemRow.incident_id)
        .subquery()
    )
    query = select(PostmortemRow.incident_id, PostmortemRow.document).join(
        last,
        (PostmortemRow.incident_id == last.c.incident_id)
        & (PostmortemRow.version == last.c.version),
    )
    return dict(session.execute(query).all())


def get(session: Session, incident_id: int, version: int) -> Version | None:
    """One version, or None."""
    query = select(PostmortemRow).where(
        PostmortemRow.incident_id == incident_id, PostmortemRow.version == version
    )
    row = session.scalars(query).one_or_none()
    return _version(row) if row else None


def versions(session: Session, incident_id: int, limit: int | None = None) -> Sequence[Version]:
    """Every version, newest first."""
    query = select(PostmortemRow).where(PostmortemRow.incident_id == incident_id)
    rows = session.scalars(query.order_by(PostmortemRow.version.desc()).limit(limit))
    return [_version(row) for row in rows]


def keep_review(session: Session, incident_id: int, version: int, review: dict[str, Any]) -> None:
    """Store the newest review of a version beside it."""
    statement = update(PostmortemRow).where(
        PostmortemRow.incident_id == incident_id, PostmortemRow.version == version
    )
    session.execute(statement.values(review=review))


def publish(session: Session, incident_id: int, version: int, now: datetime) -> None:
    """A version is published from now on."""
    statement = update(PostmortemRow).where(
        PostmortemRow.incident_id == incident_id, PostmortemRow.version == version
    )
    session.execute(statement.values(published_at=now))


def _version(row: PostmortemRow) -> Version:
    return Version(
        incident_id=row.incident_id,
        version=row.version,
        author=row.author,
        created_at=row.created_at,
        created_by=row.created_by,
        document=row.document,
        review=row.review,
        published_at=row.published_at,
    )
