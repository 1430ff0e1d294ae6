"""Which sentences put a fault with somebody, and with whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.postmortem.review import rewrite
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.people import Person, names, persons
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.words import blame as words
from app.postmortem.review.words.people import FAULT, OUTSIDERS, PERSON

_FLAGS = re.IGNORECASE
_FAULT = re.compile(rf"{FAULT}|{words.HARM}", _FLAGS)
_OWNED = re.compile(rf"['’]s? (?:own )?{words.OWNED}\b", _FLAGS)
_DONE_BY = re.compile(rf"\b{words.DONE_BY}", _FLAGS)
_GROUP = re.compile(rf"{words.GROUP}(?P<gap> (?:\w+ ){{0,3}}?){words.GROUP_FAULT}", _FLAGS)
_STRANGER = re.compile(
    rf"(?:^|(?<=[.;,:] )|(?<=\d ))(?P<who>[A-Z]\. ?[A-Z][a-zà-ÿ]{{2,20}}|[A-Z][a-zà-ÿ]{{2,15}}(?: [A-Z][a-zà-ÿ'-]{{1,20}})?)"
    rf" (?:\w+ly |also |then |just )?(?={words.MIND})"
)
_MIND = re.compile(words.MIND)
_NO_NAME = re.compile(
    rf"{words.NO_NAME}\b(?! [A-Z])|[\w-]+s$|\S+ {words.NO_SURNAME}$|.*['’]", _FLAGS
)
_PERSON = re.compile(PERSON, _FLAGS)
_OUTSIDER = re.compile(OUTSIDERS, _FLAGS)
#: Between a person and a fault these bring in somebody or something else.
_TURN = re.compile(
    r"[.;:()]|\b(?:that|which|where|when|while|whether|if|because|since|so|but|as|whose|until|before|after|why|how)\b"
    r"|\band (?:the|a|an|our|some|its|this)\b|\b(?:it|they|we|this|these|those|there)\s*$",
    _FLAGS,
)
#: Customers and reporters are not on trial either, but their "he" is nobody's blame.
_GUEST = re.compile(
    r"\b(?:users?|customers?|clients?|researchers?|reporters?|community members?)\b", _FLAGS
)
_PRONOUN = re.compile(r"s?he(?:/s?he)?$", _FLAGS)
#: These may stand at the end of what the sentence's subject did.
_AFTERWARDS = re.compile(r"by mistake|by accident|in error|without", _FLAGS)
_SUBJECT = 30
_FAR = 90
#: Owners, authors and thanks are named there with reason.
_SPARED_TOPICS = (Topic.ACTIONS, Topic.META, Topic.REFERENCES, Topic.DISTRIBUTION)


@dataclass(frozen=True)
class Blame:
    """A fault put with somebody, at `start:end` of a sentence."""

    sentence: Sentence
    start: int
    end: int
    #: Whether readers could tell who it is.
    known: bool
    rewrite: str


def told(document: Document) -> Iterator[Sentence]:
    """Yield the sentences that tell the incident, where people and deeds meet."""
    for sentence in document.narrative:
        if not sentence.block.about(*_SPARED_TOPICS):
            yield sentence


def blames(document: Document) -> list[Blame]:
    """Return every sentence of an English document that puts a fault with somebody."""
    found = (blamed(s, document) for s in told(document))
    return [blame for blame in found if blame]


def blamed(sentence: Sentence, document: Document) -> Blame | None:
    """Return whom a sentence blames, or None."""
    if not document.english or _OUTSIDER.search(sentence.text):
        return None
    known = document.known
    return (
        _said_of(sentence, known)
        or _owned(sentence, known)
        or _done_by(sentence, known)
        or _stranger(sentence)
        or _group(sentence)
    )


def _said_of(sentence: Sentence, known: frozenset[str]) -> Blame | None:
    """A fault said of a person: "the engineer failed to ..."."""
    everybody = persons(sentence, known)
    if not everybody:
        return None
    for fault in _FAULT.finditer(sentence.text):
        before = [p for p in everybody if p.end <= fault.start()]
        if before and _ours(sentence, before[-1]) and _belongs(sentence.text, before[-1], fault):
            who = before[-1]
            certain = who.named or bool(_PRONOUN.match(who.text))
            words_ = rewrite.blame(sentence, who, fault)
            return Blame(sentence, who.start, fault.end(), certain, words_)
    return None


def _ours(sentence: Sentence, person: Person) -> bool:
    """Whether a pronoun may stand for one of the people who ran the system."""
    pronoun = _PRONOUN.match(person.text.strip())
    return not (pronoun and _GUEST.search(sentence.text[: person.start]))


def _belongs(text: str, person: Person, fault: re.Match[str]) -> bool:
    """Whether the fault is said of the person: close by, and nobody else comes between."""
    gap = text[person.end : fault.start()]
    if _AFTERWARDS.match(fault[0]):
        return person.start <= _SUBJECT or (len(gap) <= _FAR and not _TURN.search(gap + " x"))
    return len(gap) <= _FAR and not _TURN.search(gap)


def _owned(sentence: Sentence, known: frozenset[str]) -> Blame | None:
    """A fault somebody has: "Ana's mistake", "the engineer's negligence"."""
    for match in _OWNED.finditer(sentence.text):
        who = next((p for p in persons(sentence, known) if p.end == match.start()), None)
        if who:
            words_ = rewrite.owned(sentence, match.end())
            return Blame(sentence, who.start, match.end(), who.named, words_)
    return None


def _done_by(sentence: Sentence, known: frozenset[str]) -> Blame | None:
    """A fault done by somebody: "an error made by the operator", "caused by Ana"."""
    for match in _DONE_BY.finditer(sentence.text):
        named = next((p for p in names(sentence, known) if p.start == match.end()), None)
        role = None if named else _PERSON.match(sentence.text, match.end())
        if named or role:
            end = named.end if named else role.end() if role else match.end()
            words_ = rewrite.done_by(sentence, match)
            return Blame(sentence, match.start(), end, named is not None, words_)
    return None


def _stranger(sentence: Sentence) -> Blame | None:
    """A fault of somebody whose name no list has: only people forget, or should have known."""
    match = _STRANGER.search(sentence.text)
    if match is None or _NO_NAME.match(match["who"]):
        return None
    fault = _MIND.match(sentence.text, match.end())
    if fault is None:
        return None
    who = Person(match.start("who"), match.end("who"), match["who"], named=True)
    whole = " " in who.text or "." in who.text
    words_ = rewrite.blame(sentence, who, fault)
    return Blame(sentence, who.start, fault.end(), whole, words_)


def _group(sentence: Sentence) -> Blame | None:
    """A verdict on several of our own: "the network team failed to follow the process"."""
    match = _GROUP.search(sentence.text)
    if match is None:
        return None
    return Blame(sentence, match.start(), match.end(), known=False, rewrite=rewrite.group(match[0]))
