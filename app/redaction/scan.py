"""Find everything in one text: run the rules to the point where nothing is left.

The rules read a skeleton of the text. What they find becomes filler, and they run
again on what remains, because taking one value away can uncover another (a password
behind an address, the rest of a token behind a quoted one). The loop ends when the
rules find nothing, so a second redaction of the result finds nothing either.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.redaction.accounts import find_accounts, find_prefixed_accounts
from app.redaction.addresses import find_addresses
from app.redaction.assignments import find_assignments
from app.redaction.audiences import INTERNAL, Audience
from app.redaction.commands import find_command_secrets
from app.redaction.context import find_kubernetes_secrets, find_login_pairs, find_secrets_in_context
from app.redaction.emails import find_emails
from app.redaction.headers import find_header_secrets
from app.redaction.hits import Hit
from app.redaction.keys import find_keys
from app.redaction.numbers import find_numbers
from app.redaction.people import find_people
from app.redaction.phones import find_phones
from app.redaction.skeleton import Skeleton, has_labelled_links, skeleton
from app.redaction.tokens import find_tokens
from app.redaction.urls import find_url_secrets
from app.redaction.values import Finding, Kind
from app.redaction.vendors import find_vendors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Two rounds are the rule, three the exception; the bound keeps hostile text linear.
_ROUNDS = 12
#: Start and end in the original text, and what stands there.
Stretch = tuple[int, int, Hit]
#: Four digits, at most two signs between each: less is no number of anybody.
_DIGITS = re.compile(r"\d(?:\D{0,2}\d){3}")
#: IPv6 may have few digits.
_COLONS = re.compile(r"[0-9A-Fa-f]:{1,2}[0-9A-Fa-f:]*:")
#: Which kind wins where findings overlap.
_RANK = {kind: rank for rank, kind in enumerate(Kind)}
#: Values that are found again wherever else they stand, from this length on.
_REPEATED = 6
_PLAIN_WORD = re.compile(r"[A-Za-z]{1,11}|\d{1,5}")


def find(text: str, audience: Audience = INTERNAL) -> tuple[Finding, ...]:
    """Everything in `text` that `audience` must not read, in order and apart.

    Offsets are those of `text`. Values stand in no finding.
    """
    return tuple(finding(*stretch) for stretch in locate(text, audience))


def finding(start: int, end: int, hit: Hit, path: str = "") -> Finding:
    """What may be told about a stretch."""
    begins = f", begins {hit.public}" if hit.public else ""
    preview = f"{hit.label}{begins}, {end - start} characters"
    return Finding(hit.kind, hit.rule, hit.label, start, end, preview, path)


def locate(text: str, audience: Audience = INTERNAL) -> list[Stretch]:
    """As `find`, with the hits that tell what each stretch is replaced by."""
    found: list[Stretch] = []
    for _ in range(_ROUNDS):
        fresh = _round(text, found, audience)
        if not fresh:
            break
        found = merged(found + fresh)
    return found


def _round(text: str, found: list[Stretch], audience: Audience) -> list[Stretch]:
    """What the rules find once the stretches already found are filler."""
    taken = [(start, end) for start, end, _ in found]
    view = skeleton(text, taken)
    fresh = _seen(view, _hits(view.text, audience), audience)
    if has_labelled_links(text):
        labels = skeleton(text, taken, labels=True)
        lower = _lowered(labels.text)
        split = (*_secrets(labels.text, lower), *find_emails(labels.text))
        fresh += _seen(labels, split, audience)
    return fresh


def _seen(view: Skeleton, hits: Iterable[Hit], audience: Audience) -> list[Stretch]:
    """Where the hits of one view lie in the original, with their repetitions."""
    counted = [
        hit for hit in hits if hit.kind not in audience.keep and _holds_something(view.text, hit)
    ]
    return [
        (*view.span(hit.start, hit.end), hit) for hit in (*counted, *_again(view.text, counted))
    ]


def _holds_something(text: str, hit: Hit) -> bool:
    """Whether anything is left to take: filler and signs alone are nothing."""
    return any(map(str.isalnum, text[hit.start : hit.end]))


def _hits(text: str, audience: Audience) -> Iterator[Hit]:
    lower = _lowered(text)
    yield from _secrets(text, lower)
    if "@" in text:
        yield from find_emails(text)
    yield from find_prefixed_accounts(text)
    if _DIGITS.search(text):
        yield from find_phones(text, lower)
        yield from find_numbers(text, lower)
        yield from find_accounts(text, lower)
        yield from find_addresses(text, lower)
    elif _COLONS.search(text):
        yield from find_addresses(text, lower)
    yield from find_people(text, lower, audience.names)
    yield from find_vendors(text, lower, audience.generic)


def _secrets(text: str, lower: str) -> Iterator[Hit]:
    yield from find_tokens(text)
    yield from find_keys(text)
    yield from find_url_secrets(text)
    yield from find_header_secrets(text, lower)
    yield from find_assignments(text, lower)
    yield from find_command_secrets(text, lower)
    yield from find_secrets_in_context(text, lower)
    yield from find_login_pairs(text, lower)
    yield from find_kubernetes_secrets(text)


def _lowered(text: str) -> str:
    """Small letters, one for one, so that offsets hold."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _again(text: str, hits: list[Hit]) -> Iterator[Hit]:
    """The other places where a value that was found stands without its context."""
    values = {text[hit.start : hit.end]: hit for hit in reversed(hits)}
    for value, hit in values.items():
        if is_telling(value, hit.kind):
            yield from repeats(text, value, hit)


def repeats(text: str, value: str, hit: Hit) -> Iterator[Hit]:
    """Hits like `hit` wherever `value` stands in the skeleton, inside words too."""
    start = text.find(value)
    while start >= 0:
        yield replace(hit, start=start, end=start + len(value))
        start = text.find(value, start + len(value))


def is_telling(value: str, kind: Kind) -> bool:
    """Whether a value is so peculiar that it means itself wherever it stands."""
    named = kind in {Kind.VENDOR, Kind.PERSON}
    return not named and len(value) >= _REPEATED and not _PLAIN_WORD.fullmatch(value)


def merged(found: Iterable[Stretch]) -> list[Stretch]:
    """Stretches that overlap become one, called by its weightiest part."""
    out: list[Stretch] = []
    for start, end, hit in sorted(found, key=lambda item: (item[0], -item[1])):
        if out and start < out[-1][1]:
            first, last, other = out[-1]
            out[-1] = (first, max(last, end), _weightier(other, last - first, hit, end - start))
        else:
            out.append((start, end, hit))
    return out


def _weightier(one: Hit, one_size: int, other: Hit, other_size: int) -> Hit:
    ranks = (_RANK[one.kind], -one_size), (_RANK[other.kind], -other_size)
    return one if ranks[0] <= ranks[1] else other
