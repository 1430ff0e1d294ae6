"""Find national numbers of persons: the shape, the check digit and the words before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.redaction.hits import Hit, personal
from app.redaction.rules.national import NATIONAL_IDS, TAX_CODE, NationalId
from app.redaction.values import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAR = 40
_EDGES = r"(?<![\w.-])(?:{})(?![\w-]|\.\d)"
_NAMED = tuple(
    (row, re.compile(_EDGES.format(row.shape)), re.compile(row.words))
    for row in NATIONAL_IDS
    if row.words
)
#: Most texts speak of no such number; one search says so.
_ANY_WORD = re.compile("|".join(row.words for row in NATIONAL_IDS if row.words))
_UNMISTAKABLE = tuple(row for row in NATIONAL_IDS if not row.words)
_ANY_SHAPE = re.compile(_EDGES.format("|".join(f"({row.shape})" for row in _UNMISTAKABLE)))
_CAPITALS = re.compile(r"[A-Z]{6}\d")
_TAX_CODE_SHAPE = re.compile(_EDGES.format(TAX_CODE.shape))


def find_tax_codes(text: str) -> Iterator[Hit]:
    """Yield a hit for every Italian tax code."""
    if not _CAPITALS.search(text):
        return
    for match in _TAX_CODE_SHAPE.finditer(text):
        if TAX_CODE.is_valid(match[0]):
            yield _hit(TAX_CODE, match)


def find_national_ids(text: str, lower: str) -> Iterator[Hit]:
    """Yield a hit for every national number that its check and its words confirm."""
    for match in _ANY_SHAPE.finditer(text):
        row = _UNMISTAKABLE[(match.lastindex or 1) - 1]
        if row.is_valid(match[0]):
            yield _hit(row, match)
    if not _ANY_WORD.search(lower):
        return
    for row, shape, words in _NAMED:
        if words.search(lower):
            for match in shape.finditer(text):
                near = words.search(lower, max(0, match.start() - _NEAR), match.start())
                if near and row.is_valid(match[0]):
                    yield _hit(row, match)


def _hit(row: NationalId, match: re.Match[str]) -> Hit:
    return personal(Kind.NATIONAL_ID, row.id, *match.span())
