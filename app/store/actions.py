"""The register of action items, across incidents: a projection of the incidents' snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from app.incident.actions.action import Action, ActionStatus
from app.incident.incident import Incident
from app.store.incidents import snapshot_of, visible
from app.store.tables import ActionRow, IncidentRow

_ACTION = TypeAdapter(Action)
_OPEN = [status.value for status in ActionStatus if status.is_open]


@dataclass(frozen=True, slots=True)
class Registered:
    """An action and the incident it follows from."""

    incident: Incident
    action: Action

    @property
    def ref(self) -> str:
        """For example `INC-42/A3`."""
        return self.incident.ref_of(self.action)


def sync(session: Session, incident: Incident) -> None:
    """Make the register's rows of a locked incident those of its snapshot."""
    stored = select(ActionRow.number, ActionRow.item).where(ActionRow.incident_id == incident.id)
    known = {row.number: row.item for row in session.execute(stored)}
    wanted = {action.number: _row_of(incident, action) for action in incident.actions}
    for number, row in wanted.items():
        if number not in known:
            session.execute(insert(ActionRow).values(**row))
        elif known[number] != row["item"]:
            here = (ActionRow.incident_id == incident.id, ActionRow.number == number)
            session.execute(update(ActionRow).where(*here).values(**row))
    if gone := known.keys() - wanted.keys():
        session.execute(
            delete(ActionRow).where(
                ActionRow.incident_id == incident.id, ActionRow.number.in_(gone)
            )
        )


def _row_of(incident: Incident, action: Action) -> dict[str, object]:
    return {
        "workspace_id": incident.workspace,
        "incident_id": incident.id,
        "number": action.number,
        "status": action.status.value,
        "owner": action.owner,
        "asked": action.verifier if action.status is ActionStatus.DONE else action.offered_to,
        "due": action.due.isoformat() if action.due else "",
        "item": _ACTION.dump_python(action, mode="json"),
    }


def listed(
    session: Session,
    workspace: str,
    person: str,
    *,
    owner: str = "",
    asked: str = "",
    open_only: bool = True,
) -> Sequence[Registered]:
    """Actions that a person may know of, the soonest due first.

    `owner`: only those that this person owns; `asked`: only those they are asked to take.

    Open ones of an incident that was declared by mistake, or is another one, are nobody's task.
    """
    query = _everything().where(ActionRow.workspace_id == workspace)
    if owner:
        query = query.where(ActionRow.owner == owner)
    if asked:
        query = query.where(ActionRow.asked == asked)
    if open_only:
        query = query.where(ActionRow.status.in_(_OPEN))
    return _seen(session, query, person, tasks=open_only)


def to_verify(session: Session, workspace: str, person: str) -> Sequence[Registered]:
    """Done actions that Muster asked a person to verify, and nobody has, the soonest due first."""
    query = _everything().where(ActionRow.workspace_id == workspace, ActionRow.asked == person)
    query = query.where(ActionRow.status == ActionStatus.DONE.value)
    return _seen(session, query, person, tasks=True)


def _seen(
    session: Session,
    query: Select[tuple[dict[str, Any], dict[str, Any]]],
    person: str,
    *,
    tasks: bool,
) -> Sequence[Registered]:
    """What of a query a person may know of; `tasks`: of incidents from which something follows."""
    seen: dict[int, bool] = {}
    found = []
    for one in _registered(session, query):
        incident = one.incident
        if tasks and (incident.canceled or incident.duplicate_of):
            continue
        if incident.id not in seen:
            seen[incident.id] = visible(session, incident, person)
        if seen[incident.id]:
            found.append(one)
    return found


def exported(session: Session, incident_id: int | None = None) -> Sequence[Registered]:
    """Every action of one incident or of all, whoever may know of it: see `visible`."""
    query = _everything()
    if incident_id is not None:
        query = query.where(ActionRow.incident_id == incident_id)
    return list(_registered(session, query))


def _everything() -> Select[tuple[dict[str, Any], dict[str, Any]]]:
    # Sorted as text: ISO days, and what has none comes last.
    return (
        select(IncidentRow.state, ActionRow.item)
        .join(IncidentRow, IncidentRow.id == ActionRow.incident_id)
        .order_by(ActionRow.due == "", ActionRow.due, ActionRow.incident_id, ActionRow.number)
    )


def _registered(
    session: Session, query: Select[tuple[dict[str, Any], dict[str, Any]]]
) -> Iterable[Registered]:
    snapshots: dict[int, Incident] = {}
    for state, item in session.execute(query):
        key = int(state["id"])
        if key not in snapshots:
            snapshots[key] = snapshot_of(state)
        yield Registered(snapshots[key], _ACTION.validate_python(item))
