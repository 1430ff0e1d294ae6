"""Reactions and pins: who switched what when, and what history shows of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.incident.kinds import Kind
from app.slack.evidence import (
    Found,
    found_pin,
    found_reaction,
    from_event,
    from_history,
    pin_toggle,
    reaction_toggle,
)
from tests.unit.slack.payloads import EVENT_TS, OWN, PLACE, TS, body, message

NOW = datetime(2025, 1, 7, tzinfo=UTC)


def reaction(kind: str = "reaction_added", **more: Any) -> dict[str, Any]:
    return body(
        {
            "type": kind,
            "user": "U1",
            "reaction": "eyes",
            "item": {"type": "message", "channel": "C1", "ts": TS},
            "item_user": "UMUSTER",
            "event_ts": EVENT_TS,
            **more,
        }
    )


def pin(kind: str = "pin_added", **more: Any) -> dict[str, Any]:
    item = {
        "type": "message",
        "channel": "C1",
        "created": 1736207110,
        "message": message("a secret", thread_ts="1736207000.000100", permalink="https://p.test"),
    }
    return body(
        {
            "type": kind,
            "user": "U1",
            "channel_id": "C1",
            "item": item,
            "event_ts": EVENT_TS,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("kind", "recorded", "on", "word"),
    [
        ("reaction_added", Kind.REACTION_ADDED, True, "on"),
        ("reaction_removed", Kind.REACTION_REMOVED, False, "off"),
    ],
)
def test_a_reaction_is_recorded_also_on_musters_own_posts(
    kind: str, recorded: Kind, *, on: bool, word: str
) -> None:
    (entry,) = from_event(reaction(kind), OWN).entries
    assert (entry.kind, entry.actor, entry.text) == (recorded, "U1", ":eyes:")
    assert (entry.channel, entry.message_ts) == ("C1", TS)
    assert entry.source_key == f"T1:C1:{TS}:reaction:U1:eyes:{word}:{EVENT_TS}"
    assert entry.occurred_at == datetime(2025, 1, 6, 23, 45, 10, 400, tzinfo=UTC)
    assert entry.data["reaction"] == "eyes"
    assert entry.data["toggle"] == reaction_toggle(TS, "U1", "eyes") == f"reaction:{TS}:U1:eyes"
    assert (entry.data["on"], entry.data["observed"]) == (on, "event")


def test_each_switching_is_an_entry_of_its_own() -> None:
    payloads = [
        reaction(),
        reaction("reaction_removed", event_ts="1736207111.000100"),
        reaction(event_ts="1736207112.000100"),
        reaction(user="U2"),
        reaction(reaction="はじめる力"),
    ]
    assert len({from_event(one, OWN).entries[0].source_key for one in payloads}) == 5


@pytest.mark.parametrize(
    ("kind", "recorded", "text"),
    [
        ("pin_added", Kind.PIN_ADDED, "pinned a message"),
        ("pin_removed", Kind.PIN_REMOVED, "unpinned a message"),
    ],
)
def test_a_pin_is_recorded_without_the_words_it_pins(kind: str, recorded: Kind, text: str) -> None:
    (entry,) = from_event(pin(kind), OWN).entries
    assert (entry.kind, entry.actor, entry.text) == (recorded, "U1", text)
    assert (entry.message_ts, entry.thread) == (TS, "1736207000.000100")
    assert entry.data["toggle"] == pin_toggle(TS) == f"pin:{TS}"
    assert "a secret" not in str(entry)
    assert entry.data["raw"]["item"]["message"]["permalink"] == "https://p.test"


def test_what_muster_switches_itself_is_not_recorded() -> None:
    for payload in (reaction(user="UMUSTER"), pin(user="UMUSTER")):
        assert from_event(payload, OWN).reason.startswith("Muster's own")


def test_reactions_and_pins_on_files_have_a_reason() -> None:
    on_file = reaction(item={"type": "file", "file": "F1"}, channel="C1")
    pinned_file = pin(item={"type": "file", "file": {"id": "F1"}})
    for payload in (on_file, pinned_file):
        assert from_event(payload, OWN).reason == "It is on a file, not on a message"


def test_a_switching_without_a_time_is_refused_with_a_reason() -> None:
    payload = reaction(event_ts="soon")
    payload["event_time"] = None
    assert from_event(payload, OWN).reason == "It has no usable timestamp"


def test_history_shows_what_stands_without_musters_own() -> None:
    shown = from_history(
        message(
            reactions=[
                {"name": "eyes", "users": ["U1", "UMUSTER"], "count": 2},
                {"name": "fire", "users": ["U1"], "count": 60},
                {"name": "odd", "users": "U1", "count": "many"},
            ],
            pinned_to=["C1"],
            latest_reply="1736207200.000100",
            reply_count=4,
        ),
        "C1",
        OWN,
    ).shown
    assert shown
    assert shown.ts == TS
    assert shown.reactions == {("U1", "eyes"), ("U1", "fire")}
    assert shown.reactions_cut == {"fire"}
    assert shown.pinned
    assert (shown.latest_reply, shown.reply_count) == ("1736207200.000100", 4)
    assert shown.edited_ts == ""
    assert len(shown.digest) == 32
    assert not shown.deleted


def test_history_of_a_bare_message_shows_nothing_standing() -> None:
    shown = from_history(message(reply_count="two"), "C1", OWN).shown
    assert shown
    assert (shown.reactions, shown.pinned, shown.reply_count) == (frozenset(), False, 0)


def test_two_backfills_that_find_the_same_write_the_same_key() -> None:
    one = found_reaction(message(), PLACE, "U1", "eyes", Found(on=True, at=NOW))
    two = found_reaction(
        message(), PLACE, "U1", "eyes", Found(on=True, at=datetime(2025, 1, 8, tzinfo=UTC))
    )
    assert one.source_key == two.source_key
    assert (one.kind, one.actor, one.occurred_at) == (Kind.REACTION_ADDED, "U1", NOW)
    assert (one.data["observed"], one.data["reaction"]) == ("history", "eyes")


def test_what_is_found_after_another_switching_is_another_entry() -> None:
    first = found_pin(message(), PLACE, Found(on=True, at=NOW))
    off = found_pin(message(), PLACE, Found(on=False, at=NOW, after=first.source_key))
    on = found_pin(message(), PLACE, Found(on=True, at=NOW, after=off.source_key))
    assert len({first.source_key, off.source_key, on.source_key}) == 3
    assert [one.kind for one in (first, off)] == [Kind.PIN_ADDED, Kind.PIN_REMOVED]
    assert off.data["toggle"] == pin_toggle(TS)
    assert off.actor == ""
