"""note."""

from __future__ import annotations

from difflib import get_close_matches

from app.flows import steps
from app.incident.commands import Note
from app.incident.kinds import NOTE_KINDS
from app.incident.values import RefusalError
from app.listeners import words
from app.listeners.ask import DONE, Answer, Ask


def note(ask: Ask) -> Answer:
    """`hypothesis|ruled-out|mitigation|worked|failed|decision|impact|action|key <text>`."""
    incident = ask.incident()
    word, text = words.first(ask.text)
    kind = NOTE_KINDS.get(word.lower().rstrip(":"))
    if kind is None:
        near = get_close_matches(word.lower(), NOTE_KINDS, n=1, cutoff=0.5)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        raise RefusalError(
            f"`{word or '(nothing)'}` is no kind of note.{hint} One of: {', '.join(NOTE_KINDS)}. "
            "For example `/incident note hypothesis the cache is cold`."
        )
    command = Note(by=ask.user, key=ask.key, source_url=ask.source_url, kind=kind, text=text)
    steps.step(ask.muster, incident.id, command)
    return DONE
