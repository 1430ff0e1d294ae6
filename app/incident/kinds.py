"""Every kind of entry in the log, as `subject:action`.

A kind never changes its meaning once released: entries are kept for ever. A kind that
this version does not know (written by a newer one) is kept and shown, never dropped.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an entry says happened."""

    # Evidence: what Slack or another tool showed. Appended without a lock.
    MESSAGE_POSTED = "message:posted"
    MESSAGE_EDITED = "message:edited"
    MESSAGE_DELETED = "message:deleted"
    #: The first text of a message whose posting was recorded from its edited form.
    MESSAGE_ORIGINAL = "message:original"
    REACTION_ADDED = "reaction:added"
    REACTION_REMOVED = "reaction:removed"
    PIN_ADDED = "pin:added"
    PIN_REMOVED = "pin:removed"
    MEMBER_JOINED = "member:joined"
    MEMBER_LEFT = "member:left"
    CHANNEL_TOPIC = "channel:topic"
    CHANNEL_PURPOSE = "channel:purpose"
    CHANNEL_RENAMED = "channel:renamed"
    CHANNEL_ARCHIVED = "channel:archived"
    CHANNEL_UNARCHIVED = "channel:unarchived"
    CHANNEL_CONVERTED = "channel:converted"
    CHANNEL_NOTICE = "channel:notice"
    ALERT_RECEIVED = "alert:received"
    GAP_FOUND = "gap:found"
    RECORDING_FAILED = "recording:failed"

    # State: decided under the incident's lock, folded into its snapshot.
    INCIDENT_DECLARED = "incident:declared"
    INCIDENT_RESOLVED = "incident:resolved"
    INCIDENT_REOPENED = "incident:reopened"
    INCIDENT_CANCELED = "incident:canceled"
    INCIDENT_DUPLICATE = "incident:duplicate"
    INCIDENT_CLOSED = "incident:closed"
    INCIDENT_QUIET = "incident:quiet"
    CHANNEL_OPENED = "channel:opened"
    CHANNEL_MOVED = "channel:moved"
    CARD_POSTED = "card:posted"
    ANNOUNCEMENT_POSTED = "announcement:posted"
    STEP_FAILED = "step:failed"
    STEP_REPAIRED = "step:repaired"
    TITLE_SET = "title:set"
    IMPACT_SET = "impact:set"
    IMPACT_MISSING = "impact:missing"
    SCOPE_SET = "scope:set"
    TIME_SET = "time:set"
    SEVERITY_CHANGED = "severity:changed"
    PHASE_CHANGED = "phase:changed"
    CADENCE_PAUSED = "cadence:paused"
    CADENCE_RESUMED = "cadence:resumed"
    ROLE_ASSIGNED = "role:assigned"
    ROLE_RELEASED = "role:released"
    HANDOFF_OFFERED = "handoff:offered"
    HANDOFF_ACCEPTED = "handoff:accepted"
    HANDOFF_WITHDRAWN = "handoff:withdrawn"
    COMMANDER_MISSING = "commander:missing"
    UPDATE_POSTED = "update:posted"
    UPDATE_HEADS_UP = "update:heads_up"
    UPDATE_DUE = "update:due"
    UPDATE_OVERDUE = "update:overdue"
    UPDATE_ESCALATED = "update:escalated"
    UPDATE_SNOOZED = "update:snoozed"
    CHECKPOINT_MADE = "checkpoint:made"
    CHECKPOINT_DUE = "checkpoint:due"
    MITIGATION_STALLED = "mitigation:stalled"
    DOWNTIME_CAUGHT_UP = "downtime:caught_up"
    POSTMORTEM_DUE = "postmortem:due"

    # Notes: one line a person marked as what it is.
    HYPOTHESIS_NOTED = "hypothesis:noted"
    HYPOTHESIS_RULED_OUT = "hypothesis:ruled_out"
    MITIGATION_NOTED = "mitigation:noted"
    MITIGATION_WORKED = "mitigation:worked"
    MITIGATION_FAILED = "mitigation:failed"
    DECISION_NOTED = "decision:noted"
    IMPACT_NOTED = "impact:noted"
    ACTION_NOTED = "action:noted"
    MOMENT_NOTED = "moment:noted"
    MARK_ADDED = "mark:added"
    MARK_REMOVED = "mark:removed"

    # About the log itself.
    SOURCE_LINKED = "source:linked"
    ENTRY_REDACTED = "entry:redacted"

    # After the incident.
    POSTMORTEM_DRAFTED = "postmortem:drafted"
    POSTMORTEM_EDITED = "postmortem:edited"
    POSTMORTEM_REVIEWED = "postmortem:reviewed"
    POSTMORTEM_PUBLISHED = "postmortem:published"
    ACTION_CREATED = "action:created"
    ACTION_CHANGED = "action:changed"
    ACTION_OFFERED = "action:offered"
    ACTION_DUE = "action:due"
    ACTION_OVERDUE = "action:overdue"
    ACTION_UNVERIFIED = "action:unverified"


class EntryClass(StrEnum):
    """The two classes of entry (design, decision 2)."""

    EVIDENCE = "evidence"
    STATE = "state"


#: What Slack or another tool showed; everything else is state.
EVIDENCE: frozenset[str] = frozenset(
    {
        Kind.MESSAGE_POSTED,
        Kind.MESSAGE_EDITED,
        Kind.MESSAGE_DELETED,
        Kind.MESSAGE_ORIGINAL,
        Kind.REACTION_ADDED,
        Kind.REACTION_REMOVED,
        Kind.PIN_ADDED,
        Kind.PIN_REMOVED,
        Kind.MEMBER_JOINED,
        Kind.MEMBER_LEFT,
        Kind.CHANNEL_TOPIC,
        Kind.CHANNEL_PURPOSE,
        Kind.CHANNEL_RENAMED,
        Kind.CHANNEL_ARCHIVED,
        Kind.CHANNEL_UNARCHIVED,
        Kind.CHANNEL_CONVERTED,
        Kind.CHANNEL_NOTICE,
        Kind.ALERT_RECEIVED,
        Kind.GAP_FOUND,
        Kind.RECORDING_FAILED,
    }
)

#: Every kind this version can write.
KNOWN: frozenset[str] = frozenset(Kind)

#: The words of `/incident note` and of "Add to timeline as", and the kind each writes.
NOTE_KINDS: dict[str, Kind] = {
    "hypothesis": Kind.HYPOTHESIS_NOTED,
    "ruled-out": Kind.HYPOTHESIS_RULED_OUT,
    "mitigation": Kind.MITIGATION_NOTED,
    "worked": Kind.MITIGATION_WORKED,
    "failed": Kind.MITIGATION_FAILED,
    "decision": Kind.DECISION_NOTED,
    "impact": Kind.IMPACT_NOTED,
    "action": Kind.ACTION_NOTED,
    "key": Kind.MOMENT_NOTED,
}
