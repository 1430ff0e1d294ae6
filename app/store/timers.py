"""Timers: rows that say when a step of a ladder is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.incident.cadence import Ladder
from app.incident.incident import Incident
from app.store.tables import LadderRow, TimerRow


@dataclass(frozen=True, slots=True)
class DueTimer:
    """A step that this process has claimed."""

    id: int
    workspace: str
    incident_id: int
    ladder: str
    step: str
    generation: int
    due_at: datetime


def sync(
    session: Session, incident: Incident, plan: Mapping[str, Ladder], earliest: datetime
) -> dict[str, int]:
    """Make the stored timers of a locked incident those of its plan.

    A ladder whose anchor changed gets a new generation: every step of the old one is
    void, also those already on their way (they are checked again before they are sent).
    A new step that lies before `earliest` is due then: nobody could have said it before.
    Returns the generation of each ladder.
    """
    generations = _generations(session, incident, plan)
    stored = select(TimerRow.ladder, TimerRow.generation, TimerRow.step)
    have = set(session.execute(stored.where(TimerRow.incident_id == incident.id)))
    rows = [
        {
            "workspace_id": incident.workspace,
            "incident_id": incident.id,
            "ladder": name,
            "step": step.name,
            "generation": generations[name],
            "due_at": max(step.due_at, earliest),
            "urgency": incident.severity.rank,
            "fired_at": None,
        }
        for name, ladder in plan.items()
        for step in ladder.steps
        if (name, generations[name], step.name) not in have
    ]
    if rows:
        session.execute(insert(TimerRow), rows)
    return generations


def _generations(
    session: Session, incident: Incident, plan: Mapping[str, Ladder]
) -> dict[str, int]:
    """The generation of every ladder, raised where the plan no longer hangs on the same."""
    ladders = select(LadderRow).where(LadderRow.incident_id == incident.id)
    known = {row.name: row for row in session.scalars(ladders)}
    void = []
    for name in sorted({*known, *plan}):
        anchor = plan[name].anchor if name in plan else ""
        row = known.get(name)
        if row is None:
            known[name] = row = LadderRow(
                incident_id=incident.id, name=name, anchor=anchor, generation=1
            )
            session.add(row)
        elif row.anchor != anchor:
            row.anchor, row.generation = anchor, row.generation + 1
            void.append(name)
    if void:
        session.execute(
            delete(TimerRow).where(
                TimerRow.incident_id == incident.id,
                TimerRow.ladder.in_(void),
                TimerRow.fired_at.is_(None),
            )
        )
    session.flush()
    return {name: row.generation for name, row in known.items()}


def planned(session: Session) -> Sequence[int]:
    """Incidents that have steps ahead of them, in order."""
    query = select(TimerRow.incident_id).where(TimerRow.fired_at.is_(None)).distinct()
    return session.scalars(query.order_by(TimerRow.incident_id)).all()


def forget_ahead(session: Session, incident_id: int) -> None:
    """Forget the steps that lie ahead of a locked incident: they are about to be planned anew."""
    ahead = delete(TimerRow).where(TimerRow.incident_id == incident_id, TimerRow.fired_at.is_(None))
    session.execute(ahead)


def generation(session: Session, incident_id: int, ladder: str) -> int:
    """The generation that holds now; 0 when there is no such ladder."""
    row = session.get(LadderRow, (incident_id, ladder))
    return row.generation if row else 0


def generations(session: Session, incident_id: int) -> dict[str, int]:
    """The generation that holds now of every ladder that an incident has or had."""
    query = select(LadderRow.name, LadderRow.generation)
    return dict(session.execute(query.where(LadderRow.incident_id == incident_id)).all())


def incidents_due(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Incidents with steps due at `now`, most urgent and longest due first."""
    query = (
        select(TimerRow.incident_id, TimerRow.urgency, TimerRow.due_at)
        .where(TimerRow.fired_at.is_(None), TimerRow.due_at <= now)
        .order_by(TimerRow.urgency, TimerRow.due_at, TimerRow.id)
        .limit(limit)
    )
    return list(dict.fromkeys(session.scalars(query)))


def claim(session: Session, incident_id: int, now: datetime) -> list[DueTimer]:
    """Claim every due step of a locked incident, in order; each is claimed once, by anyone."""
    claimed = (
        update(TimerRow)
        .where(
            TimerRow.incident_id == incident_id,
            TimerRow.fired_at.is_(None),
            TimerRow.due_at <= now,
        )
        .values(fired_at=now)
        .returning(
            TimerRow.id,
            TimerRow.workspace_id,
            TimerRow.incident_id,
            TimerRow.ladder,
            TimerRow.step,
            TimerRow.generation,
            TimerRow.due_at,
        )
    )
    found = [DueTimer(*row) for row in session.execute(claimed)]
    return sorted(found, key=lambda timer: (timer.due_at, timer.id))


def postpone(session: Session, timer: DueTimer, due_at: datetime) -> None:
    """Put a claimed step off: what it waits for has moved on since it was planned."""
    row = update(TimerRow).where(TimerRow.id == timer.id)
    session.execute(row.values(fired_at=None, due_at=due_at))


def next_due(session: Session) -> datetime | None:
    """When the next step is due, or None."""
    query = select(TimerRow.due_at).where(TimerRow.fired_at.is_(None))
    return session.scalars(query.order_by(TimerRow.due_at).limit(1)).one_or_none()
