"""Judging a whole document: what does not stand becomes TK, with the reason, and is counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from app.postmortem.document import Document, restated, walk
from app.postmortem.judge.check import faults
from app.postmortem.judge.evidence import Evidence
from app.postmortem.judge.factors import completed
from app.postmortem.judge.hindsight import knows_better
from app.postmortem.parts import Judgement, Reason, Row
from app.postmortem.statement import Statement

#: A correction within this time is of the same moment.
_SOON = timedelta(minutes=5)

LATER = "it rests on an entry later than the moment that it describes"
OTHER_TIME = "its time is not that of its source"
OTHER_ACTOR = "its source names somebody else"
HINDSIGHT = "it tells what was only known later"


def judge(document: Document, evidence: Evidence) -> Document:
    """The document with everything that fails marked TK, and the missing factors asked for."""
    reasons: Counter[str] = Counter()

    def checked(_path: str, statement: Statement) -> Statement:
        return _withheld(statement, faults(statement, evidence), evidence, reasons)

    judged = restated(document, checked)
    rows = tuple(_row(row, evidence, reasons) for row in judged.timeline)
    judged = judged.model_copy(update={"timeline": rows})
    if not judged.is_interim:
        judged = judged.model_copy(update={"factors": completed(judged.factors)})
    open_ones = sum(statement.is_tk for _, statement in walk(judged))
    supported = sum(not statement.is_tk for _, statement in walk(judged))
    judgement = Judgement(
        supported=supported,
        asked=open_ones - reasons.total(),
        withheld=reasons.total(),
        reasons=tuple(Reason(why=why, count=count) for why, count in reasons.most_common()),
    )
    return judged.model_copy(update={"judgement": judgement})


def _withheld(
    statement: Statement, why: tuple[str, ...], evidence: Evidence, reasons: Counter[str]
) -> Statement:
    if not why:
        return statement
    reasons[why[0]] += 1
    known = tuple(one for one in statement.entries if one in evidence.entries)
    return Statement(
        tk=f"a proposed sentence was withheld: {'; '.join(why)}",
        entries=known,
        origin=statement.origin,
        withheld=statement.text,
    )


def _row(row: Row, evidence: Evidence, reasons: Counter[str]) -> Row:
    """A row tells what was observed at its time by its actor, and nothing that came later."""
    if row.event.is_tk:
        return row
    first = evidence.entries[row.event.entries[0]]
    why = []
    if row.at != first.at:
        why.append(OTHER_TIME)
    if row.actor not in {evidence.entries[one].actor for one in row.event.entries}:
        why.append(OTHER_ACTOR)
    if _rests_on_later(row.at, row.event, evidence):
        why.append(LATER)
    if knows_better(row.event.text):
        why.append(HINDSIGHT)
    if not why:
        return _edited(row, evidence)
    event = _withheld(row.event, tuple(why), evidence, reasons)
    return row.model_copy(update={"event": event, "at": first.at, "actor": first.actor})


def _edited(row: Row, evidence: Evidence) -> Row:
    """A text that was changed after its moment may know better: the reader is told."""
    changed = [
        one.changed_at
        for one in (evidence.entries[number] for number in row.event.entries)
        if row.at is not None and one.changed_at - row.at >= _SOON
    ]
    if not changed or row.when:
        return row
    return row.model_copy(update={"when": f"text edited {max(changed):%Y-%m-%d %H:%M} UTC"})


def _rests_on_later(at: datetime | None, event: Statement, evidence: Evidence) -> bool:
    cited = (evidence.entries[one].at for one in event.entries)
    return at is not None and any(other is not None and other > at for other in cited)
