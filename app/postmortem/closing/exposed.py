"""Secrets that were posted: each is a critical finding, to be rotated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.incident.reading import Item
from app.postmortem.statement import Statement
from app.redaction import Severity, find

#: Texts are searched many at a time; a rule never reads across this line.
_BETWEEN = "\n\n"
_AT_ONCE = 20_000


def exposed(items: Sequence[Item]) -> tuple[Statement, ...]:
    """One statement for each kind of secret, citing every entry that shows it."""
    shown: dict[str, list[int]] = {}
    for label, entry in _secrets(items):
        ids = shown.setdefault(label, [])
        if entry not in ids:
            ids.append(entry)
    return tuple(
        Statement(
            text=f"A secret was posted ({label}): rotate it, whoever could read the text has it",
            entries=tuple(ids),
            candidate=True,
        )
        for label, ids in shown.items()
    )


def _secrets(items: Sequence[Item]) -> Iterator[tuple[str, int]]:
    for batch in _batches(items):
        starts: list[int] = []
        at = 0
        for item in batch:
            starts.append(at)
            at += len(item.text) + len(_BETWEEN)
        for found in find(_BETWEEN.join(item.text for item in batch)):
            if found.severity is Severity.CRITICAL:
                position = max(n for n, start in enumerate(starts) if start <= found.start)
                yield found.label, batch[position].entry.id


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    held: list[Item] = []
    size = 0
    for item in items:
        if not item.text:
            continue
        if held and size + len(item.text) > _AT_ONCE:
            yield held
            held, size = [], 0
        held.append(item)
        size += len(item.text)
    if held:
        yield held
