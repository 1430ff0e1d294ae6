"""The timeline: which entries are told, in the order observed, and what each is in the story."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.drafter import say
from app.drafter.attempts import Attempt
from app.drafter.note import Note, Sort
from app.drafter.said import Said
from app.drafter.story import Story
from app.drafter.words.signals import Signal
from app.incident.kinds import Kind
from app.postmortem.parts import Moment, Row
from app.postmortem.prose import has_code, shorten
from app.postmortem.statement import Statement

#: A timeline longer than this is not read; the log has the rest.
MOST_ROWS = 60
#: A record this short is told whole.
SHORT_RECORD = 60
_EVENT = 480
_RETOLD = 180

_OF_KIND: dict[str, Moment] = {
    Kind.INCIDENT_DECLARED: Moment.DECLARED,
    Kind.INCIDENT_RESOLVED: Moment.RESOLVED,
    Kind.INCIDENT_REOPENED: Moment.SYMPTOM,
    Kind.SEVERITY_CHANGED: Moment.SEVERITY,
    Kind.PHASE_CHANGED: Moment.SEVERITY,
    Kind.ROLE_ASSIGNED: Moment.ROLE,
    Kind.HANDOFF_ACCEPTED: Moment.ROLE,
    Kind.UPDATE_POSTED: Moment.COMMUNICATION,
    Kind.IMPACT_SET: Moment.FINDING,
    Kind.SCOPE_SET: Moment.FINDING,
    Kind.TIME_SET: Moment.FINDING,
}
_OF_WORD: dict[str, Moment] = {
    "hypothesis": Moment.HYPOTHESIS,
    "ruled-out": Moment.RULED_OUT,
    "mitigation": Moment.MITIGATION,
    "worked": Moment.RECOVERY,
    "failed": Moment.FAILED,
    "decision": Moment.DECISION,
    "impact": Moment.FINDING,
}
#: What a reader needs most, where a long record must be cut.
_WEIGHT: dict[Moment, int] = {
    Moment.DECLARED: 9,
    Moment.RESOLVED: 9,
    Moment.ALERT: 5,
    Moment.REPORT: 5,
    Moment.RECOVERY: 6,
    Moment.MITIGATION: 6,
    Moment.FAILED: 6,
    Moment.RULED_OUT: 6,
    Moment.SEVERITY: 6,
    Moment.COMMUNICATION: 5,
    Moment.HYPOTHESIS: 4,
    Moment.DECISION: 5,
    Moment.ROLE: 4,
    Moment.ACKNOWLEDGED: 3,
    Moment.CHANGE: 4,
    Moment.SYMPTOM: 4,
    Moment.DEPENDENCY: 4,
    Moment.FINDING: 3,
    Moment.NOTE: 0,
}
#: What people marked outweighs what words suggest.
_MARKED = 6


def timeline(story: Story, tried: Sequence[Attempt], *, imported: bool) -> tuple[Row, ...]:
    """The rows, in the order in which things happened."""
    telling = Telling(story, frozenset(one.note.id for one in tried))
    notes = [note for note in story.notes if not _untold(note, imported=imported)]
    chosen = _chosen(telling, notes)
    rows: list[Row] = []
    before: Note | None = None
    for note in chosen:
        if before is not None and rows and before.retold_by(note):
            rows[-1] = _with_source(rows[-1], note)
        elif (row := _row(telling, note)) is not None:
            rows.append(row)
        before = note
    return tuple(rows)


def _untold(note: Note, *, imported: bool) -> bool:
    """An import's own entry, and what another entry of the same moment says for it."""
    if note.kind == Kind.INCIDENT_DECLARED:
        return imported
    return note.sort is Sort.STATE and bool(note.item.entry.data.get("quiet"))


@dataclass(frozen=True)
class Telling:
    """What decides what an entry is in the story."""

    story: Story
    #: Ids of the entries that tell of an attempt.
    tried: frozenset[int]


def _chosen(telling: Telling, notes: Sequence[Note]) -> list[Note]:
    told = [note for note in notes if note.sort is not Sort.STATE]
    state = [note for note in notes if note.sort is Sort.STATE]
    if len(told) <= SHORT_RECORD:
        return list(notes)
    must = {note.id for note in _turns(telling.story)}
    ranked = sorted(
        (note for note in [*_without_repeats(told), *state]),
        key=lambda note: (note.id not in must, -_weight(telling, note), note.at),
    )
    kept = {note.id for note in ranked[:MOST_ROWS] if note.id in must or _weight(telling, note) > 0}
    return [note for note in notes if note.id in kept]


def _turns(story: Story) -> list[Note]:
    found = (
        story.began,
        story.symptom,
        story.detected,
        story.acknowledged,
        story.relief,
        story.recovery,
        story.confirmed,
        story.closed,
    )
    return [note for note in found if note]


def _without_repeats(notes: Sequence[Note]) -> list[Note]:
    """Alerts that say the same again are told once."""
    seen: list[str] = []
    kept = []
    for note in notes:
        if note.sort is Sort.ALERT:
            text = " ".join(one.text for one in note.said)
            if any(say.alike(text, other) for other in seen[-8:]):
                continue
            seen.append(text)
        kept.append(note)
    return kept


def _weight(telling: Telling, note: Note) -> int:
    if not note.tells and note.sort is not Sort.STATE:
        return 0
    weight = _WEIGHT[moment_of(telling, note)]
    return weight + _MARKED if note.words else weight


def moment_of(telling: Telling, note: Note) -> Moment:
    """What an entry is in the story: by its kind, by people's marks, then by its words."""
    if note.kind in _OF_KIND:
        return _OF_KIND[note.kind]
    marked = [_OF_WORD[word] for word in note.words if word in _OF_WORD]
    if marked:
        return marked[0]
    return next((moment for moment, holds in _BY_WORDS if holds(telling, note)), Moment.NOTE)


def _is_change(telling: Telling, note: Note) -> bool:
    detected = telling.story.engaged
    early = detected is None or note.at < detected.at
    return early and bool(note.tells & {Signal.CHANGE, Signal.DEED})


def _failed(telling: Telling, note: Note) -> bool:
    tried = note.id in telling.tried or Signal.CHANGE in note.tells
    return tried and note.standing is not True and note.did_not_help


def _tells(*signals: Signal) -> Callable[[Telling, Note], bool]:
    return lambda _telling, note: bool(note.tells & set(signals))


def _shows(signal: Signal) -> Callable[[Telling, Note], bool]:
    """As `_tells`, by the sentences that the row shows: not by what was only known later."""
    return lambda _telling, note: any(signal in one.tells for one in say.readable(note))


_FINDS = re.compile(
    r"\breali[sz](?:ation|ed?|es)\b|\bdiscovered\b|\bidentif(?:y|ies|ied)\b|\broot cause\b|\bexplains?\b|\bfinds? out\b|\banaly[sz]es?d?\b|\bno other\b",
    re.IGNORECASE,
)

_BY_WORDS: tuple[tuple[Moment, Callable[[Telling, Note], bool]], ...] = (
    (Moment.ALERT, lambda _telling, note: note.is_alert),
    (Moment.RESOLVED, lambda _telling, note: note.is_closing),
    (
        Moment.REPORT,
        lambda telling, note: note is telling.story.detected and Signal.REPORT in note.tells,
    ),
    (Moment.CHANGE, _is_change),
    (Moment.DECISION, lambda _telling, note: note.decides_against),
    (Moment.RULED_OUT, _shows(Signal.RULED_OUT)),
    (Moment.FAILED, _failed),
    (Moment.MITIGATION, lambda telling, note: note.id in telling.tried),
    (Moment.RECOVERY, lambda _telling, note: note.standing is True),
    (Moment.DEPENDENCY, _tells(Signal.OUTSIDE)),
    (Moment.COMMUNICATION, _tells(Signal.TOLD)),
    (Moment.REPORT, _tells(Signal.REPORT)),
    (Moment.ACKNOWLEDGED, lambda telling, note: note is telling.story.acknowledged),
    (Moment.HYPOTHESIS, lambda _telling, note: any(is_theory(one) for one in note.said)),
    (Moment.DECISION, _tells(Signal.DECIDED)),
    (Moment.FINDING, lambda _telling, note: any(_FINDS.search(one.text) for one in note.said)),
    (Moment.SYMPTOM, _tells(Signal.DOWN, Signal.SYMPTOM)),
    (Moment.ACKNOWLEDGED, _tells(Signal.ACK)),
    (Moment.FINDING, _tells(Signal.FOUND, Signal.CAUSE)),
)


def is_theory(said: Said) -> bool:
    """Whether a sentence supposes what is going on."""
    if Signal.SUSPECT not in said.tells or _HEDGES.search(said.text):
        return False
    return not said.tells & {Signal.ACTION, Signal.DECIDED}


#: `seems to be stable` is a careful observation; it supposes no cause.
_HEDGES = re.compile(
    r"\b(?:seem|appear|look)(?:s|ed)? (?:to (?:be |have )?)?(?:\w+ )?(?:stab\w+|behav\w+|work(?:ing|s)?|recover\w*|fine|ok(?:ay)?|good|normal|healthy|back|better)\b",
    re.IGNORECASE,
)


def _row(telling: Telling, note: Note) -> Row | None:
    """A row; an entry of which only later knowledge is left tells nothing of its moment."""
    said = say.readable(note)
    if not said:
        return None
    text = _told(note, said) or say.tidy(said[0].text, _EVENT)
    if has_code(note.item.text):
        text += " (log excerpt in the source)"
    return Row(
        at=note.at if note.known else None,
        when=_when(note),
        actor=note.who,
        moment=moment_of(telling, note),
        event=Statement(text=text, entries=(note.id,)),
    )


def _when(note: Note) -> str:
    if not note.known:
        return f"time not recorded; noted after {say.clock(note.at)}"
    return "the source doubts this time" if _DOUBTS.search(note.item.text) else ""


_DOUBTS = re.compile(
    r"\(maybe (?:earlier|later)\??\)|not sure (?:of )?(?:the )?exact time|\bapprox(?:imate)? time\b",
    re.IGNORECASE,
)


def _told(note: Note, said: Sequence[Said]) -> str:
    """As many whole sentences as fit; actions to come have a section of their own."""
    pieces: list[str] = []
    for one in said:
        if Signal.ACTION in one.tells and pieces and note.sort is not Sort.STATE:
            continue
        piece = say.tidy(one.text, _EVENT)
        if pieces and _shown(say.together(pieces)) + _shown(piece) > _EVENT:
            return f"{say.together(pieces)} …"
        pieces.append(piece)
    return say.together(pieces)


def _shown(text: str) -> int:
    """How long a text is to a reader, who does not see the addresses behind words."""
    return len(_ADDRESS.sub("", text))


_ADDRESS = re.compile(r"\]\([^)]*\)")


def _with_source(row: Row, note: Note) -> Row:
    """A scribe's line with the message or alert that it was taken from."""
    said = say.readable(note)
    words = shorten(" ".join(one.text for one in said), _RETOLD)
    who = note.who or "source"
    event = row.event.model_copy(
        update={
            "text": f"{row.event.text} — {who}: “{words}”",
            "entries": (*row.event.entries, note.id),
        }
    )
    # A tool that sent an alert did not do what the line tells.
    actor = "" if note.sort is Sort.ALERT else note.who
    return row.model_copy(update={"event": event, "actor": row.actor or actor})
