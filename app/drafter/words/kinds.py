"""What kinds of entry and people's marks tell by themselves."""

from __future__ import annotations

from app.drafter.words.signals import Signal
from app.incident.kinds import Kind

SIGNALS_OF_KIND: dict[str, frozenset[Signal]] = {
    Kind.INCIDENT_RESOLVED: frozenset({Signal.ENDED, Signal.GOOD}),
    Kind.INCIDENT_REOPENED: frozenset({Signal.DOWN}),
    Kind.UPDATE_POSTED: frozenset({Signal.TOLD}),
}

#: People's marks (`NOTE_KINDS`) say what an entry is; no word in it says otherwise.
SIGNALS_OF_WORD: dict[str, frozenset[Signal]] = {
    "hypothesis": frozenset({Signal.SUSPECT}),
    "ruled-out": frozenset({Signal.RULED_OUT}),
    "mitigation": frozenset({Signal.DEED}),
    "worked": frozenset({Signal.GOOD}),
    "failed": frozenset({Signal.BAD}),
    "decision": frozenset({Signal.DECIDED}),
    "action": frozenset({Signal.ACTION}),
}

#: State entries that belong in the story; the others only keep the record.
TOLD_KINDS: frozenset[str] = frozenset(
    {
        Kind.INCIDENT_DECLARED,
        Kind.INCIDENT_RESOLVED,
        Kind.INCIDENT_REOPENED,
        Kind.SEVERITY_CHANGED,
        Kind.PHASE_CHANGED,
        Kind.ROLE_ASSIGNED,
        Kind.HANDOFF_ACCEPTED,
        Kind.UPDATE_POSTED,
        Kind.IMPACT_SET,
        Kind.SCOPE_SET,
        Kind.TIME_SET,
    }
)
