"""Action items that are due, and done ones that nobody verified: one reminder to each person."""

from __future__ import annotations

from app.incident.actions.action import Action, ActionStatus
from app.incident.actions.reminders import next_reminder
from app.incident.commands import TimerDue
from app.incident.decide.draft import Setting, draft
from app.incident.entry import MUSTER, Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import Phase


def reminders(incident: Incident, command: TimerDue, setting: Setting) -> list[Entry]:
    """An entry for each owner of actions whose reminder is due; one for those without.

    What is done is said apart from it, to somebody else than who did it.
    """
    # Nobody reads the channel of a closed incident: then its commander, or who declared it.
    unread = incident.phase is Phase.CLOSED or bool(command.extra.get("archived"))
    fallback = incident.commander or _declarer(incident)
    due: dict[str, list[Action]] = {}
    done: dict[str, list[Action]] = {}
    for action in incident.actions:
        moment = next_reminder(action, setting.policy)
        if not moment or moment > setting.now:
            continue
        if action.status is ActionStatus.DONE:
            done.setdefault(_verifier(incident, action), []).append(action)
        else:
            to = action.owner or (fallback if unread else "")
            due.setdefault(to, []).append(action)
    return [
        *(_reminder(command, setting, to, actions) for to, actions in sorted(due.items())),
        *(_asked(command, setting, to, actions) for to, actions in sorted(done.items())),
    ]


def _verifier(incident: Incident, action: Action) -> str:
    """Who is asked to see that it works: never its owner or who did it; empty: the channel."""
    own = {action.owner, action.done_by}
    may = (action.created_by, incident.commander, _declarer(incident))
    return next((one for one in may if one and one != MUSTER and one not in own), "")


def _asked(command: TimerDue, setting: Setting, to: str, actions: list[Action]) -> Entry:
    said = ", ".join(f"A{one.number} (done by <@{one.done_by}>)" for one in actions)
    numbers = [one.number for one in actions]
    text = f"asked {_named(to)} to verify {said}"
    return draft(command, setting.now, Kind.ACTION_UNVERIFIED, text, to=to, numbers=numbers)


def _named(to: str) -> str:
    return f"<@{to}>" if to else "the channel"


def _declarer(incident: Incident) -> str:
    """Who declared it; nobody where it was imported."""
    return "" if incident.declared_by == MUSTER else incident.declared_by


def _reminder(command: TimerDue, setting: Setting, to: str, actions: list[Action]) -> Entry:
    late = any(one.is_overdue(setting.now) for one in actions)
    said = ", ".join(f"A{one.number} (due {one.due})" for one in actions)
    return draft(
        command,
        setting.now,
        Kind.ACTION_OVERDUE if late else Kind.ACTION_DUE,
        f"reminded {_named(to)} of {said}",
        to=to,
        numbers=[one.number for one in actions],
    )
