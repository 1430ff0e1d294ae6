"""Contributing factors: those that the log names, and those that its entries suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.drafter import say
from app.drafter.attempts import Attempt
from app.drafter.causes import QUOTE, Cause, causes, quoted
from app.drafter.chain import endings
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.postmortem.parts import Factor, Layer, Outcome
from app.postmortem.review.document.factors import layers_of
from app.postmortem.statement import Statement

_MOST_CAUSES = 4
_MOST_GAPS = 4


def factors(story: Story, tried: Sequence[Attempt]) -> tuple[Factor, ...]:
    """The factors that the log names, then those that its times and entries suggest."""
    named = _distinct([*(_causal(story) or _ended_by(story)), *_gaps(story)])
    return (*named, *_suggested(story, tried))


def _ended_by(story: Story) -> list[Factor]:
    """Where nobody said why: what ended the symptoms, as candidates for what set them off."""
    return [Factor(what=one, layer=Layer.TRIGGER) for one in endings(story)][:2]


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
                what=quoted(cause),
                layer=layer_of(cause.said.text, Layer.TRIGGER),
                whys=tuple(say.quote(one, QUOTE) for one in whys),
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


_SHARED = 3
_MOST_WHYS = 3


def _gaps(story: Story) -> list[Factor]:
    """What was missing or got in the way, in people's own words."""
    found = [
        one
        for note in story.told
        for one in note.said
        if Signal.WRONG in one.tells and not one.is_hedged and not note.is_alert
    ]
    return [
        Factor(what=say.quote(one, QUOTE), layer=layer_of(one.text, Layer.RESPONSIBILITY))
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
    if found is not None and (alert is None or alert.at > found.at) and not found.is_alert:
        words = "A person's report" if Signal.REPORT in found.tells else "This entry"
        first = (
            "the first sign in the record" if story.detected_by_hand is None else "its detection"
        )
        text = f"{words} is {first}; no alert comes before it: {say.shorten_quote(found, 120)}"
        yield _candidate(text, (found.id,), Layer.DETECTION)
    failed = [one for one in tried if one.outcome in {Outcome.FAILED, Outcome.PARTLY}]
    if len(failed) >= _SHARED:
        count = say.counted([one.note for one in failed])
        held = "before the one that did" if story.recovery else "that the record tells of"
        runbook = any(_RUNBOOK.search(note.item.text) for note in story.told)
        tail = "" if runbook else "; nothing in the record names a runbook for this fault"
        text = f"{count.value} attempts did not hold {held}{tail}"
        yield Factor(
            what=Statement(
                text=text, entries=count.entries[:_MOST_CITED], derived=(count,), candidate=True
            ),
            layer=Layer.RESPONSIBILITY,
        )
    change = story.change
    if change is not None and _SHIPPED.search(change.item.text):
        text = f"The change reached production before anything in the record showed the fault: {say.shorten_quote(change, 140)}"
        yield _candidate(text, (change.id,), Layer.CONTROL)
    found, at_work = story.detection, story.response
    if found and at_work and (at_work.at - found.at).total_seconds() >= _SLOW:
        span = say.between(found, at_work)
        text = f"{span.value} passed from the detection to the first entry that shows somebody at work on it"
        yield Factor(
            what=Statement(
                text=text, entries=(found.id, at_work.id), derived=(span,), candidate=True
            ),
            layer=Layer.RESPONSIBILITY,
        )


_SLOW = 1800
_MOST_CITED = 24
_RUNBOOK = re.compile(r"\b(?:run|play)books?\b", re.IGNORECASE)
_SHIPPED = re.compile(
    r"\b(?:deploy\w*|releas\w+|roll\w* ?out|rollover|upgrad\w+|merg\w+|migrat\w+|chang\w+|bump|config\w*|DNS entry|cordon\w*|push\w*)\b",
    re.IGNORECASE,
)


def _candidate(text: str, entries: tuple[int, ...], layer: Layer) -> Factor:
    return Factor(what=Statement(text=text, entries=entries, candidate=True), layer=layer)
