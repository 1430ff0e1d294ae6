"""Stable placeholders for a model, and the way back.

The model reads ⟦email-2⟧ where a person wrote an address, in every text the same.
What it writes is put back: personal data as it stood, secrets as their mark only,
because a secret that has left a message must not enter a document.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.redaction.audiences import Audience
from app.redaction.batch import Source, locate_all, plain
from app.redaction.marks import PLACEHOLDER, mark
from app.redaction.scan import Stretch, finding, is_telling
from app.redaction.values import Finding, Kind, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.redaction.hits import Hit

#: The brackets of placeholders in somebody's own text get names, so that a text
#: that already looks like a placeholder comes back as it was and means nothing else.
_NAMED_BRACKETS = {"⟦": "⟦open⟧", "⟧": "⟦close⟧"}
_BRACKETS = {name: char for char, name in _NAMED_BRACKETS.items()}
_BRACKET = re.compile("[⟦⟧]")
_RESTORABLE = re.compile(rf"⟦(?:open|close)⟧|{PLACEHOLDER.pattern}")
_NUMERALS = frozenset({Kind.PHONE, Kind.CARD, Kind.IBAN, Kind.NATIONAL_ID})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one placeholder stands for."""

    kind: Kind
    #: Counts the things of a kind; spellings of one thing share it.
    number: int
    #: What all spellings of the thing have in common.
    identity: str
    #: As it stood in a text.
    spelling: str
    #: How it was found, to find it again.
    hit: Hit

    @property
    def restored(self) -> str:
        """What comes back: never the value of a secret."""
        return mark(self.hit.label) if self.kind is Kind.CREDENTIAL else self.spelling


@dataclass(frozen=True, slots=True)
class Vault:
    """What the placeholders of one conversation stand for; its repr shows no value."""

    #: By placeholder; for `hide`, which fills it.
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def restore(self, text: str) -> str:
        """Put personal data back exactly; a secret becomes its mark.

        A placeholder that this vault never gave stays as it is: the model invented
        it, and a reader must see that.
        """

        def restored(match: re.Match[str]) -> str:
            entry = self.entries.get(match[0])
            return entry.restored if entry else _BRACKETS.get(match[0], match[0])

        return _RESTORABLE.sub(restored, text)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Texts for a model, and the vault that understands its answer."""

    #: The texts with placeholders, in the order given.
    texts: tuple[str, ...]
    #: The vault to restore with, and to hide further texts with.
    vault: Vault
    #: What was found in each text, with offsets in the original.
    findings: tuple[tuple[Finding, ...], ...]


def hide(texts: Sequence[str], people: Sequence[Person] = (), vault: Vault | None = None) -> Hidden:
    """Replace secrets, personal data and known names by stable placeholders.

    The same value has the same placeholder in all texts and, when the vault of an
    earlier call is handed in, in those of that call. A value that one text gives
    away is hidden in all of them.
    """
    book = _Book(vault.entries if vault else {})
    audience = Audience(people=tuple(people))
    located = locate_all([Source(text) for text in texts], audience, book.telling())
    hidden = tuple(book.hidden(*pair) for pair in zip(texts, located, strict=True))
    findings = tuple(tuple(finding(*stretch) for stretch in stretches) for stretches in located)
    return Hidden(hidden, Vault(MappingProxyType(book.entries)), findings)


class _Book:
    """A vault while it is being filled."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = dict(entries)
        self._placeholders = {(e.kind, e.spelling): p for p, e in self.entries.items()}
        self._numbers = {(e.kind, e.identity): e.number for e in self.entries.values()}
        self._spellings = Counter((e.kind, e.number) for e in self.entries.values())
        self._things = Counter(kind for kind, _ in self._numbers)

    def telling(self) -> dict[str, Hit]:
        """The values so far that are hidden wherever they turn up again."""
        values = {plain(entry.spelling): entry.hit for entry in self.entries.values()}
        return {value: hit for value, hit in values.items() if is_telling(value, hit.kind)}

    def hidden(self, text: str, stretches: Sequence[Stretch]) -> str:
        """The text with placeholders and named brackets."""
        parts: list[str] = []
        done = 0
        for start, end, hit in stretches:
            parts.append(_escaped(text[done:start]))
            parts.append(self._placeholder(text[start:end], hit))
            done = end
        return "".join(parts) + _escaped(text[done:])

    def _placeholder(self, spelling: str, hit: Hit) -> str:
        known = self._placeholders.get((hit.kind, spelling))
        if known:
            return known
        identity = _identity(spelling, hit)
        number = self._numbers.get((hit.kind, identity))
        if number is None:
            self._things[hit.kind] += 1
            number = self._numbers[hit.kind, identity] = self._things[hit.kind]
        variant = _letters(self._spellings[hit.kind, number])
        self._spellings[hit.kind, number] += 1
        placeholder = f"⟦{hit.kind.value}-{number}{variant}⟧"
        self._placeholders[hit.kind, spelling] = placeholder
        self.entries[placeholder] = Entry(hit.kind, number, identity, spelling, hit)
        return placeholder


def _escaped(text: str) -> str:
    return _BRACKET.sub(lambda match: _NAMED_BRACKETS[match[0]], text)


def _identity(spelling: str, hit: Hit) -> str:
    """What makes two spellings the same thing."""
    if hit.identity:
        return hit.identity
    value = plain(spelling)
    if hit.kind in _NUMERALS:
        return "".join(filter(str.isalnum, value)).upper()
    return value if hit.kind is Kind.CREDENTIAL else value.lower()


def _letters(index: int) -> str:
    """Nothing for the first spelling, then b, c and so on to z, then ba."""
    letters = ""
    while index:
        index, rest = divmod(index, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
