"""Sentences, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.postmortem.review.document.blocks import Block, Kind, Place

_END = re.compile(r"(?<![.!?])[.!?]{1,20}[\"'”’)\]]{0,5}(?=\s)|[。！？]|(?<=[;:])\n")
_NEXT = re.compile(
    r"\s{0,20}[\"'“‘(\[@#\u2591\d]{0,40}\s{0,5}[A-ZÄÖÜÉÀÂÊÎÔÛÑ\u2591\u3040-\u30ff\u4e00-\u9fff@]"
)
#: A full stop after these does not end a sentence.
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|ca|cf|incl|no|nr|dr|mr|mrs|ms|sr|jr|st|fig|resp|z\.B|u\.a|bzw"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m)|\b[A-Z])\.$",
    re.IGNORECASE,
)
#: Hostile or machine-made text without full stops is read in pieces of this length.
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is masked, `block.text[start:end]` is what the file has."""

    block: Block
    start: int
    end: int
    text: str

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.block.line_at(self.start)

    def raw(self) -> str:
        """Return the source of the sentence on one line."""
        return " ".join(self.block.text[self.start : self.end].split())

    def column(self) -> str:
        """Return the name over the table cell it stands in, empty elsewhere."""
        block = self.block
        for index, (low, high) in enumerate(block.cells):
            if low <= self.start <= high and index < len(block.columns):
                return block.columns[index]
        return ""

    def place(self, start: int, end: int) -> Place:
        """Return where `text[start:end]` stands, quoted with the sentence around it on its line."""
        return self.block.place(self.start + start, self.start + end, around=(self.start, self.end))

    def whole(self) -> Place:
        """Return where the sentence stands."""
        return self.place(0, self.end - self.start)


def _pieces(block: Block) -> list[tuple[int, int]]:
    if block.kind in (Kind.ROW, Kind.HEAD):
        return list(block.cells)
    return [(0, len(block.text))]


def _ends(text: str, low: int, high: int) -> Iterator[int]:
    """Yield where sentences end between two offsets."""
    last = low
    for match in _END.finditer(text, low, high):
        end = match.end()
        opens = match[0] in "。！？\n" or _NEXT.match(text, end)
        if not opens or _SHORT.search(text[max(last, end - 8) : end]):
            continue
        last = end
        yield end
    yield high


def _bounded(low: int, high: int) -> Iterator[tuple[int, int]]:
    while high - low > _LONGEST:
        yield low, low + _LONGEST
        low += _LONGEST
    yield low, high


def sentences_of(block: Block) -> Iterator[Sentence]:
    """Yield the sentences of a block; code has none, a table row has those of its cells."""
    if block.kind is Kind.CODE:
        return
    plain = block.plain
    for low, high in _pieces(block):
        last = max(low, block.body)
        for end in _ends(plain, low, high):
            for start, stop in _bounded(last, end):
                piece = plain[start:stop]
                begin = start + len(piece) - len(piece.lstrip())
                words = piece.strip()
                if words:
                    yield Sentence(block, begin, begin + len(words), words)
            last = max(last, end)
