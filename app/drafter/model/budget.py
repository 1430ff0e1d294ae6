"""What fits into one request, and what it may cost: estimates that err on the dear side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.incident.policy import ModelPrice

#: Tokens of log in one request. Every model takes it; more would only make answers worse.
CONTEXT_TOKENS = 120_000
#: Of a log that does not fit, the newest entries are sent whole in this many tokens.
NEWEST_TOKENS = 80_000
#: An answer is cut off beyond this, thinking included: a proposal, and the notes of a part.
ANSWER_TOKENS = 20_000
NOTES_TOKENS = 10_000
#: Notes that are taken from all the older parts together.
MOST_NOTES = 240
#: Bytes a token: English has four, JSON and other scripts have fewer.
_BYTES = 3
#: The vendor's factors on the price of input: writing to its cache, reading from it.
_WRITE, _READ = 1.25, 0.1
_MILLION = 1_000_000


def tokens_of(text: str) -> int:
    """About how many tokens a text has; rather too many."""
    return len(text.encode()) // _BYTES + 1


@dataclass(frozen=True, slots=True)
class Parts:
    """A log cut to size: older parts to be noted from, and the newest entries, whole."""

    older: tuple[tuple[str, ...], ...]
    newest: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many requests it takes."""
        return len(self.older) + 1


def parted(entries: Sequence[str]) -> Parts:
    """The entries in parts that fit. The newest are never cut off."""
    sizes = [tokens_of(one) for one in entries]
    if sum(sizes) <= CONTEXT_TOKENS:
        return Parts((), tuple(entries))
    start, size = len(entries), 0
    while start and size + sizes[start - 1] <= NEWEST_TOKENS:
        start -= 1
        size += sizes[start]
    return Parts(_packed(entries[:start], sizes[:start]), tuple(entries[start:]))


def _packed(entries: Sequence[str], sizes: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    packed: list[list[str]] = [[]]
    room = CONTEXT_TOKENS
    for entry, size in zip(entries, sizes, strict=True):
        if size > room and packed[-1]:
            packed.append([])
            room = CONTEXT_TOKENS
        packed[-1].append(entry)
        room -= size
    return tuple(tuple(part) for part in packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one answer took, as the service counts it."""

    fresh: int = 0
    written: int = 0
    read: int = 0
    answer: int = 0


@dataclass(slots=True)
class Bill:
    """What a draft has taken so far; money in US dollars."""

    price: ModelPrice
    tokens: int = 0
    cost_usd: float = field(default=0.0)

    def add(self, usage: Usage) -> None:
        """Count an answer."""
        self.tokens += usage.fresh + usage.written + usage.read + usage.answer
        self.cost_usd += cost_of(usage, self.price)


def cost_of(usage: Usage, price: ModelPrice) -> float:
    """What an answer costs, US dollars."""
    asked = usage.fresh + _WRITE * usage.written + _READ * usage.read
    return (asked * price.input + usage.answer * price.output) / _MILLION


def most_for(text: str, answer: int, price: ModelPrice, *, kept: bool) -> float:
    """The most that one request may cost: nothing read from the cache, the answer full.

    `kept`: it is written to the cache.
    """
    size = tokens_of(text)
    usage = Usage(written=size, answer=answer) if kept else Usage(fresh=size, answer=answer)
    return cost_of(usage, price)
