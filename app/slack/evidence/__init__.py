"""Slack's payloads as evidence: from events and from history, the same entries."""

from app.slack.evidence.changes import found_deletion, silent_edit
from app.slack.evidence.comparing import COMPARED, Told, differences, missing
from app.slack.evidence.digest import digest
from app.slack.evidence.event import channel_of, from_event, is_recordable
from app.slack.evidence.history import from_history
from app.slack.evidence.reading import Own, Place, Reading, Shown
from app.slack.evidence.toggles import (
    Found,
    found_pin,
    found_reaction,
    pin_toggle,
    reaction_toggle,
)

__all__ = [
    "COMPARED",
    "Found",
    "Own",
    "Place",
    "Reading",
    "Shown",
    "Told",
    "channel_of",
    "differences",
    "digest",
    "found_deletion",
    "found_pin",
    "found_reaction",
    "from_event",
    "from_history",
    "is_recordable",
    "missing",
    "pin_toggle",
    "reaction_toggle",
    "silent_edit",
]
