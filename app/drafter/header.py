"""The header: severity, the moments that count, durations, and people by role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from app.drafter import say
from app.drafter.brief import Brief
from app.drafter.note import Note, Sort
from app.drafter.people import first_naming, named_in_lines
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.values import Role, Severity
from app.postmortem.entries import actor_name
from app.postmortem.parts import Line
from app.postmortem.statement import Derived, Statement, ask

_SEVERITY = re.compile(r"\bsev(?:erity)?[ -]?\d\b|\bP[0-4]\b", re.IGNORECASE)
_QUOTE = 140


def header(brief: Brief, story: Story) -> tuple[Line, ...]:
    """The lines of the header, in the order in which a reader asks for them."""
    return tuple(
        Line(name=name, value=value)
        for part in (_standing, _moments, _durations, _people)
        for name, value in part(brief, story)
    )


def _standing(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    incident = brief.incident
    declared = entry_of(brief, Kind.INCIDENT_DECLARED)
    if brief.is_imported:
        yield "Severity", _severity_told(story, incident.severity.value)
    else:
        yield "Severity", _severity(brief)
    if declared and not brief.is_imported:
        yield "Status", Statement(text=incident.phase.value, entries=(declared.id,))
        who = actor_name(declared.actor, brief.names)
        text = f"{say.moment(declared.occurred_at)} by {who}"
        yield "Declared", Statement(text=text, entries=(declared.id,))


def _severity(brief: Brief) -> Statement:
    """The severity at its worst, which says how large this was, and at the end."""
    kinds = {Kind.INCIDENT_DECLARED, Kind.SEVERITY_CHANGED}
    held = [one.entry for one in brief.items if one.entry.kind in kinds]
    if not held:
        return ask("which severity was it?")
    last = held[-1]
    worst = min(held, key=lambda entry: Severity(entry.data["severity"]).rank)
    if Severity(worst.data["severity"]).rank == Severity(last.data["severity"]).rank:
        return Statement(text=last.data["severity"], entries=(last.id,))
    since = say.moment(worst.occurred_at)
    text = (
        f"{worst.data['severity']} at its worst, from {since}; {last.data['severity']} at the end"
    )
    return Statement(text=text, entries=(worst.id, last.id))


def _severity_told(story: Story, default: str) -> Statement:
    for note in story.told:
        for one in note.said:
            if _SEVERITY.search(one.text):
                return say.quote(one, _QUOTE)
    return ask(f"the record names no severity ({default} is the default of an import)")


def entry_of(
    brief: Brief, kind: Kind, holds: Callable[[Entry], bool] = lambda _entry: True
) -> Entry | None:
    """The last entry of a kind for which `holds`."""
    found = [one.entry for one in brief.items if one.entry.kind == kind and holds(one.entry)]
    return found[-1] if found else None


def _moments(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    yield "Began", began(brief, story)
    if story.symptom is not None and story.symptom is not story.began:
        yield "First sign of trouble", _at(story.symptom, prefer=say.TROUBLE)
    if by_hand := _set_by_hand(brief, "detected"):
        yield "Detected", by_hand
    elif story.detected is not None:
        yield "Detected", _at(story.detected, how_detected(story), say.TROUBLE)
    yield from _taken_up(brief, story)
    yield "Mitigated", mitigated(brief, story)
    yield "Resolved", resolved(brief, story)
    if story.confirmed is not None:
        yield "Confirmed", _at(story.confirmed, prefer=say.RELIEF)
    if (
        story.closed is not None
        and story.recovery is not None
        and story.closed is not story.recovery
    ):
        said = story.closed.telling(Signal.ENDED, Signal.OVER) or list(story.closed.said)
        text = f"{say.moment(story.closed.at)}: {say.tidy(said[0].text, _QUOTE)}"
        yield "Declared over", Statement(text=text, entries=(story.closed.id,))


def _taken_up(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    """Who took it up, and where nothing says so, the first step instead: not the same thing."""
    taken, first = story.acknowledged, story.response
    if taken is None:
        yield "Acknowledged", ask("who took it up first, and when?")
    else:
        said = next((one for one in taken.said if one.takes_up), taken.said[0])
        who = f" by {taken.who}" if taken.who and taken.sort is not Sort.LINE else ""
        early = _before(brief, "detected", taken)
        text = f"{say.moment(taken.at)}{who}{early}: {say.tidy(said.text, _QUOTE)}"
        yield "Acknowledged", Statement(text=text, entries=(taken.id,))
    if first is not None and first is not taken:
        yield "First step", _at(first, prefer=say.STEP)


def _at(note: Note, how: str = "", prefer: frozenset[Signal] = frozenset()) -> Statement:
    text = say.shorten_quote(note, _QUOTE, prefer)
    when = say.moment(note.at) if note.known else f"time not recorded, after {say.moment(note.at)}"
    return Statement(text=f"{when}{f' ({how})' if how else ''}: {text}", entries=(note.id,))


def _set_by_hand(brief: Brief, which: str) -> Statement | None:
    """A moment that a person set or corrected."""
    entry = set_by_hand(brief, which)
    if entry is None:
        return None
    at = datetime.fromisoformat(entry.data["at"])
    who = actor_name(entry.actor, brief.names)
    return Statement(text=f"{say.moment(at)}, set by {who}", entries=(entry.id,))


def set_by_hand(brief: Brief, which: str) -> Entry | None:
    """The entry by which a person set or corrected a moment."""
    return entry_of(brief, Kind.TIME_SET, lambda one: one.data.get("which") == which)


def _before(brief: Brief, which: str, note: Note) -> str:
    entry = set_by_hand(brief, which)
    if entry is None or note.at >= datetime.fromisoformat(entry.data["at"]):
        return ""
    return " (before it was detected, by the time set for that)"


def began(brief: Brief, story: Story) -> Statement:
    """When it began: as a person set it, else the first change or trouble in the record."""
    if found := _set_by_hand(brief, "started"):
        return found
    if story.began is None:
        return ask("when did it begin?")
    how = "the first change in the record" if story.began is story.change else ""
    return _at(story.began, _LATEST if story.began is story.declared else how)


def how_detected(story: Story) -> str:
    """By what it was detected."""
    note = story.detected
    if note is None:
        return ""
    if note.is_page_by_hand:
        return "paged by hand"
    if note.is_alert:
        return "by an alert"
    if Signal.REPORT in note.tells:
        return "by a report"
    if note is story.declared:
        return _LATEST
    return "no alert or report comes before it in the record"


#: Somebody who declares has seen it; when it began only people know.
_LATEST = "at the latest, as it was declared then"


def mitigated(brief: Brief, story: Story) -> Statement:
    """When it was mitigated: as recorded, else the first entry that says that something helped."""
    if found := _set_by_hand(brief, "mitigated"):
        return found
    moved = entry_of(brief, Kind.PHASE_CHANGED, lambda one: one.data.get("phase") != "active")
    if moved and brief.incident.mitigated_at:
        text = f"{say.moment(moved.occurred_at)}: {moved.text}"
        return Statement(text=text, entries=(moved.id,))
    if story.relief is None:
        return ask("which step helped first, and when?")
    end = story.recovery
    how = "first relief; more had to be done later" if end and end is not story.relief else ""
    return _at(story.relief, how, say.RELIEF)


def resolved(brief: Brief, story: Story) -> Statement:
    """When it was over: declared so, else the entry after which the record shows no trouble."""
    entry = entry_of(brief, Kind.INCIDENT_RESOLVED)
    if entry and brief.incident.resolved_at:
        verified = (
            f"; verified: {brief.incident.verification}" if brief.incident.verification else ""
        )
        text = f"{say.moment(entry.occurred_at)}{verified}"
        return Statement(text=say.tidy(text), entries=(entry.id,))
    if story.recovery is None:
        return ask("when was it over, and what showed that?")
    again = story.seen_again
    if again is None:
        return _at(story.recovery, "no trouble comes after it in the record", say.RELIEF)
    found = _at(story.recovery, f"reported once more {say.moment(again.at)}", say.RELIEF)
    return found.model_copy(update={"entries": (*found.entries, again.id)})


def _durations(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    name = "Time at risk" if brief.incident.near_miss else "Duration of impact"
    end = story.recovery
    starts = [
        ("the first change in the record", story.change),
        ("the first sign of trouble", story.symptom),
    ]
    told = [(words, note) for words, note in starts if note and end and note.at < end.at]
    if end is None or not told:
        felt = "from when to when did users feel it?"
        missed = "a near miss: from when to when could users have felt it?"
        yield name, ask(missed if brief.incident.near_miss else felt)
    for words, note in told:
        if end is not None:
            yield name, _span(note, end, f"from {words} to the recovery")
    detected = story.detection
    first = story.response
    if detected and first and first.at > detected.at:
        took = first is story.acknowledged
        words = "until somebody took it up" if took else "until the first step in the record"
        yield "Detection to response", _span(detected, first, words)
    if detected and end and end.at > detected.at and (not told or told[-1][1] is not detected):
        yield "Detection to recovery", _span(detected, end, "until the recovery")


def _span(start: Note, end: Note, words: str) -> Statement:
    derived: Derived = say.between(start, end)
    times = say.stretch(start, end)
    return Statement(
        text=f"{derived.value}, {words} ({times})",
        entries=(start.id, end.id),
        derived=(derived,),
    )


def _people(brief: Brief, story: Story) -> Iterator[tuple[str, Statement]]:
    for role in Role:
        holders = [
            one.entry
            for one in brief.items
            if one.entry.kind == Kind.ROLE_ASSIGNED and one.entry.data["role"] == role.value
        ]
        if holders:
            named = dict.fromkeys(
                actor_name(str(entry.data["to"]), brief.names) for entry in holders
            )
            ids = tuple(entry.id for entry in holders)
            yield role.value.capitalize(), Statement(text=", then ".join(named), entries=ids)
        elif role is Role.COMMANDER:
            yield role.value.capitalize(), ask("who led the response?")
    writers = dict.fromkeys(note.who for note in story.told if note.sort is Sort.CHAT and note.who)
    found = [*writers, *(name for name in named_in_lines(story) if name not in writers)][:12]
    if found:
        notes = [first_naming(story, name) for name in found]
        ids = tuple(dict.fromkeys(note.id for note in notes))
        yield "Responders", Statement(text=", ".join(found), entries=ids)
    else:
        yield "Responders", ask("who responded, in which role?")
