"""The document: everything the rules ask of a postmortem, read once."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.postmortem.review.document.actions import Action, intentions, read_actions
from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.durations import Stated, stated
from app.postmortem.review.document.factors import Factor, causal_sentences, read_factors
from app.postmortem.review.document.frontmatter import Field, split_front
from app.postmortem.review.document.moments import day_comes_first, moments
from app.postmortem.review.document.people import profiles
from app.postmortem.review.document.reader import read_blocks
from app.postmortem.review.document.row import Row
from app.postmortem.review.document.rows import read_rows
from app.postmortem.review.document.sections import Section, arrange
from app.postmortem.review.document.sentences import Sentence, sentences_of
from app.postmortem.review.document.topics import Topic

_LINE_END = re.compile(r"\r\n|\r|\n")
#: Words that English cannot do without: below one in twelve, the text is in another language.
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|in|was|is|for|that|on|with|were|as|at|by|this|we|it|from|are|not)\b",
    re.IGNORECASE,
)
_ENGLISH_SHARE = 12
_DEFINITION = re.compile(r"\s{0,3}\[([^\]\n]{1,200})\]:")
_FEW_WORDS = 40
#: The first sentences, where a document says what it is about.
_OPENING = 6


@dataclass(frozen=True)
class Document:
    """A postmortem, read."""

    name: str
    lines: list[str]
    blocks: list[Block]
    sections: list[Section]
    fields: list[Field]
    #: Front matter takes this many lines at the top.
    front: int
    day_first: bool
    title: Block | None
    known: frozenset[str] = field(default=frozenset())
    #: Names that a link definition stands for, in lower case.
    footed: frozenset[str] = field(default=frozenset())

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Every sentence outside code, in order."""
        return [s for block in self.blocks for s in sentences_of(block)]

    @cached_property
    def narrative(self) -> list[Sentence]:
        """The author's own sentences: no headings, no quotations."""
        skipped = (Kind.HEADING, Kind.HEAD)
        return [s for s in self.sentences if not s.block.quoted and s.block.kind not in skipped]

    @cached_property
    def day(self) -> date | None:
        """The day the document is about: its title's, its front matter's, or the first it names."""
        return _first_day(self)

    @cached_property
    def _timed(self) -> tuple[list[Row], list[Row]]:
        return read_rows(self.blocks, day_first=self.day_first, day=self.day)

    @property
    def rows(self) -> list[Row]:
        """The timeline."""
        return self._timed[0]

    @property
    def milestones(self) -> list[Row]:
        """Moments told besides the timeline ("Key events: detected, declared, resolved")."""
        return self._timed[1]

    @cached_property
    def actions(self) -> list[Action]:
        """The action items."""
        return read_actions(self.blocks, day_first=self.day_first)

    @cached_property
    def intentions(self) -> list[Sentence]:
        """Promises in prose outside the action items."""
        return intentions(self.sentences)

    @cached_property
    def factors(self) -> list[Factor]:
        """The causes in sections for causes."""
        return read_factors(self.blocks)

    @cached_property
    def causal(self) -> list[Sentence]:
        """Sentences anywhere that explain the incident."""
        return causal_sentences(self.sentences)

    @cached_property
    def stated(self) -> list[Stated]:
        """Lengths of time whose meaning is clear."""
        return stated(self.narrative)

    @cached_property
    def english(self) -> bool:
        """Whether the prose is English: rules about wording read nothing else."""
        text = " ".join(b.plain for b in self.blocks if b.kind is not Kind.CODE)
        words = len(re.findall(r"[^\W\d_]+", text))
        if words < _FEW_WORDS:
            return text.isascii() or words == 0
        return len(_ENGLISH.findall(text)) * _ENGLISH_SHARE >= words

    def of(self, *topics: Topic) -> list[Block]:
        """Return the blocks below the headings of some topics, headings left out."""
        return [b for b in self.blocks if b.about(*topics) and b.kind is not Kind.HEADING]

    def said(self, *topics: Topic) -> list[Sentence]:
        """Return the author's sentences of some topics."""
        return [s for s in self.narrative if s.block.about(*topics)]

    @cached_property
    def intro(self) -> list[Sentence]:
        """Sentences before any section."""
        return [s for s in self.narrative if not s.block.topics]


def read(text: str, *, name: str = "") -> Document:
    """Read a Markdown document, whatever it contains; `name` is its file name, if it has one."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if lines and text.startswith("\ufeff"):
        lines[0] = text[: len(lines[0]) + 1]
    fields, front = split_front([lines[0].lstrip("\ufeff"), *lines[1:]])
    body = [""] * front + lines[front:]
    blocks, sections = arrange(read_blocks(body))
    return Document(
        name=name,
        lines=lines,
        blocks=blocks,
        sections=sections,
        fields=[*fields, *_labelled(blocks)],
        front=front,
        day_first=day_comes_first("\n".join(lines)),
        title=_title(blocks),
        known=profiles(body),
        footed=_footed(body),
    )


def _footed(lines: list[str]) -> frozenset[str]:
    found = (_DEFINITION.match(line[:300]) for line in lines if line.lstrip().startswith("["))
    return frozenset(match[1].lower() for match in found if match)


def _title(blocks: list[Block]) -> Block | None:
    """Return the first heading, unless it names a section."""
    first = next((b for b in blocks if b.kind is Kind.HEADING), None)
    return first if first and not first.topics else None


def _labelled(blocks: list[Block]) -> list[Field]:
    """Return "Label: value" lines and two-column rows as fields."""
    found = []
    for block in blocks:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.body:
            name = block.plain[: block.body].strip(" :：\n").lower()
            found.append(Field(name, block.plain[block.body :].strip(), block.line))
        elif block.kind is Kind.ROW and len(block.cells) > 1:
            low, high = block.cells[0]
            start, end = block.cells[1]
            name = block.plain[low:high].strip(" :：").lower()
            found.append(Field(name, block.plain[start:end].strip(), block.line))
        elif block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.about(Topic.META):
            found.append(Field(block.heading.lower(), block.plain.strip(), block.line))
    return found


def _first_day(document: Document) -> date | None:
    title = document.title.plain if document.title else ""
    dated = [f.value for f in document.fields if "date" in f.name or f.name == "title"]
    opening = [s.text for s in document.narrative[:_OPENING]]
    for text in (title, *dated, *opening):
        for moment in moments(text, day_first=document.day_first):
            if moment.day and not moment.yearless:
                return moment.day
    return None
