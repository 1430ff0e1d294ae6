"""Who people are: names and time zones as Slack last said."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.tables import PersonRow


def remember(session: Session, workspace: str, names: Mapping[str, str]) -> None:
    """Store names by id; a name that changed replaces the old one."""
    for user_id, name in names.items():
        row = session.get(PersonRow, (workspace, user_id))
        if row is None:
            session.add(PersonRow(workspace_id=workspace, user_id=user_id, name=name))
        else:
            row.name = name
    session.flush()


def names(session: Session, workspace: str) -> dict[str, str]:
    """Every known name of a workspace by id."""
    query = select(PersonRow.user_id, PersonRow.name).where(PersonRow.workspace_id == workspace)
    return dict(session.execute(query).all())
