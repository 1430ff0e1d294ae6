"""Figures that do not add up: shares, parts of wholes, announced counts, totals of tables."""

import re
from collections.abc import Iterator, Sequence

from app.postmortem.review.checks.build import TK, finding
from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.result import Finding
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.times import NUMBERS

_NUM = r"(\d[\d,]{0,12})"
_OF = r"(?:out of|of (?:the |our |a total of )?|/)"
_SHARE = r"~?(\d{1,3}(?:\.\d{1,3})?)\s?%"
_PART = re.compile(
    rf"(?<![\d.,/-]){_NUM}\s?{_OF}\s?{_NUM}(?![\d.,/-]*\d)[^%().]{{0,40}}\(\s*{_SHARE}",
    re.IGNORECASE,
)
_SHARED = re.compile(
    rf"{_SHARE}[^%().\d]{{0,30}}\(\s*{_NUM}\s?{_OF}\s?{_NUM}(?![\d.,]*\d)", re.IGNORECASE
)
_OUT_OF = re.compile(
    rf"(?<![\d.,/-]){_NUM}\s(?:out of)\s(?:the |our )?{_NUM}(?![\d.,]*\d)", re.IGNORECASE
)
_WORDS = "|".join(word for word, value in NUMBERS.items() if value in range(2, 13))
_ANNOUNCED = re.compile(
    rf"\b({_WORDS}|\d{{1,2}})\s(?:(?!and\b)[\w-]+\s){{0,3}}?(?:factors?|causes?|issues?|reasons?|problems?|steps?|changes|things|actions|lessons"
    r"|bugs|mistakes|failures|components|conditions|questions|points|aspects|events|phases|incidents|layers)\b[^.]{0,60}:\s*$",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:at least|over|more than|about|several|first|next|last|other|top|main|following)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\W*(?:total|sum|overall|gesamt|合計)\W*$", re.IGNORECASE)
_CELL = re.compile(r"^\W*(\d[\d,]{0,12})\W*$")
_HUNDRED = 100.0
_SLACK = 1.0


def shares(document: Document) -> Iterator[Finding]:
    """Find "12 of 40 (25%)" and a part larger than its whole."""
    for sentence in document.narrative:
        for match in _PART.finditer(sentence.text):
            yield from _share(sentence, match, match[1], match[2], match[3])
        for match in _SHARED.finditer(sentence.text):
            yield from _share(sentence, match, match[2], match[3], match[1])
        for match in _OUT_OF.finditer(sentence.text):
            part, whole = _int(match[1]), _int(match[2])
            if part > whole > 0:
                yield _wrong(sentence, match, f"{part} cannot be out of {whole}")


def _int(text: str) -> int:
    return int(text.replace(",", ""))


def _share(
    sentence: Sentence, match: re.Match[str], part: str, whole: str, share: str
) -> Iterator[Finding]:
    if not _int(whole) or _int(part) > _int(whole):
        return
    actual = _HUNDRED * _int(part) / _int(whole)
    if abs(actual - float(share)) > max(_SLACK, 0.03 * actual):
        yield _wrong(sentence, match, f"{part} of {whole} is {actual:.1f} %, not {share} %")


def _wrong(sentence: Sentence, match: re.Match[str], why: str) -> Finding:
    return finding(
        "consistency.total",
        sentence.place(match.start(), match.end()),
        f"{short(sentence.raw(), 140)} → {TK} which figure is right.",
        why=f"{why[0].upper()}{why[1:]}.",
        statement=sentence.raw(),
    )


def announced(document: Document) -> Iterator[Finding]:
    """Find "three factors:" above a list of another length."""
    for index, block in enumerate(document.blocks):
        match = _ANNOUNCED.search(block.plain) if block.kind is Kind.PARAGRAPH else None
        if not match or _ROUGH.search(block.plain[max(0, match.start() - 20) : match.end()]):
            continue
        said = NUMBERS.get(match[1].lower()) or int(match[1])
        found = _listed(document.blocks[index + 1 :])
        if found and said > 1 and found != said:
            yield finding(
                "consistency.total",
                block.place(match.start(), match.end()),
                f"{short(block.text, 120)} → {found}, or {TK} (the missing one).",
                why=f"It announces {match[1]}; the list below has {found}.",
            )


def _listed(blocks: Sequence[Block]) -> int:
    """Return how long the list is that begins at once."""
    if not blocks or blocks[0].kind is not Kind.ITEM:
        return 0
    top = blocks[0].level
    count = 0
    for block in blocks:
        if (
            block.level < top
            or block.kind is Kind.HEADING
            or (block.kind is not Kind.ITEM and not block.level)
        ):
            break
        if block.kind is Kind.ITEM and block.level == top:
            if block.ordered != blocks[0].ordered:
                break
            count += 1
    return count


def tables(document: Document) -> Iterator[Finding]:
    """Find a table's total that its rows do not give."""
    rows: list[Block] = []
    for block in document.blocks:
        if block.kind is not Kind.ROW:
            rows = []
            continue
        if rows and _TOTAL.match(block.cell(0)):
            yield from _column_totals(rows, block)
        rows.append(block)


def _column_totals(rows: Sequence[Block], total: Block) -> Iterator[Finding]:
    for column in range(1, len(total.cells)):
        matches = [_CELL.match(row.cell(column)) for row in (*rows, total)]
        if len(rows) < _TWO or not all(matches):
            continue
        values = [_int(match[1]) for match in matches if match]
        if sum(values[:-1]) != values[-1]:
            low, high = total.cells[column]
            yield finding(
                "consistency.total",
                total.place(low, high),
                f"{sum(values[:-1])}, or {TK} (the row that is wrong).",
                why=f"The rows above sum to {sum(values[:-1])}, not to {values[-1]}.",
            )


_TWO = 2
