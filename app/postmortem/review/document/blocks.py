"""Blocks: the paragraphs, items, rows and headings of a document, each knowing its place."""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from app.postmortem.review.document.masking import mask
from app.postmortem.review.document.topics import Topic


class Kind(StrEnum):
    """What a block is in Markdown."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    HEAD = "head"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Line:
    """One source line's share of a block."""

    #: 1-based line of the file.
    number: int
    #: 0-based column of the file's line where `text` begins.
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `quote` is exactly what the file has on `line` from `column`."""

    line: int
    column: int
    quote: str


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, table row, heading or piece of code."""

    kind: Kind
    lines: tuple[Line, ...]
    #: A heading's level (1 to 6), or how deep a list item is nested (0 outside lists).
    level: int = 0
    ordered: bool = False
    #: Inside a block quotation: somebody else's words.
    quoted: bool = False
    #: A table row's cells as offsets into `text`, and the names over them.
    cells: tuple[tuple[int, int], ...] = ()
    columns: tuple[str, ...] = ()
    #: A task list's tick, where there is one.
    ticked: bool | None = None
    topics: frozenset[Topic] = field(default=frozenset())
    #: The heading it stands under, and the index of that section.
    heading: str = ""
    section: int = 0
    #: Offset in `text` where the words after a label ("Impact:") begin.
    body: int = 0

    @cached_property
    def text(self) -> str:
        """The source text, lines joined by line ends."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def plain(self) -> str:
        """The text with markup overwritten, offsets kept."""
        return self.text if self.kind is Kind.CODE else mask(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line.text) + 1 for line in self.lines[:-1])
        return list(accumulate(lengths, initial=0))

    @property
    def line(self) -> int:
        """The first line of the block (1-based)."""
        return self.lines[0].number

    def about(self, *topics: Topic) -> bool:
        """Whether the block belongs to one of the topics."""
        return not self.topics.isdisjoint(topics)

    def line_at(self, offset: int) -> int:
        """Return the line number of an offset."""
        return self.lines[bisect_right(self._starts, offset) - 1].number

    def place(self, start: int, end: int, *, around: tuple[int, int] | None = None) -> Place:
        """Return the place of `text[start:end]`, widened to `around` within the same line."""
        index = bisect_right(self._starts, start) - 1
        line, base = self.lines[index], self._starts[index]
        low, high = around or (start, end)
        low, high = max(low - base, 0), min(high - base, len(line.text))
        if high - low > _LONGEST:
            low = max(low, start - base - _LONGEST // 3)
            high = min(high, max(end - base, low + _LONGEST))
            high = min(high, low + 2 * _LONGEST)
        quote = line.text[low:high]
        stripped = quote.strip()
        low += len(quote) - len(quote.lstrip())
        return Place(line.number, line.column + low, stripped)

    def cell(self, index: int) -> str:
        """Return a cell's source text, empty past the row's end."""
        if index >= len(self.cells):
            return ""
        low, high = self.cells[index]
        return self.text[low:high]


#: A quote longer than this is cut around its match, at its ends only.
_LONGEST = 240
