"""Workspaces in which Slack refuses every call: the installation itself is at fault.

What is owed there waits, until somebody installs the app again or until it is given up.
All times are real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, CursorResult, Exists, select, update
from sqlalchemy.orm import Session

from app.store.tables import OutboxRow, WorkspaceRow

#: An effect that Slack keeps refusing for passing reasons is given up after this.
GIVE_UP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Since when Slack refuses every call of a workspace, and the code it answers with."""

    workspace: str
    since: datetime
    code: str


def holding_back(given_up: BindParameter[datetime]) -> Exists:
    """Whether an outbox row waits for its installation; one from before `given_up` does not."""
    return (
        select(WorkspaceRow.id)
        .where(
            WorkspaceRow.id == OutboxRow.workspace_id,
            WorkspaceRow.refused_at.is_not(None),
            OutboxRow.created_at > given_up,
        )
        .exists()
    )


def note(session: Session, workspace: str, code: str, now: datetime) -> bool:
    """Slack refuses every call; False when that was known."""
    row = update(WorkspaceRow).where(
        WorkspaceRow.id == workspace, WorkspaceRow.refused_at.is_(None)
    )
    result = session.execute(row.values(refused_at=now, refused=code))
    return isinstance(result, CursorResult) and result.rowcount == 1


def end(session: Session, workspace: str) -> None:
    """Slack takes calls again: what waited may go out."""
    row = update(WorkspaceRow).where(WorkspaceRow.id == workspace)
    session.execute(row.values(refused_at=None, refused=""))
    session.info["queued"] = True


def standing(session: Session) -> list[Refusal]:
    """The workspaces that are refused now."""
    query = select(WorkspaceRow.id, WorkspaceRow.refused_at, WorkspaceRow.refused)
    found = session.execute(query.where(WorkspaceRow.refused_at.is_not(None)))
    return [Refusal(workspace, since, code) for workspace, since, code in found if since]
