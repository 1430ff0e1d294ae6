"""Lengths of time that disagree: with each other, with the times beside them, with the rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.postmortem.review.checks.build import TK, finding
from app.postmortem.review.checks.lengths import fits, slack, spoken
from app.postmortem.review.document.document import Document
from app.postmortem.review.document.durations import Duration, Measure, Stated, durations
from app.postmortem.review.document.moments import Moment, moments
from app.postmortem.review.document.row import Row
from app.postmortem.review.document.sentences import Sentence
from app.postmortem.review.document.topics import Topic
from app.postmortem.review.document.walk import ANY_DAY
from app.postmortem.review.result import Finding
from app.postmortem.review.rewrite import short

_BETWEEN = re.compile(
    r"\W{0,10}(?:(?:to|until|till|and|through|–|-|bis|à|a|[A-Z]{2,4})\W{0,10}){1,3}", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:outages|incidents|multiple|recurring|repeated|series of)\b", re.IGNORECASE
)
#: "Searches took over 5 s": how long one of them took, not how long it lasted.
_OF_ONE = re.compile(
    r"\b(?:took|takes?|taking|latenc\w+|response times?|p\d\d|time-?outs?|slower|timed out)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
_LONGEST_OF_ONE = 120
_DAY = 86400
#: More pairs of rows than this, and any length fits one of them by chance.
_MOST_PAIRS = 40
_MOST_ROWS = 80
_Pair = tuple[Row, Row]


def _measures_one(text: str, length: Duration) -> bool:
    short_enough = length.seconds <= _LONGEST_OF_ONE
    return short_enough and bool(_OF_ONE.search(text[: length.start]))


def against_ranges(document: Document) -> Iterator[Finding]:
    """Find a length beside two times that give another ("1 h 48 min, from 16:58 to 18:40")."""
    for sentence in document.narrative:
        lengths = durations(sentence.text)
        found = moments(sentence.text, day_first=document.day_first)
        if len(lengths) != 1 or len(found) != _TWO or not _joined(sentence.text, found):
            continue
        first, last = found[0], found[1]
        if _measures_one(sentence.text, lengths[0]) or not _beside(
            sentence.text, lengths[0], first, last
        ):
            continue
        seconds = _apart(first, last)
        if seconds is not None and not fits(lengths[0], seconds):
            yield _disagree(sentence, lengths[0], f"the times beside it give {spoken(seconds)}")


_TWO = 2
#: Words that may stand between a length and the times it is the length of.
_LINKING = re.compile(
    r"\W{0,10}(?:(?:from|between|for|lasting|lasted|a|total|of|about|approximately|roughly|utc|gmt|cet|duration|which|was|is)\W{0,10}){0,5}",
    re.IGNORECASE,
)
_SHIFT = re.compile(r"\b(?:support|business|working|office) (?:hours|time)\b", re.IGNORECASE)


def _beside(text: str, duration: Duration, first: Moment, last: Moment) -> bool:
    """Whether a length stands beside two times, with nothing but linking words between."""
    gap = (
        text[duration.end : first.start]
        if duration.end <= first.start
        else text[last.end : duration.start]
    )
    return bool(_LINKING.fullmatch(gap)) and not _SHIFT.search(text)


def _joined(text: str, found: Sequence[Moment]) -> bool:
    return bool(_BETWEEN.fullmatch(text[found[0].end : found[1].start]))


def _apart(first: Moment, second: Moment) -> float | None:
    if first.second is None or second.second is None:
        return None
    if first.day and second.day:
        start, end = first.at(), second.at(second.day)
        return (end - start).total_seconds() if start and end else None
    return float((second.second - first.second) % _DAY)


def _disagree(sentence: Sentence, duration: Duration, but: str) -> Finding:
    words = sentence.text[duration.start : duration.end].strip()
    return finding(
        "consistency.duration",
        sentence.place(duration.start, duration.end),
        f'{short(sentence.raw(), 140)} → "{words}" or the times: {TK} which is right.',
        why=f'It says "{words}"; {but}.',
        statement=sentence.raw(),
    )


def against_rows(document: Document) -> Iterator[Finding]:
    """Find lengths that no start and end in the timeline give, one finding for each measure."""
    rows = [row for row in (*document.rows, *document.milestones) if row.at]
    if not _TWO <= len(rows) <= _MOST_ROWS or _several(document):
        return
    seen: set[Measure] = set()
    for said in document.stated:
        kind = Measure.RESOLVE if said.measure is Measure.MITIGATE else said.measure
        if (
            kind in seen
            or said.sentence.block.about(Topic.ACTIONS)
            or _SHIFT.search(said.sentence.text)
        ):
            continue
        lengths = _lengths(rows, said.measure)
        if (
            not lengths
            or len(lengths) > _MOST_PAIRS
            or any(fits(said.duration, s) for s in lengths)
        ):
            continue
        if said.measure is Measure.DETECT or not _begins_elsewhere(document, said, lengths):
            seen.add(kind)
            yield _against(document, said, lengths)


def _lengths(rows: Sequence[Row], measure: Measure) -> dict[float, _Pair]:
    """Return what a measure may be by the rows: seconds, and the two rows that give them."""
    pairs = _detections(rows) if measure is Measure.DETECT else _recoveries(rows, measure)
    return {(b.at - a.at).total_seconds(): (a, b) for a, b in pairs if a.at and b.at}


def _begins_elsewhere(document: Document, said: Stated, lengths: dict[float, _Pair]) -> bool:
    """Whether a time in the prose, taken as the beginning, gives the length that is stated."""
    ends = {row.at for _, row in lengths.values() if row.at}
    return any(
        fits(said.duration, (end - at).total_seconds())
        for at in _other_times(document)
        for end in ends
        if at < end
    )


def _detections(rows: Sequence[Row]) -> list[_Pair]:
    """Return the pairs of rows a time to detection may run between.

    Where an alert or a report is on record, whoever looked into it later did not detect it.
    """
    alert = next((i for i, row in enumerate(rows) if row.alerts()), None)
    if alert is None or alert == 0:
        return []
    ends = [row for i, row in enumerate(rows) if i < alert or row.alerts() or row.detects()]
    return [(a, b) for a in rows for b in ends if a.at and b.at and a.at < b.at]


def _recoveries(rows: Sequence[Row], measure: Measure) -> list[_Pair]:
    """Return the pairs of rows an outage may run between.

    It began before it was noticed, or in a row that says so: not where somebody found the cause.
    """
    ends = [row for row in rows if row.resolves() or row is rows[-1]]
    known = next((i for i, row in enumerate(rows) if row.alerts()), len(rows))
    if measure is Measure.OUTAGE and any(row.fails() for row in rows[:known]):
        known -= 1
    starts = [row for i, row in enumerate(rows) if i <= known or row.begins()]
    return [(a, b) for a in starts for b in ends if a.at and b.at and a.at < b.at]


def _other_times(document: Document) -> list[datetime]:
    """Return times that stand in the prose: an outage may begin there and not in a row."""
    day = (document.rows[-1].day if document.rows else document.day) or ANY_DAY
    zone = next(
        (r.moment.offset for r in document.rows if r.moment and r.moment.offset is not None), None
    )
    rows = {row.line for row in (*document.rows, *document.milestones)}
    found = []
    for sentence in document.narrative:
        if sentence.line in rows or sentence.block.about(Topic.ACTIONS, Topic.REFERENCES):
            continue
        for moment in moments(sentence.text, day_first=document.day_first):
            placed = moment if moment.zoned else replace(moment, offset=zone)
            at = placed.at(day) if moment.second is not None else None
            found += [at] if at else []
    return found


def _against(document: Document, said: Stated, lengths: dict[float, _Pair]) -> Finding:
    seconds = _nearest(said, lengths)
    start, end = lengths[seconds]
    others = [
        o
        for o in document.stated
        if o is not said and o.measure is not Measure.DETECT and fits(o.duration, seconds)
    ]
    also = ""
    if others and said.measure is not Measure.DETECT:
        words = others[0].sentence.text[others[0].duration.start : others[0].duration.end].strip()
        also = f', and line {others[0].sentence.line} says "{words}"'
    return _disagree(
        said.sentence,
        said.duration,
        f"as {said.measure} the rows give {spoken(seconds)} (line {start.line} to line {end.line}){also}",
    )


def _nearest(said: Stated, lengths: dict[float, _Pair]) -> float:
    """Return the length to hold against a stated one: to the first alert, else from the first row."""
    if said.measure is Measure.DETECT:
        alerts = [s for s, (_, end) in lengths.items() if end.alerts()]
        first = min((lengths[s][0].line for s in alerts), default=0)
        return min((s for s in alerts if lengths[s][0].line == first), default=min(lengths))
    opening = min((start.at for start, _ in lengths.values() if start.at), default=None)
    whole = [s for s, (start, _) in lengths.items() if start.at == opening]
    return min(whole, key=lambda seconds: abs(seconds - said.duration.seconds))


def each_other(document: Document) -> Iterator[Finding]:
    """Find two lengths of the outage that cannot both be right."""
    told = [s for s in document.stated if s.measure is Measure.OUTAGE and _tells(s.sentence)]
    if _several(document):
        return
    for index, one in enumerate(told):
        for other in told[:index]:
            if one.sentence is not other.sentence and _apart_too_far(one.duration, other.duration):
                words = other.sentence.text[other.duration.start : other.duration.end].strip()
                yield _disagree(
                    one.sentence, one.duration, f'line {other.sentence.line} says "{words}"'
                )
                return


def _tells(sentence: Sentence) -> bool:
    return not sentence.block.about(Topic.ACTIONS, Topic.LESSONS, Topic.REFERENCES)


def _apart_too_far(one: Duration, other: Duration) -> bool:
    near = max(slack(one), slack(other))
    return one.low - near > other.seconds or other.low - near > one.seconds


def _several(document: Document) -> bool:
    """Whether the document is about more than one incident."""
    title = document.title.plain if document.title else ""
    labelled = {s.sentence.block.section for s in document.stated if s.sentence.block.body}
    return bool(_SEVERAL.search(title)) or len(labelled) > _TWO
