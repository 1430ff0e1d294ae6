"""The clock's flow: every step that is due, said once, whoever ticks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.flows import acting
from app.flows.muster import Muster
from app.flows.views import notable_items
from app.incident.cadence import LadderName, plan
from app.incident.commands import Recorded, TimerDue
from app.incident.entry import MUSTER, Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.spacing import TO_PEOPLE, comes_first, free_at
from app.packets.checkpoint import tried
from app.store import incidents, timeline, timers
from app.store.timers import DueTimer

log = logging.getLogger(__name__)

#: How many due steps one tick looks at: the rest are next, most urgent first.
TICK_LIMIT = 500
#: Real lateness from which on Muster says that it was away.
AWAY = timedelta(minutes=2)
#: In an archived channel nothing is said; whether it came back is looked at this often: of an
#: open incident, whose reminders are late by as much, and of one that is over.
ARCHIVED, ARCHIVED_OVER = timedelta(minutes=1), timedelta(hours=1)


def tick(muster: Muster) -> int:
    """Say what is due; returns how many steps were.

    Each incident is a transaction of its own, so that a bad one never stops the others'
    reminders.
    """
    with muster.database.read() as session:
        due = timers.incidents_due(session, muster.now(), TICK_LIMIT)
    return sum(_tick_incident(muster, incident_id) for incident_id in due)


def _tick_incident(muster: Muster, incident_id: int) -> int:
    try:
        with muster.database.write() as session:
            if incidents.is_taken(session, incident_id):
                # Another process that ticks, most likely: to wait would make us go in step,
                # one behind the other, through all that is due. The next tick looks again.
                return 0
            return fire(muster, session, incident_id)
    except Exception:
        # The scheduler's edge: whatever a bad one raises, the others' reminders go on.
        log.exception("the timers of incident %s cannot fire", incident_id)
        _push_forward(muster, incident_id)
        return 0


def _push_forward(muster: Muster, incident_id: int) -> None:
    """A poison incident must not be tried first again at every tick."""
    with muster.database.write() as session:
        for timer in timers.claim(session, incident_id, muster.now()):
            timers.postpone(session, timer, muster.now() + timedelta(minutes=1))


def fire(muster: Muster, session: Session, incident_id: int) -> int:
    """Fire the due steps of one incident, in the caller's transaction; returns how many."""
    incident = incidents.lock(session, incident_id)
    if incident is None:
        raise LookupError(f"incident {incident_id} is not stored")
    claimed = sorted(
        timers.claim(session, incident_id, muster.now()), key=lambda one: comes_first(one.ladder)
    )
    count = len(claimed)
    archived = bool(claimed) and timeline.is_archived(session, incident_id, incident.channel_in_log)
    if archived:
        again = muster.now() + (ARCHIVED if incident.is_open else ARCHIVED_OVER)
        for timer in claimed:
            if timer.ladder != LadderName.ACTIONS:
                timers.postpone(session, timer, again)
        claimed = [timer for timer in claimed if timer.ladder == LadderName.ACTIONS]
    away = any(_is_away(muster, timer) for timer in claimed)
    fired: list[Entry] = []
    for timer in _newest_of_each(claimed) if away else claimed:
        seen = _seen(muster, session, incident, timer)
        later = _moved_on(muster, incident, timer, seen)
        if later is None and not away:
            later = _kept_apart(muster, incident, timer)
        if later:
            timers.postpone(session, timer, later)
            continue
        due = _due(muster, session, timer, seen, away=away)
        if archived:
            due = replace(due, extra={**due.extra, "archived": True})
        kept = acting.act(muster, session, incident_id, due)
        incident = kept.incident
        fired += [entry for entry in kept.entries if entry.data.get("quiet")]
    if fired:
        _catch_up(muster, session, incident, fired)
    return count


def _is_away(muster: Muster, timer: DueTimer) -> bool:
    """Whether the step is so late, in real time, that Muster must have been away."""
    return (muster.now() - timer.due_at) / muster.clock.speed > AWAY


def _newest_of_each(claimed: Sequence[DueTimer]) -> list[DueTimer]:
    """After a downtime the last step of a ladder stands for those before it."""
    return list({timer.ladder: timer for timer in claimed}.values())


def _seen(muster: Muster, session: Session, incident: Incident, timer: DueTimer) -> datetime | None:
    """What only the log knows about what a ladder waits for."""
    if timer.ladder == LadderName.QUIET:
        return timeline.last_at(session, incident.id, Kind.MESSAGE_POSTED)
    if timer.ladder == LadderName.STALLED:
        emoji = [name for name, word in muster.policy.marks.items() if word == "mitigation"]
        return timeline.last_reaction_at(session, incident.id, emoji)
    return None


def _moved_on(
    muster: Muster, incident: Incident, timer: DueTimer, seen: datetime | None
) -> datetime | None:
    """When the step is due after what people said or marked since it was planned, or None."""
    name = LadderName(timer.ladder)
    planned = plan(incident, muster.policy, {name: seen} if seen else {}).get(name)
    found = [step.due_at for step in planned.steps if step.name == timer.step] if planned else []
    return found[0] if found and found[0] > muster.now() else None


def _kept_apart(muster: Muster, incident: Incident, timer: DueTimer) -> datetime | None:
    """When the channel may be nudged again, or None: now."""
    free = free_at(incident, muster.policy, LadderName(timer.ladder), muster.now())
    return free if free > muster.now() else None


def _due(
    muster: Muster, session: Session, timer: DueTimer, seen: datetime | None, *, away: bool
) -> TimerDue:
    # What is said to one person is worth saying late, and comes in no burst.
    extra: dict[str, object] = {"quiet": away and timer.ladder not in TO_PEOPLE}
    if timer.ladder == LadderName.STALLED:
        items = notable_items(muster, session, timer.incident_id)
        extra["tried"] = [asdict(line) for line in tried(items)]
    return TimerDue(
        by=MUSTER,
        key=f"timer:{timer.id}:{timer.due_at.isoformat()}",
        ladder=timer.ladder,
        step=timer.step,
        last_evidence_at=seen,
        extra=extra,
    )


def _catch_up(muster: Muster, session: Session, incident: Incident, fired: Sequence[Entry]) -> None:
    """One message that says what was due while Muster was away, and since when."""
    due = [
        {"kind": entry.kind, "ladder": entry.data["ladder"], "since": _since(entry)}
        for entry in fired
    ]
    escalated = [entry.data["to"] for entry in fired if entry.kind == Kind.UPDATE_ESCALATED]
    command = Recorded(
        by=MUSTER,
        key=f"away:{fired[0].source_key}",
        kind=Kind.DOWNTIME_CAUGHT_UP,
        text=f"was away; {len(due)} came due meanwhile",
        data={"due": due, "escalated": bool(escalated), "to": escalated[0] if escalated else ""},
    )
    acting.act(muster, session, incident.id, command)


def _since(entry: Entry) -> str:
    """Since when it is owed: an update since its own time, whichever step was missed."""
    update = entry.data["ladder"] == LadderName.UPDATE
    return str(entry.data["owed_at"] if update else entry.data["due_at"])
