"""People's edits: kept apart from what was generated, and laid over every new draft.

An edit belongs to the sentence it replaced, not to a place in a list: a redraft may
move sentences. It is laid over the new draft where that sentence stands again, and set
aside in sight, never dropped, where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from app.postmortem.document import Document, restated, walk
from app.postmortem.parts import Aside, Factor, Layer, Line, Row
from app.postmortem.statement import Origin, Part, Statement

#: How much of a sentence must still be there for an edit to belong to it.
_SAME = 0.85
_FIGURE = re.compile(r"\d+")
#: Sections that people may edit, by the field of the document.
SECTIONS = {
    "critical": "Critical findings",
    "header": "Header",
    "summary": "Summary",
    "impact": "Customer impact",
    "timeline": "Timeline",
    "chain": "Causal chain",
    "factors": "Contributing factors",
    "missed_defences": "Missed defences",
    "mitigations": "Mitigation and fix",
    "residual": "Residual risks",
    "category": "Category of the trigger",
    "hypotheses": "Hypotheses",
    "well": "What went well",
    "wrong": "What went wrong",
    "lucky": "Where we got lucky",
    "actions": "Action items",
    "lessons": "Lessons learned",
}
#: Ends the path of a sentence that is added to a section.
NEW = "+"
#: Of a new row of the timeline: the field that names its source.
SOURCE_FIELD = "timeline.source"
#: Sections that are lists of sentences: one can be added and taken away.
LISTS = ("summary", "well", "wrong", "lucky", "lessons", "missed_defences", "residual", "category")
#: The statement that an item of any other list is about: without it the item says nothing.
_SUBJECTS = frozenset({"value", "event", "what"})


class Edit(Part):
    """What a person put in the place of a statement, or that they accept it as it is."""

    #: Where it stood in the version that was edited: `summary.0`; `lucky.+` for a new one.
    path: str
    #: The generated text, or the question, that it replaces; empty: it is new.
    before: str = ""
    #: What the item is about that it belongs to (the factor of a why); empty: it stands alone.
    about: str = ""
    #: The person's words; empty: they accept `before`, or take it away.
    after: str = ""
    removed: bool = False
    #: Of a new factor: the layer that it lies in.
    layer: Layer | None = None
    #: Of a new row of the timeline: when it happened, UTC, and the entries it rests on.
    at: datetime | None = None
    sources: tuple[int, ...] = ()
    by: str
    #: The entry of the log that records the edit.
    entry: int = 0

    @property
    def is_new(self) -> bool:
        """Whether it adds a sentence."""
        return self.path.endswith(NEW)

    @property
    def accepts(self) -> bool:
        """Whether it vouches for the words as they stand."""
        return not self.after and not self.removed


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
        Edit(path=one.path, before=text_of(one.statement), about=about(document, one.path), by=by)
        for one in unaccepted(document)
        if where in {one.path, section_of(one.path)}
    )


def text_of(statement: Statement) -> str:
    """What a statement says, be it a sentence or a question."""
    return statement.text or statement.tk


def with_edits(document: Document, edits: Sequence[Edit]) -> Merged:
    """The document with the edits laid over it; a later edit of a place wins."""
    document = _with_new(document, [edit for edit in edits if edit.is_new])
    placed: dict[str, Edit] = {}
    orphans = []
    for edit in edits:
        if edit.is_new:
            continue
        path = place(document, edit)
        if path:
            placed[path] = edit
        else:
            orphans.append(edit)

    def said(path: str, statement: Statement) -> Statement:
        return _edited(statement, placed[path]) if path in placed else statement

    merged = without(restated(document, said), [p for p, edit in placed.items() if edit.removed])
    lost = [_aside(edit) for edit in orphans if edit.after]
    aside = {one.text: one for one in [*document.aside, *lost]}
    kept = tuple(one for one in aside.values() if not _stands(merged, one.text))
    return Merged(document=merged.model_copy(update={"aside": kept}), orphans=tuple(orphans))


def _aside(edit: Edit) -> Aside:
    return Aside(text=edit.after, by=edit.by, instead_of=edit.before)


def _stands(document: Document, text: str, section: str = "") -> bool:
    return any(
        statement.text == text and path.startswith(section) for path, statement in walk(document)
    )


def _edited(statement: Statement, edit: Edit) -> Statement:
    if edit.removed:
        return statement
    if not edit.after:
        return statement.model_copy(update={"accepted_by": edit.by})
    return _words_of(edit, statement.entries)


def _words_of(edit: Edit, sources: tuple[int, ...] = ()) -> Statement:
    entries = sources + ((edit.entry,) if edit.entry else ())
    return Statement(text=edit.after, entries=entries, origin=Origin.PERSON, accepted_by=edit.by)


def _with_new(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with new sentences at the end of their sections, and rows at their time."""
    for edit in edits:
        section = section_of(edit.path)
        if edit.at is not None:
            document = _with_row(document, edit, edit.at)
            continue
        statement = _words_of(edit)
        one: Part = statement
        if section == "factors":
            one = Factor(what=statement, layer=edit.layer or Layer.ORGANISATION)
        elif section == "impact":
            one = Line(name="Stated", value=statement)
        if not _stands(document, edit.after, section):
            document = document.model_copy(update={section: (*getattr(document, section), one)})
    return document


def _with_row(document: Document, edit: Edit, at: datetime) -> Document:
    """The timeline with a person's row, after what happened before it or at the same time."""
    rows = document.timeline
    if any(row.at == at and row.event.text == edit.after for row in rows):
        return document
    row = Row(at=at, event=_words_of(edit, edit.sources))
    later = (number for number, one in enumerate(rows) if one.at is not None and one.at > at)
    place = next(later, len(rows))
    return document.model_copy(update={"timeline": (*rows[:place], row, *rows[place:])})


def place(document: Document, edit: Edit) -> str:
    """Where the edited statement stands now: at its old place, or where its text went; or empty.

    The same question may be asked of several factors: an answer goes with its own one.
    """
    # Whoever accepts a sentence vouches for these words, and for no others.
    same = str.__eq__ if edit.accepts else _alike
    found = [
        path
        for path, statement in walk(document)
        if section_of(path) == section_of(edit.path)
        and same(text_of(statement), edit.before)
        and _alike(about(document, path), edit.about)
    ]
    return edit.path if edit.path in found else next(iter(found), "")


def about(document: Document, path: str) -> str:
    """What the item is about that the statement at a path belongs to; empty: it stands alone."""
    section, _, rest = path.partition(".")
    number, _, field = rest.partition(".")
    if not field or not number.isdigit():
        return ""
    item = getattr(document, section)[int(number)]
    if isinstance(item, Line):
        return item.name
    what = getattr(item, "what", None)
    return text_of(what) if isinstance(what, Statement) and field != "what" else ""


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same sentence; another figure makes it another one."""
    if one == other:
        return True
    if _FIGURE.findall(one) != _FIGURE.findall(other):
        return False
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= _SAME and match.ratio() >= _SAME


def removable(path: str) -> bool:
    """Whether the statement at a path can be taken away, with what is said about it."""
    section, _, rest = path.partition(".")
    last = rest.rpartition(".")[2]
    return section != "header" and (last.isdigit() or last in _SUBJECTS)


def without(document: Document, paths: Collection[str]) -> Document:
    """The document without the statements at these paths, and without the items about them."""
    if not paths:
        return document
    gone = {_item(path) for path in paths}
    updates = _kept(document, "", gone)
    if any(path.startswith("factors.") for path in gone):
        updates["actions"] = _renumbered(document, gone)
    return document.model_copy(update=updates)


def _item(path: str) -> str:
    """The path of the item of a list that falls with a statement."""
    head, _, last = path.rpartition(".")
    return head if last in _SUBJECTS else path


def _kept(part: Part, path: str, gone: Collection[str]) -> dict[str, Any]:
    updates: dict[str, Any] = {}
    for name in type(part).model_fields:
        value, where = getattr(part, name), f"{path}.{name}" if path else name
        if isinstance(value, tuple):
            updates[name] = tuple(
                _thinned(one, f"{where}.{number}", gone)
                for number, one in enumerate(value)
                if f"{where}.{number}" not in gone
            )
        elif isinstance(value, Part) and not isinstance(value, Statement):
            updates[name] = _thinned(value, where, gone)
    return updates


def _thinned(value: object, path: str, gone: Collection[str]) -> object:
    if not isinstance(value, Part) or not any(one.startswith(f"{path}.") for one in gone):
        return value
    return value.model_copy(update=_kept(value, path, gone))


def _renumbered(document: Document, gone: Collection[str]) -> tuple[Any, ...]:
    """The actions, each with the new number of the factor that it serves."""
    left = [n for n in range(len(document.factors)) if f"factors.{n}" not in gone]
    numbers = {old + 1: new for new, old in enumerate(left, 1)}
    return tuple(
        item.model_copy(update={"factor": numbers.get(item.factor, 0)}) for item in document.actions
    )


def resolved(edits: Iterable[Edit], earlier: Sequence[Edit]) -> tuple[Edit, ...]:
    """New edits as they are kept: over the generated text that stands under a person's words.

    An edit of an edit replaces the same generated sentence, so that a redraft finds it.
    """

    def generated(path: str, text: str) -> str:
        found = [one for one in earlier if one.after and one.after == text and not one.is_new]
        here = [one for one in found if one.path == path]
        return (here or found)[-1].before if found else text

    return tuple(
        edit.model_copy(
            update={
                "before": generated(edit.path, edit.before),
                "about": generated(f"{_parent(edit.path)}.what", edit.about),
            }
        )
        for edit in edits
    )


def _parent(path: str) -> str:
    """The item of a list that a path lies in: `factors.1` of `factors.1.whys.0`."""
    return ".".join(path.split(".")[:2])
