"""What each kind of entry makes Muster say or do in Slack: one visible registry.

Entries not listed are silent: the card shows them, or nobody needs to be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.kinds import NOTE_KINDS, Kind
from app.incident.values import Role
from app.slack.blocks.card import card
from app.store.lanes import channel_lane, direct
from app.store.outbox import Effect


class Where(StrEnum):
    """Where something is said."""

    CHANNEL = "channel"
    ANNOUNCE = "announce"
    #: Under the reminder that the same ladder posted last.
    THREAD = "thread"
    #: To who owes the update, privately.
    OWNER = "owner"
    #: To whom the entry names, privately; named nobody: in the channel.
    PERSON = "person"
    #: To whose entry it is, privately.
    ACTOR = "actor"
    #: To the policy's fallback.
    FALLBACK = "fallback"
    #: To who declared it, privately.
    DECLARER = "declarer"


@dataclass(frozen=True, slots=True)
class Saying:
    """A template and where it goes."""

    template: str
    where: Where = Where.CHANNEL


_CHANNEL_ONLY = (Saying("said"),)

SAYINGS: dict[str, tuple[Saying, ...]] = {
    Kind.STEP_FAILED: (Saying("step_failed"), Saying("step_failed", Where.DECLARER)),
    Kind.ROLE_ASSIGNED: _CHANNEL_ONLY,
    Kind.ROLE_RELEASED: _CHANNEL_ONLY,
    Kind.HANDOFF_OFFERED: (Saying("offered"),),
    Kind.HANDOFF_ACCEPTED: (Saying("accepted"),),
    Kind.HANDOFF_WITHDRAWN: _CHANNEL_ONLY,
    Kind.SEVERITY_CHANGED: _CHANNEL_ONLY,
    Kind.PHASE_CHANGED: _CHANNEL_ONLY,
    Kind.IMPACT_SET: _CHANNEL_ONLY,
    Kind.SCOPE_SET: _CHANNEL_ONLY,
    Kind.CADENCE_PAUSED: (Saying("said"), Saying("said", Where.ANNOUNCE)),
    Kind.CADENCE_RESUMED: _CHANNEL_ONLY,
    Kind.UPDATE_POSTED: (Saying("update"), Saying("update", Where.ANNOUNCE)),
    Kind.UPDATE_SNOOZED: (Saying("snoozed"),),
    Kind.UPDATE_HEADS_UP: (Saying("heads_up", Where.OWNER),),
    Kind.UPDATE_DUE: (Saying("due"),),
    Kind.UPDATE_OVERDUE: (Saying("overdue", Where.THREAD),),
    Kind.UPDATE_ESCALATED: (Saying("escalated", Where.FALLBACK),),
    Kind.COMMANDER_MISSING: (Saying("commander_missing"),),
    Kind.IMPACT_MISSING: (Saying("impact_missing"),),
    Kind.MITIGATION_STALLED: (Saying("stalled"),),
    Kind.CHECKPOINT_DUE: (Saying("checkpoint_due"),),
    Kind.INCIDENT_QUIET: (Saying("quiet"),),
    Kind.POSTMORTEM_DUE: (Saying("postmortem_due"),),
    Kind.DOWNTIME_CAUGHT_UP: (Saying("caught_up"),),
    Kind.CHECKPOINT_MADE: (Saying("checkpoint"),),
    Kind.INCIDENT_RESOLVED: (Saying("resolved"), Saying("said", Where.ANNOUNCE)),
    Kind.INCIDENT_REOPENED: (Saying("said"), Saying("said", Where.ANNOUNCE)),
    Kind.INCIDENT_CANCELED: (Saying("said"), Saying("said", Where.ANNOUNCE)),
    Kind.INCIDENT_DUPLICATE: (Saying("said"), Saying("said", Where.ANNOUNCE)),
    Kind.INCIDENT_CLOSED: _CHANNEL_ONLY,
    Kind.ENTRY_REDACTED: _CHANNEL_ONLY,
    Kind.ACTION_CREATED: (Saying("action_created"),),
    Kind.ACTION_CHANGED: (Saying("action_changed"),),
    Kind.ACTION_OFFERED: (Saying("action_offered", Where.PERSON),),
    Kind.ACTION_DUE: (Saying("action_due", Where.PERSON),),
    Kind.ACTION_OVERDUE: (Saying("action_due", Where.PERSON),),
    Kind.ACTION_UNVERIFIED: (Saying("action_unverified", Where.PERSON),),
    **{kind: (Saying("note"),) for kind in NOTE_KINDS.values()},
}

#: What the announcement shows: it is edited when one of these changes.
_ANNOUNCED = (
    "channel",
    "title",
    "severity",
    "phase",
    "impact",
    "impact_doubted",
    "roles",
    "canceled",
    "duplicate_of",
)


def effects_of(
    before: Incident | None, after: Incident, entries: Sequence[Entry], ladders: dict[str, int]
) -> list[Effect]:
    """The effects that new state entries owe: what is said, and the card kept true.

    `ladders` is the generation of each ladder, so that a reminder that became void
    before it was sent is not sent.
    """
    effects = [effect for entry in entries for effect in _said(after, entry, ladders)]
    return [*effects, *_kept_true(before, after)]


def _said(incident: Incident, entry: Entry, ladders: dict[str, int]) -> Iterator[Effect]:
    if entry.kind == Kind.ROLE_ASSIGNED and incident.channel:
        yield from _given(incident, entry)
    if entry.data.get("quiet"):
        return
    yield from _brought_in(incident, entry)
    for saying in SAYINGS.get(entry.kind, ()):
        if saying.where is Where.ANNOUNCE and not _is_announced(incident, entry):
            continue
        if entry.kind == Kind.STEP_FAILED and saying.where is not _told_at(incident, entry):
            continue
        yield said(incident, entry, saying, ladders)


#: Without these steps nobody reads what is said in the channel.
_INSIDE = frozenset(
    {
        "open the channel",
        "invite people",
        "post the card",
        "post in the channel",
        "record the channel",
    }
)


def _told_at(incident: Incident, entry: Entry) -> Where:
    """Where people learn of a step that failed: in the channel when they can read it there."""
    reads = incident.channel and entry.data["step"] not in _INSIDE
    return Where.CHANNEL if reads else Where.DECLARER


def _given(incident: Incident, entry: Entry) -> Iterator[Effect]:
    """A new holder is brought into the channel and told what the role does."""
    lane, holder, role = f"invite:{incident.channel}", entry.data["to"], entry.data["role"]
    yield effect(incident, "invite", lane, {"users": [holder]})
    yield effect(incident, "role.whisper", lane, {"role": role, "user": holder})


def _brought_in(incident: Incident, entry: Entry) -> Iterator[Effect]:
    """Whom an escalation mentions must be able to see it; a private incident stays sealed.

    In the lane of the mention and before it, so that it reaches them as a notification.
    """
    to = str(entry.data.get("to") or "")
    escalates = entry.kind in {Kind.UPDATE_ESCALATED, Kind.DOWNTIME_CAUGHT_UP}
    if not escalates or incident.private or not to.startswith(("U", "W", "S")):
        return
    whom = {"group": to} if to.startswith("S") else {"users": [to]}
    yield effect(incident, "invite", channel_lane(incident.channel), whom)


def effect(
    incident: Incident,
    name: str,
    lane: str,
    payload: dict[str, Any] | None = None,
    *,
    replaces: bool = False,
) -> Effect:
    """An effect of an incident, as urgent as it is; `replaces`: one that waits is enough."""
    return Effect(
        name=name,
        lane=lane,
        workspace=incident.workspace,
        incident_id=incident.id,
        urgency=incident.severity.rank,
        payload=payload or {},
        replaces=lane if replaces else "",
    )


def said(
    incident: Incident, entry: Entry, saying: Saying, ladders: Mapping[str, int] | None = None
) -> Effect:
    """The effect of saying `entry` by a template somewhere.

    `ladders` holds the generations: of those that the entry speaks for, the ones that
    hold now go with it, and it is void when none of them holds any more.
    """
    place = (
        {
            Where.ANNOUNCE: incident.announce_channel,
            # Many incidents may speak to one person, or call one channel, at once: its limit
            # is theirs together.
            Where.OWNER: direct(incident.update_owner),
            Where.DECLARER: direct(incident.declared_by),
            Where.ACTOR: direct(entry.actor),
            Where.PERSON: direct(str(entry.data.get("to") or "")),
            Where.FALLBACK: fallback_channel(incident, entry),
        }.get(saying.where, "")
        or incident.channel
        or f"incident-{incident.id}"
    )
    payload = {
        "template": saying.template,
        "where": saying.where.value,
        "entry": entry.id,
        "ladders": {name: (ladders or {}).get(name, 0) for name in _ladders(entry)},
    }
    return effect(incident, "post", channel_lane(place), payload)


def fallback_channel(incident: Incident, entry: Entry) -> str:
    """The channel that an escalation calls, if it calls one; a private incident calls none."""
    to = str(entry.data.get("to") or "")
    return to if to.startswith(("C", "G")) and not incident.private else ""


def offers_of(incident: Incident) -> dict[str, int]:
    """The offer that is open for each role, by the name it stands under; 0: none."""
    return {
        handoff(role): incident.offers[role].seq if role in incident.offers else 0 for role in Role
    }


def handoff(role: str) -> str:
    """The name that the offer of a role stands under, beside the ladders."""
    return f"handoff:{role}"


def closing(incident: Incident, reminder: int) -> Effect:
    """The effect of editing a reminder that was answered: what it says is done, no buttons."""
    return effect(incident, "reminder.close", f"reminder:{reminder}", {"reminder": reminder})


def _ladders(entry: Entry) -> list[str]:
    """The ladders that an entry is a step of; a catch-up speaks for several."""
    if entry.kind == Kind.DOWNTIME_CAUGHT_UP:
        return [line["ladder"] for line in entry.data["due"]]
    ladder = entry.data.get("ladder")
    return [str(ladder)] if ladder else []


def _is_announced(incident: Incident, entry: Entry) -> bool:
    # Design, decision 13: nothing of a private incident leaves its channel.
    if incident.private or not incident.announce_channel:
        return False
    return bool(entry.data.get("announced", True))


def _kept_true(before: Incident | None, after: Incident) -> Iterator[Effect]:
    """Edits that keep card, topic and announcement as the incident stands."""
    if before is None or not after.channel:
        return
    # Until the card is posted there is nothing to edit; `answers.card_posted` looks then.
    if after.card_ts and card(before) != card(after):
        yield edited_card(after)
    if _differ(before, after, ("title", "severity", "phase")):
        yield effect(after, "channel.topic", f"topic:{after.id}", replaces=True)
    if after.announce_ts and _differ(before, after, _ANNOUNCED):
        yield effect(after, "announcement.update", f"announcement:{after.id}", replaces=True)


def edited_card(incident: Incident) -> Effect:
    """The card is to show the incident as it stands when the edit is sent."""
    return effect(incident, "card.update", f"card:{incident.id}", replaces=True)


def _differ(before: Incident, after: Incident, names: Sequence[str]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)
