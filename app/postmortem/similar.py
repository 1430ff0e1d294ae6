"""Similar past incidents, with what of theirs is still open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.incident.incident import Incident
from app.postmortem.parts import Similar

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
#: Titles share these with every other title.
_COMMON = frozenset(
    word[:_STEM]
    for word in [
        "incident",
        "outage",
        "down",
        "error",
        "errors",
        "failing",
        "failed",
        "fails",
        "issue",
        "issues",
        "problem",
        "slow",
        "service",
        "services",
        "with",
        "after",
        "from",
        "when",
        "returns",
        "users",
        "user",
        "high",
        "some",
        "production",
    ]
)
_MOST = 5
#: One shared word is chance, unless the type is the same too.
_SHARED = 2


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier incident that every reader of the new document may know of."""

    incident: Incident
    #: What its postmortem says of causes; empty where it has none.
    causes: str = ""
    open_actions: tuple[str, ...] = ()


def similar_to(incident: Incident, causes: str, past: Sequence[Past]) -> tuple[Similar, ...]:
    """Up to five incidents that share words or type, the nearest first.

    Private incidents are nobody's to list: they are left out whoever hands them in.
    """
    own = _stems(f"{incident.title} {incident.scope.get('dependency', '')} {causes}")
    common = Counter(stem for one in past for stem in _words_of(one))
    found = []
    for one in past:
        if one.incident.private or one.incident.id == incident.id or one.incident.canceled:
            continue
        shared = own & _words_of(one)
        same = one.incident.type is incident.type
        if len(shared) >= _SHARED or (shared and same):
            weight = sum(1 / common[stem] for stem in shared) + (0.5 if same else 0)
            found.append((weight, one, shared, same))
    found.sort(key=lambda entry: (-entry[0], -entry[1].incident.number))
    return tuple(_listed(one, own, same=same) for _, one, _, same in found[:_MOST])


def _listed(past: Past, own: frozenset[str], *, same: bool) -> Similar:
    words = dict.fromkeys(
        word.lower()
        for word in _WORD.findall(f"{past.incident.title} {past.causes}")
        if word.lower()[:_STEM] in own
    )
    reasons = [f"same type ({past.incident.type})"] if same else []
    reasons += [f"shares {', '.join(list(words)[:4])}"] if words else []
    return Similar(
        ref=past.incident.ref,
        title=past.incident.title,
        because="; ".join(reasons),
        open_actions=past.open_actions,
    )


def _words_of(past: Past) -> frozenset[str]:
    return _stems(
        f"{past.incident.title} {past.incident.scope.get('dependency', '')} {past.causes}"
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower())) - _COMMON
