"""Sections: every block learns what it is about."""

import re
from dataclasses import dataclass, field, replace

from app.postmortem.review.document.blocks import Block, Kind
from app.postmortem.review.document.labels import (
    Label,
    label_of,
    split_lines,
    starts_with_moment,
    starts_with_time,
)
from app.postmortem.review.document.topics import Topic, is_detail, is_whole, topics_of
from app.postmortem.review.words.actions import DATE_COLUMNS, OWNER_COLUMNS, STATE_COLUMNS
from app.postmortem.review.words.events import EVENT_COLUMNS, TIME_COLUMNS

#: A bold line stands below every real heading.
_BOLD_LEVEL = 7
#: Inside these, a list item's label ("Detection: add an alert") names a kind of item, no section.
_SETTLED = frozenset(
    {
        Topic.ACTIONS,
        Topic.FACTORS,
        Topic.WELL,
        Topic.WRONG,
        Topic.LUCKY,
        Topic.TIMELINE,
        Topic.LESSONS,
        Topic.AVOIDED,
    }
)
_OTHER = frozenset({Topic.OTHER})
_ACTION_TABLE = re.compile(
    r"\b(?:action|task|follow[- ]?up|to-?do)s?\b|対策|アクション", re.IGNORECASE
)
_OWNED_TABLE = re.compile(rf"{OWNER_COLUMNS}|{DATE_COLUMNS}|{STATE_COLUMNS}", re.IGNORECASE)
_TIME_TABLE = re.compile(rf"\W*(?:{TIME_COLUMNS})", re.IGNORECASE)
_EVENT_TABLE = re.compile(EVENT_COLUMNS, re.IGNORECASE)
_NOTHING: frozenset[Topic] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and where it stands; the block is None for what comes before any heading."""

    heading: Block | None
    title: str
    topics: frozenset[Topic]
    level: int


@dataclass
class _State:
    """The headings above the current block, and the label it stands under."""

    stack: list[tuple[int, frozenset[Topic]]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    titled: bool = False
    #: Topics of the label above, the list depth it stands at, and whether prose ends it.
    label: frozenset[Topic] = _NOTHING
    depth: int = 0
    loose: bool = False
    #: The label stands alone on its list item: what follows belongs to it, nested or not.
    alone: bool = False

    @property
    def topics(self) -> frozenset[Topic]:
        return self.stack[-1][1] if self.stack else _NOTHING


def arrange(blocks: list[Block]) -> tuple[list[Block], list[Section]]:
    """Return the blocks with their topics, and the sections in order."""
    state = _State()
    state.sections.append(Section(None, "", _NOTHING, 0))
    for block in blocks:
        for piece in split_lines(block):
            _place(state, piece)
    return state.blocks, state.sections


def _place(state: _State, block: Block) -> None:
    if block.kind is Kind.HEADING:
        _heading(state, block, block.level)
        return
    label = label_of(block.text) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) else None
    if label and block.kind is Kind.PARAGRAPH and label.alone and _is_heading(state, label):
        _heading(state, replace(block, kind=Kind.HEADING, level=_BOLD_LEVEL), _BOLD_LEVEL)
        return
    _body(state, block, label)


def _is_heading(state: _State, label: Label) -> bool:
    """Whether a line by itself is a heading: it names a section, or divides the one above."""
    return bool(label.topics) or bool(state.topics - _OTHER)


def _heading(state: _State, block: Block, level: int) -> None:
    text = block.text.replace("\n", " ")
    state.label = _NOTHING
    if starts_with_time(text) or (starts_with_moment(text) and state.topics):
        topics = state.topics
    else:
        while state.stack and state.stack[-1][0] >= level:
            state.stack.pop()
        topics = _meaning(state, text)
        state.stack.append((level, topics))
    state.titled = True
    state.sections.append(Section(block, text, topics, level))
    section = len(state.sections) - 1
    state.blocks.append(replace(block, topics=topics, heading=text, section=section))


def _meaning(state: _State, text: str) -> frozenset[Topic]:
    """Return what a heading is about: its own words, else what stands above it."""
    own, above = topics_of(text), state.topics
    if not state.titled and not (own and is_whole(text)):
        return _NOTHING
    if is_detail(text) and above - _OTHER:
        return above
    return own or above or _OTHER


def _body(state: _State, block: Block, label: Label | None) -> None:
    if label and label.topics and _counts(state, block, label):
        state.label, state.depth = label.topics, block.level
        state.loose = block.kind is Kind.PARAGRAPH and not label.alone
        state.alone = label.alone
        topics, body = label.topics, label.end
    else:
        topics, body = _inherited(state, block), 0
    if block.columns and not topics & _SETTLED:
        topics |= _of_table(block.columns)
    state.blocks.append(
        replace(
            block,
            topics=topics,
            heading=state.sections[-1].title,
            section=len(state.sections) - 1,
            body=body,
        )
    )


def _of_table(columns: tuple[str, ...]) -> frozenset[Topic]:
    """Return what a table is by its columns, wherever it stands: actions with owners, or times."""
    names = " | ".join(columns)
    if _ACTION_TABLE.search(names) and _OWNED_TABLE.search(names):
        return frozenset({Topic.ACTIONS})
    if len(columns) > 1 and _TIME_TABLE.match(columns[0]) and _EVENT_TABLE.search(names):
        return frozenset({Topic.TIMELINE})
    return _NOTHING


def _counts(state: _State, block: Block, label: Label) -> bool:
    """Whether a label opens a part of its own here."""
    if block.kind is Kind.ITEM:
        nested = state.label and block.level > state.depth
        around = state.label if nested else state.topics
        return not (around & _SETTLED)
    return is_whole(label.text)


def _inherited(state: _State, block: Block) -> frozenset[Topic]:
    """Return the topics of the label above where it still holds, else the heading's."""
    if state.label:
        inside = block.level > state.depth or (block.kind is not Kind.ITEM and state.depth > 0)
        listed = block.kind in (Kind.ITEM, Kind.ROW, Kind.HEAD, Kind.CODE) and state.depth == 0
        if (state.depth and inside and block.level) or (not state.depth and listed):
            return state.label
        if state.alone and state.depth:
            return state.label
        if not state.depth and not state.loose:
            return state.label
        state.label = _NOTHING
    return state.topics
