"""When people hear of actions: owners of what is due, somebody else of what is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from app.incident.actions.action import Action, ActionStatus
from app.incident.entry import Entry
from app.incident.gaps import growing
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.policy import Policy, Weekday

#: Kinds that tell somebody of actions, until those are somebody else's or done.
ABOUT_ACTIONS = frozenset(
    {Kind.ACTION_OFFERED, Kind.ACTION_DUE, Kind.ACTION_OVERDUE, Kind.ACTION_UNVERIFIED}
)


def standing(incident: Incident, entry: Entry) -> tuple[Action, ...]:
    """The actions that an offer or a reminder still is about; none: it is void."""
    to = entry.data["to"]
    if entry.kind == Kind.ACTION_OFFERED:
        action = incident.action(entry.data["number"])
        return (action,) if action and action.is_open and action.offered_to == to else ()
    named = [incident.action(number) for number in entry.data["numbers"]]
    if entry.kind == Kind.ACTION_UNVERIFIED:
        return tuple(one for one in named if one and _waits_for(one, to))
    # Without an owner it may be said to the commander; whoever took it since knows of it.
    return tuple(one for one in named if one and one.is_open and one.owner in {"", to})


def _waits_for(action: Action, person: str) -> bool:
    """Whether it is done and not verified, and the person may see to that; empty: anybody."""
    own = bool(person) and person in {action.owner, action.done_by}
    return action.status is ActionStatus.DONE and not own


def next_reminder(action: Action, policy: Policy) -> datetime | None:
    """The first moment after the last reminder at which one is owed; None: none is.

    What lay before the action was made or given another day is not caught up on.
    """
    if action.done_at is not None:
        moment = _unverified_at(action, action.done_at, policy)
        return moment if moment and moment > action.reminded_at else None
    if not action.is_open or action.due is None:
        return None
    return next(moment for moment in _moments(action, policy) if moment > action.reminded_at)


def _unverified_at(action: Action, done_at: datetime, policy: Policy) -> datetime | None:
    """The one moment at which somebody is asked to verify it, UTC; None: it is no more to be.

    The policy's hour where the owner is: there the day is known on which it was done.
    """
    if action.status is not ActionStatus.DONE or not policy.actions.verify_after:
        return None
    wait = done_at + policy.actions.verify_after
    day = wait.astimezone(ZoneInfo(action.zone)).date()
    moment = _at(day, policy.actions.hour, action.zone)
    return (
        moment if moment >= wait else _at(day + timedelta(days=1), policy.actions.hour, action.zone)
    )


def _moments(action: Action, policy: Policy) -> Iterator[datetime]:
    """Every moment of reminding, in order and without end, UTC."""
    due = due_at(action, policy)
    yield due - policy.timers.action_heads_up
    yield due
    for number in count(1):
        yield due + growing(policy.actions.overdue_gap, policy.actions.longest_gap, number)


def due_at(action: Action, policy: Policy) -> datetime:
    """The policy's hour of the due day where the owner is, UTC.

    Raises:
        ValueError: when no day is agreed.
    """
    if action.due is None:
        raise ValueError(f"A{action.number} has no due day")
    return _at(action.due, policy.actions.hour, action.zone)


def next_digest(policy: Policy, zone: str, after: datetime) -> datetime:
    """The first moment after `after` at which a digest is owed in a time zone (IANA), UTC."""
    weekday = list(Weekday).index(policy.actions.digest_on)
    local = after.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=(weekday - local.weekday()) % 7)
    moment = _at(day, policy.actions.hour, zone)
    return moment if moment > after else _at(day + timedelta(days=7), policy.actions.hour, zone)


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
