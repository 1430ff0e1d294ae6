"""What was tried, and what it came to as the log tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.drafter import say
from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.postmortem.parts import Mitigation, Outcome
from app.postmortem.statement import ask

#: How many entries after an attempt may tell its outcome.
_LOOK_AHEAD = 6


@dataclass(frozen=True)
class Attempt:
    """Something that responders did to end the fault."""

    note: Note
    said: tuple[Said, ...]
    outcome: Outcome
    #: The sentence that tells the outcome, and the one that tells that the fault came back.
    evidence: Said | None = None
    relapse: Said | None = None


def attempts(story: Story) -> list[Attempt]:
    """The attempts from the detection on, in order."""
    since = story.engaged
    if since is None:
        return []
    notes = [since, *story.after(since)]
    tried: list[tuple[Note, tuple[Said, ...]]] = []
    for note in notes:
        # A scribe's line and the message it retells are one attempt.
        if (said := deeds(note)) and not (tried and tried[-1][0].retold_by(note)):
            if note.words & {"worked", "failed"} and _repeats(tried, said):
                continue
            tried.append((note, said))
    return [
        _judged(story, note, said, tried[number + 1][0] if number + 1 < len(tried) else None)
        for number, (note, said) in enumerate(tried)
    ]


def _repeats(tried: Sequence[tuple[Note, tuple[Said, ...]]], said: tuple[Said, ...]) -> bool:
    """Whether a note of an outcome only says again what an earlier attempt's entry told."""
    earlier = [one for note, _ in tried for one in note.said]
    return all(any(say.alike(one.text, other.text) for other in earlier) for one in said)


def deeds(note: Note) -> tuple[Said, ...]:
    """The sentences of a note that tell of something done to the system."""
    if "mitigation" in note.words:
        return tuple(say.readable(note)[:2]) or note.said[:1]
    if note.sort in {Sort.STATE, Sort.ALERT} or note.is_closing or note.decides_against:
        return ()
    return tuple(one for one in note.said if _is_deed(one))


def _is_deed(said: Said) -> bool:
    ends = {Signal.GOOD, Signal.PERMANENT} <= said.tells
    if not (Signal.DEED in said.tells or ends) or say.is_hindsight(said):
        return False
    if _OBSERVES.match(said.text) and Signal.GOOD not in said.tells:
        return False
    if Signal.DECIDED in said.tells and " if " in said.text:
        return False
    if said.by_itself:
        return False
    return not said.tells & {Signal.REPORT, Signal.OUTSIDE} or Signal.GOOD in said.tells


#: What somebody saw is not what they did, although it may tell of somebody's deed.
_OBSERVES = re.compile(
    r"(?:\w+ ){0,4}?(?:notic(?:es|ed)|finds?|found|confirms?|confirmed|observ(?:es|ed)|concludes?|reports?|determin(?:es|ed)|sees|saw|switches hypothesis)\b",
    re.IGNORECASE,
)


def _judged(story: Story, note: Note, said: tuple[Said, ...], following: Note | None) -> Attempt:
    outcome, evidence = _own(note, said)
    if evidence is None:
        outcome, evidence = _told_after(story, note, following)
    if outcome is Outcome.WORKED and evidence is not None:
        relapse = _relapse(story, note, evidence)
        if relapse is not None:
            return Attempt(note, said, Outcome.PARTLY, evidence, relapse)
    return Attempt(note, said, outcome, evidence)


def _own(note: Note, said: tuple[Said, ...]) -> tuple[Outcome, Said | None]:
    """What the note itself tells of the outcome, in its deed or after it."""
    first = note.said.index(said[0])
    found: tuple[Outcome, Said | None] = (Outcome.UNKNOWN, None)
    for one in note.said[first:]:
        outcome = outcome_of(one)
        if outcome is not None:
            found = (outcome, one)
    return found


def outcome_of(said: Said) -> Outcome | None:
    """What a sentence tells of a remedy: that it worked, that it did not, or nothing."""
    if said.says_up is None:
        return None
    return Outcome.WORKED if said.says_up else Outcome.FAILED


def _told_after(story: Story, note: Note, following: Note | None) -> tuple[Outcome, Said | None]:
    """What the next entries tell, up to the next attempt."""
    for number, other in enumerate(story.after(note)):
        if number >= _LOOK_AHEAD or (following is not None and other.id == following.id):
            break
        if "worked" in other.words or "failed" in other.words:
            outcome = Outcome.WORKED if "worked" in other.words else Outcome.FAILED
            return outcome, other.said[0]
        for one in other.said:
            found = outcome_of(one)
            if found is not None:
                return found, one
    return Outcome.UNKNOWN, None


def _relapse(story: Story, note: Note, evidence: Said) -> Said | None:
    """Where the fault was seen again after it had been said to be gone."""
    last = story.recovery
    for other in story.after(note):
        if other.id <= evidence.note or (last is not None and other.id >= last.id):
            continue
        if other.standing is False or other.did_not_help:
            return next(
                (one for one in other.said if one.tells & {Signal.DOWN, Signal.BAD}), other.said[0]
            )
    return None


def mitigations(tried: Sequence[Attempt]) -> tuple[Mitigation, ...]:
    """The attempts as the document lists them; of very many, those that the record tells most of."""
    return tuple(_listed(attempt) for attempt in foremost(tried))


def foremost(tried: Sequence[Attempt]) -> list[Attempt]:
    """At most `MOST_LISTED` attempts: marked ones and those with an outcome come first."""
    ranked = sorted(
        tried,
        key=lambda one: (
            not one.note.words,
            one.outcome is Outcome.UNKNOWN,
            one.outcome is not Outcome.WORKED,
        ),
    )
    kept = {id(one) for one in ranked[:MOST_LISTED]}
    return [one for one in tried if id(one) in kept]


#: A table longer than this is not read; the log has the rest.
MOST_LISTED = 25


def _listed(attempt: Attempt) -> Mitigation:
    text = say.together(say.tidy(one.text, 200) for one in attempt.said[:2])
    what = say.quote(Said(text, attempt.note.id))
    evidence = ask("what showed whether this helped?", (attempt.note.id,))
    if attempt.evidence is not None:
        evidence = say.quote(attempt.evidence, 200)
    if attempt.relapse is not None and attempt.evidence is not None:
        both = (
            f"{say.tidy(attempt.evidence.text, 160)} — then: {say.tidy(attempt.relapse.text, 160)}"
        )
        evidence = evidence.model_copy(
            update={"text": both, "entries": (attempt.evidence.note, attempt.relapse.note)}
        )
    return Mitigation(
        at=attempt.note.at if attempt.note.known else None,
        what=what,
        outcome=attempt.outcome,
        evidence=evidence,
        nature=nature_of(attempt),
    )


def nature_of(attempt: Attempt) -> str:
    """Temporary or permanent, by the words of the log or the nature of the step."""
    told = frozenset[Signal]().union(*(one.tells for one in attempt.said))
    if Signal.PERMANENT in told:
        return "permanent, by its words"
    if Signal.TEMPORARY in told:
        return "temporary by nature"
    return ""
