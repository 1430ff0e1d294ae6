"""The seven checks, each with what is missing for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from app.incident.incident import Incident
from app.incident.kinds import Kind
from app.incident.reading import Item
from app.incident.values import SCOPE_FIELDS
from app.postmortem.document import Document, walk
from app.postmortem.judge.factors import FEWEST, LAYERS
from app.postmortem.parts import Check, Moment
from app.postmortem.review.words.people import DILIGENCE, HUMAN_ERROR

#: An incident that is open longer than this is handed over at some point.
LONG = timedelta(hours=4)
_BLAME = re.compile(f"{HUMAN_ERROR}|{DILIGENCE}", re.IGNORECASE)
_SCOPES = [name for name in SCOPE_FIELDS if name not in {"journeys", "data loss"}]


def checks(document: Document, incident: Incident, items: Sequence[Item]) -> tuple[Check, ...]:
    """The checks, in the order in which a reviewer goes through them."""
    return tuple(
        Check(name=name, asks=asks, missing=tuple(finds(document, incident, items)))
        for name, asks, finds in _CHECKS
    )


def _line(document: Document, section: str, name: str) -> bool:
    """Whether a named line is there and says something."""
    lines = getattr(document, section)
    return any(line.name == name and not line.value.is_tk for line in lines)


def _impact(document: Document, _incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    for name in ("Severity", "Began", "Resolved"):
        if not _line(document, "header", name):
            yield name.lower()
    if not any(not line.value.is_tk for line in document.impact):
        yield "user impact"
    if not _line(document, "impact", "Users") and not _line(document, "impact", "Stated"):
        yield "who was affected, in numbers"


def _scoping(_document: Document, incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    unknown = [name for name in _SCOPES if not incident.scope.get(name)]
    if unknown:
        yield f"{', '.join(unknown)} (stated nowhere, so they count as unknown)"


def _roles(document: Document, incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    if not _line(document, "header", "Commander") and not incident.is_solo:
        yield "a commander, who is the point of decision"


_NEEDED = {
    "detection": (Moment.ALERT, Moment.REPORT, Moment.SYMPTOM),
    "triage": (Moment.ACKNOWLEDGED, Moment.HYPOTHESIS, Moment.FINDING),
    "mitigation": (Moment.MITIGATION, Moment.FAILED),
    "communication": (Moment.COMMUNICATION,),
    "resolution": (Moment.RESOLVED, Moment.RECOVERY),
    "key decisions": (Moment.DECISION, Moment.SEVERITY, Moment.DECLARED),
}


def _timeline(document: Document, _incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    have = {row.moment for row in document.timeline if not row.event.is_tk}
    for name, moments in _NEEDED.items():
        if have.isdisjoint(moments) and not (name == "resolution" and _shows_end(document)):
            yield name
    unsourced = sum(1 for row in document.timeline if row.event.is_tk)
    if unsourced:
        yield f"{unsourced} rows without a source"


def _shows_end(document: Document) -> bool:
    """Whether a row rests on the entry by which it was over, whatever else that row is."""
    ends = {
        entry
        for line in document.header
        if line.name == "Resolved" and not line.value.is_tk
        for entry in line.value.entries
    }
    return any(ends.intersection(row.event.entries) for row in document.timeline)


def _checkpoints(_document: Document, incident: Incident, items: Sequence[Item]) -> Iterator[str]:
    kinds = {item.entry.kind for item in items}
    if Kind.CHECKPOINT_MADE in kinds:
        return
    if kinds & {Kind.HANDOFF_ACCEPTED, Kind.HANDOFF_OFFERED}:
        yield "a checkpoint packet at the handover"
    end = incident.resolved_at
    if end is not None and end - incident.declared_at >= LONG:
        yield f"a checkpoint packet: it was open for more than {LONG.total_seconds() / 3600:.0f} h"


def _blameless(document: Document, _incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    blaming = sum(bool(_BLAME.search(statement.text)) for _, statement in walk(document))
    if blaming:
        yield f"{blaming} statements that put it with a person"
    if document.is_interim:
        return
    standing = [factor for factor in document.factors if not factor.what.is_tk]
    if len(standing) < FEWEST:
        yield f"{FEWEST - len(standing)} more contributing factors"
    if len({factor.layer for factor in standing}) < LAYERS:
        yield "factors in a second layer"


def _actions(document: Document, _incident: Incident, _items: Sequence[Item]) -> Iterator[str]:
    items = [item for item in document.actions if not item.what.is_tk and not item.is_dropped]
    if not items:
        yield "an action item"
    for what, lacks in (
        ("a due date", [item for item in items if not item.due]),
        ("a verification signal", [item for item in items if not item.signal]),
        ("a class", [item for item in items if item.action_class is None]),
        ("an owner", [item for item in items if not item.owner]),
    ):
        if lacks:
            yield f"{what}, for {len(lacks)} of {len(items)} actions"


Finds = Callable[[Document, Incident, Sequence[Item]], Iterator[str]]
_CHECKS: tuple[tuple[str, str, Finds], ...] = (
    ("Impact", "user impact, severity, start and end, and the journeys affected", _impact),
    ("Impact scoping", "users or tenants, fault domain, dependency, recent change", _scoping),
    ("Roles", "response roles and the point of decision, or that none was needed", _roles),
    (
        "Timeline",
        "detection, triage, mitigation, communication, resolution, key decisions",
        _timeline,
    ),
    ("Checkpoints", "a packet at every handover and in long incidents", _checkpoints),
    ("Blameless", "system factors in several layers, nobody blamed", _blameless),
    ("Actions", "due date, verification signal, class and owner for every action", _actions),
)
