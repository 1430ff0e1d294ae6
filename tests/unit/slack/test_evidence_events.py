"""Which events are recorded, and what is said of those that are not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.incident.kinds import EVIDENCE, Kind
from app.slack.evidence import channel_of, from_event, is_recordable
from app.slack.evidence.events import EVENTS
from app.slack.evidence.subtypes import SUBTYPES
from tests.unit.slack.payloads import EVENT_TS, OWN, body, message
from tests.unit.slack.schemas import DATA

NAMES = json.loads((DATA / "event-names.json").read_text(encoding="utf-8"))


def test_every_event_of_slack_is_recorded_or_has_a_reason() -> None:
    assert set(NAMES["events"]) <= set(EVENTS)
    assert set(NAMES["message_subtypes"]) <= set(SUBTYPES)
    for rule in (*EVENTS.values(), *SUBTYPES.values()):
        assert rule.kinds or rule.note
        assert set(rule.kinds) <= EVIDENCE


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_an_event_does_what_the_table_says(name: str) -> None:
    event = {
        "type": name,
        "channel": "C1",
        "user": "U1",
        "reaction": "eyes",
        "item": {"type": "message", "ts": EVENT_TS, "message": {"ts": EVENT_TS}},
        "ts": EVENT_TS,
        "event_ts": EVENT_TS,
        "text": "hi",
    }
    reading = from_event(body(event), OWN)
    rule = EVENTS[name]
    assert is_recordable(body(event)) is bool(rule.kinds)
    assert {entry.kind for entry in reading.entries} == set(rule.kinds)
    assert reading.reason == ("" if rule.kinds else rule.note)


@pytest.mark.parametrize("name", sorted(SUBTYPES))
def test_a_subtype_does_what_the_table_says(name: str) -> None:
    around = {"channel": "C1", "event_ts": EVENT_TS, "deleted_ts": EVENT_TS}
    payload = body({**message("a"), **around, "subtype": name, "message": message("b")})
    payload["event"]["previous_message"] = message("c", edited={"user": "U1", "ts": EVENT_TS})
    reading = from_event(payload, OWN)
    rule = SUBTYPES[name]
    assert is_recordable(payload) is bool(rule.kinds)
    assert {entry.kind for entry in reading.entries} <= set(rule.kinds)
    assert reading.reason == ("" if rule.kinds else rule.note)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ({"type": "channel_deleted", "channel": "C1"}, "The channel was deleted"),
        ({"type": "group_deleted", "channel": "C1", "actor_id": "U1"}, "The channel was deleted"),
        (
            {"type": "channel_shared", "channel": "C1", "connected_team_id": "T2"},
            "The channel was shared with another organisation: T2",
        ),
        (
            {"type": "channel_unshared", "channel": "C1"},
            "The channel is no longer shared with another organisation: not named",
        ),
    ],
)
def test_what_happens_to_the_channel_is_a_notice(event: dict[str, Any], text: str) -> None:
    reading = from_event(body(event), OWN)
    (entry,) = reading.entries
    assert (entry.kind, entry.text, entry.channel) == (Kind.CHANNEL_NOTICE, text, "C1")
    assert entry.source_key == f"T1:C1:{event['type']}:1736207110.000000"
    assert entry.source_url == "https://x.slack.com/archives/C1"
    assert entry.actor == event.get("actor_id", "")
    assert not reading.read_again


def test_a_bulk_change_says_that_history_must_be_read_again() -> None:
    event = {"type": "channel_history_changed", "channel": "C1", "event_ts": EVENT_TS}
    reading = from_event(body(event), OWN)
    assert reading.read_again
    assert reading.entries[0].text == "Slack changed the channel's history in bulk"


def test_a_notice_without_a_time_is_refused_with_a_reason() -> None:
    payload = body({"type": "channel_deleted", "channel": "C1"}, event_time=True)
    assert from_event(payload, OWN).reason == "It has no usable timestamp"


def test_an_event_of_a_newer_slack_is_not_recorded_and_said_so() -> None:
    payload = body({"type": "hologram_projected", "channel": "C1"})
    assert not is_recordable(payload)
    assert from_event(payload, OWN).reason.startswith("An event that this version does not know")


@pytest.mark.parametrize(
    ("event", "channel"),
    [
        ({"channel": "C1"}, "C1"),
        ({"channel": {"id": "C2"}}, "C2"),
        ({"channel_id": "C3"}, "C3"),
        ({"item": {"channel": "C4"}}, "C4"),
        ({"channel": 6}, ""),
        ({"channel": {}}, ""),
        ({}, ""),
    ],
)
def test_the_channel_of_an_event_is_where_slack_puts_it(
    event: dict[str, Any], channel: str
) -> None:
    assert channel_of(body(event)) == channel


@pytest.mark.parametrize("payload", [{}, {"event": None}, {"event": {"type": ["message"]}}])
def test_what_is_no_event_is_not_recordable(payload: dict[str, Any]) -> None:
    assert not is_recordable(payload)
    assert from_event(payload, OWN).entries == ()
