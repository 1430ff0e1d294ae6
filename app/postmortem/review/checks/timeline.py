"""The timeline: there, in order, with times, a zone and sources."""

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta

from app.postmortem.review.checks.build import finding, listed, share
from app.postmortem.review.document.blocks import Block, Kind, Place
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.moments import moments, zone_in
from app.postmortem.review.document.row import Row
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.result import Finding, Severity
from app.postmortem.review.rewrite import short

_LINKED = re.compile(r"\btime ?line\b", re.IGNORECASE)
_LINK = re.compile(r"\]\(|https?://")
#: Start, declared, resolved: milestones, not yet a timeline.
_MILESTONES = 4
_FEWEST = 3
_HALF = 0.5
_A_ROW = "| 14:02 UTC | TK (actor) | TK (what was observed or done) | TK (link) |"


def missing(document: Document) -> Iterator[Finding]:
    """Find documents without a timeline; three milestones or a link elsewhere are none."""
    rows = document.rows
    milestones = bool(rows) and len(rows) <= _MILESTONES and _named_key_events(document)
    if len(rows) >= _FEWEST and not milestones:
        return
    elsewhere = next((b for b in document.blocks if _points_elsewhere(b)), None)
    rewrite = f"## Timeline (UTC): one row for each alert, first acknowledgement, hypothesis, mitigation and its outcome, message to users, resolution, e.g. {_A_ROW}"
    if elsewhere:
        yield finding(
            "timeline.missing",
            elsewhere.place(0, len(elsewhere.text)),
            rewrite,
            why="The timeline is a link to another place, which readers of this document may not be"
            " able to open.",
        )
    elif rows:
        lines = [row.line for row in rows]
        yield finding(
            "timeline.missing",
            rows[0].block.place(0, len(rows[0].block.text)),
            rewrite,
            why=f"There is no timeline: {listed(lines)} {'gives' if len(set(lines)) == 1 else 'give'}"
            " milestones only, and nothing of what was seen, thought and tried in between.",
            lines=lines,
        )
    else:
        yield finding("timeline.missing", _where(document), rewrite)


def _named_key_events(document: Document) -> bool:
    return bool(document.rows) and not any(
        section.heading and Topic.TIMELINE in section.topics for section in document.sections
    )


def _points_elsewhere(block: Block) -> bool:
    text = block.text
    return bool(_LINKED.search(text) and _LINK.search(text)) and len(text.split()) < _SHORT


_SHORT = 20


def _where(document: Document) -> int:
    return next(
        (s.heading.line for s in document.sections if s.heading and Topic.TIMELINE in s.topics),
        document.title.line if document.title else document.front + 1,
    )


def unsourced(document: Document) -> Iterator[Finding]:
    """Find rows with nothing to open, as one finding."""
    rows = [row for row in document.rows if row.moment]
    bare = [row for row in rows if not row.sourced]
    if not bare or len(rows) < _FEWEST:
        return
    yield finding(
        "timeline.unsourced",
        _quoted(bare[0]),
        f"{short(bare[0].block.text, 120)} [TK: alert id, message link, commit or query]",
        why=f"{share(len(bare), len(rows), 'row')} no source ({listed([r.line for r in bare])}): nothing to"
        " open (alert id, message link, commit, query) shows what happened, and when.",
        severity=Severity.MAJOR if len(bare) > _HALF * len(rows) else Severity.MINOR,
        lines=[row.line for row in bare],
    )


def _quoted(row: Row) -> Place:
    return row.block.place(0, len(row.block.text))


def out_of_order(document: Document) -> Iterator[Finding]:
    """Find rows earlier than the row above; a table that runs newest first is one finding."""
    timed = [row for row in document.rows if row.at]
    if _named_key_events(document):
        return
    steps = [(a, b) for a, b in itertools.pairwise(timed) if a.at and b.at]
    back = [(a, b) for a, b in steps if a.at and b.at and b.at < a.at and _together(a, b)]
    if not back:
        return
    above, row = back[0]
    if len(back) > _HALF * len(steps) and len(steps) >= _FEWEST:
        yield finding(
            "timeline.order",
            _quoted(row),
            "Turn the rows round, oldest first.",
            why="The timeline runs from the newest row to the oldest; a reader follows what was known"
            " in the order it was observed.",
            severity=Severity.MINOR,
            lines=[b.line for _, b in back],
        )
        return
    yield finding(
        "timeline.order",
        _quoted(row),
        f'Correct the time, or move the row: "{short(row.block.text, 80)}" stands after "{short(above.block.text, 80)}".',
        why=f"{'This row is' if len(back) == 1 else f'{len(back)} rows are'} earlier than the row above"
        f" ({listed([b.line for _, b in back])}): a time is wrong, or the row was put in later.",
        lines=[b.line for _, b in back],
    )


def _together(above: Row, row: Row) -> bool:
    """Whether two rows belong to one list, and not to milestones and a timeline after them."""
    headings = Kind.HEADING in (above.block.kind, row.block.kind)
    return headings or above.block.section == row.block.section


def untimed(document: Document) -> Iterator[Finding]:
    """Find rows without a time of day among rows that have one, or none with any."""
    rows = document.rows
    bare = [row for row in rows if not row.timed and _unplaced(row, rows)]
    if not bare or len(rows) < _FEWEST or _over_days(rows):
        return
    yield finding(
        "timeline.untimed",
        _quoted(bare[0]),
        f"TK (time, zone) {short(bare[0].block.text, 120)}",
        why=f"{share(len(bare), len(rows), 'row')} no time of day ({listed([r.line for r in bare])}) and"
        " cannot be placed in order.",
        lines=[row.line for row in bare],
    )


def _unplaced(row: Row, rows: list[Row]) -> bool:
    """Whether a row has no day either; where no row has a time, a day is too little."""
    return row.moment is None or row.moment.wrong or not any(other.timed for other in rows)


def _over_days(rows: list[Row]) -> bool:
    """Whether the timeline is kept by days, over weeks: then a day is exact enough."""
    days = [row.day for row in rows if row.day]
    timed = sum(row.timed for row in rows)
    return bool(days) and not timed and max(days) - min(days) > timedelta(days=_WEEKS)


_WEEKS = 7


def without_zone(document: Document) -> Iterator[Finding]:
    """Find times whose zone is named nowhere in the document."""
    timed = [row for row in document.rows if row.timed]
    if not timed or any(row.moment and row.moment.zoned for row in timed):
        return
    for block in document.blocks:
        if zone_in(block.plain)[0] or any(m.zoned for m in moments(block.plain)):
            return
    if any(zone_in(f"{field.name}: {field.value}")[0] for field in document.fields):
        return
    first = timed[0]
    yield finding(
        "timeline.zone",
        _quoted(first),
        f"All times in TK (UTC if you can). {short(first.block.text, 80)}",
        lines=[row.line for row in timed],
    )
