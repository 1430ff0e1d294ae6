"""Who people are: names and time zones as Slack last said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert_pg
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.orm import Session

from app.store.tables import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or bot of a workspace."""

    id: str
    name: str
    tz: str = "UTC"
    is_bot: bool = False
    deleted: bool = False


def remember(session: Session, workspace: str, people: Sequence[Person]) -> None:
    """Store what is known of people; what changed replaces what was known."""
    if not people:
        return
    upsert = upsert_sqlite if session.get_bind().dialect.name == "sqlite" else upsert_pg
    statement = upsert(PersonRow)
    changed = {name: statement.excluded[name] for name in ("name", "tz", "is_bot", "deleted")}
    keys = [PersonRow.workspace_id, PersonRow.user_id]
    statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    rows = [
        {"workspace_id": workspace, "user_id": row.pop("id"), **row}
        for row in (asdict(person) for person in people)
    ]
    session.execute(statement, rows)


def zone(session: Session, workspace: str, user: str) -> str:
    """A person's time zone (IANA name); UTC where it is not known."""
    row = session.get(PersonRow, (workspace, user))
    if row is None:
        return "UTC"
    try:
        return ZoneInfo(row.tz).key
    except (ZoneInfoNotFoundError, ValueError):
        # Slack may know a zone that this machine's database does not.
        return "UTC"


def names(session: Session, workspace: str) -> dict[str, str]:
    """Every known name of a workspace by id."""
    query = select(PersonRow.user_id, PersonRow.name).where(PersonRow.workspace_id == workspace)
    return dict(session.execute(query).all())
