"""Placeholders: a few left over, or a template with nothing filled in."""

import re
from collections.abc import Iterator

from app.postmortem.review.checks.build import TK, finding, listed
from app.postmortem.review.document.action_fields import cells_by_name
from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding
from app.postmortem.review.rewrite import short
from app.postmortem.review.words.placeholders import BARE_QUESTION, BRACKETED, LEFTOVER

_LEFTOVER = re.compile(LEFTOVER)
_BRACKETED = re.compile(BRACKETED, re.IGNORECASE)
_BARE = re.compile(BARE_QUESTION)
_TEMPLATE = re.compile(r"\btemplates?\b", re.IGNORECASE)
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_SHARE = 0.4
_WORDY = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
_Hit = tuple[Block, int, int]


def _hits(document: Document) -> list[_Hit]:
    found: list[_Hit] = []
    for block in document.blocks:
        if block.kind is Kind.CODE or block.quoted:
            continue
        for pattern in (_LEFTOVER, _BRACKETED):
            found += [
                (block, m.start(), m.end())
                for m in pattern.finditer(_visible(block))
                if m[0].strip("[]").lower() not in document.footed
            ]
        found += _bare(block)
    spans = {(id(b), b.line_at(start)): (b, start, end) for b, start, end in reversed(found)}
    return sorted(spans.values(), key=lambda hit: hit[0].line_at(hit[1]))


def _visible(block: Block) -> str:
    """Return the source without code, and an action's row without its fields."""
    text = _CODE_SPAN.sub(lambda m: " " * len(m[0]), block.text)
    for low, high in _fields(block):
        text = text[:low] + " " * (high - low) + text[high:]
    return text


def _fields(block: Block) -> list[tuple[int, int]]:
    """Return the cells of an action that have rules of their own: owner, date, state, signal."""
    if block.kind is not Kind.ROW or not block.about(Topic.ACTIONS):
        return []
    return [span for name, span in cells_by_name(block).items() if name != "text"]


def _bare(block: Block) -> list[_Hit]:
    """Return a label's value, or a cell, that is only a question mark."""
    own = _fields(block)
    spans = [c for c in block.cells[1:] if c not in own] if block.kind is Kind.ROW else []
    if block.kind in (Kind.ITEM, Kind.PARAGRAPH) and block.body:
        spans.append((block.body, len(block.text)))
    return [(block, low, high) for low, high in spans if _BARE.match(block.text[low:high])]


def template(document: Document) -> bool:
    """Whether the document is a template: its own words are placeholders, or its sections empty."""
    if _is_bare(document):
        return True
    marked = {id(hit[0]): hit[0] for hit in _hits(document)}
    if marked and any(_TEMPLATE.search(h) for h in (_heading(document), document.name)):
        return True
    held = sum(len(block.text.split()) for block in marked.values())
    every = sum(len(b.text.split()) for b in document.blocks if b.kind in _WORDY)
    return len(marked) >= _SECTIONS and held >= _SHARE * every


_SECTIONS = 4


def _is_bare(document: Document) -> bool:
    """Whether most of the sections that a postmortem has stand empty."""
    known = {
        index: section.topics - {Topic.OTHER}
        for index, section in enumerate(document.sections)
        if section.heading and section.topics - {Topic.OTHER}
    }
    filled = {b.section for b in document.blocks if b.kind is not Kind.HEADING and _says(b)}
    empty = [index for index in known if index not in filled]
    return len(known) >= _SECTIONS and len(empty) * 2 > len(known) and len(filled) < _SECTIONS


def _says(block: Block) -> bool:
    """Whether a block holds more than the labels of a form."""
    if block.kind is Kind.HEAD:
        return False
    if block.kind is Kind.ROW:
        cells = [block.cell(i) for i in range(len(block.cells))]
        return sum(bool(cell.strip()) for cell in cells) * 2 > len(cells)
    return bool(block.text[block.body :].strip(" -*_[]"))


def _heading(document: Document) -> str:
    return document.title.plain if document.title else ""


def leftovers(document: Document) -> Iterator[Finding]:
    """Find placeholders, in one finding; a template with nothing else fails by it."""
    found = _hits(document)
    if template(document):
        block, start, end = found[0] if found else (document.blocks[0], 0, 0)
        yield finding(
            "placeholders.template",
            block.place(start, end),
            f"Fill in the template from the incident's log; where nobody knows, {TK}.",
            lines=[b.line_at(at) for b, at, _ in found],
        )
    elif found:
        block, start, end = found[0]
        lines = [b.line_at(at) for b, at, _ in found]
        yield finding(
            "placeholders.left",
            block.place(start, end, around=(0, len(block.text))),
            f'{short(block.text, 120)} → replace "{block.text[start:end].strip()}" with the fact, or leave it out.',
            why=f"{len(found)} placeholder{'s are' if len(found) > 1 else ' is'} still to be filled in"
            f' ({listed(lines)}), first "{block.text[start:end].strip()}".',
            lines=lines,
        )
