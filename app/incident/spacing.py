"""One nudge at a time: how long Muster keeps silent in a channel between two of them."""

from __future__ import annotations

from datetime import datetime

from app.incident.cadence import LadderName, plan
from app.incident.incident import Incident
from app.incident.policy import Policy

#: The ladders whose reminders come first: a promise has a time, other questions can wait.
_PROMISES = (LadderName.UPDATE, LadderName.INTERNAL)
#: The ladders that speak to people one by one, not to the channel.
TO_PEOPLE = (LadderName.HEADS_UP, LadderName.ACTIONS)


def comes_first(ladder: str) -> int:
    """Sorts what is due at once: what a person is told privately, promises, then the rest."""
    if ladder in TO_PEOPLE:
        return 0
    return 1 if ladder in _PROMISES else 2


def free_at(incident: Incident, policy: Policy, ladder: LadderName, now: datetime) -> datetime:
    """When the channel may hear a step of `ladder` that is due at `now`.

    Never within `nudge_gap` of the last nudge; and nothing but an update's own reminder
    so shortly before one that the two would come within the gap.
    """
    gap = policy.timers.nudge_gap
    if ladder in TO_PEOPLE and (incident.update_owner or ladder is LadderName.ACTIONS):
        return now
    last = incident.last_nudge_at
    # A last nudge that lies ahead: the clock was set back. It must not silence the channel.
    free = max(now, last + gap) if last and last <= now else now
    if ladder in _PROMISES:
        return free
    for ahead in _reminders(incident, policy):
        if free <= ahead < free + gap:
            free = ahead + gap
    return free


def _reminders(incident: Incident, policy: Policy) -> list[datetime]:
    """When the update's reminders come in the channel, past ones too, in order."""
    ladders = plan(incident, policy, {})
    return sorted(
        step.due_at
        for name in _PROMISES
        for step in (ladders[name].steps if name in ladders else ())
    )
