"""Action items that are due: one reminder to each owner, whatever of theirs has come due."""

from __future__ import annotations

from app.incident.actions.action import Action
from app.incident.actions.reminders import next_reminder
from app.incident.commands import TimerDue
from app.incident.decide.draft import Setting, draft
from app.incident.entry import MUSTER, Entry
from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.values import Phase


def reminders(incident: Incident, command: TimerDue, setting: Setting) -> list[Entry]:
    """An entry for each owner of actions whose reminder is due; one for those without."""
    # Nobody reads the channel of a closed incident: then its commander, or who declared it.
    unread = incident.phase is Phase.CLOSED or bool(command.extra.get("archived"))
    fallback = incident.commander or _declarer(incident)
    due: dict[str, list[Action]] = {}
    for action in incident.actions:
        moment = next_reminder(action, setting.policy)
        if moment and moment <= setting.now:
            to = action.owner or (fallback if unread else "")
            due.setdefault(to, []).append(action)
    return [_reminder(command, setting, to, actions) for to, actions in sorted(due.items())]


def _declarer(incident: Incident) -> str:
    """Who declared it; nobody where it was imported."""
    return "" if incident.declared_by == MUSTER else incident.declared_by


def _reminder(command: TimerDue, setting: Setting, to: str, actions: list[Action]) -> Entry:
    late = any(one.is_overdue(setting.now) for one in actions)
    said = ", ".join(f"A{one.number} (due {one.due})" for one in actions)
    whom = f"<@{to}>" if to else "the channel"
    return draft(
        command,
        setting.now,
        Kind.ACTION_OVERDUE if late else Kind.ACTION_DUE,
        f"reminded {whom} of {said}",
        to=to,
        numbers=[one.number for one in actions],
    )
