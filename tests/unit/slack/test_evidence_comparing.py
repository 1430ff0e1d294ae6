"""History against the log: what is news, and what must not be concluded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.slack.evidence import Told, differences, from_event, from_history
from tests.unit.slack.payloads import EVENT_TS, LATER, OWN, TS, arrived, body, message

NOW = datetime(2025, 1, 7, tzinfo=UTC)


def told(*entries: Entry, up_to: int = 100) -> Told:
    """A log that holds these entries, numbered."""
    return Told([replace(one, id=one.id or n) for n, one in enumerate(entries, 1)], up_to)


def found(shown: dict[str, Any], log: Told) -> list[Entry]:
    """What is news of a message that history shows."""
    held = {one.source_key for one in log.entries}
    return [one for one in differences(shown, "C1", OWN, log, NOW) if one.source_key not in held]


def posted(shown: dict[str, Any] | None = None) -> Entry:
    return from_event(arrived(shown or message()), OWN).entries[0]


def reacted(on: bool = True) -> Entry:  # noqa: FBT001, FBT002
    return from_event(
        body(
            {
                "type": "reaction_added" if on else "reaction_removed",
                "user": "U1",
                "reaction": "eyes",
                "item": {"type": "message", "channel": "C1", "ts": TS},
                "event_ts": EVENT_TS,
            }
        ),
        OWN,
    ).entries[0]


def with_reactions(*users: str, count: int | None = None) -> dict[str, Any]:
    several = {"name": "eyes", "users": list(users), "count": count or len(users)}
    return message(reactions=[several])


def test_a_message_that_stands_as_the_log_says_is_no_news() -> None:
    assert found(message(), told(posted())) == []
    assert found(with_reactions("U1"), told(posted(), reacted())) == []


def test_a_message_nobody_told_of_comes_with_its_reactions_and_pin() -> None:
    shown = {**with_reactions("U1", "U2"), "pinned_to": ["C1"]}
    kinds = [entry.kind for entry in found(shown, told())]
    assert kinds == [
        Kind.MESSAGE_POSTED,
        Kind.REACTION_ADDED,
        Kind.REACTION_ADDED,
        Kind.PIN_ADDED,
    ]


def test_a_marked_edit_is_news_at_its_own_time() -> None:
    shown = message("Disk is full", edited={"user": "U1", "ts": LATER})
    (edit,) = found(shown, told(posted()))
    assert (edit.kind, edit.text) == (Kind.MESSAGE_EDITED, "Disk is full")
    assert edit.occurred_at < NOW
    assert found(shown, told(posted(), edit)) == []


def test_other_words_without_a_mark_are_an_edit_when_they_were_found() -> None:
    (edit,) = found(message("Disk is full"), told(posted()))
    assert (edit.kind, edit.occurred_at, edit.data["change"]) == (
        Kind.MESSAGE_EDITED,
        NOW,
        "silent",
    )


def test_redacted_words_are_not_compared() -> None:
    gone = replace(posted(), text="", data={"redacted": 7})
    assert found(message("Disk is full"), told(gone)) == []


def test_a_reaction_that_stands_no_longer_was_taken_away() -> None:
    (off,) = found(message(), told(posted(), reacted()))
    assert (off.kind, off.actor, off.data["on"]) == (Kind.REACTION_REMOVED, "U1", False)
    assert off.occurred_at == NOW


def test_what_slack_names_only_in_part_is_not_taken_for_absent() -> None:
    assert found(with_reactions("U2", count=60), told(posted(), reacted()))[0].actor == "U2"
    assert len(found(with_reactions("U2", count=60), told(posted(), reacted()))) == 1


def test_what_the_log_learned_after_slack_was_asked_is_left_to_the_next_reading() -> None:
    late = replace(reacted(), id=101)
    assert found(message(), told(posted(), late)) == []
    later_words = replace(posted(message("Disk is full")), id=101, source_key="other")
    assert found(message("Anything"), told(posted(), later_words)) == []


def test_what_is_found_stands_after_what_the_log_holds_whatever_the_clocks_say() -> None:
    ahead = replace(reacted(), occurred_at=NOW.replace(hour=5))
    (off,) = found(message(), told(posted(), ahead))
    assert off.occurred_at > ahead.occurred_at


def test_muster_pinning_its_own_card_is_no_news_but_a_reaction_to_it_is() -> None:
    card = {**with_reactions("U1"), "user": OWN.bot_user_id, "pinned_to": ["C1"]}
    assert from_history(card, "C1", OWN).entries == ()
    assert [entry.kind for entry in found(card, told())] == [Kind.REACTION_ADDED]


def test_a_tombstone_is_a_deletion_when_it_was_found() -> None:
    (gone,) = found({**message(), "subtype": "tombstone"}, told(posted()))
    assert (gone.kind, gone.occurred_at) == (Kind.MESSAGE_DELETED, NOW)
