"""A row of the timeline as people type it into the form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.incident.values import RefusalError
from app.listeners.new_row import new_row
from app.postmortem.document import Document
from app.postmortem.edits import Edit
from app.postmortem.parts import Row
from app.postmortem.statement import Statement

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


def document(*days):
    rows = [
        Row(at=datetime(2026, 3, day, 12, 0, tzinfo=UTC), event=Statement(text="x", entries=(1,)))
        for day in days
    ]
    return Document(ref="INC-1", title="x", drafted_at=NOW, timeline=tuple(rows))


def row(at="", what="", source="", days=(9,)):
    values = {"timeline.at": at, "timeline.+": what, "timeline.source": source}
    return new_row(document(*days), values, "U1", NOW)


def test_a_row_has_its_time_its_words_and_its_source():
    assert row() == []
    assert row("15:05", "the vendor\n called", "e41") == [
        Edit(
            path="timeline.+",
            after="the vendor called",
            at=datetime(2026, 3, 9, 15, 5, tzinfo=UTC),
            sources=(41,),
            by="U1",
        )
    ]
    (one,) = row("2026-03-10 15:05", "the vendor called", days=(9, 10))
    assert (one.at, one.sources) == (datetime(2026, 3, 10, 15, 5, tzinfo=UTC), ())


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"what": "x"}, "timeline.at", "Say when"),
        ({"at": "15:05"}, "timeline.+", "Say what happened"),
        ({"at": "soon", "what": "x"}, "timeline.at", "is no time"),
        ({"at": "2026-03-21 15:05", "what": "x"}, "timeline.at", "lies ahead"),
        ({"at": "15:05", "what": "x", "days": (9, 10)}, "timeline.at", "2026-03-09 15:05"),
        ({"at": "15:05", "what": "x", "source": "E4, E5"}, "timeline.source", "one entry"),
    ],
)
def test_what_a_row_lacks_is_said_at_its_field(typed, field, says):
    with pytest.raises(RefusalError, match=says) as refused:
        row(**typed)
    assert refused.value.field == field
