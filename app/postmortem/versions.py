"""Versions: what changed between two, and people's edits kept through a redraft.

An edit belongs to the sentence it replaced, not to a place in a list: a redraft may
move sentences. It is laid over the new draft where that sentence stands again, and kept
aside, never dropped, where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, unified_diff

from app.postmortem.document import Document, restated, walk
from app.postmortem.statement import Origin, Part, Statement

#: How much of a sentence must still be there for an edit to belong to it.
_SAME = 0.85


class Edit(Part):
    """What a person put in the place of a statement, or that they accept it as it is."""

    #: Where it stood in the version that was edited: `summary.0`.
    path: str
    #: The generated text, or the question, that it replaces.
    before: str
    #: The person's words; empty: they accept `before`.
    after: str
    by: str
    #: The entry of the log that records the edit.
    entry: int = 0


class Merged(Part):
    """A document with people's edits laid over it."""

    document: Document
    #: Edits whose statement the new draft no longer has: for a person to place.
    orphans: tuple[Edit, ...] = ()


class Placed(Part):
    """A statement and where it stands."""

    path: str
    statement: Statement


def section_of(path: str) -> str:
    """The section that a path lies in."""
    return path.partition(".")[0]


def unaccepted(document: Document) -> tuple[Placed, ...]:
    """A model's sentences that stand on their sources and wait for a person, in order."""
    return tuple(
        Placed(path=path, statement=one)
        for path, one in walk(document)
        if one.origin is Origin.MODEL and not one.is_tk and not one.accepted_by
    )


def acceptance(document: Document, where: str, by: str) -> tuple[Edit, ...]:
    """The edits by which somebody accepts a sentence (its path) or a whole section."""
    return tuple(
        Edit(path=one.path, before=text_of(one.statement), after="", by=by)
        for one in unaccepted(document)
        if where in {one.path, section_of(one.path)}
    )


def text_of(statement: Statement) -> str:
    """What a statement says, be it a sentence or a question."""
    return statement.text or statement.tk


def with_edits(document: Document, edits: Iterable[Edit]) -> Merged:
    """The document with the edits laid over it; a later edit of a place wins."""
    placed: dict[str, Edit] = {}
    orphans = []
    for edit in edits:
        path = _place(document, edit)
        if path:
            placed[path] = edit
        else:
            orphans.append(edit)

    def said(path: str, statement: Statement) -> Statement:
        return _edited(statement, placed[path]) if path in placed else statement

    return Merged(document=restated(document, said), orphans=tuple(orphans))


def _edited(statement: Statement, edit: Edit) -> Statement:
    if not edit.after:
        return statement.model_copy(update={"accepted_by": edit.by})
    entries = statement.entries + ((edit.entry,) if edit.entry else ())
    return Statement(text=edit.after, entries=entries, origin=Origin.PERSON, accepted_by=edit.by)


def _place(document: Document, edit: Edit) -> str:
    """Where the edited statement stands now: at its old place, or where its text went."""
    # Whoever accepts a sentence vouches for these words, and for no others.
    same = _alike if edit.after else str.__eq__
    statements = dict(walk(document))
    here = statements.get(edit.path)
    if here is not None and same(text_of(here), edit.before):
        return edit.path
    section = section_of(edit.path)
    near = [path for path in statements if section_of(path) == section]
    found = [path for path in near if same(text_of(statements[path]), edit.before)]
    return found[0] if found else ""


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME


def difference(before: str, after: str, names: tuple[str, str]) -> str:
    """A unified diff of two rendered versions; empty when they are the same."""
    lines = unified_diff(
        before.splitlines(), after.splitlines(), names[0], names[1], lineterm="", n=1
    )
    return "\n".join(lines)
