"""From the trigger by a mechanism to the impact, and the category of the trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.drafter import say
from app.drafter.attempts import Attempt
from app.drafter.causes import QUOTE, STRONG, causes, effects, quoted
from app.drafter.hypotheses import theories
from app.drafter.note import Sort
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.categories import CATEGORIES
from app.drafter.words.signals import Signal
from app.postmortem.parts import Chain, Outcome
from app.postmortem.statement import Statement, ask


def mechanism(story: Story) -> tuple[Statement, ...]:
    """How the trigger caused the symptoms; TK where the log has suspicions only."""
    strong = [cause for cause in causes(story) if cause.score >= STRONG][:STRONG]
    if not strong:
        suspected = [one.note for one in theories(story)][:3]
        tail = " (the record has suspicions only)" if suspected else ""
        question = f"how did the trigger lead to the symptoms?{tail}"
        return (ask(question, tuple(suspected)), *endings(story))
    ordered = sorted(strong, key=lambda cause: cause.said.note)
    return tuple(quoted(cause) for cause in ordered)


def endings(story: Story) -> Iterator[Statement]:
    """What ended the symptoms points at the mechanism, where nobody named it."""
    ends = [
        one
        for note in story.told
        for one in note.said
        if one.says_up and note.fixes and one.tells & {Signal.SYMPTOM, Signal.PERMANENT}
    ]
    for statement in say.quotes(ends, 200, 3):
        text = f"What ended it points at the fault: {statement.text}"
        yield Statement(text=text, entries=statement.entries, candidate=True)


def chain(story: Story) -> Chain:
    """Trigger, mechanism, impact."""
    return Chain(
        trigger=tuple(_triggers(story)), mechanism=mechanism(story), impact=tuple(_effect(story))
    )


def _triggers(story: Story) -> Iterator[Statement]:
    if story.change is not None:
        said = [one for one in story.change.said if Signal.CHANGE in one.tells]
        yield say.quote((said or list(story.change.said))[0], QUOTE)
    outside = [
        one
        for note in story.told
        for one in note.said
        if Signal.OUTSIDE in one.tells and Signal.GOOD not in one.tells
    ]
    yield from say.quotes(outside, QUOTE, 1)
    if story.change is None and not outside:
        yield ask("what set it off: a change, load, a dependency, a date?")


def _effect(story: Story) -> Iterator[Statement]:
    telling = effects(story)
    if telling:
        yield from say.quotes(telling, QUOTE, 2)
    elif story.symptom is not None:
        yield Statement(text=say.shorten_quote(story.symptom, QUOTE), entries=(story.symptom.id,))
    else:
        yield ask("what did users see?")


def category(story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """The root-cause category, as one trigger among the factors: a candidate to verify."""
    strong = [cause.said for cause in causes(story) if cause.score >= STRONG][:STRONG]
    ended = [
        one.said[0]
        for one in tried
        if one.outcome is Outcome.WORKED and one.note.sort is not Sort.STATE
    ]
    found: dict[str, Said] = {}
    for said in [*strong, *ended[-1:]]:
        for name, pattern in _CATEGORIES.items():
            if pattern.search(said.text):
                found.setdefault(name, said)
    outside = [one for note in story.told for one in note.said if Signal.OUTSIDE in one.tells]
    statements = [
        Statement(text=f"{name}: {say.tidy(said.text, 160)}", entries=(said.note,), candidate=True)
        for name, said in list(found.items())[:2]
    ]
    if outside:
        own = " (the fix was made on our own side)" if ended and _OWN.search(ended[-1].text) else ""
        text = f"External dependency as a trigger{own}: {say.tidy(outside[0].text, 160)}"
        ids = tuple(dict.fromkeys([outside[0].note, *([ended[-1].note] if own else [])]))
        statements.append(Statement(text=text, entries=ids, candidate=True))
    question = (
        "which category: code, configuration, data, capacity, external dependency, or process?"
    )
    return tuple(statements) or (ask(question),)


_CATEGORIES = {name: re.compile(words, re.IGNORECASE) for name, words in CATEGORIES.items()}
_OWN = re.compile(
    r"\b(?:fix|patch|PR|deployed|merged|updated|reverted|rolled back)\b", re.IGNORECASE
)
