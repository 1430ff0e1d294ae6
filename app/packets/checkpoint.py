"""The checkpoint packet: what the next person must know, gathered from the log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from app.incident.cadence import update_due_at
from app.incident.incident import Incident
from app.incident.reading import Item
from app.incident.values import Role

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a packet, and the entry it comes from (0: the incident's own fields)."""

    text: str
    entry: int
    #: Who it belongs to; empty when nobody does.
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """State, severity, impact, and everything in flight."""

    at: datetime
    phase: str
    severity: str
    impact: str
    #: Every field of the scope; what nobody stated reads `unknown`.
    scope: dict[str, str]
    roles: dict[str, str]
    hypothesis: Line | None
    #: Mitigations that were tried, with their outcome.
    tried: tuple[Line, ...]
    ruled_out: tuple[Line, ...]
    actions: tuple[Line, ...]
    decisions: tuple[Line, ...]
    #: What was promised to whom, and when.
    promised: tuple[Line, ...]
    next_update_at: datetime | None
    next_decision: Line | None

    def as_data(self) -> dict[str, object]:
        """As the entry keeps it: times as ISO text."""
        data = asdict(self)
        data["at"] = self.at.isoformat()
        due = self.next_update_at
        data["next_update_at"] = due.isoformat() if due else None
        return data


def checkpoint(incident: Incident, items: Sequence[Item], now: datetime) -> Checkpoint:
    """The packet as of `now`, from the incident and its reading view."""
    decisions = pending_decisions(incident, items)
    return Checkpoint(
        at=now,
        phase=incident.phase.value,
        severity=incident.severity.value,
        impact=_impact(incident),
        scope=incident.full_scope,
        roles={role.value: incident.roles.get(role, "") for role in Role},
        hypothesis=current_hypothesis(items),
        tried=tried(items),
        ruled_out=tuple(_lines(items, "ruled-out")),
        actions=tuple(
            Line(item.text, item.entry.id, owner_of(item)) for item in _marked(items, "action")
        ),
        decisions=decisions,
        promised=_promised(incident, items),
        next_update_at=update_due_at(incident),
        next_decision=decisions[0] if decisions else None,
    )


def _impact(incident: Incident) -> str:
    """What was stated of it, and when, where that was in another phase."""
    if incident.impact_at is None or not incident.impact_doubted:
        return incident.impact
    stated = f"{incident.impact_at:%d %b %H:%M} UTC"
    return f"{incident.impact} (stated {stated}, before it was {incident.phase})"


def current_hypothesis(items: Sequence[Item]) -> Line | None:
    """The newest hypothesis that nobody ruled out after it was said."""
    found: Line | None = None
    for item in items:
        if "hypothesis" in item.words and item.text:
            found = Line(item.text, item.entry.id, item.actor)
        elif "ruled-out" in item.words:
            found = None
    return found


def tried(items: Sequence[Item]) -> tuple[Line, ...]:
    """Mitigations, each with the outcome that was noted after it."""
    lines: list[Line] = []
    for item in items:
        if "mitigation" in item.words and item.text:
            lines.append(Line(item.text, item.entry.id, item.actor))
        elif {"worked", "failed"} & set(item.words):
            outcome = "worked" if "worked" in item.words else "failed"
            lines.append(Line(f"{outcome}: {item.text}", item.entry.id, item.actor))
    return tuple(lines)


def pending_decisions(incident: Incident, items: Sequence[Item]) -> tuple[Line, ...]:
    """What waits for somebody: open questions noted as decisions, handovers, gaps in the roles.

    A decision noted with a question mark at its end is pending until a later decision is
    noted; it belongs to who it mentions, else to the commander.
    """
    open_question: Line | None = None
    for item in items:
        if "decision" in item.words and item.text:
            asks = item.text.rstrip().endswith(("?", "？"))
            whose = _mentioned(item.text) or incident.commander
            open_question = Line(item.text, item.entry.id, whose) if asks else None
    lines = [open_question] if open_question else []
    lines += [
        Line(f"accept or decline {offer.role}", 0, offer.to) for offer in incident.offers.values()
    ]
    if incident.is_open and not incident.commander:
        lines.append(Line("who is commander", 0, ""))
    if incident.is_open and not incident.impact:
        lines.append(Line("what the customer impact is", 0, incident.update_owner))
    return tuple(lines)


def owner_of(item: Item) -> str:
    """Whose an action is: who it mentions; nobody is assigned in silence."""
    return _mentioned(item.text)


def _promised(incident: Incident, items: Sequence[Item]) -> tuple[Line, ...]:
    due = update_due_at(incident)
    if not due:
        return ()
    posted = [item for item in items if item.entry.kind == "update:posted"]
    source = posted[-1].entry.id if posted else 0
    where = "the incident channel"
    if incident.announce_channel:
        where += f" and <#{incident.announce_channel}>"
    return (Line(f"status update to {where} by {due:%H:%M} UTC", source, incident.update_owner),)


def _mentioned(text: str) -> str:
    found = _MENTION.search(text)
    return found[1] if found else ""


def _marked(items: Sequence[Item], word: str) -> list[Item]:
    return [item for item in items if word in item.words and item.text]


def _lines(items: Sequence[Item], word: str) -> list[Line]:
    return [Line(item.text, item.entry.id, item.actor) for item in _marked(items, word)]
