"""Causes: the chain, the factors, the category, and hypotheses with what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.drafter import say
from app.drafter.attempts import Attempt, retells
from app.drafter.reading import Note, Said, Sort
from app.drafter.story import Story, fixes, is_alert
from app.drafter.words.categories import CATEGORIES
from app.drafter.words.signals import Signal
from app.postmortem.parts import Chain, Factor, Hypothesis, Layer, Outcome
from app.postmortem.review.document.factors import layers_of
from app.postmortem.statement import Statement, ask

_ROOT = re.compile(
    r"\broot cause\b|\bunderlying (?:issue|cause|problem)\b|\bculprit\b|\b(?:was|is|were|been) caused by\b|\bthis (?:was|is) (?:due to|because)\b|\bdue to (?:a|an|the) (?:known )?bug\b|\bexplains\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\bdue to\b|\bcaused by\b|\bbecause\b|\bbug\b|\bresult(?:ed|s|ing)? in\b|\bled to\b|\boverwhelm",
    re.IGNORECASE,
)
#: What a cause must score to be the mechanism; below that it is one factor among others.
_STRONG = 3
_MOST_CAUSES = 4
_MOST_GAPS = 4
_MOST_HYPOTHESES = 10
_QUOTE = 280


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
        if is_alert(note):
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
    if Signal.CAUSE not in said.tells or said.tells & {Signal.OUTSIDE, Signal.ACTION}:
        return False
    return not said.is_hedged or (Signal.BELIEF in said.tells and bool(_ROOT.search(said.text)))


def _score(said: Said, *, late: bool) -> int:
    score = 2 if _ROOT.search(said.text) else 0
    score += 1 if _FIRM.search(said.text) else 0
    score += 1 if said.tells & {Signal.FOUND, Signal.BELIEF} else 0
    return score + (1 if late else 0)


def mechanism(story: Story) -> tuple[Statement, ...]:
    """How the trigger caused the symptoms; TK where the log has suspicions only."""
    strong = [cause for cause in causes(story) if cause.score >= _STRONG][:_STRONG]
    if not strong:
        suspected = [one.note for one in theories(story)][:3]
        tail = " (the record has suspicions only)" if suspected else ""
        question = f"how did the trigger lead to the symptoms?{tail}"
        return (ask(question, tuple(suspected)), *_endings(story))
    ordered = sorted(strong, key=lambda cause: cause.said.note)
    return tuple(_cause(cause) for cause in ordered)


def _endings(story: Story) -> Iterator[Statement]:
    """What ended the symptoms points at the mechanism, where nobody named it."""
    ends = [
        one
        for note in story.told
        for one in note.said
        if one.says_up and fixes(note) and one.tells & {Signal.SYMPTOM, Signal.PERMANENT}
    ]
    for statement in say.quotes(ends, 200, 3):
        text = f"What ended it points at it: {statement.text}"
        yield Statement(text=text, entries=statement.entries, candidate=True)


def _cause(cause: Cause) -> Statement:
    statement = say.quote(cause.said, _QUOTE)
    return statement.model_copy(update={"candidate": cause.believed})


def chain(story: Story) -> Chain:
    """Trigger, mechanism, impact."""
    return Chain(
        trigger=tuple(_triggers(story)), mechanism=mechanism(story), impact=tuple(_effect(story))
    )


def _triggers(story: Story) -> Iterator[Statement]:
    if story.change is not None:
        said = [one for one in story.change.said if Signal.CHANGE in one.tells]
        yield say.quote((said or list(story.change.said))[0], _QUOTE)
    outside = [
        one
        for note in story.told
        for one in note.said
        if Signal.OUTSIDE in one.tells and Signal.GOOD not in one.tells
    ]
    yield from say.quotes(outside, _QUOTE, 2)
    if story.change is None and not outside:
        yield ask("what set it off: a change, load, a dependency, a date?")


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
    score -= 2 if note.sort is Sort.ALERT or Signal.CHANGE in said.tells else 0
    return score - (1 if said.tells & {Signal.BAD, Signal.CAUSE} else 0)


_TOTAL = re.compile(
    r"\b0 ?%|\b\d{1,3} ?% of\b|\bzero\b|\bnothing is\b|\ball (?:\w+ ){0,3}(?:fail|down|unavail)|\bdown\b",
    re.IGNORECASE,
)
_SERVED = re.compile(
    r"\b(?:users|customers|launch(?:es)?|requests?|success rate|logins?|builds|jobs|site|website|hub|service|services)\b",
    re.IGNORECASE,
)


def _effect(story: Story) -> Iterator[Statement]:
    telling = effects(story)
    if telling:
        yield from say.quotes(telling, _QUOTE, 2)
    elif story.symptom is not None:
        yield Statement(text=say.shorten_quote(story.symptom, _QUOTE), entries=(story.symptom.id,))
    else:
        yield ask("what did users see?")


def factors(story: Story, tried: Sequence[Attempt]) -> tuple[Factor, ...]:
    """The factors that the log names, then those that its times and entries suggest."""
    named = _distinct([*(_causal(story) or _ended_by(story)), *_gaps(story)])
    return (*named, *_suggested(story, tried))


def _ended_by(story: Story) -> list[Factor]:
    """Where nobody said why: what ended the symptoms, as candidates for what set them off."""
    return [Factor(what=one, layer=Layer.TRIGGER) for one in _endings(story)][:2]


def _distinct(factors: Sequence[Factor]) -> list[Factor]:
    kept: list[Factor] = []
    for factor in factors:
        if not any(say.alike(factor.what.text, other.what.text) for other in kept):
            kept.append(factor)
    return kept


def _causal(story: Story) -> list[Factor]:
    listed = causes(story)
    found = []
    used: set[Said] = set()
    for cause in listed[:_MOST_CAUSES]:
        if cause.said in used:
            continue
        whys = [one for one in _explaining(story, cause) if one not in used]
        used |= {cause.said, *whys}
        found.append(
            Factor(
                what=_cause(cause),
                layer=layer_of(cause.said.text, Layer.TRIGGER),
                whys=tuple(say.quote(one, _QUOTE) for one in whys),
            )
        )
    return found


def _explaining(story: Story, cause: Cause) -> list[Said]:
    """Other sentences that say why this was possible: of the same things, and saying why."""
    own = say.stems(cause.said.text)
    others = [
        one
        for note in story.told
        for one in note.said
        if one is not cause.said
        and not one.is_hedged
        and not one.tells & {Signal.OUTSIDE, Signal.ACTION, Signal.RULED_OUT, Signal.DEED}
        and abs(one.note - cause.said.note) <= 1
        and not say.alike(one.text, cause.said.text)
    ]
    return [one for one in others if len(say.stems(one.text) & own) >= _SHARED][:_MOST_WHYS]


#: "This was overwhelming it even more" says nothing without the sentence before it.
_POINTS_BACK = re.compile(r"^(?:this|that|it|these|those) ", re.IGNORECASE)
_WHOLE = 9
_SHARED = 3
_MOST_WHYS = 3


def _gaps(story: Story) -> list[Factor]:
    """What was missing or got in the way, in people's own words."""
    found = [
        one
        for note in story.told
        for one in note.said
        if Signal.WRONG in one.tells and not one.is_hedged and not is_alert(note)
    ]
    return [
        Factor(what=say.quote(one, _QUOTE), layer=layer_of(one.text, Layer.RESPONSIBILITY))
        for one in found[:_MOST_GAPS]
    ]


_PREFERRED = (Layer.DETECTION, Layer.RESPONSIBILITY, Layer.CONTROL, Layer.ORGANISATION)


def layer_of(text: str, otherwise: Layer) -> Layer:
    """The layer that a factor lies in; the review's words decide."""
    named = layers_of(text)
    if otherwise is Layer.TRIGGER:
        return Layer.TRIGGER
    return next((layer for layer in _PREFERRED if layer.value in named), otherwise)


def _suggested(story: Story, tried: Sequence[Attempt]) -> Iterator[Factor]:
    """Factors that nobody named and the entries suggest: candidates to verify."""
    found, alert = story.detected, story.alert
    if found is not None and (alert is None or alert.at > found.at) and not is_alert(found):
        words = "A person's report" if Signal.REPORT in found.tells else "This entry"
        text = f"{words} is the first sign in the record; no alert comes before it: {say.shorten_quote(found, 120)}"
        yield _candidate(text, (found.id,), Layer.DETECTION)
    failed = [one for one in tried if one.outcome in {Outcome.FAILED, Outcome.PARTLY}]
    if len(failed) >= _SHARED:
        count = say.counted([one.note for one in failed])
        held = "before the one that did" if story.recovery else "that the record tells of"
        runbook = any(_RUNBOOK.search(note.item.text) for note in story.told)
        tail = "" if runbook else "; nothing in the record names a runbook for this fault"
        text = f"{count.value} attempts did not hold {held}{tail}"
        yield Factor(
            what=Statement(text=text, entries=count.entries, derived=(count,), candidate=True),
            layer=Layer.RESPONSIBILITY,
        )
    change = story.change
    if change is not None and _SHIPPED.search(change.item.text):
        text = f"The change reached production before anything in the record showed the fault: {say.shorten_quote(change, 140)}"
        yield _candidate(text, (change.id,), Layer.CONTROL)
    taken = story.acknowledged
    if found and taken and (taken.at - found.at).total_seconds() >= _SLOW:
        span = say.between(found, taken)
        text = f"{span.value} passed from the detection to the first entry that shows somebody at work on it"
        yield Factor(
            what=Statement(
                text=text, entries=(found.id, taken.id), derived=(span,), candidate=True
            ),
            layer=Layer.RESPONSIBILITY,
        )


_SLOW = 1800
_RUNBOOK = re.compile(r"\b(?:run|play)books?\b", re.IGNORECASE)
_SHIPPED = re.compile(
    r"\b(?:deploy\w*|releas\w+|roll\w* ?out|rollover|upgrad\w+|merg\w+|migrat\w+|chang\w+|bump|config\w*|DNS entry|cordon\w*|push\w*)\b",
    re.IGNORECASE,
)


def _candidate(text: str, entries: tuple[int, ...], layer: Layer) -> Factor:
    return Factor(what=Statement(text=text, entries=entries, candidate=True), layer=layer)


def category(story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """The root-cause category, as one trigger among the factors: a candidate to verify."""
    strong = [cause.said for cause in causes(story) if cause.score >= _STRONG][:_STRONG]
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


def theories(story: Story) -> list[Said]:
    """Sentences that suppose a cause."""
    found: list[Said] = []
    line: Note | None = None
    for note in story.told:
        if is_alert(note):
            continue
        told = [
            one
            for one in note.said
            if _supposes(one) or ("hypothesis" in note.words and one is note.said[0])
        ]
        if told and not (line is not None and retells(line, note)):
            found += told
            line = note
    return found


def _supposes(said: Said) -> bool:
    if Signal.SUSPECT not in said.tells or said.tells & {Signal.ACTION, Signal.ALERT}:
        return False
    about = said.tells & {Signal.CAUSE, Signal.SYMPTOM, Signal.DOWN, Signal.FOUND}
    return bool(about) or bool(_THEORY.search(said.text))


_THEORY = re.compile(
    r"\b(?:suspect|hunch|hypothes|theor|suspicio|could be|might be|probably)\w*", re.IGNORECASE
)


def hypotheses(story: Story) -> tuple[Hypothesis, ...]:
    """What was suspected, with where and when it was ruled out; disagreement is kept."""
    refuting = [
        one
        for note in story.told
        for one in note.said
        if Signal.RULED_OUT in one.tells or "ruled-out" in note.words
    ]
    times = {note.id: note.at for note in story.told if note.known}
    left = list(refuting)
    found = []
    for one in theories(story)[:_MOST_HYPOTHESES]:
        refuted = next((other for other in left if _refutes(other, one)), None)
        if refuted is not None:
            left.remove(refuted)
        found.append(
            Hypothesis(
                at=times.get(one.note),
                what=say.quote(one, _QUOTE),
                ruled_out=say.quote(refuted, _QUOTE) if refuted else None,
                ruled_out_at=times.get(refuted.note) if refuted else None,
            )
        )
    found += [
        Hypothesis(
            at=times.get(one.note),
            what=say.quote(one, _QUOTE),
            ruled_out=say.quote(one, _QUOTE),
            ruled_out_at=times.get(one.note),
        )
        for one in left[:3]
    ]
    return tuple(found)


def _refutes(refuting: Said, theory: Said) -> bool:
    if refuting is theory or refuting.note < theory.note:
        return False
    if refuting.note == theory.note:
        return True
    return len(say.stems(refuting.text) & say.stems(theory.text)) >= _SHARED
