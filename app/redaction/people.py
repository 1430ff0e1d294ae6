"""Names from a list of known people, in every spelling in which they turn up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.values import Kind, Person
from app.redaction.wordlist import mentions, words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Names that are words: written small they are the word.
_WORD_NAMES = words(
    """
    will mark grace may rob bill art sue pat dawn hope faith joy rose lily ivy amber summer autumn
    june april august drew chase grant max jack frank rich dean earl miles guy ray gene jean king
    lane reed wade cole dale glen heath clay cliff chip bob josh penny ginger sandy rusty buddy skip
    chance christian angel major page paige robin jay iris olive pearl ruby crystal victor stew ward
    young long short brown white black green gray hall hill wood woods stone field fields banks
    brooks rivers marsh moss berry cook baker carter mason miller potter smith taylor turner walker
    hunter fisher shepherd bishop pope knight price rice case day love strong sharp small little
    good best early moon park
    """
)
#: As short a name is as good as a word.
_SHORT = 3
_SEPARATOR = r"[ ._\u00a0-]{1,2}"
_BETWEEN = re.compile(r"[ ._\u3000-]+")
#: Scripts that write names without spaces around them.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HONORIFIC = re.compile(r"(?:dr|mr|mrs|ms|prof|sir)\.?", re.IGNORECASE)
#: Stands for a name that several people bear.
_SOMEBODY = "a responder"


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Whom a spelling means and what a wide audience reads."""

    identity: str
    role: str


@dataclass(frozen=True, slots=True)
class Names:
    """Known people ready to be looked up."""

    #: None where nobody is known.
    pattern: re.Pattern[str] | None
    #: Whom each spelling means, by what its writings have in common.
    meanings: dict[str, _Meaning]
    #: One of these occurs in every text that names somebody, accents aside.
    hints: tuple[str, ...]


def names_of(people: tuple[Person, ...]) -> Names:
    """Prepare people: one pattern for all spellings, and whom each of them means."""
    meanings: dict[str, _Meaning] = {}
    spellings: list[str] = []
    for spelling, meaning in _spellings(people):
        key = _key(spelling)
        if key and key not in meanings:
            meanings[key] = meaning
            spellings.append(spelling)
    if not spellings:
        return Names(None, {}, ())
    spellings.sort(key=len, reverse=True)
    names = _whole_words(spellings)
    mention = rf"<@(?:{names})(?:\|[^<>|\n]{{0,80}})?>"
    pattern = re.compile(rf"{mention}|@?(?:{names})", re.IGNORECASE)
    return Names(pattern, meanings, tuple({_hint(spelling) for spelling in spellings}))


def find_people(text: str, lower: str, names: Names) -> Iterator[Hit]:
    """Yield a hit for every mention of somebody known.

    `<@U…>` and `@name` count with their signs; a possessive keeps its ending. A
    given or a family name that several bear stands for none of them.
    """
    if not names.pattern:
        return
    plain = lower if lower.isascii() else _without_accents(lower)
    if not mentions(plain, names.hints):
        return
    for match in names.pattern.finditer(text):
        name = match[0].removeprefix("<@").rstrip(">").split("|")[0].lstrip("@")
        meaning = names.meanings[_key(name)]
        hit = personal(Kind.PERSON, "person", *match.span())
        yield replace(hit, instead=meaning.role, identity=meaning.identity)


def _spellings(people: tuple[Person, ...]) -> Iterator[tuple[str, _Meaning]]:
    """Every way in which each person may be written, the surest first."""
    named = [(person, _words_of(person.name)) for person in people]
    for person, parts in named:
        meaning = _Meaning(person.name, person.role)
        for alias in (person.name, *person.aliases):
            if not _HONORIFIC.fullmatch(alias):
                yield alias.strip("@ "), meaning
        if parts[1:]:
            yield from ((spelling, meaning) for spelling in _combined(parts[0], parts[-1]))
    bearers: dict[str, list[Person]] = {}
    for person, parts in named:
        for word in dict.fromkeys(parts[:1] + parts[-1:]):
            if len(word) > 1 or _UNSPACED.search(word):
                bearers.setdefault(word, []).append(person)
    for word, borne_by in bearers.items():
        yield word, _shared(word, borne_by)


def _shared(word: str, people: list[Person]) -> _Meaning:
    """Whom one word means: a person, or nobody in particular."""
    names, roles = {person.name for person in people}, {person.role for person in people}
    identity = names.pop() if len(names) == 1 else word
    return _Meaning(identity, roles.pop() if len(roles) == 1 else _SOMEBODY)


def _words_of(name: str) -> list[str]:
    return [word for word in name.split() if not _HONORIFIC.fullmatch(word)]


def _combined(first: str, last: str) -> Iterator[str]:
    yield f"{first} {last}"
    yield f"{last}, {first}"
    yield f"{first[0]}. {last}"
    yield f"{first} {last[0]}."
    yield f"{first}{last}"
    if _UNSPACED.search(last):
        yield f"{last} {first}"
    if len(last) >= _SHORT and last.isascii():
        yield f"{first[0]}{last}"


def _key(spelling: str) -> str:
    """What two spellings of one name have in common."""
    return re.sub(r"[\W_]+", "", _without_accents(spelling)).casefold()


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _hint(spelling: str) -> str:
    """The longest piece of a spelling, as it occurs whatever separates the pieces."""
    return max(_BETWEEN.split(_without_accents(spelling).lower()), key=len)


def _whole_words(spellings: list[str]) -> str:
    """One pattern for all: whole words, except in scripts that put no spaces."""
    spaced = [_pattern(s) for s in spellings if not _UNSPACED.search(s)]
    unspaced = [_pattern(s) for s in spellings if _UNSPACED.search(s)]
    groups = [rf"(?<![^\W_])(?:{'|'.join(spaced)})(?![^\W_])"] if spaced else []
    return "|".join(groups + unspaced)


def _pattern(spelling: str) -> str:
    """A pattern for a spelling: accents optional, separators free.

    What is a word as well counts with its capital only.
    """
    unspaced = _UNSPACED.search(spelling) is not None
    between = r"[ ._\u3000-]?" if unspaced else _SEPARATOR
    halves = (
        [_accentless(piece) for piece in _BETWEEN.split(half) if piece]
        for half in spelling.split(",")
    )
    name = f",{between}".join(map(between.join, halves)) + (
        r"\.?" if spelling.endswith(".") else ""
    )
    return f"(?-i:{name})" if _is_word(spelling) else name


def _is_word(spelling: str) -> bool:
    short = len(spelling) <= _SHORT and spelling.isascii() and spelling.isalpha()
    return short or spelling.lower() in _WORD_NAMES


def _accentless(word: str) -> str:
    """The word with and without its accents, composed or not."""
    out = []
    for char in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", char)
        if unicodedata.combining(parts[-1]):
            out.append(f"(?:{re.escape(char)}|{re.escape(parts[0])}[{parts[1:]}]*)")
        else:
            out.append(re.escape(char))
    return "".join(out)
