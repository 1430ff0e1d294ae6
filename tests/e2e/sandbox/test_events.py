"""Every event that the sandbox emits is one that Slack's own types allow."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from app.sandbox import Sandbox, SandboxConfig, running
from tests.e2e.sandbox.conformance import event_problems
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import SocketApp, socket_app, wait_until

GENERAL = "C0GENERAL00"


def made() -> dict[str, Any]:
    whole = manifest()
    whole["settings"]["event_subscriptions"]["bot_events"] += ["channel_left", "group_left"]
    return whole


def heard(app: SocketApp, sandbox: Sandbox) -> list[dict[str, Any]]:
    """All events, once nothing is under way any more."""
    wait_until(
        lambda: (
            all(d["outcome"] != "pending" for d in sandbox.ledger.deliveries()) and app.events("")
        )
    )
    return app.events("")


def tour(sandbox: Sandbox, client: WebClient) -> None:
    """Everything that can happen in a workspace."""
    aiko, ben = sandbox.person("Aiko"), sandbox.person("Ben")
    ts = aiko.say("#general", "*bold* `code` https://example.com @ben :tada: @anyapp\n- a\n- b")
    reply = ben.reply("#general", ts, "in thread")
    ben.reply("#general", ts, "to all", broadcast=True)
    aiko.edit("#general", ts, "edited")
    aiko.react("#general", ts, "eyes")
    aiko.unreact("#general", ts, "eyes")
    aiko.pin("#general", ts)
    aiko.unpin("#general", ts)
    aiko.unfurl("#general", ts, [{"from_url": "https://example.com", "title": "Example"}])
    ben.delete("#general", reply)
    aiko.delete("#general", ts)
    aiko.upload("#general", "log.txt", b"one\ntwo", "the log")
    aiko.command("#general", "/me waves")
    sandbox.person("Alertmanager").say("#general", "alert", attachments=[{"text": "firing"}])
    client.chat_postMessage(channel=GENERAL, text="card", blocks=[{"type": "divider"}])
    client.chat_postMessage(channel=GENERAL, text="odd", username="Other", icon_emoji=":x:")
    for private in (False, True):
        channel = client.conversations_create(name=f"inc-{private}".lower(), is_private=private)[
            "channel"
        ]["id"]
        client.conversations_invite(channel=channel, users=[aiko.id, ben.id])
        ben.leave(channel)
        aiko.change_channel(channel, topic="a topic", purpose="a purpose")
        client.conversations_rename(channel=channel, name=f"new-{private}".lower())
        client.conversations_archive(channel=channel)
        client.conversations_unarchive(channel=channel)
        aiko_web = WebClient(token="xoxp-sandbox-aiko", base_url=sandbox.api_url)
        aiko_web.conversations_kick(channel=channel, user="U0BOT000001")
    aiko.create_channel("by-aiko")
    aiko.say(aiko.open_dm("anyapp"), "direct")
    aiko.open_home()


@pytest.mark.parametrize("replied", ["", "subtype", "bare"])
def test_everything_that_happens_is_told_in_slacks_own_types(replied: str) -> None:
    config = SandboxConfig(manifest=made(), message_replied=replied)
    with running(config) as sandbox, socket_app(sandbox) as app:
        tour(sandbox, WebClient(token=sandbox.bot_token, base_url=sandbox.api_url))
        events = heard(app, sandbox)
        bare = [e for e in events if e.get("hidden") and "subtype" not in e]
        assert bool(bare) == (replied == "bare")
        problems = {
            f"{event['type']} {event.get('subtype')}": event_problems(event)
            for event in events
            if event not in bare
        }
        assert {name: found for name, found in problems.items() if found} == {}
        kinds = {(event["type"], event.get("subtype")) for event in events}
        subtypes = {subtype for kind, subtype in kinds if kind == "message"}
        assert subtypes - {"message_replied"} == {
            None, "thread_broadcast", "message_changed", "message_deleted", "file_share",
            "me_message", "bot_message", "channel_join", "channel_leave", "channel_topic",
            "channel_purpose", "channel_name", "channel_archive", "channel_unarchive",
        }  # fmt: skip
        assert {kind for kind, _ in kinds} == {
            "message", "app_mention", "app_home_opened", "reaction_added", "reaction_removed",
            "pin_added", "pin_removed", "member_joined_channel", "member_left_channel",
            "channel_created", "channel_rename", "channel_archive", "channel_unarchive",
            "group_rename", "group_archive", "group_unarchive", "file_shared", "channel_left",
            "group_left",
        }  # fmt: skip


@pytest.fixture
def app_and_sandbox() -> Any:
    with running(SandboxConfig(manifest=made())) as sandbox, socket_app(sandbox) as app:
        yield app, sandbox


def test_an_edit_bears_edited_and_an_unfurl_does_not(
    app_and_sandbox: tuple[SocketApp, Sandbox],
) -> None:
    app, sandbox = app_and_sandbox
    aiko = sandbox.person("Aiko")
    ts = aiko.say("#general", "see https://example.com")
    aiko.unfurl("#general", ts, [{"title": "Example"}])
    aiko.edit("#general", ts, "changed")
    _, unfurled, edited = heard(app, sandbox)
    assert unfurled["subtype"] == edited["subtype"] == "message_changed"
    assert "edited" not in unfurled["message"]
    assert unfurled["message"]["attachments"][0]["title"] == "Example"
    assert "attachments" not in unfurled["previous_message"]
    assert edited["message"]["edited"]["user"] == aiko.id
    assert edited["message"]["edited"]["ts"].endswith(".000000")
    assert edited["previous_message"]["text"] == "see <https://example.com>"
    history = aiko.messages("#general")
    assert [message["ts"] for message in history] == [ts]


def test_links_unfurl_by_themselves_when_the_sandbox_is_told_to() -> None:
    config = SandboxConfig(manifest=made(), unfurl=True)
    with running(config) as sandbox, socket_app(sandbox) as app:
        ts = sandbox.person("Aiko").say("#general", "https://example.com/page")
        changed = wait_until(lambda: [e for e in app.events() if e.get("hidden")])
        assert changed[0]["message"]["ts"] == ts
        assert changed[0]["message"]["attachments"][0]["from_url"] == "https://example.com/page"
        assert "edited" not in changed[0]["message"]


def test_a_deleted_parent_is_told_as_a_change_to_a_tombstone(
    app_and_sandbox: tuple[SocketApp, Sandbox],
) -> None:
    app, sandbox = app_and_sandbox
    aiko = sandbox.person("Aiko")
    parent = aiko.say("#general", "parent")
    reply = aiko.reply("#general", parent, "reply")
    aiko.delete("#general", parent)
    aiko.delete("#general", reply)
    hidden = [event for event in heard(app, sandbox) if event.get("hidden")]
    assert [event["subtype"] for event in hidden] == [
        "message_changed",
        "message_deleted",
        "message_deleted",
    ]
    assert hidden[0]["message"]["subtype"] == "tombstone"
    assert hidden[0]["previous_message"]["text"] == "parent"
    assert hidden[2]["previous_message"]["subtype"] == "tombstone"


def test_the_bots_own_messages_are_told_too(
    app_and_sandbox: tuple[SocketApp, Sandbox],
) -> None:
    app, sandbox = app_and_sandbox
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    posted = client.chat_postMessage(channel=GENERAL, text="by me")
    [event] = heard(app, sandbox)
    assert event["bot_id"] == "B0BOT000001"
    assert event["ts"] == event["event_ts"] == posted["ts"]


def test_archiving_is_told_by_a_message_and_by_an_event(
    app_and_sandbox: tuple[SocketApp, Sandbox],
) -> None:
    app, sandbox = app_and_sandbox
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    channel = client.conversations_create(name="inc-1")["channel"]["id"]
    client.conversations_archive(channel=channel)
    told = [(event["type"], event.get("subtype")) for event in heard(app, sandbox)]
    assert told[-2:] == [("message", "channel_archive"), ("channel_archive", None)]


REAL = Path(__file__).parents[2] / "data" / "slack-messages" / "messages.jsonl"


def told_in(app: SocketApp, channel: str, awaited: set[str]) -> dict[str, dict[str, Any]]:
    """What was told in a channel, by its moment, once every awaited moment was."""

    def told() -> dict[str, dict[str, Any]] | None:
        found = {each["ts"]: each for each in app.events() if each.get("channel") == channel}
        return found if awaited <= found.keys() else None

    return wait_until(told)


def test_real_messages_go_in_and_come_out_as_they_are(
    app_and_sandbox: tuple[SocketApp, Sandbox],
) -> None:
    app, sandbox = app_and_sandbox
    by_channel: dict[str, list[dict[str, Any]]] = {}
    for line in REAL.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        by_channel.setdefault(message.pop("_channel"), []).append(message)
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    for number, messages in enumerate(by_channel.values()):
        channel = client.conversations_create(name=f"real-{number}")["channel"]["id"]
        assert sandbox.control.import_messages(channel, messages, tell=True) == len(messages)
        told = told_in(app, channel, {message["ts"] for message in messages})
        kept = {m["ts"]: m for m in sandbox.control.messages(channel)}
        for message in messages:
            ts = message["ts"]
            for name in ("text", "user", "blocks", "files", "edited", "reactions", "attachments"):
                assert kept[ts].get(name) == message.get(name)
                assert told[ts].get(name) == message.get(name)
        shown = [
            m
            for page in client.conversations_history(channel=channel, limit=50)
            for m in page["messages"]
        ]
        threads = [
            m
            for parent in shown
            if parent.get("reply_count")
            for page in client.conversations_replies(channel=channel, ts=parent["ts"], limit=20)
            for m in page["messages"]
        ]
        found = {m["ts"] for m in (*shown, *threads)}
        orphans = {m["ts"] for m in messages if m.get("thread_ts", m["ts"]) not in kept}
        assert found >= kept.keys() - orphans
