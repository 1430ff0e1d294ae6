"""347 real messages: the event path and history tell the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence import from_event, from_history, is_recordable
from tests.unit.slack import schemas
from tests.unit.slack.payloads import OWN, arrived

MESSAGES = schemas.real_messages()


def told(entry: Entry) -> Entry:
    """Without the payload: an event has its envelope's fields as well."""
    return replace(entry, data={**entry.data, "raw": None})


def test_event_and_history_give_the_same_entries() -> None:
    for message in MESSAGES:
        ts, payload = message["ts"], arrived(message, message["_channel"])
        live = from_event(payload, OWN)
        found = from_history(message, message["_channel"], OWN)
        assert is_recordable(payload), ts
        assert live.entries, ts
        assert [told(entry) for entry in live.entries] == [
            told(entry) for entry in found.entries
        ], ts


def test_all_of_them_are_recorded_once_each() -> None:
    entries = [
        entry
        for message in MESSAGES
        for entry in from_history(message, message["_channel"], OWN).entries
    ]
    assert Counter(entry.kind for entry in entries) == {
        Kind.MESSAGE_POSTED: 318,
        Kind.MESSAGE_EDITED: 24,
        Kind.MEMBER_JOINED: 27,
        Kind.CHANNEL_RENAMED: 2,
    }
    assert len({entry.source_key for entry in entries}) == len(entries)
    assert all(entry.text and entry.actor for entry in entries)
    assert sum("broadcast" in entry.data for entry in entries) == 9
    assert sum(entry.thread != "" for entry in entries) > 200


def test_their_times_are_exact_to_the_microsecond() -> None:
    for message in MESSAGES:
        entry = from_history(message, message["_channel"], OWN).entries[0]
        seconds, micros = message["ts"].split(".")
        assert int(entry.occurred_at.timestamp()) == int(seconds)
        assert entry.occurred_at.microsecond == int(micros)


def test_what_they_show_is_all_that_slack_says() -> None:
    for message in MESSAGES:
        shown = from_history(message, message["_channel"], OWN).shown
        assert shown
        count = sum(one["count"] for one in message.get("reactions", []))
        assert len(shown.reactions) == count or shown.reactions_cut
