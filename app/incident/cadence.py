"""When Muster speaks up by itself: every ladder of an incident and its steps.

A ladder is a row of steps towards one thing that is owed (an update, a commander, a
checkpoint). It starts anew when its anchor changes: an update was posted, a role was
taken, the severity changed. Nothing here reads a clock: the plan follows from the
incident and the policy alone, so it is the same in every process and after a crash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.incident.actions.reminders import next_reminder
from app.incident.gaps import doubled, growing
from app.incident.incident import Incident
from app.incident.policy import Policy
from app.incident.values import Phase


class LadderName(StrEnum):
    """What is owed."""

    UPDATE = "update"
    #: Said to who owes the update, so it starts anew when somebody else does.
    HEADS_UP = "heads_up"
    INTERNAL = "internal"
    COMMANDER = "commander"
    IMPACT = "impact"
    STALLED = "stalled"
    CHECKPOINT = "checkpoint"
    QUIET = "quiet"
    POSTMORTEM = "postmortem"
    ACTIONS = "actions"


#: The ladders that ask the same question again: only the newest one is left standing.
QUESTIONS: frozenset[str] = frozenset(
    {
        LadderName.COMMANDER,
        LadderName.IMPACT,
        LadderName.STALLED,
        LadderName.CHECKPOINT,
        LadderName.QUIET,
        LadderName.POSTMORTEM,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One moment at which Muster speaks."""

    #: `due`, `overdue`, or `escalate:3`: a name and, if it repeats, a count.
    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps that lie ahead, and what they hang on."""

    #: Changes exactly when the steps planned before are void.
    anchor: str
    steps: tuple[Step, ...]


#: What only the log knows, by ladder: when somebody last spoke (quiet), when a message
#: was last marked as mitigation (stalled).
Seen = Mapping[LadderName, datetime]


def plan(incident: Incident, policy: Policy, seen: Seen) -> dict[str, Ladder]:
    """Every ladder that the incident has now; a ladder it lacks has nothing ahead."""
    makers = {
        LadderName.UPDATE: _update,
        LadderName.HEADS_UP: _heads_up,
        LadderName.INTERNAL: _internal,
        LadderName.COMMANDER: _commander,
        LadderName.IMPACT: _impact,
        LadderName.CHECKPOINT: _checkpoint,
        LadderName.POSTMORTEM: _postmortem,
        LadderName.ACTIONS: _actions,
    }
    ladders = {name: make(incident, policy) for name, make in makers.items()}
    ladders[LadderName.STALLED] = _stalled(incident, policy, seen.get(LadderName.STALLED))
    ladders[LadderName.QUIET] = _quiet(incident, policy, seen.get(LadderName.QUIET))
    return {name.value: ladder for name, ladder in ladders.items() if ladder}


def first_update_due(declared_at: datetime, interval: timedelta) -> datetime:
    """When the first update after a declaration, reopening or long pause is due."""
    return declared_at + interval


def due_after_change(
    incident: Incident, interval: timedelta, heads_up: timedelta, now: datetime
) -> datetime:
    """When the next update is due once another severity or interval holds.

    Counted from the last update, so that a higher severity shortens the wait at once;
    never sooner than the heads-up (or the interval), so that who owes it gets the time to
    write it. A shorter interval puts off nothing: what was promised sooner comes then.
    """
    since = incident.last_update_at or incident.declared_at
    due = max(since + interval, now + min(heads_up, interval))
    promised = update_due_at(incident)
    stands = promised is not None and promised > now and interval <= incident.interval
    return min(due, promised) if promised and stands else due


def update_due_at(incident: Incident) -> datetime | None:
    """When the next announced update is due, snoozes and pauses counted; None: none owed."""
    if not (incident.is_open and incident.cadence_on and incident.next_update_at):
        return None
    later = (incident.next_update_at, incident.snoozed_until, incident.paused_until)
    return max(moment for moment in later if moment)


def catch_up(
    incident: Incident, policy: Policy, ladder: LadderName, step: Step, now: datetime
) -> int:
    """How many repeats a repeating step stands for at `now`.

    After a downtime several lie in the past: they are said once, and the next one lies
    ahead, so that nobody gets a burst.
    """
    first, longest = _gaps(ladder, incident, policy)
    count = int(step.name.partition(":")[2])
    if ladder is LadderName.QUIET:
        # Counted from what was heard last, and that was Muster: the next lies ahead.
        return count
    start = step.due_at - growing(first, longest, count)
    while start + growing(first, longest, count + 1) <= now:
        count += 1
    return count


def _gaps(ladder: LadderName, incident: Incident, policy: Policy) -> tuple[timedelta, timedelta]:
    """The first and the longest gap between the repeats of a ladder."""
    rules = policy.severities[incident.severity]
    first = {
        LadderName.UPDATE: rules.escalate,
        LadderName.COMMANDER: rules.commander_missing,
        LadderName.IMPACT: rules.impact_missing,
        LadderName.STALLED: rules.stalled_after,
        LadderName.CHECKPOINT: rules.checkpoint_every,
        LadderName.QUIET: rules.quiet_after,
        LadderName.POSTMORTEM: rules.postmortem_due,
    }[ladder]
    return first, max(policy.escalation.longest_gap, first)


def _repeat(ladder: LadderName, incident: Incident, policy: Policy) -> tuple[int, timedelta]:
    """The number of the next repeat, and how long after the start it comes."""
    count = incident.spoken.get(ladder, 0) + 1
    return count, growing(*_gaps(ladder, incident, policy), count)


def _repeating(
    ladder: LadderName, incident: Incident, policy: Policy, since: datetime
) -> Ladder | None:
    """A reminder that comes again with growing gaps until what it asks for is there; 0: never."""
    if not _gaps(ladder, incident, policy)[0]:
        return None
    count, wait = _repeat(ladder, incident, policy)
    # Who paused the updates has said that nothing moves for a while: no other question either.
    due = max(since + wait, incident.paused_until or since)
    return Ladder(f"{incident.severity}@{since.isoformat()}", (Step(f"again:{count}", due),))


def _update(incident: Incident, policy: Policy) -> Ladder | None:
    due = update_due_at(incident)
    if due is None:
        return None
    rules = policy.severities[incident.severity]
    count, wait = _repeat(LadderName.UPDATE, incident, policy)
    steps = (
        Step("due", due),
        Step("overdue", due + rules.nudge_commander),
        Step(f"escalate:{count}", due + wait),
    )
    return Ladder(_promise(incident, due), steps)


def _promise(incident: Incident, due: datetime) -> str:
    """What an update's steps hang on: another promise of the same moment is another one."""
    promised = incident.promised_at or incident.declared_at
    return f"{incident.severity}@{due.isoformat()}/{promised.isoformat()}"


def _heads_up(incident: Incident, policy: Policy) -> Ladder | None:
    due = update_due_at(incident)
    if due is None or due == incident.snoozed_until:
        return None
    at = due - policy.severities[incident.severity].heads_up
    # Who has just promised an update in two minutes needs no heads-up five before.
    if at <= (incident.promised_at or incident.declared_at):
        return None
    anchor = f"{incident.update_owner}/{_promise(incident, due)}"
    return Ladder(anchor, (Step("heads_up", at),))


def _internal(incident: Incident, policy: Policy) -> Ladder | None:
    every = policy.severities[incident.severity].internal_update_every
    owed = update_due_at(incident)
    # 0 means never here, too.
    if not every or owed is None:
        return None
    last = incident.last_internal_at or incident.declared_at
    due = max(last + every, incident.snoozed_until or last, incident.paused_until or last)
    # Where both would come at once, the announced one is enough.
    if due > owed - policy.timers.nudge_gap:
        return None
    return Ladder(due.isoformat(), (Step("due", due),))


def _commander(incident: Incident, policy: Policy) -> Ladder | None:
    since = incident.leaderless_since
    if not (incident.is_open and incident.cadence_on and since):
        return None
    return _repeating(LadderName.COMMANDER, incident, policy, since)


def _impact(incident: Incident, policy: Policy) -> Ladder | None:
    if not incident.is_open or incident.impact:
        return None
    return _repeating(LadderName.IMPACT, incident, policy, incident.declared_at)


def _stalled(incident: Incident, policy: Policy, marked: datetime | None) -> Ladder | None:
    if incident.phase is not Phase.ACTIVE or not incident.cadence_on:
        return None
    since = max(incident.last_mitigation_at or incident.declared_at, marked or incident.declared_at)
    return _repeating(LadderName.STALLED, incident, policy, since)


def _checkpoint(incident: Incident, policy: Policy) -> Ladder | None:
    if not (incident.is_open and incident.cadence_on):
        return None
    since = incident.last_checkpoint_at or incident.declared_at
    return _repeating(LadderName.CHECKPOINT, incident, policy, since)


def _quiet(incident: Incident, policy: Policy, heard: datetime | None) -> Ladder | None:
    if not (incident.is_open and incident.cadence_on):
        return None
    # What people did by commands and buttons is life too, and so is a reminder: a channel
    # that was asked something is not asked at once why it is quiet.
    heard_of = (heard, incident.last_act_at, incident.last_nudge_at, incident.declared_at)
    since = max(moment for moment in heard_of if moment)
    first, longest = _gaps(LadderName.QUIET, incident, policy)
    if not first:
        return None
    count = incident.spoken.get(LadderName.QUIET, 0) + 1
    due = max(since + doubled(first, longest, count), incident.paused_until or since)
    return Ladder(f"{incident.severity}@{since.isoformat()}", (Step(f"again:{count}", due),))


def _postmortem(incident: Incident, policy: Policy) -> Ladder | None:
    since = incident.resolved_at
    if incident.phase is not Phase.RESOLVED or incident.postmortem_at or not since:
        return None
    return _repeating(LadderName.POSTMORTEM, incident, policy, since)


def _actions(incident: Incident, policy: Policy) -> Ladder | None:
    """The next moment at which any action's owner is to be reminded, also after the end."""
    if incident.canceled or incident.duplicate_of:
        return None
    moments = [next_reminder(action, policy) for action in incident.actions]
    first = min((moment for moment in moments if moment), default=None)
    return Ladder(first.isoformat(), (Step("next", first),)) if first else None
