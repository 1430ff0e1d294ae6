"""Sections: what the rubric asks for and the document does not have, whatever it is called."""

import re
from collections.abc import Iterator

from app.postmortem.review.checks.build import TK, finding
from app.postmortem.review.document.blocks import Block, Kind, Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.figures import figures, sizes
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.words.header import EMPTY, HEADER, LESSON, LUCK, WELL
from app.postmortem.review.words.quantities import AFFECTED

_EMPTY = re.compile(EMPTY, re.IGNORECASE)
_AFFECTED = re.compile(AFFECTED, re.IGNORECASE)
_AUDIENCE = re.compile(
    r"\b(?:users?|customers?|clients?|visitors?|people|members)\b", re.IGNORECASE
)
#: Sentences that do a section's work wherever they stand.
_IN_PASSING = {
    Topic.LUCKY: re.compile(LUCK, re.IGNORECASE),
    Topic.LESSONS: re.compile(LESSON, re.IGNORECASE),
    Topic.WELL: re.compile(WELL, re.IGNORECASE),
}
_HEADER = {name: re.compile(words, re.IGNORECASE) for name, words in HEADER.items()}
_OTHERS = {
    Topic.WELL: "what went well",
    Topic.WRONG: "what went wrong",
    Topic.LESSONS: "lessons learned",
    Topic.DISTRIBUTION: "distribution",
}
_FEW_WORDS = 3
_HEADER_LINES = 40


def has(document: Document, *topics: Topic) -> bool:
    """Whether there is a section of a topic with words in it, labels of other topics included."""
    if any(_filled(block) for block in document.of(*topics)):
        return True
    wanted = frozenset(topics)
    named = {i for i, s in enumerate(document.sections) if s.heading and s.topics & wanted}
    return any(
        b.section in named and b.kind is not Kind.HEADING and _filled(b) for b in document.blocks
    )


def _filled(block: Block) -> bool:
    words = block.text[block.body :]
    return bool(words.strip()) and not _EMPTY.fullmatch(words.strip())


def summary_missing(document: Document) -> Iterator[Finding]:
    """Find documents without a summary: neither a section nor an opening paragraph."""
    opening = sum(len(s.text.split()) for s in document.intro if s.block.kind in _PROSE)
    if not has(document, Topic.SUMMARY) and opening < _OPENING_WORDS:
        yield finding(
            "sections.summary",
            _top(document),
            f"## Summary: {TK} (what happened, who was affected, what was done, in three or four plain"
            " lines).",
        )


_OPENING_WORDS = 20
_PROSE = (Kind.PARAGRAPH, Kind.ITEM)


def impact_missing(document: Document) -> Iterator[Finding]:
    """Find documents without a section on impact.

    A summary or an opening that counts what users went through is taken for the section.
    """
    if has(document, Topic.IMPACT, Topic.AVOIDED):
        return
    told = [*document.said(Topic.SUMMARY), *document.intro]
    felt = [s for s in told if _AFFECTED.search(s.text)]
    if any(figures(s.text) for s in felt):
        return
    place, why = _impact_elsewhere(document, felt)
    yield finding(
        "sections.impact",
        place,
        f"## Customer impact: {TK} (how many users or requests, for how long, how counted), or"
        f" ## Customer impact avoided: {TK}.",
        why=why,
        statement=_plainest(felt).raw() if felt else "",
    )


def _plainest(felt: list[Sentence]) -> Sentence:
    """Return the sentence that speaks of users, else the first."""
    return next((s for s in felt if _AUDIENCE.search(s.text)), felt[0])


def _impact_elsewhere(document: Document, felt: list[Sentence]) -> tuple[Place | int, str]:
    """Return what the document does say of impact, and what is missing from it."""
    if felt:
        best = _plainest(felt)
        return best.whole(), (
            f"There is no section on impact, and what is said of it (line {best.line}) counts neither"
            " users nor requests."
        )
    nothing = (
        "Nothing says what users went through, how many, and for how long (or, for a near miss, what was"
        " avoided)."
    )
    figure = next((s for s in document.narrative if sizes(s.text)), None)
    if figure is None:
        return _top(document), nothing
    said = sizes(figure.text)[0]
    return figure.whole(), (
        f'{nothing} The document has figures (line {figure.line}: "{said}") without saying whether they'
        " are impact."
    )


def lucky_missing(document: Document) -> Iterator[Finding]:
    """Find the section on luck missing, empty or waved off."""
    if has(document, Topic.LUCKY) or _in_passing(document, Topic.LUCKY):
        return
    heading = next((s for s in document.sections if Topic.LUCKY in s.topics and s.heading), None)
    rewrite = (
        f"## Where we got lucky: {TK} (what could have been worse and was not: the hour, the one"
        " customer on that path, somebody who happened to know)."
    )
    if heading and heading.heading:
        block = heading.heading
        yield finding(
            "sections.lucky",
            block.place(0, len(block.text)),
            rewrite,
            why="The section is there and says nothing. There is almost always something that could"
            " have made it worse and did not.",
        )
    else:
        yield finding("sections.lucky", _bottom(document), rewrite)


def _in_passing(document: Document, topic: Topic) -> bool:
    pattern = _IN_PASSING.get(topic)
    return pattern is not None and any(pattern.search(s.text) for s in document.narrative)


def others_missing(document: Document) -> Iterator[Finding]:
    """Find the remaining sections of the rubric missing, in one finding."""
    missing = [
        name
        for topic, name in _OTHERS.items()
        if not has(document, topic) and not _in_passing(document, topic)
    ]
    if missing:
        yield finding(
            "sections.others",
            _bottom(document),
            " ".join(f"## {name.capitalize()}: {TK}." for name in missing),
            why=f"The rubric also asks for {_joined(missing)}; without them their questions were not"
            " asked.",
        )


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def header_missing(document: Document) -> Iterator[Finding]:
    """Find what the header does not say."""
    said = "\n".join(f"{f.name}: {f.value}" for f in document.fields if _valued(f.value))
    heads = "\n".join(b.plain for b in document.blocks if b.kind is Kind.HEADING)
    top = "\n".join(s.text for s in document.narrative if s.line <= _HEADER_LINES)
    absent = [
        name
        for name, pattern in _HEADER.items()
        if not any(pattern.search(text) for text in (said, heads, top))
    ]
    if absent:
        yield finding(
            "sections.header",
            _top(document),
            " ".join(f"{name.capitalize()}: {TK}." for name in absent),
            why=f"The header does not give {_joined(absent)}; these let a reader place the incident"
            " and find whom to ask.",
        )


def _valued(value: str) -> bool:
    return bool(value.strip()) and not _EMPTY.fullmatch(value.strip())


def empty_sections(document: Document) -> Iterator[Finding]:
    """Find headings of the rubric with nothing under them; the one on luck has its own rule."""
    filled = {b.section for b in document.blocks if b.kind is not Kind.HEADING and _filled(b)}
    empty = []
    for index, section in enumerate(document.sections):
        below = document.sections[index + 1 :]
        parent = bool(below) and (
            below[0].level > section.level or bool(below[0].topics & section.topics)
        )
        if _is_value(document, index):
            continue
        known = section.topics - {Topic.OTHER, Topic.LUCKY, Topic.META, Topic.REFERENCES}
        if section.heading and known and index not in filled and not parent:
            empty.append(section.heading)
    empty = [h for h in empty if len(h.plain.split()) <= _MOST_HEADING_WORDS and not _timed(h)]
    if empty:
        names = _joined([f'"{h.plain.strip()}"' for h in empty[:_MOST_NAMES]])
        yield finding(
            "sections.empty",
            empty[0].place(0, len(empty[0].text)),
            f"Below {names}: {TK}, or leave the heading out.",
            why=f"Nothing stands under {names}.",
            lines=[h.line for h in empty],
        )


def _is_value(document: Document, index: int) -> bool:
    """Whether a heading in all but markup is what the field above it says: "Resolved" below "Status"."""
    section, above = document.sections[index], document.sections[index - 1]
    if not index or section.heading is None or above.heading is None:
        return False
    marked = [
        document.lines[h.line - 1].lstrip().startswith("#")
        for h in (above.heading, section.heading)
    ]
    return marked == [True, False] and section.heading.line - above.heading.line <= _FIELD_LINES


#: A field's value stands right below its name, or after one empty line.
_FIELD_LINES = 2
_MOST_HEADING_WORDS = 10
_MOST_NAMES = 5


def _timed(heading: Block) -> bool:
    return bool(re.search(r"\d{1,2}:\d{2}|\d{4}-\d{2}", heading.plain))


def _top(document: Document) -> int:
    return document.title.line if document.title else document.front + 1


def _bottom(document: Document) -> int:
    """Return the last line that has words: where a missing section would follow."""
    return next((n for n in range(len(document.lines), 0, -1) if document.lines[n - 1].strip()), 1)
