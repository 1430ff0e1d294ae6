"""Edits, silent updates and deletions; and what only looks like an edit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.incident.kinds import Kind
from app.slack.evidence import digest, found_deletion, from_event, from_history, silent_edit
from tests.unit.slack.payloads import (
    EVENT_TS,
    LATER,
    OWN,
    PLACE,
    TS,
    arrived,
    changed,
    deleted,
    edit,
    message,
)

PREVIEW = {
    "id": 1,
    "from_url": "https://news.test/1",
    "original_url": "https://news.test/1",
    "text": "Not the author's words",
}
BOT = {"user": "U5", "bot_id": "B5", "client_msg_id": None}


def test_an_edit_is_an_entry_of_its_own_revision() -> None:
    payload = changed(message("new", **edit(user="U2")), message("old"))
    reading = from_event(payload, OWN)
    before, after = reading.entries
    assert (after.kind, after.text, after.actor) == (Kind.MESSAGE_EDITED, "new", "U2")
    assert after.source_key == f"T1:C1:{TS}:edited:{LATER}"
    assert after.occurred_at == datetime(2025, 1, 6, 23, 45, 10, tzinfo=UTC)
    assert after.message_ts == TS
    assert (before.kind, before.text) == (Kind.MESSAGE_POSTED, "old")
    assert before.source_key == f"T1:C1:{TS}:posted"


def test_the_raw_payload_of_an_edit_does_not_keep_the_old_words_twice() -> None:
    _, after = from_event(changed(message("new", **edit()), message("a secret")), OWN).entries
    assert "a secret" not in str(after.data)
    assert after.data["raw"]["message"]["text"] == "new"


def test_a_preview_of_a_message_of_the_same_channel_is_not_kept_a_second_time() -> None:
    preview = {"is_msg_unfurl": True, "channel_id": "C1", "text": "a secret", "id": 1}
    shared = {**preview, "is_share": True, "text": "shared on purpose"}
    elsewhere = {**preview, "channel_id": "C2", "text": "of another channel"}
    linking = message(attachments=[preview, shared, elsewhere])
    posted, edited = from_history({**linking, **edit()}, "C1", OWN).entries
    _, live = from_event(changed({**linking, "root": preview, **edit()}, linking), OWN).entries
    for entry in (posted, edited, live):
        assert "a secret" not in str(entry.data)
        assert "shared on purpose" in str(entry.data["raw"])
        assert "of another channel" in str(entry.data["raw"])
    assert live.data["raw"]["message"]["attachments"] == [shared, elsewhere]


def test_the_revision_before_an_edit_has_the_key_it_was_recorded_under() -> None:
    first, second = message("one", **edit("1736207100.000000")), message("two", **edit())
    before, after = from_event(changed(second, first), OWN).entries
    (_, recorded) = from_event(changed(first, message("zero")), OWN).entries
    assert (before.source_key, before.text) == (recorded.source_key, recorded.text)
    assert after.text == "two"


def test_an_edit_in_the_second_of_the_posting_comes_after_it() -> None:
    whole_second = f"{TS.partition('.')[0]}.000000"
    posted, edited = from_history(message("new", **edit(whole_second)), "C1", OWN).entries
    assert edited.occurred_at > posted.occurred_at
    assert edited.source_key.endswith(f":edited:{whole_second}")


def test_two_edits_in_one_second_are_two_entries() -> None:
    first, second = message("one", **edit()), message("two", **edit())
    _, one = from_event(changed(first, message("zero")), OWN).entries
    before, two = from_event(changed(second, first), OWN).entries
    assert before.source_key == one.source_key
    assert (two.text, two.source_key == one.source_key) == ("two", False)
    assert two.occurred_at > one.occurred_at


def test_the_same_edit_from_history_has_the_same_key_and_text() -> None:
    _, live = from_event(changed(message("new", **edit()), message("old")), OWN).entries
    _, found = from_history(message("new", **edit()), "C1", OWN).entries
    assert (live.source_key, live.text, live.occurred_at) == (
        found.source_key,
        found.text,
        found.occurred_at,
    )
    assert live.data["digest"] == found.data["digest"]


@pytest.mark.parametrize(
    "after",
    [
        {"attachments": [PREVIEW]},
        {"attachments": [{**PREVIEW, "is_msg_unfurl": True}]},
        {"reply_count": 3, "latest_reply": LATER, "subscribed": True, "last_read": LATER},
        {"pinned_to": ["C1"]},
        {"reactions": [{"name": "eyes", "users": ["U2"], "count": 1}]},
        {"blocks": [{**message()["blocks"][0], "block_id": "another"}]},
        {"subtype": "thread_broadcast"},
        {"is_locked": True},
    ],
)
@pytest.mark.parametrize("edited", [{}, edit("1736207100.000000")])
def test_a_change_that_changes_no_words_is_no_edit(
    after: dict[str, Any], edited: dict[str, Any]
) -> None:
    before = message(**edited)
    for payload in (changed({**before, **after}, before), changed(before, {**before, **after})):
        reading = from_event(payload, OWN)
        assert reading.entries == ()
        assert reading.reason.startswith("Its words did not change")


def test_a_preview_beside_a_real_edit_does_not_hide_it() -> None:
    after = message("new", attachments=[PREVIEW], **edit())
    _, entry = from_event(changed(after, message("old")), OWN).entries
    assert entry.text == "new"


def test_a_bots_update_without_a_mark_is_a_silent_edit() -> None:
    payload = changed(message("CPU 90 %", **BOT), message("CPU 80 %", **BOT))
    (entry,) = from_event(payload, OWN).entries
    assert (entry.kind, entry.text, entry.actor) == (Kind.MESSAGE_EDITED, "CPU 90 %", "U5")
    assert entry.data["change"] == "silent"
    assert entry.data["digest"] == digest(message("CPU 90 %", **BOT))
    assert entry.source_key == f"T1:C1:{TS}:edited:{entry.data['digest']}:{EVENT_TS}"
    assert entry.occurred_at == datetime(2025, 1, 6, 23, 45, 10, 400, tzinfo=UTC)


def test_a_silent_edit_back_to_older_words_is_another_entry() -> None:
    one, two = message("up", **BOT), message("down", **BOT)
    keys = {
        from_event(changed(after, before, event_ts=ts), OWN).entries[0].source_key
        for before, after, ts in (
            (one, two, "1736207111.000100"),
            (two, one, "1736207112.000100"),
            (one, two, "1736207113.000100"),
        )
    }
    assert len(keys) == 3


@pytest.mark.parametrize(
    "after",
    [
        {"attachments": [{"id": 1, "text": "now with a graph"}]},
        {"files": [{"id": "F1", "mode": "tombstone"}]},
        {"room": {"has_ended": True, "participant_history": ["U1"]}},
        {"assistant_app_thread": {"title": "Named"}},
    ],
)
def test_words_outside_the_text_count_as_words(after: dict[str, Any]) -> None:
    before = message(
        files=[{"id": "F1", "name": "a"}], room={"has_ended": False}, assistant_app_thread={}
    )
    *_, entry = from_event(changed({**before, **after}, before), OWN).entries
    assert entry.data["change"] == "silent"


def test_without_the_message_before_only_a_marked_change_counts() -> None:
    (marked,) = from_event(changed(message("new", **edit()), None), OWN).entries
    assert marked.source_key == f"T1:C1:{TS}:edited:{LATER}"
    assert from_event(changed(message("new"), None), OWN).entries == ()
    (bots,) = from_event(changed(message("new", **BOT), None), OWN).entries
    assert bots.data["uncompared"] is True
    gone = message(files=[{"id": "F1", "mode": "tombstone"}])
    (files,) = from_event(changed(gone, None), OWN).entries
    assert files.text == "Disk full\n[file F1: deleted]"


def test_a_bot_that_is_still_writing_is_recorded_once_it_has_written() -> None:
    before = message("The", streaming_state="in_progress", **BOT)
    more = message("The disk", streaming_state="in_progress", **BOT)
    done = message("The disk is full", streaming_state="completed", **BOT)
    assert from_event(changed(more, before), OWN).entries == ()
    (entry,) = from_event(changed(done, more), OWN).entries
    assert entry.text == "The disk is full"


def test_words_that_slack_withholds_later_are_no_edit() -> None:
    denied = message("Suspended", subtype="ekm_access_denied", user="UREVOKEDU", blocks=[])
    reading = from_event(changed(denied, message()), OWN)
    assert (reading.entries, reading.reason[:15]) == ((), "Slack withholds")
    shown = from_history(denied, "C1", OWN).shown
    assert shown
    assert shown.digest == ""


def test_a_change_of_what_is_not_recorded_is_not_recorded() -> None:
    pinned = message(subtype="pinned_item")
    assert from_event(changed({**pinned, "text": "x"}, pinned), OWN).entries == ()


def test_a_deletion_keeps_no_words_and_says_whose_it_was() -> None:
    parent = "1736207000.000100"
    (entry,) = from_event(deleted(message("a secret", thread_ts=parent)), OWN).entries
    assert (entry.kind, entry.text, entry.actor) == (Kind.MESSAGE_DELETED, "", "")
    assert entry.source_key == f"T1:C1:{TS}:deleted"
    assert (entry.message_ts, entry.thread) == (TS, parent)
    assert entry.occurred_at == datetime(2025, 1, 6, 23, 45, 10, 400, tzinfo=UTC)
    assert entry.data["author"] == "U1"
    assert "a secret" not in str(entry)


def test_a_deletion_names_who_deleted_where_slack_says_so() -> None:
    (entry,) = from_event(deleted(message(), user="UADMIN"), OWN).entries
    assert entry.actor == "UADMIN"


def test_a_deletion_without_the_message_is_still_a_tombstone() -> None:
    (entry,) = from_event(deleted(None), OWN).entries
    assert entry.source_key == f"T1:C1:{TS}:deleted"
    assert "author" not in entry.data


def test_a_deletion_that_names_only_the_message_before_is_of_that_one() -> None:
    (entry,) = from_event(deleted(message(), gone=""), OWN).entries
    assert entry.source_key == f"T1:C1:{TS}:deleted"


def test_a_deletion_of_nothing_is_refused_with_a_reason() -> None:
    reading = from_event(deleted(None, gone=""), OWN)
    assert (reading.entries, reading.reason) == ((), "It has no usable timestamp")


TOMBSTONE = {
    "type": "message",
    "subtype": "tombstone",
    "user": "USLACKBOT",
    "text": "This message was deleted.",
    "hidden": True,
    "ts": TS,
    "thread_ts": TS,
    "reply_count": 2,
}


def test_a_deleted_parent_is_a_deletion_however_it_is_told() -> None:
    (live,) = from_event(changed(TOMBSTONE, message(reply_count=2)), OWN).entries
    (again,) = from_event(deleted(TOMBSTONE), OWN).entries
    (found,) = from_history(TOMBSTONE, "C1", OWN).entries
    (posted,) = from_event(arrived(TOMBSTONE), OWN).entries
    assert {one.kind for one in (live, again, found, posted)} == {Kind.MESSAGE_DELETED}
    assert {one.source_key for one in (live, again, found, posted)} == {f"T1:C1:{TS}:deleted"}
    assert {one.text for one in (live, again, found, posted)} == {""}
    assert (live.data["author"], again.data.get("author")) == ("U1", None)
    assert found.data["time_is_earliest"] is True


def test_a_tombstone_without_a_time_is_refused_with_a_reason() -> None:
    reading = from_history({**TOMBSTONE, "ts": ""}, "C1", OWN)
    assert (reading.entries, reading.reason) == ((), "It has no usable timestamp")


def test_changes_and_deletions_of_musters_own_posts_are_not_recorded() -> None:
    own = message(user="UMUSTER", bot_id="BMUSTER")
    for payload in (
        changed({**own, "text": "new", **edit()}, own),
        changed(TOMBSTONE, own),
        deleted(own),
    ):
        reading = from_event(payload, OWN)
        assert (reading.entries, reading.reason[:12]) == ((), "Muster's own")


def test_an_odd_message_before_adds_nothing() -> None:
    after = message("new", **edit())
    for before in ({"ts": "soon"}, TOMBSTONE, {**message("old"), **BOT}):
        (entry,) = from_event(changed(after, before), OWN).entries
        assert entry.text == "new"


def test_a_change_that_names_no_message_is_refused_with_a_reason() -> None:
    for payload in (changed({}, None), changed(message(), message(), event_ts="", ts="")):
        payload["event_time"] = "soon"
        assert from_event(payload, OWN).reason == "It has no usable timestamp"


def test_the_envelopes_time_stands_in_for_a_missing_one() -> None:
    payload = deleted(message(), event_ts=None, ts=None)
    (entry,) = from_event(payload, OWN).entries
    assert entry.occurred_at == datetime(2025, 1, 6, 23, 45, 10, tzinfo=UTC)


def test_backfill_can_record_a_silent_edit_that_it_found() -> None:
    now = datetime(2025, 1, 7, tzinfo=UTC)
    entry = silent_edit(message("CPU 90 %", **BOT), PLACE, now)
    assert (entry.kind, entry.text, entry.occurred_at) == (Kind.MESSAGE_EDITED, "CPU 90 %", now)
    key = f"T1:C1:{TS}:edited:{entry.data['digest']}"
    assert entry.source_key == f"{key}:after:nothing"
    assert entry.data["change"] == "silent"
    assert entry.data["observed"] == "history"
    later = silent_edit(message("CPU 90 %", **BOT), PLACE, now, after="T1:C1:x")
    assert later.source_key == f"{key}:after:T1:C1:x"


def test_backfill_can_record_that_a_message_is_gone() -> None:
    now = datetime(2025, 1, 7, tzinfo=UTC)
    entry = found_deletion({"ts": TS, "thread_ts": "1736207000.000100"}, PLACE, now)
    (told,) = from_event(deleted(message()), OWN).entries
    assert (entry.kind, entry.source_key) == (told.kind, told.source_key)
    assert (entry.thread, entry.occurred_at) == ("1736207000.000100", now)


def test_a_digest_ignores_what_slack_changes_by_itself() -> None:
    image = {"type": "image", "image_url": "https://x.test/i.png", "alt_text": "i"}
    card = {"id": 1, "text": "down", "author_icon": "https://x.test/1.png"}
    plain = message("see <#C2|old-name>", blocks=[image], attachments=[card])
    dressed = message(
        "see <#C2|new-name>",
        blocks=[{**image, "block_id": "z", "image_width": 10, "fallback": "10x10px image"}],
        attachments=[{**card, "author_icon": "https://x.test/2.png"}, PREVIEW],
        reply_count=1,
    )
    assert digest(plain) == digest(dressed)
    assert digest(plain) != digest({**plain, "text": "see <#C3|old-name>"})


def test_a_text_that_looks_like_a_payload_counts_as_text() -> None:
    one = message('"block_id":"a" | "fallback":"1x1px image"')
    two = message('"block_id":"b" | "fallback":"2x2px image"')
    assert digest(one) != digest(two)


def test_a_digest_takes_what_json_libraries_refuse() -> None:
    deep: list[Any] = []
    for _ in range(2000):
        deep = [deep]
    for odd in ("\ud800", 2**80, deep):
        assert len(digest(message(blocks=[{"type": "x", "y": odd}]))) == 32
    assert digest({"text": "\ud800"}) != digest({"text": "\ud801"})
