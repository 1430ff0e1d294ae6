"""What was suspected, kept with what became of it."""

from __future__ import annotations

import re

from app.drafter import say
from app.drafter.note import Note
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.postmortem.parts import Hypothesis

_MOST_HYPOTHESES = 10
_QUOTE = 280
_SHARED = 3


def theories(story: Story) -> list[Said]:
    """Sentences that suppose a cause."""
    found: list[Said] = []
    line: Note | None = None
    for note in story.told:
        if note.is_alert:
            continue
        told = [
            one
            for one in note.said
            if _supposes(one) or ("hypothesis" in note.words and one is note.said[0])
        ]
        if told and not (line is not None and line.retold_by(note)):
            found += told
            line = note
    return found


def _supposes(said: Said) -> bool:
    if Signal.SUSPECT not in said.tells or say.is_hindsight(said):
        return False
    if said.tells & {Signal.ACTION, Signal.ALERT}:
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
    return tuple(sorted(found, key=lambda one: one.what.entries))


def _refutes(refuting: Said, theory: Said) -> bool:
    if refuting is theory or refuting.note < theory.note:
        return False
    if refuting.note == theory.note:
        return True
    return len(say.stems(refuting.text) & say.stems(theory.text)) >= _SHARED
