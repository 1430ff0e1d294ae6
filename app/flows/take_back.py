"""Taking back an edited Markdown file of a postmortem: its words become edits, each a person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.flows import editing, postmortem
from app.flows.imported import LOCAL
from app.flows.muster import Muster
from app.incident.incident import Incident
from app.incident.values import RefusalError
from app.postmortem.document import Document
from app.postmortem.edits import Edit
from app.postmortem.render.page import Format, render
from app.postmortem.taken_back import Compared, compare
from app.store import people

#: Characters of a line that are quoted.
_QUOTE = 90


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a file came to."""

    #: The version that it was written from.
    base: int
    #: The version that it made; the same where it changed nothing.
    version: int
    edits: Sequence[Edit]


def take_back(
    muster: Muster, incident: Incident, text: str, by: str, version: int = 0
) -> TakenBack:
    """Keep what a person (Slack's id or name) changed in an exported file as the next version.

    `version`: the one it was exported from; 0: the one that it is nearest to. All of it is
    kept or nothing: where a line has no place, the file is to be mended and taken again.

    Raises:
        RefusalError: when a line has no place, a sentence was changed meanwhile, nobody is
            called so, or there is no such version. It names the lines.
    """
    person = _person(muster, incident, by)
    base, found = _nearest(muster, incident, text, person, version)
    if found.unplaced:
        lines = [
            f"{f'line {one.number}' if one.number else 'gone'}: {_cut(one.quote)}\n  {one.do}"
            for one in found.unplaced
        ]
        raise RefusalError("\n".join(["Nothing is kept yet. These lines have no place:", *lines]))
    edits = [edit for edit, _ in found.edits]
    if not edits:
        return TakenBack(base, base, edits)
    seal = sha256(f"{base}:{person}:{text}".encode()).hexdigest()[:32]
    try:
        kept = editing.edit(muster, incident, edits, person, f"take-back:{incident.id}:{seal}")
    except RefusalError as refusal:
        lines_of = {edit.path: number for edit, number in found.edits}
        if refusal.field not in lines_of:
            raise
        raise RefusalError(
            f"Nothing is kept yet. Line {lines_of[refusal.field]}: version {base} has been edited "
            "since, and this sentence is another one now. Export the newest version and put your "
            "words there."
        ) from refusal
    return TakenBack(base, kept.version, edits)


def _nearest(
    muster: Muster, incident: Incident, text: str, by: str, version: int
) -> tuple[int, Compared]:
    """The version that a file has most lines of, the newest of those, and what is changed."""

    def write(document: Document) -> str:
        return render(document, Format.MARKDOWN, muster.templates)

    kept = [one for one in postmortem.versions(muster, incident) if version in {0, one.version}]
    if not kept:
        raise RefusalError(
            f"{incident.ref} has no version {version} of its postmortem."
            if version
            else f"{incident.ref} has no postmortem yet. `/postmortem draft` writes one."
        )
    found = {
        one.version: compare(Document.model_validate(one.document), write, text, by) for one in kept
    }
    return max(found.items(), key=lambda pair: (pair[1].same, pair[0]))


def _person(muster: Muster, incident: Incident, by: str) -> str:
    """The id of whose words they are; of what was imported without Slack the name will do."""
    with muster.database.read() as session:
        names = people.names(session, incident.workspace)
    if by in names:
        return by
    found = [one for one, name in names.items() if name.casefold() == by.casefold()]
    if not found and incident.workspace == LOCAL:
        return by
    if len(found) != 1:
        many = "Several people are" if found else "Nobody is"
        raise RefusalError(f"{many} called {by} here. Give the person's Slack id, such as U0123.")
    return found[0]


def _cut(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1]}…"
