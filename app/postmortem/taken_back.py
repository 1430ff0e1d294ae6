"""An edited Markdown file: what its author changed in the document that it was written from.

The same template writes the document once as it is and once with a mark in the place of every
sentence. So each line of the file is known by the sentences that it holds, whatever a team's
own template looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from app.postmortem.document import Document, restated, walk
from app.postmortem.edits import LISTS, NEW, SECTIONS, Edit, about, removable, section_of, text_of
from app.postmortem.parts import Layer
from app.postmortem.render.inline import from_markdown
from app.postmortem.statement import Statement

_MARK = re.compile("\ue000(\\d+)\ue001")
_LABEL = r"\*\*TK[^*]*\*\*: "
_BEFORE = re.compile(rf" ?(?P<label>{_LABEL})?$")
_CITE = r"(?:\[?E\d+\]?|and \d+ more)"
_AFTER = rf"(?: \((?:see )?{_CITE}(?:, {_CITE})*\))?(?: \*\([^*]*\)\*)*"
_RULE = re.compile(r"[|: -]*---[|: -]*")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)]) ")
_LAYERED = re.compile(r"\*\*(?P<layer>[^*]+?):?\*\*:? (?P<what>.+)")
#: How much of a line must still be there for another one to be it, where lines came or went.
_SAME = 0.5
_FORM = "Put back what was there, and say it in Slack: "


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the document as it was written, and the sentences in it."""

    line: str
    #: Matches the line with other sentences in it; a group for each of `paths`.
    pattern: re.Pattern[str]
    paths: tuple[str, ...]
    #: The section that it lies in; empty: what follows from the others.
    section: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A line that belongs to no sentence, and what to do with it."""

    #: Its number in the file; 0: it is not there any more.
    number: int
    quote: str
    do: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file changes."""

    #: An edit and the number of the line that says it; 0: it was taken away.
    edits: tuple[tuple[Edit, int], ...]
    unplaced: tuple[Unplaced, ...]
    #: How many of the file's lines are the document's.
    same: int


@dataclass(frozen=True, slots=True)
class _Typed:
    number: int
    line: str


@dataclass(frozen=True, slots=True)
class _Base:
    """The document that a file was written from, and who changed the file."""

    document: Document
    said: dict[str, Statement]
    by: str

    def edit(self, path: str, text: str) -> Edit:
        """Other words at a path; none: it is taken away."""
        return Edit(
            path=path,
            before=text_of(self.said[path]),
            about=about(self.document, path),
            after=text,
            removed=not text,
            by=self.by,
        )


def compare(document: Document, write: Callable[[Document], str], text: str, by: str) -> Compared:
    """What a person (by name or id) changed in `text`; `write` renders as the file was."""
    places = _places(document, write)
    lines = enumerate(text.splitlines(), 1)
    typed = [_Typed(number, _plain(line)) for number, line in lines if line.strip()]
    edits: list[tuple[Edit, int]] = []
    unplaced: list[Unplaced] = []
    matcher = SequenceMatcher(
        None, [p.line for p in places], [t.line for t in typed], autojunk=False
    )
    same = sum(block.size for block in matcher.get_matching_blocks())
    base = _Base(document, dict(walk(document)), by)
    for _tag, i, i_end, j, j_end in matcher.get_opcodes():
        section = places[i - 1].section if i else ""
        if places[i:i_end] and typed[j:j_end] and places[i].line == typed[j].line:
            continue
        for place, new in _pairs(places[i:i_end], typed[j:j_end]):
            section = place.section if place else section
            found = _found(base, section, place, new)
            edits += [(one, new.number if new else 0) for one in found if isinstance(one, Edit)]
            unplaced += [one for one in found if isinstance(one, Unplaced)]
    return Compared(edits=tuple(edits), unplaced=tuple(unplaced), same=same)


def _found(
    base: _Base, section: str, place: Place | None, new: _Typed | None
) -> list[Edit | Unplaced]:
    """What one line changes: a new one, one that is gone, or one in other words."""
    if place is None:
        return [_added(section, new, base.by)] if new else []
    if new is None:
        return [_removed(base, place)] if place.paths else []
    before, after = place.pattern.fullmatch(place.line), place.pattern.fullmatch(new.line)
    if not before or not after:
        return []
    found: list[Edit | Unplaced] = []
    for path, old, words in zip(place.paths, before.groups(), after.groups(), strict=True):
        if old == words:
            continue
        text = from_markdown(words)
        if not text and not removable(path):
            found.append(Unplaced(new.number, new.line, "This one cannot be empty."))
            continue
        found.append(base.edit(path, text))
    return found


def _removed(base: _Base, place: Place) -> Edit | Unplaced:
    """The item that a line was about is gone, with all that the line said of it."""
    gone = next((path for path in place.paths if removable(path)), "")
    if not gone:
        return Unplaced(0, place.line, "It cannot be taken away: put the line back.")
    return base.edit(gone, "")


def _added(section: str, new: _Typed, by: str) -> Edit | Unplaced:
    words = from_markdown(_ITEM.sub("", new.line))
    if section in (*LISTS, "impact") and not new.line.startswith(("#", "|")):
        return Edit(path=f"{section}.{NEW}", after=words.replace("**", ""), by=by)
    if section == "factors":
        match = _LAYERED.fullmatch(_ITEM.sub("", new.line))
        layer = {one.value: one for one in Layer}.get(match["layer"].lower()) if match else None
        if match and layer:
            return Edit(
                path=f"factors.{NEW}", after=from_markdown(match["what"]), layer=layer, by=by
            )
        layers = ", ".join(layer.value for layer in Layer)
        do = f"A new factor says its layer, `1. **Detection:** …`: one of {layers}."
        return Unplaced(new.number, new.line, do)
    return Unplaced(new.number, new.line, _ELSEWHERE.get(section, _FRAME))


_FRAME = (
    "No sentence of the document stands here: Muster writes these lines. Put back what was there, "
    "or say it in a list, the impact or the factors."
)
_ELSEWHERE = {
    "timeline": _FORM + "`/postmortem edit timeline` adds a row.",
    "actions": _FORM + "owners, dates and new items are the register's, `/incident action`.",
    "hypotheses": _FORM + "a hypothesis is an entry of the log, `/incident note hypothesis`.",
    "mitigations": _FORM + "a step is an entry of the log, `/incident note mitigation`.",
}


def _pairs(
    ours: Sequence[Place], typed: Sequence[_Typed]
) -> Iterator[tuple[Place | None, _Typed | None]]:
    """Which typed line stands for which line of the document, in order; None: for none."""
    done, alike = 0, len(ours) == len(typed)
    for number, new in enumerate(typed):
        fits = [n for n in range(done, len(ours)) if _fits(ours[n], new)]
        near = {n: SequenceMatcher(None, ours[n].line, new.line).ratio() for n in fits}
        best = number if alike and number in near else max(near, key=lambda n: near[n], default=-1)
        if best < 0 or (near[best] < _SAME and not (alike and best == number)):
            yield None, new
            continue
        yield from ((gone, None) for gone in ours[done:best])
        yield ours[best], new
        done = best + 1
    yield from ((gone, None) for gone in ours[done:])


def _fits(place: Place, new: _Typed) -> bool:
    return bool(place.paths) and bool(place.pattern.fullmatch(new.line))


def _places(document: Document, write: Callable[[Document], str]) -> list[Place]:
    """Every line of the rendered document that is not blank."""
    paths: list[str] = []
    marks: dict[tuple[str, str], str] = {}

    def marked(path: str, one: Statement) -> Statement:
        # A template may leave out what it has just said: the same words have the same mark.
        key = (".".join(path.split(".")[:2]), text_of(one))
        if key not in marks:
            marks[key] = f"\ue000{len(paths)}\ue001"
            paths.append(path)
        return one.model_copy(update={"tk" if one.is_tk else "text": marks[key]})

    shown, shapes = write(document).splitlines(), write(restated(document, marked)).splitlines()
    rows = [(_plain(a), _plain(b)) for a, b in zip(shown, shapes, strict=True) if a.strip()]
    headings = [n for n, (line, _) in enumerate(rows) if line.startswith("#")]
    sections = [""] * len(rows)
    for start, end in pairwise([*headings, len(rows)]):
        section = _section(rows[start:end], paths)
        sections[start:end] = [section] * (end - start)
    return [
        Place(line, _pattern(shape), tuple(_paths_in(shape, paths)), section)
        for (line, shape), section in zip(rows, sections, strict=True)
    ]


def _section(rows: Sequence[tuple[str, str]], paths: Sequence[str]) -> str:
    """The section under a heading: that of its sentences, or of its title where it has none."""
    for _, shape in rows:
        for path in _paths_in(shape, paths):
            return section_of(path)
    title = rows[0][0].lstrip("# ")
    return next((name for name, one in SECTIONS.items() if one == title), "")


def _paths_in(shape: str, paths: Sequence[str]) -> list[str]:
    return [paths[int(one)] for one in _MARK.findall(shape)]


def _pattern(shape: str) -> re.Pattern[str]:
    """What a line looks like whatever its sentences say, with sources and marks or without."""
    *befores, last = _MARK.split(shape)[::2]
    parts: list[str] = []
    for literal in befores:
        rest = re.sub(rf"^{_AFTER}", "", literal) if parts else literal
        # A cell that was emptied has one blank left, and an answer needs no label.
        end = _BEFORE.search(rest)
        label = f"(?:{_LABEL})?" if end and end["label"] else ""
        parts += [re.escape(rest[: end.start()] if end else rest), " ?", label, "(.*?)", _AFTER]
    parts.append(re.escape(re.sub(rf"^{_AFTER}", "", last) if befores else last))
    return re.compile("".join(parts))


def _plain(line: str) -> str:
    """A line without what an editor may write in another way: blanks, bullets, numbers, rules."""
    line = " ".join(line.split())
    if _RULE.fullmatch(line):
        return "|".join(["---"] * (line.strip("| ").count("|") + 1))
    return re.sub(r"^\d+[.)] ", "1. ", re.sub(r"^[*+] ", "- ", line))
