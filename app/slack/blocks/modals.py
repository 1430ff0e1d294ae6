"""The modals: what they ask, and reading what was submitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.incident.decide.draft import MAX_TITLE, span
from app.incident.incident import Incident
from app.incident.kinds import NOTE_KINDS
from app.incident.policy import Policy
from app.incident.values import IncidentType, Role, Severity, State
from app.slack.blocks import kit

#: What each state changes, said beside it.
STATE_SAYS = {
    State.ACTIVE: "Users are affected now: starts the update cadence",
    State.DEGRADED: "Partly working: starts the cadence, asks for scope before action",
    State.POST_INCIDENT: "Over already: no cadence, goes straight to the record",
}
_INTERVALS = ("30m", "1h", "2h", "4h", "8h", "12h", "24h", "2d", "3d", "7d")
#: Slack takes no more in one field.
LONGEST_PASTE = 3000
_UNITS = {"m": 60, "h": 3600, "d": 86400}


def declare(
    policy: Policy,
    *,
    metadata: Mapping[str, Any],
    title: str = "",
    severity: Severity = Severity.SEV3,
    impact: str = "",
) -> kit.Block:
    """The declare modal. SEV3 and SEV4 add the interval to confirm."""
    rules = policy.severities
    blocks = [
        kit.text_input(
            "title",
            "Title",
            initial=title,
            placeholder="What is wrong, as a user would say it",
            longest=MAX_TITLE,
        ),
        kit.select_input(
            "severity",
            "Severity",
            [kit.option(name.value, name.value, rules[name].criterion) for name in Severity],
            initial=severity.value,
            dispatch=True,
        ),
        *_interval(policy, severity),
        kit.select_input(
            "type",
            "Type",
            [kit.option(_type_label(policy, kind), kind.value) for kind in IncidentType],
            initial=IncidentType.AVAILABILITY.value,
        ),
        kit.radio_input(
            "state",
            "State",
            [kit.option(state.value, state.value, says) for state, says in STATE_SAYS.items()],
            initial=State.ACTIVE.value,
        ),
        kit.text_input(
            "impact",
            "Customer impact",
            initial=impact,
            hint="Who cannot do what, and how many, as far as known. Unknown is an answer.",
            multiline=True,
            optional=True,
        ),
        kit.checkbox_input("flags", "Also", _flags()),
    ]
    sealed = json.dumps(metadata)
    return kit.modal("declare", "Declare an incident", blocks, metadata=sealed, submit="Declare")


def redrawn(policy: Policy, view: Mapping[str, Any]) -> kit.Block:
    """The declare form for the severity just chosen; Slack keeps what was typed.

    A field keeps its value across an update when its block and action ids stay the same.
    """
    chosen = values_of(view).get("severity") or Severity.SEV3
    return declare(policy, metadata=metadata_of(view), severity=Severity(chosen))


def _type_label(policy: Policy, kind: IncidentType) -> str:
    private = policy.types[kind].private
    return f"{kind.value} (private)" if private else kind.value


def _flags() -> list[kit.Block]:
    return [
        kit.option("Near miss", "near_miss", "No customer was affected, but it was close"),
        kit.option("Private", "private", "Only invited people see it; announced nowhere"),
    ]


def _interval(policy: Policy, severity: Severity) -> list[kit.Block]:
    rules = policy.severities[severity]
    if not rules.confirm_update_every:
        return []
    longest = rules.longest_update_every
    choices = [text for text in _INTERVALS if _length(text) <= longest]
    own = next((text for text in choices if _length(text) == rules.update_every), "")
    options = [kit.option(f"every {span(_length(text))}", text) for text in choices]
    return [
        kit.select_input(
            "interval",
            "Update interval",
            options,
            initial=own,
            hint=f"{severity} leaves it to you: confirm or change it.",
        )
    ]


def _length(text: str) -> timedelta:
    return timedelta(seconds=int(text[:-1]) * _UNITS[text[-1]])


def update(incident: Incident, known: str = "", mitigation: str = "") -> kit.Block:
    """The status update, prefilled with what was said last.

    But for the impact: sent on unread, it would say that the outage goes on when it is over.
    """
    promises = [text for text in ("15m", *_INTERVALS) if _length(text) <= incident.interval]
    shown = promises or [f"{int(incident.interval.total_seconds() // 60)}m"]
    blocks = [
        kit.text_input("known", "What is known", initial=known, multiline=True),
        kit.text_input("unknown", "What is unknown", multiline=True, optional=True),
        kit.text_input(
            "impact",
            "Impact now",
            hint=_stated_impact(incident),
            placeholder="Who cannot do what, and how many?",
            multiline=True,
            optional=True,
        ),
        kit.text_input(
            "mitigation", "Mitigation", initial=mitigation, multiline=True, optional=True
        ),
        kit.text_input(
            "next_in",
            "Next update in",
            initial=shown[-1],
            hint=f"For example {', '.join(shown[-3:])}. "
            f"{incident.severity} allows up to {span(incident.interval)}.",
            longest=20,
        ),
        kit.checkbox_input(
            "where",
            "Only here",
            [
                kit.option(
                    "Post to this channel only",
                    "internal",
                    "The announced update stays owed",
                )
            ],
        ),
    ]
    return _about(incident, "update", "Post an update", blocks, "Post update")


def _stated_impact(incident: Incident) -> str:
    """What was said of it last, and what happens if nothing is said now."""
    if incident.impact_at is None:
        return "Nobody has stated it yet."
    said = f"Stated {incident.impact_at:%d %b %H:%M} UTC"
    if incident.impact_doubted:
        after = ", and the phase has changed since. Empty: this update states none."
    else:
        after = ". Empty: it is shown with that time."
    return f"{said}{after} “{kit.cut(incident.impact, 400)}”"


def severity(incident: Incident, policy: Policy) -> kit.Block:
    """Another severity, and why."""
    rules = policy.severities
    blocks = [
        kit.radio_input(
            "severity",
            "Severity",
            [kit.option(name.value, name.value, rules[name].criterion) for name in Severity],
            initial=incident.severity.value,
        ),
        kit.text_input(
            "interval",
            "Update interval (SEV3 and SEV4)",
            hint="For example 4h. Empty: as the policy says.",
            optional=True,
            longest=20,
        ),
        kit.text_input("reason", "Why", optional=True, longest=500),
    ]
    return _about(incident, "severity", "Change severity", blocks, "Change")


def resolve(incident: Incident) -> kit.Block:
    """How recovery was verified."""
    blocks = [
        kit.text_input(
            "verification",
            "How was recovery verified?",
            hint="The metric, log query or check that showed it, and for how long.",
            multiline=True,
        )
    ]
    return _about(incident, "resolve", "Resolve", blocks, "Resolve")


def accept(incident: Incident, role: Role, offer: int) -> kit.Block:
    """The situation restated in one line, which is what makes a handover safe."""
    blocks = [
        kit.section(f"You are about to be *{role}* of {incident.ref}. The checkpoint is above."),
        kit.text_input(
            "restatement",
            "The situation in one line",
            hint="As you understand it: what is broken, what is in flight, what comes next.",
            longest=500,
        ),
    ]
    title = "Accept the role"
    return _about(incident, "accept", title, blocks, "Accept", role=role.value, offer=offer)


def snooze(incident: Incident, longest: timedelta) -> kit.Block:
    """How long, and why."""
    blocks = [
        kit.text_input(
            "length",
            "Snooze for",
            initial="10m",
            hint=f"{incident.severity} allows {span(longest)} past the due time.",
            longest=20,
        ),
        kit.text_input("reason", "Why", longest=500),
    ]
    return _about(incident, "snooze", "Snooze the reminder", blocks, "Snooze")


def mark(incident: Incident, message_ts: str) -> kit.Block:
    """What a message counts as in the timeline."""
    options = [kit.option(word, word) for word in NOTE_KINDS]
    blocks = [kit.radio_input("word", "Add to the timeline as", options, initial="key")]
    return _about(incident, "mark", "Add to timeline", blocks, "Add", ts=message_ts)


def redact(incident: Incident, channel: str, ts: str, url: str) -> kit.Block:
    """Why a message is to be redacted."""
    blocks = [
        kit.section(
            f"The message's words, and those of its earlier forms, leave {incident.ref}'s record "
            "for good: timeline, search, drafts. That you did it, and when, stays."
        ),
        kit.text_input(
            "reason",
            "Why",
            hint="For example: a password was pasted. Do not repeat it here.",
            optional=True,
            longest=300,
        ),
    ]
    title = "Redact from the record"
    return _about(incident, "redact", title, blocks, "Redact", channel=channel, ts=ts, url=url)


def review(incident: Incident | None, channel: str) -> kit.Block:
    """A document that is no message here: a file, or pasted text."""
    blocks = [
        kit.file_input(
            "file",
            "A Markdown file",
            ["md", "markdown", "txt"],
            hint="For anything longer than a page. Nobody else sees it.",
        ),
        kit.text_input(
            "text", "Or paste its text", multiline=True, optional=True, longest=LONGEST_PASTE
        ),
    ]
    sealed = json.dumps({"incident": incident.id if incident else 0, "channel": channel})
    return kit.modal("review_text", "Review a postmortem", blocks, metadata=sealed, submit="Review")


def _about(
    incident: Incident,
    callback: str,
    title: str,
    blocks: list[kit.Block],
    submit: str,
    **extra: str | int,
) -> kit.Block:
    sealed = json.dumps({"incident": incident.id, **extra})
    return kit.modal(callback, title, blocks, metadata=sealed, submit=submit)


def values_of(view: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, by field: text, the chosen value, or a list of values."""
    found: dict[str, Any] = {}
    for block in view.get("state", {}).get("values", {}).values():
        for name, element in block.items():
            found[name] = _value(element)
    return found


def _value(element: Mapping[str, Any]) -> str | list[str]:
    if "selected_options" in element:
        return [choice["value"] for choice in element["selected_options"] or []]
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    if "files" in element:
        return [str(file["id"]) for file in element["files"] or []]
    kinds = ("selected_date", "selected_user", "selected_conversation", "value")
    return next((str(element[kind]) for kind in kinds if element.get(kind)), "")


def metadata_of(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the modal carried."""
    found = json.loads(view.get("private_metadata") or "{}")
    return found if isinstance(found, dict) else {}
