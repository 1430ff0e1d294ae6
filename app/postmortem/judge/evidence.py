"""The log as the judge asks it: every entry that may be cited, and the incident's own fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.incident.entry import Entry
from app.incident.incident import Incident
from app.incident.reading import Item
from app.postmortem.claims.index import Index, index, joined
from app.postmortem.entries import actor_name, time_known
from app.postmortem.prose import bare, named

#: Raw payloads of other tools repeat the text in a shape that nobody reads.
_NOT_READ = frozenset({"raw", "line", "kind"})


@dataclass(frozen=True)
class Cited:
    """An entry that a statement may cite."""

    id: int
    #: None where the log does not know when it happened.
    at: datetime | None
    #: When its text last changed; its own time where it never did.
    changed_at: datetime
    #: The name of who did it; empty where nobody is named.
    actor: str
    #: All that it says: latest text, who did it, and the fields of a state entry.
    text: str
    url: str = ""
    #: Deleted or redacted: it supports nothing any more.
    gone: bool = False

    @cached_property
    def index(self) -> Index:
        """Its claims, with markup and without; read once, when somebody cites it."""
        plain = bare(self.text)
        text = self.text if plain == self.text else f"{self.text}\n{plain}"
        return index(text, [self.at] if self.at else [])


@dataclass(frozen=True)
class Evidence:
    """What statements of one incident are held against."""

    entries: Mapping[int, Cited]
    #: Reference, title, type and severity: known of the incident without citing an entry.
    fields: Index

    def of(self, ids: Sequence[int]) -> Index:
        """What the entries say together; ids that do not exist say nothing."""
        found = [self.entries[one].index for one in ids if one in self.entries]
        return joined([*found, self.fields])


def evidence(incident: Incident, items: Sequence[Item], names: Mapping[str, str]) -> Evidence:
    """The evidence of an incident; `names` are people's and channels' names by id."""
    fields = f"{incident.ref} {incident.title} {incident.type} {incident.severity}"
    entries = {item.entry.id: _cited(item, names) for item in items}
    return Evidence(entries=entries, fields=index(fields))


def _cited(item: Item, names: Mapping[str, str]) -> Cited:
    entry = item.entry
    gone = bool(item.deleted_at or item.redacted_by)
    actor = actor_name(entry.actor, names)
    parts = [] if gone else [item.text, actor, *_fields(entry, names)]
    return Cited(
        id=entry.id,
        at=entry.occurred_at if time_known(entry) else None,
        changed_at=item.edited_at or entry.occurred_at,
        actor=actor,
        text=named("\n".join(parts), names),
        url=entry.source_url,
        gone=gone,
    )


def _fields(entry: Entry, names: Mapping[str, str]) -> Iterator[str]:
    """The texts of a state entry's payload, people in it by name."""
    if entry.seq is None:
        return
    for key, value in entry.data.items():
        if key not in _NOT_READ:
            yield from _texts(value, names)


def _texts(value: object, names: Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, str):
        yield names.get(value, value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one, names)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, names)
