"""What went well, what went wrong, where we got lucky, and what was learned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from app.drafter import say
from app.drafter.attempts import Attempt
from app.drafter.note import Sort
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.compiling import compiled
from app.drafter.words.signals import Signal
from app.incident.kinds import Kind
from app.postmortem.parts import Outcome
from app.postmortem.statement import Derived, Statement, ask

_MOST = 5
_QUOTE = 240
#: A response within this time is worth naming; a detection later than that, too.
_QUICK = 900
_LATE = 300
#: Shorter sentences need the one before them to be understood.
_WHOLE = 7
_SLOW = 1800
_MOST_CITED = 24
_SOON = 3600
_REACTIVE = compiled(r"\brestart\w*|\breboot\w*|\bdelet\w+|\bkill\w*|\bre-?creat\w*")
_BY_ITSELF = compiled(
    r"\bby itself\b|\bself-?heal\w*|\bwithout intervention\b|\bresolved itself\b|\bdrops? below\b|\bon its own\b"
)
_LEARNED = compiled(
    r"\breali[sz]ation\b|\bin hindsight\b|\bin retrospect\b|\bwe (?:learned|realized|realised|now know)\b|\bit is discovered\b|\bturn(?:s|ed) out\b|\blesson\b|\bbelieved to be the root cause\b|\bnote to self\b|\bgoing forward\b"
)


def _telling(story: Story, holds: Callable[[Said], bool]) -> list[Said]:
    return [one for note in story.told if not note.is_alert for one in note.said if holds(one)]


def well(story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """Three to five things that went well, each with its proof; TK where the log shows none."""
    said = _telling(story, lambda one: Signal.WELL in one.tells and Signal.ACTION not in one.tells)
    found = [*say.quotes(said, _QUOTE, 3), *_well_shown(story, tried)]
    return tuple(found[:_MOST]) or (ask("what went well, and what made it possible?"),)


def _well_shown(story: Story, tried: Sequence[Attempt]) -> Iterator[Statement]:
    detected, at_work = story.detection, story.response
    if detected and at_work and 0 < (at_work.at - detected.at).total_seconds() <= _QUICK:
        span = say.between(detected, at_work)
        yield _spanning(span, f"{span.value} from the detection to somebody at work on it")
    if story.alert and story.alert is detected and story.report:
        text = f"An alert came before the first report: {say.shorten_quote(story.alert, 120)}"
        yield Statement(text=text, entries=(story.alert.id, story.report.id), candidate=True)
    held = [one for one in tried if one.outcome is Outcome.WORKED]
    first = held[0] if held else None
    if first and detected and 0 < (first.note.at - detected.at).total_seconds() <= _SOON:
        span = say.between(detected, first.note)
        text = f"{span.value} from the detection to the first step that held: {say.tidy(first.said[0].text, 120)}"
        yield _spanning(span, text)
    told = [note for note in story.notes if note.kind == Kind.UPDATE_POSTED]
    if len(told) > 1:
        count = say.counted(told)
        text = f"{count.value} status updates were posted, each with the time of the next"
        yield Statement(
            text=text, entries=count.entries[:_MOST_CITED], derived=(count,), candidate=True
        )


def _spanning(span: Derived, text: str) -> Statement:
    return Statement(text=text, entries=span.entries, derived=(span,))


def wrong(story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """Three to six ways in which things failed, each with its proof."""
    said = _telling(story, lambda one: Signal.WRONG in one.tells and not one.is_hedged)
    found = [*_wrong_shown(story, tried), *say.quotes(said, _QUOTE, 4)]
    return tuple(found[: _MOST + 1]) or (
        ask("what got in the way: detection, access, runbooks, tools, communication?"),
    )


def _wrong_shown(story: Story, tried: Sequence[Attempt]) -> Iterator[Statement]:
    began, detected = story.symptom, story.detection
    if began and detected and (detected.at - began.at).total_seconds() >= _LATE:
        span = say.between(began, detected)
        yield _spanning(span, f"{span.value} from the first sign of trouble to its detection")
    at_work = story.response
    if detected and at_work and (at_work.at - detected.at).total_seconds() >= _SLOW:
        span = say.between(detected, at_work)
        yield _spanning(span, f"{span.value} from the detection to somebody at work on it")
    if detected and (story.alert is None or story.alert.at > detected.at):
        text = f"No alert comes before {_first(story)}: {say.shorten_quote(detected, 120)}"
        yield Statement(text=text, entries=(detected.id,), candidate=True)
    back = [one for one in tried if one.outcome is Outcome.PARTLY]
    if back:
        count = say.counted([one.note for one in back])
        noun = "step helped" if len(back) == 1 else "steps helped"
        text = f"{count.value} {noun} and the fault was seen again afterwards"
        yield Statement(
            text=text, entries=count.entries[:_MOST_CITED], derived=(count,), candidate=True
        )
    late = [
        note for note in story.notes if note.kind in {Kind.UPDATE_OVERDUE, Kind.UPDATE_ESCALATED}
    ]
    if late:
        count = say.counted(late)
        text = f"{count.value} times a status update was overdue"
        yield Statement(
            text=text, entries=count.entries[:_MOST_CITED], derived=(count,), candidate=True
        )


def _first(story: Story) -> str:
    detected = story.detected
    if detected is not None and Signal.REPORT in detected.tells:
        return "the first report"
    shown = detected is story.symptom or story.detected_by_hand is None
    return "the first entry that tells of trouble" if shown else "the entry of its detection"


def lucky(story: Story, tried: Sequence[Attempt]) -> tuple[Statement, ...]:
    """What could have been worse and was not: said so, or suggested by the entries."""
    said = _telling(
        story,
        lambda one: (
            len(one.text.split()) >= _WHOLE
            and bool(Signal.LUCK in one.tells or _BY_ITSELF.search(one.small))
        ),
    )
    found = [*say.quotes(said, _QUOTE, 3), *_chances(story, tried)]
    question = (
        "what could have been worse and was not (the hour, the one customer on that path, somebody who"
        " happened to know)?"
    )
    return tuple(found[: _MOST - 1]) or (ask(question),)


def _chances(story: Story, tried: Sequence[Attempt]) -> Iterator[Statement]:
    detected = story.detected
    if (
        detected
        and Signal.REPORT in detected.tells
        and not detected.is_alert
        and story.alert is None
    ):
        text = f"Detection hung on a report; the record has no alert that would have told: {say.shorten_quote(detected, 120)}"
        yield Statement(text=text, entries=(detected.id,), candidate=True)
    blind = [
        one
        for one in tried
        if one.outcome in {Outcome.WORKED, Outcome.PARTLY} and _REACTIVE.search(one.said[0].small)
    ]
    if blind:
        first = blind[0]
        text = f"This step helped before the record knows why: {say.tidy(first.said[0].text, 140)}"
        yield Statement(text=text, entries=(first.note.id,), candidate=True)
    writers = {note.who for note in story.told if note.sort is Sort.CHAT and note.who}
    signed = [note for note in story.told if note.sort is Sort.CHAT and note.who]
    if len(writers) == 1 and len(signed) > 1:
        text = f"The record shows a single responder, {writers.pop()}, who was there to act"
        ids = tuple(note.id for note in signed[:3])
        yield Statement(text=text, entries=ids, candidate=True)


def lessons(story: Story) -> tuple[Statement, ...]:
    """Takeaways that people put into words themselves."""
    said = _telling(story, lambda one: bool(_LEARNED.search(one.small)))
    said = [one for one in said if not _FOUND_OUT.search(one.text) or Signal.CAUSE in one.tells]
    said = [_whole(story, Said(_HINDSIGHT.sub("", one.text), one.note), one) for one in said]
    found = say.quotes(said, _QUOTE + 60, 4)
    return found or (
        ask("which insight should an engineer take from this who reads it in half a year?"),
    )


#: A takeaway is told as one: looking back is what the section is for.
_HINDSIGHT = re.compile(r"^\W*in (?:hindsight|retrospect),?\s*", re.IGNORECASE)
_FOUND_OUT = re.compile(r"\bit is discovered\b|\bturn(?:s|ed) out\b", re.IGNORECASE)


def _whole(story: Story, said: Said, told: Said) -> Said:
    """A takeaway that points back (`it turns out this is not the case`) with what it points at."""
    if not _POINTS_BACK.match(said.text):
        return said
    note = next(note for note in story.told if note.id == told.note)
    before = [one.text for one in note.said[: note.said.index(told)]][-_BEFORE:]
    return Said(say.together([*before, say.tidy(said.text)]), said.note)


#: How many sentences before it a takeaway takes along.
_BEFORE = 2
_POINTS_BACK = re.compile(r"\W*(?:it|this|that|these|those|they)\b", re.IGNORECASE)


def missed_defences(story: Story) -> tuple[Statement, ...]:
    """Checks and signals that were there, or could have been, and did not hold."""
    said = _telling(
        story, lambda one: bool(_DEFENCE.search(one.small)) and not one.tells & {Signal.OUTSIDE}
    )
    found = say.quotes([one for one in said if not one.is_hedged], _QUOTE, 4)
    return found or (
        ask("which test, review, alert or limit stood between this and users, and let it pass?"),
    )


_DEFENCE = compiled(
    r"\b(?:tests?|checks?|probes?|alerts?|alarm|monitoring|staging|review|canary|validation|health ?check|smoke)\b.{0,80}\b(?:pass(?:es|ed)?|fail(?:s|ed)?|miss(?:ed|ing)|not|didn't|never|no|unnoticed|outside|full)\b"
    r"|\b(?:no|missing|without) (?:alerts?|tests?|monitoring|lockfiles?|limits?|validation|review|audit|dry[- ]run)\b|\bregistered as\b|\bnot counted as\b|\bunnoticed\b|\bnot using lockfiles\b|\bnot counted\b"
)
