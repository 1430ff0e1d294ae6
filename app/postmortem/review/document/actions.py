"""Action items, from lists, tables and prose."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.postmortem.review.document.action_fields import (
    cells_by_name,
    due_of,
    is_classed,
    is_done,
    is_proven,
    owner_of,
    serves,
)
from app.postmortem.review.document.blocks import Block, Kind, Place
from app.postmortem.review.document.sentences import Sentence, sentences_of
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.words import actions as words

_FLAGS = re.IGNORECASE
_WORD = re.compile(r"[^\W\d_]+")
_TOGETHER = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{4}")
_DONE = re.compile(words.DONE, _FLAGS)
_INTENTION = re.compile(words.INTENTION, _FLAGS)
_ORDER = re.compile(words.ORDER, _FLAGS)
_INTRODUCTION = re.compile(words.INTRODUCTION, _FLAGS)
_DROPPED = re.compile(words.DROPPED_STATE, _FLAGS)
_REMEDY = re.compile(words.REMEDY, _FLAGS)
_BEHAVIOUR = re.compile(words.BEHAVIOUR, _FLAGS)
#: "DNS configuration review: perform ...": what it is called, then what is to be done.
_TITLE = re.compile(r"\W*[^.:\n]{3,60}:\s+(?=\w)")
_LINK = re.compile(r"\]\(|https?://|(?<![\w&])#\d+|\b[A-Z][A-Z0-9]{1,9}-\d+\b|\]\[")
_FEWEST_WORDS = 2
_TITLED = 2
#: Where intentions in prose are the author's plans; a timeline's "we will" is history.
_PLACES = (Topic.RESOLUTION, Topic.LESSONS, Topic.OTHER, Topic.WRONG)
#: In a section of actions, all that speaks of what is ahead is one.
_AHEAD = re.compile(
    r"\b(?:will|should(?! have)|must|shall|needs? to|plan(?:s|ning)? to|going to|continu(?:e|ing) to)\b",
    _FLAGS,
)
#: Advice to readers is nobody's action.
_ADVICE = re.compile(
    r"\b(?:please|you|your|users? (?:should|must|need|to)|we would like to thank|thank you)\b",
    _FLAGS,
)


_ASKS = re.compile(r"\W*(?:TK|TBD|TBA)\b")


@dataclass(frozen=True)
class Action:
    """Something the document says will be done or has been done about the incident."""

    block: Block
    #: Offsets in the block's text of the action itself.
    start: int
    end: int
    #: The action with everything under it, masked.
    text: str
    owner: str
    due: str
    coarse: bool
    classed: bool
    proof: bool
    #: Whether it says itself which cause it serves.
    factored: bool
    done: bool
    linked: bool
    #: Taken from prose outside a section for actions.
    loose: bool = False

    @property
    def asks(self) -> bool:
        """Whether it only holds the place of an action: that is one finding, of placeholders."""
        return bool(_ASKS.match(self.text))

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.block.line_at(self.start)

    @property
    def words(self) -> str:
        """The action's own words, masked."""
        return self.block.plain[self.start : self.end]

    @property
    def source(self) -> str:
        """The action as the file has it, on one line."""
        return " ".join(self.block.text[self.start : self.end].split())

    def place(self) -> Place:
        """Return where it stands."""
        return self.block.place(self.start, self.end)


def read_actions(blocks: list[Block], *, day_first: bool) -> list[Action]:
    """Return the document's action items, in order."""
    listed = [b for b in blocks if b.about(Topic.ACTIONS) and b.kind is not Kind.CODE]
    listed = _without_details(listed)
    found: list[Action] = []
    index = 0
    while index < len(listed):
        block = listed[index]
        under = _under(listed, index)
        if _groups(block, under):
            index += 1
            continue
        found += _from(block, under, day_first=day_first)
        index += 1 + len(under)
    return found


def _without_details(listed: list[Block]) -> list[Block]:
    """Leave out items that explain: where a section's items have titles in bold, the rest do."""
    titled = Counter(b.section for b in listed if b.kind is Kind.ITEM and _titled(b))
    return [
        b
        for b in listed
        if b.kind is not Kind.ITEM or titled[b.section] < _TITLED or _titled(b) or b.level > 1
    ]


def _titled(block: Block) -> bool:
    return block.text.lstrip().startswith("**")


def intentions(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Return sentences outside the action items that promise something."""
    return [
        s
        for s in sentences
        if not s.block.about(Topic.ACTIONS, Topic.TIMELINE, Topic.IMPACT, Topic.LUCKY, Topic.WELL)
        and (not s.block.topics or s.block.about(*_PLACES))
        and not s.block.quoted
        and s.block.kind is not Kind.HEADING
        and _promises(s)
    ]


def _promises(sentence: Sentence) -> bool:
    text = sentence.text
    if text.endswith((":", "?")) or _ADVICE.search(text):
        return False
    ordered = sentence.block.about(Topic.RESOLUTION, Topic.LESSONS) and _ORDER.match(text)
    return bool(_INTENTION.search(text) or ordered)


def loose(sentence: Sentence) -> Action:
    """Return an intention in prose as an action item without owner or date."""
    return _action(
        sentence.block, sentence.start, sentence.end, sentence.text, {}, day_first=False, loose=True
    )


def _under(listed: list[Block], index: int) -> list[Block]:
    """Return the blocks nested below a list item."""
    top = listed[index]
    if top.kind is not Kind.ITEM:
        return []
    found = []
    for block in listed[index + 1 :]:
        nested = block.level > top.level if block.kind is Kind.ITEM else block.level >= top.level
        if block.kind is Kind.HEADING or not nested or block.section != top.section:
            break
        found.append(block)
    return found


def _groups(block: Block, under: list[Block]) -> bool:
    """Whether an item only names a group of actions ("Monitoring:")."""
    items = [b for b in under if b.kind is Kind.ITEM]
    text = block.plain[block.body :].strip()
    title = _TITLE.match(text)
    if title and _titled(block) and len(text[title.end() :].split()) > _FEWEST_WORDS:
        return False
    return bool(items) and (text.endswith(":") or len(text.split()) <= _FEWEST_WORDS or not text)


def _from(block: Block, under: list[Block], *, day_first: bool) -> Iterator[Action]:
    if block.kind in (Kind.HEADING, Kind.HEAD) or block.quoted:
        return
    if block.kind is Kind.ROW:
        yield from _from_row(block, day_first=day_first)
    elif block.kind is Kind.ITEM:
        text = " ".join([block.plain[block.body :], *(b.plain for b in under)])
        mixed = block.about(Topic.LESSONS) and not _reads_as_action(text)
        bare = _count(text) < _FEWEST_WORDS and not _LINK.search(block.text)
        if bare or mixed:
            return
        if not _INTRODUCTION.search(block.plain[block.body :]) or under:
            yield _action(block, block.body, len(block.text), text, {}, day_first=day_first)
    else:
        for sentence in sentences_of(block):
            if _is_action(sentence):
                yield _action(
                    block, sentence.start, sentence.end, sentence.text, {}, day_first=day_first
                )


def _count(text: str) -> int:
    """Return how many words there are; where words are written together, four signs are two."""
    return len(_WORD.findall(text)) + len(_TOGETHER.findall(text))


def _is_action(sentence: Sentence) -> bool:
    """Whether a sentence of an action section says what is or will be done."""
    if _INTRODUCTION.search(sentence.text) or len(sentence.text.split()) <= _FEWEST_WORDS:
        return False
    text = sentence.text
    ahead = _AHEAD.search(text) is not None and not _BEHAVIOUR.search(text)
    titled = _TITLE.match(text)
    ahead = ahead or bool(titled and _reads_as_action(text[titled.end() :]))
    return not _ADVICE.search(text) and (ahead or _reads_as_action(text))


def _reads_as_action(text: str) -> bool:
    """Whether a text promises, orders or reports a change."""
    words_ = text.split()
    return bool(
        _INTENTION.search(text)
        or _DONE.search(text)
        or (words_ and re.match(words.CHANGES, words_[0].lower(), _FLAGS))
        or _ORDER.match(text)
        or _REMEDY.search(text)
        or any(re.search(pattern, text, _FLAGS) for _, pattern, _ in words.WEAK)
    )


def _from_row(block: Block, *, day_first: bool) -> Iterator[Action]:
    cells = cells_by_name(block)
    low, high = cells.pop("text", block.cells[0] if block.cells else (0, 0))
    values = {name: block.plain[start:end].strip() for name, (start, end) in cells.items()}
    if _DROPPED.search(values.get("state", "")):
        return
    if block.plain[low:high].strip() or any(values.values()):
        yield _action(block, low, high, block.plain, values, day_first=day_first)


def _action(
    block: Block,
    start: int,
    end: int,
    text: str,
    cells: dict[str, str],
    *,
    day_first: bool,
    loose: bool = False,
) -> Action:
    due, coarse = due_of(f"{text}\n{block.heading}", cells, day_first=day_first)
    source = block.text[start:end]
    return Action(
        block=block,
        start=start,
        end=end,
        text=text,
        owner=owner_of(text, cells),
        due=due,
        coarse=coarse,
        classed=is_classed(block, start, cells),
        proof=is_proven(text, cells),
        factored=serves(text, cells),
        done=is_done(block, text, cells),
        linked=bool(_LINK.search(source if block.kind is not Kind.ROW else block.text)),
        loose=loose,
    )
