"""Wording statements: quotes of the log, and values that follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.words.signals import Signal
from app.postmortem.judge.hindsight import knows_better
from app.postmortem.prose import shorten
from app.postmortem.statement import Derived, Rule, Statement

#: A quoted sentence longer than this is cut; its source has the rest.
LONGEST = 320
_MINUTE = 60
_PREFIX = re.compile(
    r"^\W*(?:\[ ?action(?: item)?s? ?\]|action items?\s*[:\-–]|(?:please )?note that\b|note\s*:|(?:resolution|description)\s*:|also note that|notice that|todo:|fyi:?|update:|ok(?:ay)?,)\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"^\((.*)\)$")
_PURE_CODE = re.compile(r"^\[[^\]]*\]\(\S+\)$|^`[^`]*`[.:]?$|^\S*[{}();=]\S*$")
_STEM = re.compile(r"[^\W\d_]{4,}")
#: What may begin with a capital; `eth0`, `app.yaml` or `iPhone` keep their letters.
_PLAIN_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*(?=[.,;:!?]?(?:\s|$))")


def tidy(text: str, most: int = LONGEST) -> str:
    """A sentence of the log as a document shows it: no label before it, no colon after it."""
    text = _PREFIX.sub("", _BRACKETS.sub(r"\1", text.strip()))
    text = text.rstrip(" :;,–—-")
    text = shorten(text, most)
    return text[:1].upper() + text[1:] if _PLAIN_WORD.match(text) else text


def together(pieces: Iterable[str]) -> str:
    """Sentences after one another, each ended where it has no stop of its own."""
    text = ""
    for piece in pieces:
        joint = " " if text.endswith((".", "!", "?", "…", "”")) else ". "
        text = f"{text}{joint}{piece}" if text else piece
    return text


def quote(said: Said, most: int = LONGEST) -> Statement:
    """A sentence of the log, word for word."""
    return Statement(text=tidy(said.text, most), entries=(said.note,))


def quotes(said: Iterable[Said], most: int, limit: int) -> tuple[Statement, ...]:
    """Sentences word for word, without those that say the same again; at most `limit`."""
    found: list[Said] = []
    for one in said:
        if len(found) < limit and not any(alike(one.text, other.text) for other in found):
            found.append(one)
    return tuple(quote(one, most) for one in found)


def readable(note: Note) -> list[Said]:
    """The sentences of a note that a reader gets something from: no bare commands, no later knowledge."""
    told = [one for one in note.said if not is_hindsight(one) and not _added(note, one)]
    kept = [one for number, one in enumerate(told) if not _is_command(told, number)]
    return kept or told


def _added(note: Note, said: Said) -> bool:
    """Whether a scribe, writing afterwards, told how it turned out; in a channel it was news."""
    return note.sort is Sort.LINE and bool(_TURNED_OUT.search(said.text))


def _is_command(told: Sequence[Said], number: int) -> bool:
    """A bare command, or words that only introduce one."""
    text = told[number].text
    words = len(text.split())
    if _PURE_CODE.match(text) or (words < _FEW_WORDS and not told[number].tells):
        return True
    if text.endswith(":") and words <= _SHORT_LEAD:
        return True
    before_code = number + 1 < len(told) and bool(_PURE_CODE.match(told[number + 1].text))
    return bool(_INTRODUCES.search(text)) or (before_code and text.endswith(":"))


_FEW_WORDS = 2
_SHORT_LEAD = 4
_TURNED_OUT = re.compile(r"\b(?:it )?turn(?:s|ed) out\b", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\b(?:following|below) commands?\b|^(?:first|then|next), (?:enter|run|start)\b", re.IGNORECASE
)


def shorten_quote(note: Note, most: int, prefer: frozenset[Signal] = frozenset()) -> str:
    """The sentence of a note that tells what is looked for, else the first that says something."""
    said = readable(note) or list(note.said)
    wanted = prefer or (_TELLING if note.sort is Sort.ALERT else frozenset())
    said = sorted(said, key=lambda one: not one.tells & wanted)
    return tidy(said[0].text, most) if said else ""


#: What an alert is about; that it was triggered or noted is in its time.
_TELLING = frozenset({Signal.SYMPTOM, Signal.DOWN, Signal.GOOD, Signal.ENDED})
TROUBLE = frozenset({Signal.SYMPTOM, Signal.DOWN, Signal.REPORT, Signal.ALERT})
STEP = frozenset({Signal.DEED, Signal.DECIDED, Signal.SUSPECT})
RELIEF = frozenset({Signal.GOOD, Signal.ENDED})


def is_hindsight(said: Said) -> bool:
    """Whether a sentence tells what was only known later."""
    return knows_better(said.text)


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's longer words, by which sentences are compared."""
    return frozenset(word[:6] for word in _STEM.findall(text.lower()))


def alike(one: str, other: str) -> bool:
    """Whether two sentences say nearly the same."""
    first, second = stems(one), stems(other)
    if not first or not second:
        return one == other
    return len(first & second) / min(len(first), len(second)) >= _SAME


_SAME = 0.75


def moment(at: datetime) -> str:
    """A moment as documents write it: `2018-02-20 13:17 UTC`."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def clock(at: datetime) -> str:
    """A time of day: `13:17 UTC`."""
    return f"{at:%H:%M} UTC"


def stretch(start: Note, end: Note) -> str:
    """From when to when: `2018-02-20 15:05 to 15:18 UTC`."""
    if start.at.date() == end.at.date():
        return f"{start.at:%Y-%m-%d %H:%M} to {clock(end.at)}"
    return f"{start.at:%Y-%m-%d %H:%M} to {moment(end.at)}"


def length(span: timedelta) -> str:
    """A length of time, rounded to the minute: `2 d 4 h 20 min`; below one, to the second."""
    seconds = span.total_seconds()
    if round(seconds) < _MINUTE:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / _MINUTE), 60)
    days, hours = divmod(hours, 24)
    named = ((days, "d"), (hours, "h"), (minutes, "min"))
    return " ".join(f"{count} {unit}" for count, unit in named if count)


def between(start: Note, end: Note) -> Derived:
    """The time from one note to another, as a value that follows from the log."""
    value = length(abs(end.at - start.at))
    return Derived(value=value, rule=Rule.SPAN, entries=(start.id, end.id))


def summed(pairs: Sequence[tuple[Note, Note]]) -> Derived:
    """The sum of the times between pairs of notes."""
    span = sum((abs(end.at - start.at) for start, end in pairs), timedelta())
    ids = tuple(note.id for pair in pairs for note in pair)
    return Derived(value=length(span), rule=Rule.SUM, entries=ids)


def counted(notes: Sequence[Note]) -> Derived:
    """How many notes there are."""
    ids = tuple(note.id for note in notes)
    return Derived(value=str(len(ids)), rule=Rule.COUNT, entries=ids)
