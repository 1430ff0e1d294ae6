"""Transcripts from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.incident.kinds import Kind
from app.incident.transcript import TranscriptError, entries_of, parse_transcript

LINES = [
    '{"ts": "2026-03-09T14:39:00Z", "author": "rowan", "text": "502s", "kind": "chat"}',
    "",
    '{"ts": null, "author": "rowan", "text": "2X:XX: again\\n```x```", "kind": "timeline"}',
    '{"ts": "2026-03-09T15:00:00+01:00", "author": "PagerDuty", "text": "#1", "kind": "alert"}',
]


def test_every_row_is_an_entry_with_its_text_verbatim():
    entries = entries_of(parse_transcript(LINES, "a.jsonl"), "a.jsonl")
    assert [entry.kind for entry in entries] == [
        Kind.MESSAGE_POSTED,
        Kind.MESSAGE_POSTED,
        Kind.ALERT_RECEIVED,
    ]
    assert entries[1].text == "2X:XX: again\n```x```"
    assert entries[2].occurred_at == datetime(2026, 3, 9, 14, 0, tzinfo=UTC)


def test_a_row_without_a_time_stands_where_it_stood_and_says_so():
    entries = entries_of(parse_transcript(LINES, "a.jsonl"), "a.jsonl")
    assert entries[1].occurred_at == entries[0].occurred_at
    assert entries[1].data["time_unknown"]
    first = entries_of(parse_transcript(LINES[2:], "a.jsonl"), "a.jsonl")[0]
    assert first.occurred_at == datetime(2026, 3, 9, 14, 0, tzinfo=UTC)


def test_the_same_file_has_the_same_keys():
    rows = parse_transcript(LINES, "a.jsonl")
    once, twice = entries_of(rows, "a.jsonl"), entries_of(rows, "a.jsonl")
    assert [entry.source_key for entry in once] == [entry.source_key for entry in twice]
    assert len({entry.source_key for entry in once}) == 3


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", r"a\.jsonl:1: expected a JSON object"),
        ("[1]", r"a\.jsonl:1: "),
        ('{"ts": "noon", "author": "x", "text": "y"}', r"a\.jsonl:1: ts: "),
        ('{"ts": null, "author": "x"}', r"a\.jsonl:1: text: Field required"),
        ('{"ts": null, "author": "x", "text": "y"}', "no row has a time"),
    ],
)
def test_what_cannot_be_read_is_named_by_line(line, says):
    with pytest.raises(TranscriptError, match=says):
        parse_transcript([line], "a.jsonl")
