"""Causes: the factors a document names, and the sentences that say why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.postmortem.review.document.blocks import Block, Kind, Place
from app.postmortem.review.document.sentences import Sentence, sentences_of
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.words.causes import CAUSAL, GAP, LAYERS, UNKNOWN, WHY

_CAUSAL = re.compile(CAUSAL, re.IGNORECASE)
_WHY = re.compile(WHY, re.IGNORECASE)
_GAP = re.compile(GAP, re.IGNORECASE)
_UNKNOWN = re.compile(UNKNOWN, re.IGNORECASE)
_LAYERS = {name: re.compile(words, re.IGNORECASE) for name, words in LAYERS.items()}
_FEWEST_WORDS = 2
#: Where a "because" explains the incident; a lesson's or an action's explains something else.
_EXPLAINS = (
    Topic.FACTORS,
    Topic.DETAILS,
    Topic.SUMMARY,
    Topic.TIMELINE,
    Topic.DETECTION,
    Topic.RESOLUTION,
    Topic.WRONG,
    Topic.OTHER,
)


@dataclass(frozen=True)
class Factor:
    """One thing that made the incident possible, as the document puts it."""

    block: Block
    start: int
    end: int
    text: str

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.block.line_at(self.start)

    @property
    def source(self) -> str:
        """The factor as the file has it, on one line."""
        return " ".join(self.block.text[self.start : self.end].split())

    def place(self) -> Place:
        """Return where it stands."""
        return self.block.place(self.start, self.end)


def explains(text: str) -> bool:
    """Whether a text says why something happened."""
    return bool(_CAUSAL.search(text))


def names_gap(text: str) -> bool:
    """Whether a text names something that was missing or did not hold."""
    return bool(_GAP.search(text))


def is_unknown(text: str) -> bool:
    """Whether a text says that the cause is not known."""
    return bool(_UNKNOWN.search(text))


def layers_of(text: str) -> frozenset[str]:
    """Return the layers of the system that a text speaks of."""
    return frozenset(name for name, pattern in _LAYERS.items() if pattern.search(text))


def read_factors(blocks: list[Block]) -> list[Factor]:
    """Return the factors of the document's sections for causes.

    A list's items, a table's rows and subheadings are one factor each; in prose, each sentence
    that says why or names a gap is one.
    """
    about = [b for b in blocks if b.about(Topic.FACTORS) and b.kind is not Kind.CODE]
    shallow = _shallowest(about)
    found: list[Factor] = []
    for block in about:
        if block.kind is Kind.ITEM:
            found += _item(block, shallow)
        elif block.kind is Kind.ROW:
            found.append(_whole(block))
        elif block.kind is Kind.PARAGRAPH:
            found += _prose(block)
    return found


def _shallowest(blocks: list[Block]) -> int:
    """Return how deep the list items lie that are a factor each.

    One item at the top with others below it is a chain of whys: then every item is a link.
    """
    levels = [b.level for b in blocks if b.kind is Kind.ITEM]
    top = min(levels, default=0)
    return top if levels.count(top) > 1 else max(levels, default=0)


def _item(block: Block, deepest: int) -> list[Factor]:
    words = block.plain[block.body :].strip()
    if block.level > deepest or len(words.split()) <= _FEWEST_WORDS or words.endswith("?"):
        return []
    return [_whole(block)]


def _whole(block: Block) -> Factor:
    return Factor(block, block.body, len(block.text), block.plain[block.body :])


def _prose(block: Block) -> list[Factor]:
    return [
        Factor(block, s.start, s.end, s.text) for s in sentences_of(block) if _is_factor(s.text)
    ]


def _is_factor(text: str) -> bool:
    """Whether a sentence gives a cause itself; "There were three causes:" only announces some."""
    if text.endswith(("?", ":")):
        return text.endswith(":") and names_gap(text)
    return explains(text) or names_gap(text)


def causal_sentences(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return the sentences outside actions and lessons that explain the incident."""
    return [
        s
        for s in sentences
        if (not s.block.topics or s.block.about(*_EXPLAINS))
        and not s.block.about(Topic.ACTIONS)
        and not s.block.quoted
        and s.block.kind is not Kind.HEADING
        and (explains(s.text) or _WHY.search(s.text))
        and not is_unknown(s.text)
    ]
