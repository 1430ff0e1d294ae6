"""The log as a model gets it: numbered entries, one JSON line each, nothing personal in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.drafter.brief import Brief
from app.drafter.note import Note, Sort
from app.drafter.reading import read_notes
from app.incident.kinds import Kind
from app.postmortem.prose import named
from app.redaction import Person, Vault, hide

#: A longer entry (a pasted log) is cut in its middle; its start and its end tell most.
LONGEST = 6000
_CUT = " […{count} characters left out…] "
_WORD = re.compile(r"[^\W\d_]{2,}")
_KINDS = {Sort.CHAT: "message", Sort.LINE: "note", Sort.ALERT: "alert", Sort.STATE: "state"}
_PERSON_ID = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Lines:
    """Entries for a model, oldest first, and what their placeholders stand for."""

    #: What the incident is, as one line.
    incident: str
    entries: tuple[str, ...]
    vault: Vault


def lines_of(brief: Brief) -> Lines:
    """The entries of a log that tell its story, secrets and personal data replaced."""
    notes = read_notes(brief.items, brief.names)
    texts = [_cut(named(note.item.text, brief.names)) for note in notes]
    whos = [note.who for note in notes]
    title = brief.incident.title
    hidden = hide([title, *texts, *whos], people=tuple(_people(brief, texts, whos)))
    title, shown, actors = (
        hidden.texts[0],
        hidden.texts[1 : len(texts) + 1],
        hidden.texts[len(texts) + 1 :],
    )
    entries = (_line(*row) for row in zip(notes, actors, shown, strict=True))
    return Lines(_incident(brief, title), tuple(entries), hidden.vault)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half]}{_CUT.format(count=len(text) - 2 * half)}{text[-half:]}"


def _people(brief: Brief, texts: Sequence[str], whos: Sequence[str]) -> Iterator[Person]:
    """Everybody whose name may stand in the log: a directory holds thousands who do not."""
    spoken = {word.lower() for text in (*texts, *whos) for word in _WORD.findall(text)}
    acted = {one.actor for one in brief.items if one.entry.kind == Kind.MESSAGE_POSTED}
    for ident, name in brief.names.items():
        is_person = ident in acted or _PERSON_ID.fullmatch(ident)
        if is_person and any(word.lower() in spoken for word in _WORD.findall(name)):
            yield Person(name=name, role="a responder", aliases=(ident,))


def _incident(brief: Brief, title: str) -> str:
    incident = brief.incident
    return _json(
        {
            "incident": incident.ref,
            "title": title,
            "severity": incident.severity.value,
            "type": incident.type.value,
            "phase": incident.phase.value,
        }
    )


def _line(note: Note, who: str, text: str) -> str:
    fields: dict[str, object] = {
        "id": note.id,
        "at": f"{note.at:%Y-%m-%d %H:%M} UTC" if note.known else "not recorded",
        "who": who,
        "kind": _KINDS[note.sort],
    }
    if note.words:
        fields["marks"] = sorted(note.words)
    return _json({**fields, "text": text})


def _json(fields: dict[str, object]) -> str:
    """One line that nothing in a text can end: no line end, no angle bracket."""
    found = json.dumps(fields, ensure_ascii=False)
    for char in "<>\u2028\u2029\x85":
        found = found.replace(char, f"\\u{ord(char):04x}")
    return found
