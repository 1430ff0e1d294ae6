"""Markdown to blocks: markdown-it-py finds the blocks, the file's own lines give the text.

Only block parsing is switched on: inline parsing costs time on hostile input and loses columns.
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.postmortem.review.document.blocks import Block, Kind, Line
from app.postmortem.review.document.html import html_blocks

_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])
_TICK = re.compile(r"\[([ xX]?)\]\s")
_PREFIX = re.compile(r"[\s>]*")
_PIPE = re.compile(r"(?<!\\)\|")


@dataclass
class _State:
    """Where the walk over the tokens is."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    #: Of each open list: whether it is numbered.
    lists: list[bool] = field(default_factory=list)
    #: Whether the next inline text is the first of its list item.
    fresh: bool = False
    quotes: int = 0
    heading: int = 0
    columns: tuple[str, ...] = ()
    head: bool = False


def read_blocks(lines: list[str]) -> list[Block]:
    """Return the document's blocks in order."""
    state = _State(lines)
    for token in _PARSER.parse("\n".join(lines).replace("\0", "\ufffd")):
        _take(state, token)
    return state.blocks


def _take(state: _State, token: Token) -> None:
    kind = token.type
    if kind == "inline":
        _inline(state, token)
    elif kind in {"fence", "code_block"} and token.map:
        _code(state, token, fenced=kind == "fence")
    elif kind == "html_block" and token.map:
        state.blocks += html_blocks(_numbered(state.lines, *token.map))
    elif kind == "tr_open" and token.map:
        _row(state, token.map[0])
    else:
        _walk(state, kind, token)


def _walk(state: _State, kind: str, token: Token) -> None:
    """Follow the containers: lists, quotations, headings, tables."""
    if kind in {"bullet_list_open", "ordered_list_open"}:
        state.lists.append(kind.startswith("ordered"))
    elif kind in {"bullet_list_close", "ordered_list_close"}:
        state.lists.pop()
    elif kind == "list_item_open":
        state.fresh = True
    elif kind in {"blockquote_open", "blockquote_close"}:
        state.quotes += 1 if kind.endswith("open") else -1
    elif kind in {"heading_open", "heading_close"}:
        state.heading = int(token.tag[1]) if kind.endswith("open") else 0
    elif kind in {"thead_open", "thead_close"}:
        state.head = kind.endswith("open")


def _numbered(lines: list[str], start: int, end: int) -> tuple[Line, ...]:
    return tuple(Line(number + 1, 0, lines[number]) for number in range(start, end))


def _inline(state: _State, token: Token) -> None:
    """Place a paragraph's, heading's or item's text; table cells are read with their row."""
    if not token.map or (token.level and _in_table(state, token)):
        return
    lines = _found(state.lines, token)
    if not lines:
        return
    item = bool(state.lists) and state.fresh and not state.heading
    state.fresh = False
    tick = _TICK.match(lines[0].text) if item else None
    kind = Kind.HEADING if state.heading else Kind.ITEM if item else Kind.PARAGRAPH
    state.blocks.append(
        Block(
            kind=kind,
            lines=lines,
            level=state.heading or len(state.lists),
            ordered=bool(state.lists) and state.lists[-1],
            quoted=state.quotes > 0,
            ticked=None if tick is None else tick[1] in ("x", "X"),
        )
    )


def _in_table(state: _State, token: Token) -> bool:
    last = state.blocks[-1] if state.blocks else None
    return (
        last is not None
        and last.kind in (Kind.ROW, Kind.HEAD)
        and token.map is not None
        and last.line == token.map[0] + 1
    )


def _found(source: list[str], token: Token) -> tuple[Line, ...]:
    """Match the parser's stripped lines with the file's lines."""
    first = token.map[0] if token.map else 0
    contents = token.content.split("\n")
    numbered = zip(range(first, len(source)), contents, strict=False)
    found = [_line(source[number], number, content) for number, content in numbered]
    while found and not found[-1].text.strip():
        found.pop()
    return tuple(found)


def _line(raw: str, number: int, content: str) -> Line:
    """Return where the parser's text stands in a line; changed by the parser, the line's own."""
    column = raw.find(content)
    if column >= 0:
        return Line(number + 1, column, content)
    prefix = _PREFIX.match(raw)
    column = prefix.end() if prefix else 0
    return Line(number + 1, column, raw[column:])


def _code(state: _State, token: Token, *, fenced: bool) -> None:
    start, end = token.map or (0, 0)
    if fenced:
        closed = end > start + 1 and state.lines[end - 1].lstrip(" >\t").startswith(token.markup)
        start, end = start + 1, end - closed
    if start < end:
        lines = _numbered(state.lines, start, end)
        state.blocks.append(
            Block(Kind.CODE, lines, level=len(state.lists), quoted=state.quotes > 0)
        )


def _row(state: _State, number: int) -> None:
    """Place a table row: cells are what stands between pipes that are not escaped."""
    raw = state.lines[number]
    prefix = _PREFIX.match(raw)
    column = prefix.end() if prefix else 0
    text = raw[column:].rstrip()
    cells = _cells(text)
    names = tuple(text[low:high] for low, high in cells)
    if state.head:
        state.columns = names
    state.blocks.append(
        Block(
            kind=Kind.HEAD if state.head else Kind.ROW,
            lines=(Line(number + 1, column, text),),
            level=len(state.lists),
            quoted=state.quotes > 0,
            cells=cells,
            columns=state.columns,
        )
    )


def _cells(text: str) -> tuple[tuple[int, int], ...]:
    edges = [m.start() for m in _PIPE.finditer(text)]
    starts = [0, *(edge + 1 for edge in edges)]
    ends = [*edges, len(text)]
    spans = list(zip(starts, ends, strict=True))
    if len(spans) > 1 and not text[slice(*spans[0])].strip():
        spans = spans[1:]
    if len(spans) > 1 and not text[slice(*spans[-1])].strip():
        spans = spans[:-1]
    return tuple(_stripped(text, low, high) for low, high in spans)


def _stripped(text: str, low: int, high: int) -> tuple[int, int]:
    piece = text[low:high]
    start = low + len(piece) - len(piece.lstrip())
    return start, max(start, low + len(piece.rstrip()))
