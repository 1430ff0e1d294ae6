"""Events that nobody here wrote: none of a message's words is lost, and nothing is parked."""

from __future__ import annotations

from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from app.flows import inbox
from app.store import chain, incidents, timeline
from app.store.recording import parking

TS = "1773057600.000100"


@pytest.fixture
def heard(muster):
    """Tell of an event in the channel C1; what the log holds of it then, and how many are new."""
    with muster.database.write() as session:
        incident_id = incidents.reserve(
            session, "T1", incidents.next_number(session, "T1"), muster.now()
        )
        chain.lock_head(session, incident_id)
        one = SimpleNamespace(workspace="T1", id=incident_id)
        incidents.bind(session, one, "C1", name="inc", now=muster.now())

    def hear(event, **around):
        done: Future[int] = Future()
        body = {"type": "event_callback", "team_id": "T1", "event": {"channel": "C1", **event}}
        if not inbox.receive(muster, {**body, **around}, done):
            return []
        assert done.result(60) > 0
        with muster.database.read() as session:
            assert parking.count(session) == 0
            return timeline.entries(session, incident_id)

    return hear


SHARED = (
    {"team_id": "TOTHER", "authorizations": [{"team_id": "T1", "user_id": "UBOT"}]},
    {"team_id": "TOTHER", "context_team_id": "T1", "authorizations": []},
    {"team_id": "T1", "authorizations": [{"team_id": None, "enterprise_id": "E1"}]},
    {"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": True},
    {"team_id": "T1", "authorizations": "odd"},
)


def test_a_message_of_another_organisation_in_a_shared_channel_is_recorded(heard):
    for number, around in enumerate(SHARED, 1):
        said = {"user": "WTHEIRS", "user_team": "TOTHER", "text": "hi"}
        entries = heard({"type": "message", "ts": f"1773057600.{number:06d}", **said}, **around)
        assert [(one.actor, one.text) for one in entries] == [("WTHEIRS", "hi")] * number


def test_an_event_of_a_workspace_that_nobody_installed_is_left_to_others(heard):
    message = {"type": "message", "user": "U1", "ts": TS, "text": "hi"}
    assert heard(message, team_id="TOTHER", authorizations=[{"team_id": "TOTHER"}]) == []


#: As real workspaces send them, with what they leave out or put in oddly; and words to be found.
ODD = {
    "null user": ({"user": None, "text": "who was it"}, "who was it"),
    "bot without a name": ({"subtype": "bot_message", "bot_id": "B1", "text": "alert"}, "alert"),
    "bot without anything": ({"subtype": "bot_message", "text": "alert"}, "alert"),
    "attachment alone": (
        {"subtype": "bot_message", "text": "", "attachments": [{"fallback": "CPU high"}]},
        "CPU high",
    ),
    "withheld file": (
        {"user": "U1", "text": "see", "files": [{"id": "F1", "file_access": "check_file_info"}]},
        "see",
    ),
    "hidden file": (
        {"user": "U1", "text": "see", "files": [{"id": "F1", "mode": "hidden_by_limit"}]},
        "see",
    ),
    "no files": ({"user": "U1", "text": "see", "files": None}, "see"),
    "block of a newer slack": (
        {"user": "U1", "text": "", "blocks": [{"type": "hologram", "said": {"text": "look here"}}]},
        "look here",
    ),
    "withheld by a key": (
        {"subtype": "ekm_access_denied", "user": "U1", "text": "not available"},
        "not available",
    ),
    "huddle": (
        {"subtype": "huddle_thread", "user": "USLACKBOT", "text": "", "room": {"id": "R1"}},
        "",
    ),
    "canvas": (
        {"subtype": "channel_canvas_updated", "user": "USLACKBOT", "text": "Canvas: runbook"},
        "Canvas: runbook",
    ),
    "assistant": (
        {
            "subtype": "assistant_app_thread",
            "user": "U1",
            "text": "New thread",
            "assistant_app_thread": {"title": "Why is it down"},
        },
        "Why is it down",
    ),
    "reminder": ({"subtype": "reminder_add", "user": "U1", "text": "set a reminder"}, "reminder"),
    "app added": ({"subtype": "bot_add", "user": "U1", "text": "added an app"}, "added an app"),
    "grid people": ({"user": "W123", "enterprise": "E1", "text": "from the grid"}, "from the grid"),
    "unknown subtype": ({"subtype": "from_2031", "user": "U1", "text": "new"}, "new"),
    "surrogates and NUL": ({"user": "U1", "text": "a\ud800b\0c"}, "b"),
}


def test_odd_messages_are_recorded_with_their_words(heard):
    for number, (name, (event, words)) in enumerate(ODD.items(), 1):
        ts = f"1773057600.{number:06d}"
        entries = heard({"type": "message", "ts": ts, **event})
        assert len(entries) == number, name
        assert words in entries[-1].text, name


def test_an_edit_of_a_broadcast_and_a_parent_that_is_gone_are_recorded(heard):
    said = {"type": "message", "subtype": "thread_broadcast", "user": "U1", "ts": TS, "text": "a"}
    said |= {"thread_ts": "1773057500.000100"}
    heard({**said, "event_ts": TS})
    edited = {**said, "text": "b", "edited": {"user": "U1", "ts": "1773057660.000000"}}
    around = {"type": "message", "subtype": "message_changed", "ts": "1773057660.000100"}
    entries = heard({**around, "message": edited, "previous_message": said})
    assert [one.text for one in entries] == ["a", "b"]
    gone = {"type": "message", "subtype": "tombstone", "ts": TS, "thread_ts": TS, "text": "deleted"}
    around["ts"] = "1773057670.000100"
    entries = heard({**around, "message": gone, "previous_message": edited})
    assert [one.kind for one in entries][-1] == "message:deleted"


def test_what_only_counts_replies_is_no_message(heard):
    inner = {"type": "message", "ts": TS, "thread_ts": TS, "reply_count": 1, "user": "U1"}
    event = {"type": "message", "hidden": True, "message": inner, "ts": TS, "event_ts": TS}
    with pytest.raises(AssertionError):
        heard(event)


def test_a_reaction_to_a_reply_links_to_it_in_its_thread_though_its_event_names_none(heard):
    parent = "1773057500.000100"
    said = {"type": "message", "user": "U1", "text": "in the thread"}
    (reply,) = heard({**said, "ts": TS, "thread_ts": parent})
    assert reply.source_url.endswith(f"?thread_ts={parent}&cid=C1")
    item = {"type": "message", "channel": "C1", "ts": TS}
    given = {"user": "U2", "reaction": "eyes", "item": item, "item_user": "U1"}
    heard({"type": "reaction_added", **given, "event_ts": "1773057601.000100"})
    entries = heard({"type": "reaction_removed", **given, "event_ts": "1773057602.000100"})
    assert {(one.thread, one.source_url) for one in entries} == {(parent, reply.source_url)}
