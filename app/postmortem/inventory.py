"""The artifact inventory: which sources cover which hours, and where the record is thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from app.incident.entry import MUSTER
from app.incident.incident import Incident
from app.incident.kinds import NOTE_KINDS, Kind
from app.incident.policy import Policy
from app.incident.reading import Item
from app.postmortem.entries import actor_name, time_known
from app.postmortem.statement import Part

MESSAGES = "messages"
ALERTS = "alerts"
DEPLOYS = "deploys"
UPDATES = "status updates"
NOTES = "notes and marks"
STATE = "roles, severity and phase"
#: Kinds of evidence that a postmortem misses when there is none.
WANTED = (MESSAGES, ALERTS, DEPLOYS, UPDATES)
#: However rarely a severity asks for updates, this long without a word is worth naming.
LONGEST_QUIET = timedelta(hours=3)
#: How many quiet stretches are named; the longest come first.
MOST_QUIET = 5

_STATE = frozenset(
    {
        Kind.INCIDENT_DECLARED,
        Kind.INCIDENT_RESOLVED,
        Kind.INCIDENT_REOPENED,
        Kind.ROLE_ASSIGNED,
        Kind.ROLE_RELEASED,
        Kind.HANDOFF_ACCEPTED,
        Kind.SEVERITY_CHANGED,
        Kind.PHASE_CHANGED,
        Kind.CHECKPOINT_MADE,
    }
)


class Source(Part):
    """One kind of evidence, and from when to when it reaches."""

    kind: str
    count: int
    first: datetime | None = None
    last: datetime | None = None


class Quiet(Part):
    """A stretch without any entry while the incident was open."""

    start: datetime
    end: datetime
    #: The entries on both sides of it.
    before: int
    after: int


class Person(Part):
    """Somebody who took part, and the roles they held."""

    name: str
    roles: tuple[str, ...] = ()
    entries: int = 0


class Inventory(Part):
    """What there was to write from."""

    entries: int = 0
    sources: tuple[Source, ...] = ()
    #: Kinds of evidence of which there is none.
    missing: tuple[str, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    #: Entries whose own time is not known.
    untimed: tuple[int, ...] = ()
    #: Entries that say that something was not recorded.
    unrecorded: tuple[int, ...] = ()
    people: tuple[Person, ...] = ()
    #: Who was kept informed, and how.
    informed: tuple[str, ...] = ()


def take_inventory(
    incident: Incident, items: Sequence[Item], names: Mapping[str, str], policy: Policy
) -> Inventory:
    """The inventory of an incident's log."""
    sources = _sources(items)
    have = {source.kind for source in sources}
    return Inventory(
        entries=len(items),
        sources=sources,
        missing=tuple(kind for kind in WANTED if kind not in have),
        quiet=_quiet(items, _threshold(incident, policy)),
        untimed=tuple(item.entry.id for item in items if not time_known(item.entry)),
        unrecorded=tuple(
            item.entry.id
            for item in items
            if item.entry.kind in {Kind.GAP_FOUND, Kind.RECORDING_FAILED}
        ),
        people=_people(incident, items, names),
        informed=_informed(items, names),
    )


def kind_of(item: Item) -> str:
    """Which kind of evidence an item is; empty for what only concerns the log itself."""
    kind = item.entry.kind
    if kind == Kind.ALERT_RECEIVED:
        return ALERTS
    if kind == Kind.UPDATE_POSTED:
        return UPDATES
    if kind in NOTE_KINDS.values():
        return NOTES
    if kind.startswith("deploy"):
        return DEPLOYS
    if item.is_message:
        return MESSAGES
    return STATE if kind in _STATE else ""


def _sources(items: Sequence[Item]) -> tuple[Source, ...]:
    grouped: dict[str, list[Item]] = {}
    for item in items:
        if kind := kind_of(item):
            grouped.setdefault(kind, []).append(item)
    return tuple(_source(kind, grouped[kind]) for kind in grouped)


def _source(kind: str, items: list[Item]) -> Source:
    moments = [item.at for item in items if time_known(item.entry)]
    return Source(
        kind=kind,
        count=len(items),
        first=min(moments, default=None),
        last=max(moments, default=None),
    )


def _threshold(incident: Incident, policy: Policy) -> timedelta:
    return min(policy.severities[incident.severity].quiet_after, LONGEST_QUIET)


def _quiet(items: Sequence[Item], threshold: timedelta) -> tuple[Quiet, ...]:
    heard = [item for item in items if kind_of(item) and time_known(item.entry)]
    found = [
        Quiet(start=one.at, end=other.at, before=one.entry.id, after=other.entry.id)
        for one, other in pairwise(heard)
        if other.at - one.at >= threshold
    ]
    longest = sorted(found, key=lambda quiet: quiet.start - quiet.end)[:MOST_QUIET]
    return tuple(sorted(longest, key=lambda quiet: quiet.start))


def _people(
    incident: Incident, items: Sequence[Item], names: Mapping[str, str]
) -> tuple[Person, ...]:
    said = Counter(
        name
        for item in items
        if item.entry.kind == Kind.MESSAGE_POSTED and not _is_program(item.actor)
        if (name := actor_name(item.actor, names))
    )
    held: dict[str, list[str]] = {}
    for role, holder in _holders(incident, items):
        roles = held.setdefault(actor_name(holder, names), [])
        if role not in roles:
            roles.append(role)
    everyone = dict.fromkeys([*held, *(name for name, _ in said.most_common())])
    return tuple(
        Person(name=name, roles=tuple(held.get(name, ())), entries=said[name]) for name in everyone
    )


def _holders(incident: Incident, items: Sequence[Item]) -> Iterable[tuple[str, str]]:
    """Everybody who held a role, in the order in which they took it."""
    for item in items:
        if item.entry.kind == Kind.ROLE_ASSIGNED:
            yield str(item.entry.data["role"]), str(item.entry.data["to"])
    for role, holder in incident.roles.items():
        yield role.value, holder


def _is_program(actor: str) -> bool:
    """Slack's bots have ids that start with B; Muster is no person either."""
    return actor == MUSTER or (actor.startswith("B") and actor.isupper() and actor.isalnum())


def _informed(items: Sequence[Item], names: Mapping[str, str]) -> tuple[str, ...]:
    found = []
    announced = [item for item in items if _is_announced(item)]
    if announced:
        found.append(f"announcement channel, by {len(announced)} status updates")
    internal = sum(item.entry.kind == Kind.UPDATE_POSTED for item in items) - len(announced)
    if internal:
        found.append(f"incident channel, by {internal} status updates")
    said = {actor_name(item.actor, names) for item in items if item.is_message}
    joined = {
        actor_name(item.actor, names) for item in items if item.entry.kind == Kind.MEMBER_JOINED
    }
    quiet = sorted(name for name in joined - said if name)
    if quiet:
        found.append(f"in the channel without writing: {', '.join(quiet)}")
    return tuple(found)


def _is_announced(item: Item) -> bool:
    return item.entry.kind == Kind.UPDATE_POSTED and bool(item.entry.data.get("announced"))
