"""A message that is posted is one entry, whoever posted it and however it arrives."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.incident.kinds import Kind
from app.slack.evidence import from_event, from_history, is_recordable
from tests.unit.slack.payloads import LATER, OWN, TS, arrived, body, edit, message


def only(payload: dict[str, Any]) -> Any:
    reading = from_event(payload, OWN)
    assert reading.reason == ""
    (entry,) = reading.entries
    return entry


def test_a_message_is_recorded_with_time_author_text_and_place() -> None:
    payload = arrived(message())
    entry = only(payload)
    assert entry.kind is Kind.MESSAGE_POSTED
    assert entry.occurred_at == datetime(2025, 1, 6, 23, 44, 45, 539649, tzinfo=UTC)
    assert (entry.actor, entry.text) == ("U1", "Disk full")
    assert (entry.channel, entry.message_ts, entry.thread) == ("C1", TS, "")
    assert entry.source_key == f"T1:C1:{TS}:posted"
    assert entry.source_url == "https://x.slack.com/archives/C1/p1736207085539649"
    assert entry.data["raw"] == payload["event"]


def test_a_reply_knows_its_thread_and_a_parent_has_none() -> None:
    parent = "1736207000.000100"
    reply = only(arrived(message(thread_ts=parent)))
    assert reply.thread == parent
    assert reply.source_url.endswith(f"?thread_ts={parent}&cid=C1")
    assert only(arrived(message(thread_ts=TS))).thread == ""


def test_a_broadcast_reply_is_one_entry_and_does_not_repeat_its_parent() -> None:
    parent = {"ts": "1736207000.000100", "text": "a secret that will be redacted"}
    reply = message(subtype="thread_broadcast", thread_ts=parent["ts"], root=parent)
    entry = only(arrived(reply))
    assert entry.data["broadcast"] is True
    assert entry.source_key == f"T1:C1:{TS}:posted"
    assert "secret" not in str(entry.data)


@pytest.mark.parametrize(
    ("author", "actor", "bot"),
    [
        ({"user": "U2", "bot_id": "B2", "app_id": "A2", "bot_profile": {"name": "Devin"}},
         "U2", {"id": "B2", "name": "Devin", "app_id": "A2"}),
        ({"user": None, "subtype": "bot_message", "bot_id": "B3", "username": "Grafana"},
         "B3", {"id": "B3", "name": "Grafana"}),
        ({"user": None, "subtype": "bot_message", "username": "cron"}, "cron", None),
        ({"user": None, "subtype": "file_comment", "comment": {"user": "U9", "comment": "x"}},
         "U9", None),
        ({"user": None}, "", None),
    ],
)  # fmt: skip
def test_people_apps_and_legacy_bots_are_named(
    author: dict[str, Any], actor: str, bot: dict[str, str] | None
) -> None:
    entry = only(arrived(message(**author)))
    assert (entry.kind, entry.actor, entry.data.get("bot")) == (Kind.MESSAGE_POSTED, actor, bot)


def test_a_file_share_reads_the_same_live_and_from_history() -> None:
    shared = message(files=[{"id": "F1", "name": "a.txt"}], upload=True)
    (live,) = from_event(arrived({**shared, "subtype": "file_share"}), OWN).entries
    (found,) = from_history(shared, "C1", OWN).entries
    assert live.text == found.text == "Disk full\n[file] a.txt"
    assert {**live.data, "raw": 0} == {**found.data, "raw": 0}


@pytest.mark.parametrize(
    ("subtype", "facts", "kind", "key", "text"),
    [
        ("channel_join", {"text": "<@U1> has joined the channel", "inviter": "U2"},
         Kind.MEMBER_JOINED, "joined", "<@U1> has joined the channel"),
        ("group_join", {"text": ""}, Kind.MEMBER_JOINED, "joined", "joined the channel"),
        ("channel_leave", {"text": ""}, Kind.MEMBER_LEFT, "left", "left the channel"),
        ("channel_topic", {"text": "", "topic": "a {b}"}, Kind.CHANNEL_TOPIC, "topic",
         "set the channel topic: a {b}"),
        ("group_purpose", {"text": "", "purpose": "p"}, Kind.CHANNEL_PURPOSE, "purpose",
         "set the channel purpose: p"),
        ("channel_name", {"text": "", "old_name": "a", "name": "b"}, Kind.CHANNEL_RENAMED,
         "renamed", "renamed the channel from a to b"),
        ("channel_archive", {"text": ""}, Kind.CHANNEL_ARCHIVED, "archived", "archived the channel"),
        ("group_unarchive", {"text": ""}, Kind.CHANNEL_UNARCHIVED, "unarchived",
         "unarchived the channel"),
        ("channel_convert_to_private", {"text": "made this private"}, Kind.CHANNEL_CONVERTED,
         "converted", "made this private"),
        ("channel_posting_permissions", {"text": "only some"}, Kind.CHANNEL_NOTICE, "notice",
         "only some"),
        ("me_message", {"text": "shrugs"}, Kind.MESSAGE_POSTED, "posted", "shrugs"),
        ("from_a_newer_slack", {"text": "hi &amp; bye"}, Kind.MESSAGE_POSTED, "posted",
         "hi & bye"),
    ],
)  # fmt: skip
def test_messages_about_the_channel_are_entries_of_their_kind(
    subtype: str, facts: dict[str, str], kind: Kind, key: str, text: str
) -> None:
    payload = message(subtype=subtype, blocks=[], **facts)
    entry = only(arrived(payload))
    assert (entry.kind, entry.text) == (kind, text)
    assert entry.source_key == f"T1:C1:{TS}:{key}"
    assert from_history(payload, "C1", OWN).entries[0].source_key == entry.source_key
    for name, value in facts.items():
        assert name == "text" or entry.data[name] == value


@pytest.mark.parametrize(
    ("subtype", "toggle", "on"),
    [
        ("channel_join", "member:U1", True),
        ("group_leave", "member:U1", False),
        ("group_archive", "archive", True),
        ("channel_unarchive", "archive", False),
    ],
)
def test_joins_leaves_and_archiving_are_toggles(subtype: str, toggle: str, *, on: bool) -> None:
    data = only(arrived(message(subtype=subtype))).data
    assert (data["toggle"], data["on"], data["observed"]) == (toggle, on, "message")


def test_an_edited_message_gives_its_posting_and_its_edit() -> None:
    reading = from_history(message("new", **edit(user="U2")), "C1", OWN)
    posted, edited = reading.entries
    assert (posted.kind, posted.text) == (Kind.MESSAGE_POSTED, "new")
    assert posted.data["original_unseen"] is True
    assert edited.kind is Kind.MESSAGE_EDITED
    assert edited.source_key == f"T1:C1:{TS}:edited:{LATER}"
    assert (edited.actor, edited.text) == ("U2", "new")
    assert edited.occurred_at == datetime(2025, 1, 6, 23, 45, 10, tzinfo=UTC)
    assert edited.message_ts == TS
    assert "original_unseen" not in edited.data


def test_an_empty_edit_mark_is_no_edit() -> None:
    (posted,) = from_history(message(edited={}), "C1", OWN).entries
    assert "original_unseen" not in posted.data


@pytest.mark.parametrize(
    "author",
    [
        {"user": "UMUSTER"},
        {"user": None, "bot_id": "BMUSTER", "subtype": "bot_message"},
        {"user": "U7", "app_id": "AMUSTER"},
        {"user": "UMUSTER", "subtype": "channel_topic", "topic": "INC-1"},
    ],
)
def test_musters_own_posts_are_not_recorded(author: dict[str, Any]) -> None:
    for reading in (
        from_event(arrived(message(**author)), OWN),
        from_history(message(**author), "C1", OWN),
    ):
        assert reading.entries == ()
        assert "Muster's own" in reading.reason


def test_that_muster_joined_is_recorded() -> None:
    entry = only(arrived(message(user="UMUSTER", subtype="channel_join")))
    assert (entry.kind, entry.actor) == (Kind.MEMBER_JOINED, "UMUSTER")


def test_a_count_of_replies_is_not_a_message() -> None:
    around = {"type": "message", "channel": "C1", "hidden": True, "ts": LATER, "event_ts": LATER}
    parent = message(thread_ts=TS, reply_count=1)
    named = body({**around, "subtype": "message_replied", "message": parent})
    nameless = body({**around, "message": parent})
    assert not is_recordable(named)
    for payload in (named, nameless):
        reading = from_event(payload, OWN)
        assert reading.entries == ()
        assert "The reply comes as a message of its own" in reading.reason


def test_a_locked_thread_is_a_notice_without_the_parents_words() -> None:
    around = {"type": "message", "channel": "C1", "hidden": True, "ts": LATER, "event_ts": LATER}
    locked = body({**around, "subtype": "message_locked", "message": message("secret")})
    entry = only(locked)
    assert (entry.kind, entry.text) == (Kind.CHANNEL_NOTICE, "locked a thread")
    assert "secret" not in str(entry.data)


def test_an_unknown_subtype_around_a_message_keeps_its_words() -> None:
    around = {"type": "message", "channel": "C1", "hidden": True, "ts": LATER, "event_ts": LATER}
    entry = only(body({**around, "subtype": "message_praised", "message": message("well done")}))
    assert (entry.kind, entry.actor, entry.text) == (Kind.MESSAGE_POSTED, "U1", "well done")


@pytest.mark.parametrize("ts", [None, "", "now", "1736207085", 1736207085.5, "99999999999999.0"])
def test_a_message_without_a_usable_time_is_refused_with_a_reason(ts: object) -> None:
    reading = from_event(arrived(message(ts=ts)), OWN)
    assert (reading.entries, reading.reason) == ((), "It has no usable timestamp")


def test_what_a_database_refuses_is_escaped_in_every_field_of_the_entry() -> None:
    entry = only(arrived(message("a\0b\ud800", user=None, username="\0bot", subtype="bot_message")))
    assert (entry.text, entry.actor) == ("a␛0000b␛D800", "␛0000bot")
    assert entry.data["raw"]["text"] == "a\0b\ud800"


def test_a_message_of_no_channel_is_refused_with_a_reason() -> None:
    reading = from_event(body(message()), OWN)
    assert (reading.channel, reading.reason) == ("", "It names no channel")
