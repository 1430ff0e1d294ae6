"""Secrets that people type to Muster: who typed one is told, at once and alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.flows.aloud import Saying, Where, said
from app.incident.entry import MUSTER, Entry
from app.incident.incident import Incident
from app.redaction import TEAM, find
from app.store.outbox import Effect


def warnings(incident: Incident, entries: Sequence[Entry]) -> list[Effect]:
    """The effects of telling the authors of new state entries that hold secrets to rotate them.

    One for each person and command, however many of its entries quote it.
    """
    leaking: dict[str, Entry] = {}
    for entry in entries:
        if entry.actor != MUSTER and any(find(text, TEAM) for text in _texts(entry)):
            leaking.setdefault(entry.actor, entry)
    return [said(incident, one, Saying("secret_typed", Where.ACTOR)) for one in leaking.values()]


#: What an entry carries of others' words: those who typed them were told then.
_QUOTED = frozenset({"packet", "review"})


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.text
    yield from _strings({name: it for name, it in entry.data.items() if name not in _QUOTED})


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
