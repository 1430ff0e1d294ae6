"""Persons in the text: names, handles, pronouns, roles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.words.given_names import GIVEN_NAMES
from app.postmortem.review.words.people import DEED, OUTSIDERS, PERSON

#: "Ana", "Ana Ruiz", "Ana R.": a known given name, with what follows in capitals.
_NAME = re.compile(
    r"(?<![\w@/.#-])([A-Z][a-zà-öø-ÿ]{1,14})(?: (?:[A-Z][a-zà-öø-ÿ'-]{1,20}|[A-Z]\.?))?(?![\w/@-])"
)
_HANDLE = re.compile(r"(?<![\w/.@`])@([A-Za-z][\w.-]{1,38}[A-Za-z0-9])(?![\w/@])")
_FOOTED = re.compile(r"(?<!!)\[([A-Za-z][\w-]{1,38})\](?![(\[:])")
_PROFILE = re.compile(
    r"^\s{0,3}\[([^\]\n]{1,60})\]:\s*<?https?://(?:www\.)?(?:github|gitlab|twitter|x)\.com/[\w.-]{1,40}/?>?\s*$"
)
_DEED = re.compile(rf"\s*(?:,|\(|\)|\w+ly|then|also|who|later|has|had)?\s*{DEED}", re.IGNORECASE)
_DONE_BY = re.compile(rf"\b{DEED} by $", re.IGNORECASE)
_REACH = 30
_PERSON = re.compile(PERSON, re.IGNORECASE)
_OUTSIDER = re.compile(OUTSIDERS, re.IGNORECASE)
#: Handles of groups, packages and programs.
_NO_PERSON = re.compile(
    r"team|group|channel|here|everyone|all|bot|support|oncall|on-call|admins?|engineers?|dev|ops|security"
    r"|types|param|return|import|media|charset|latest|v\d|babel|posthog|angular|nestjs|app|import",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person at `start:end` of a sentence; `named` where others could tell who it is."""

    start: int
    end: int
    text: str
    named: bool


def profiles(lines: list[str]) -> frozenset[str]:
    """Return the link names that lead to somebody's profile ("[ana]: https://github.com/ana")."""
    found = (_PROFILE.match(line[:300]) for line in lines if line.lstrip().startswith("["))
    return frozenset(match[1].lower() for match in found if match)


def names(sentence: Sentence, known: frozenset[str]) -> Iterator[Person]:
    """Yield the persons a sentence names: given names, handles, links to profiles."""
    text = sentence.text
    for match in _NAME.finditer(text):
        if match[1].lower() in GIVEN_NAMES:
            yield Person(match.start(), match.end(), match[0], named=True)
    for match in _HANDLE.finditer(text):
        if not _NO_PERSON.search(match[1]):
            yield Person(match.start(), match.end(), match[0], named=True)
    source = sentence.block.text[sentence.start : sentence.end]
    for match in _FOOTED.finditer(source):
        if match[1].lower() in known:
            yield Person(match.start(), match.end(), match[0], named=True)


def persons(sentence: Sentence, known: frozenset[str]) -> list[Person]:
    """Return everybody a sentence speaks of, attackers and impostors left out."""
    if _OUTSIDER.search(sentence.text):
        return []
    found = list(names(sentence, known))
    found += [
        Person(m.start(), m.end(), m[0], named=False) for m in _PERSON.finditer(sentence.text)
    ]
    return sorted(found, key=lambda person: person.start)


def does(sentence: Sentence, person: Person) -> bool:
    """Whether a person is the one who acts: a verb follows, or "merged by" stands before."""
    before = sentence.text[max(0, person.start - _REACH) : person.start]
    return bool(_DEED.match(sentence.text, person.end) or _DONE_BY.search(before))
