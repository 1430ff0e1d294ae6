"""Sentences that say why, and sentences that say what users saw."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.drafter import say
from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.postmortem.statement import Statement

_ROOT = re.compile(
    r"\broot cause\b|\bunderlying (?:issue|cause|problem)\b|\bculprit\b|\b(?:was|is|were|been) caused by\b|\bthis (?:was|is) (?:due to|because)\b|\bdue to (?:a|an|the) (?:known )?bug\b|\bexplains\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\bdue to\b|\bcaused by\b|\bbecause\b|\bbug\b|\bresult(?:ed|s|ing)? in\b|\bled to\b|\boverwhelm",
    re.IGNORECASE,
)
#: What a cause must score to be the mechanism; below that it is one factor among others.
STRONG = 3
#: "This was overwhelming it even more" says nothing without the sentence before it.
_POINTS_BACK = re.compile(r"^(?:this|that|it|these|those) ", re.IGNORECASE)
_WHOLE = 9
QUOTE = 280


@dataclass(frozen=True)
class Cause:
    """A sentence that says why, and how firmly."""

    said: Said
    score: int
    #: It is what people came to believe, not what they showed.
    believed: bool


def causes(story: Story) -> list[Cause]:
    """The sentences that say why, firmest first; a suspicion is none of them.

    What is said late in the record weighs more than what is said early: first ideas are
    often wrong.
    """
    notes = list(story.told)
    found = []
    for number, note in enumerate(notes):
        late = number >= len(notes) // 2
        if note.is_alert:
            continue
        found += [
            Cause(one, _score(one, late=late), Signal.BELIEF in one.tells)
            for one in note.said
            if _is_cause(one)
        ]
    return sorted(found, key=lambda cause: (-cause.score, -cause.said.note))


def _is_cause(said: Said) -> bool:
    if _POINTS_BACK.search(said.text) and len(said.text.split()) < _WHOLE:
        return False
    if Signal.CAUSE not in said.tells or said.tells & {Signal.OUTSIDE, Signal.ACTION, Signal.BAD}:
        return False
    return not said.is_hedged or (Signal.BELIEF in said.tells and bool(_ROOT.search(said.text)))


def _score(said: Said, *, late: bool) -> int:
    score = 2 if _ROOT.search(said.text) else 0
    score += 1 if _FIRM.search(said.text) else 0
    score += 1 if said.tells & {Signal.FOUND, Signal.BELIEF} else 0
    score -= 1 if Signal.DEED in said.tells else 0
    return score + (1 if late else 0)


#: What was wrong before it is in the hypotheses; the cause is what comes after.
_DENIES = re.compile(
    r"^\W*(?:it )?turn(?:s|ed) out (?:that )?(?:this|it|that) (?:is|was) not the case[,;]? (?:but )?",
    re.IGNORECASE,
)


def quoted(cause: Cause) -> Statement:
    """The sentence as a statement; a belief stays a candidate."""
    plain = Said(_DENIES.sub("", cause.said.text), cause.said.note)
    statement = say.quote(plain, QUOTE)
    return statement.model_copy(update={"candidate": cause.believed})


def effects(story: Story) -> list[Said]:
    """Sentences that say how users saw it fail; people's words before an alert's."""
    telling = [
        (-_vividness(note, one), note.id, one)
        for note in story.told
        for one in note.said
        if not one.is_hedged
        and not one.says_up
        and one.tells & {Signal.DOWN, Signal.SYMPTOM}
        and not one.tells & {Signal.OUTSIDE, Signal.DEED, Signal.ACTION}
    ]
    return [one for *_, one in sorted(telling, key=lambda found: found[:2])]


def _vividness(note: Note, said: Said) -> int:
    """How well a sentence tells what users saw: a rate at zero before a failed deployment."""
    score = 2 if _TOTAL.search(said.text) else 0
    score += 2 if _SERVED.search(said.text) else 0
    score += 1 if Signal.DOWN in said.tells else 0
    score -= 1 if note.sort is Sort.ALERT else 0
    score -= 2 if said.tells & {Signal.CHANGE, Signal.ACK} else 0
    return score - (1 if said.tells & {Signal.BAD, Signal.CAUSE, Signal.FOUND} else 0)


_TOTAL = re.compile(
    r"\b0 ?%|\b\d{1,3} ?% of\b|\bzero\b|\bnothing is\b|\ball (?:\w+ ){0,3}(?:fail|down|unavail)|\bdown\b",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\b(?:users|customers|launch(?:es)?|requests?|success rate|servers?|urls?|pages?|logins?|builds|jobs|site|website|hub|service|services)\b",
    re.IGNORECASE,
)
