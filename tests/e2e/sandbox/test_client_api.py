"""Being a person: the client API, the live feed, what one may see, unread marks, files."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import websocket
from slack_sdk import WebClient

from app.sandbox import NothingCameError, Sandbox, SandboxConfig, SandboxError, running
from tests.e2e.sandbox.recorders import wait_until

GENERAL, RANDOM = "C0GENERAL00", "C0RANDOM000"


@contextmanager
def feed(sandbox: Sandbox, person: str) -> Iterator[list[dict[str, Any]]]:
    """What one window of a person hears."""
    address = f"{sandbox.url.replace('http', 'ws', 1)}/client/{person}/feed"
    socket = websocket.create_connection(address, timeout=60)
    heard: list[dict[str, Any]] = []

    def read() -> None:
        try:
            while text := socket.recv():
                heard.append(json.loads(text))
        except (OSError, websocket.WebSocketException):
            pass

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    wait_until(lambda: heard)
    try:
        yield heard
    finally:
        socket.close()
        thread.join(60)


def status_of(sandbox: Sandbox, method: str, path: str, **headers: str) -> tuple[int, Any]:
    """Status and body of a request made by hand."""
    body = b"{}" if method == "POST" else None
    request = urllib.request.Request(f"{sandbox.url}{path}", body, headers, method=method)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def test_every_window_hears_what_its_person_may_see(sandbox: Sandbox, client: WebClient) -> None:
    aiko, ben = sandbox.person("Aiko"), sandbox.person("Ben")
    with feed(sandbox, "Aiko") as hers, feed(sandbox, "Ben") as his:
        assert hers[0]["type"] == "hello"
        ts = aiko.say("#general", "hi @ben")
        secret = aiko.create_channel("secret", private=True)
        aiko.say(secret, "hush")
        client.chat_postEphemeral(channel=GENERAL, user=ben.id, text="psst")
        aiko.reply("#general", ts, "in thread")
        aiko.edit("#general", ts, "hi again")
        aiko.delete("#general", ts)
        wait_until(lambda: any(m["type"] == "ephemeral" for m in his))
        wait_until(lambda: len([m for m in his if m["type"] == "message_changed"]) == 3)

        def told(heard: list[dict[str, Any]]) -> list[tuple[str, str]]:
            return [(m["type"], m.get("channel", "")) for m in heard[1:]]

        assert ("message", secret) in told(hers)
        assert all(channel != secret for _, channel in told(his))
        assert ("ephemeral", GENERAL) in told(his)
        assert ("ephemeral", GENERAL) not in told(hers)
        message = next(m for m in his if m["type"] == "message")
        assert message["message"]["text"] == "hi <@U0BEN000000>"
        assert (message["ts"], message["thread_ts"]) == (ts, "")
        numbers = [m["number"] for m in his[1:]]
        assert numbers == sorted(numbers)


def test_modals_and_homes_reach_their_own_person_only(sandbox: Sandbox, client: WebClient) -> None:
    with feed(sandbox, "Aiko") as hers, feed(sandbox, "Ben") as his:
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        client.views_publish(user_id="U0AIKO00000", view=home)
        changed = wait_until(lambda: [m for m in hers if m["type"] == "home_changed"])
        assert changed[0]["view"]["type"] == "home"
        assert all(m["type"] != "home_changed" for m in his)


def test_unread_marks_count_what_others_said_since(sandbox: Sandbox, client: WebClient) -> None:
    aiko, ben = sandbox.person("Aiko"), sandbox.person("Ben")
    aiko.say("#general", "one")
    aiko.say("#general", "two @ben")
    client.chat_postMessage(channel=GENERAL, text="three <!here>")
    row = ben.channel("#general")
    assert (row["unread_count"], row["mention_count"]) == (3, 2)
    assert aiko.channel("#general")["unread_count"] == 1
    ben.mark_read("#general")
    assert ben.channel("#general")["unread_count"] == 0
    ben.say("#general", "four")
    assert ben.channel("#general")["unread_count"] == 0
    assert aiko.channel("#general")["unread_count"] == 2
    channel = aiko.create_channel("inc-1")
    aiko.invite(channel, "ben")
    assert ben.channel(channel)["unread_count"] == 0
    aiko.say(channel, "what is known so far")
    aiko.invite(channel, "carla")
    assert sandbox.person("Carla").channel(channel)["unread_count"] == 1
    sandbox.person("Dev").join(channel)
    assert sandbox.person("Dev").channel(channel)["unread_count"] == 0
    dm = aiko.open_dm("ben")
    aiko.say(dm, "direct")
    assert ben.channel(dm)["mention_count"] == 1
    assert ben.channel(dm)["user"] == aiko.id


def test_history_is_read_in_pages_from_any_place(sandbox: Sandbox) -> None:
    aiko = sandbox.person("Aiko")
    sent = [aiko.say("#general", str(number)) for number in range(12)]

    def page(**query: Any) -> tuple[list[str], bool, bool]:
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        path = f"/client/{aiko.id}/channels/{GENERAL}/messages?{asked}"
        _, found = status_of(sandbox, "GET", path)
        stamps = [message["ts"] for message in found["messages"]]
        return stamps, found["has_older"], found["has_newer"]

    assert page(limit=4) == (sent[8:], True, False)
    assert page(limit=4, before=sent[8]) == (sent[4:8], True, True)
    assert page(limit=4, after=sent[7]) == (sent[8:], True, False)
    assert page(limit=4, around=sent[5]) == (sent[3:8], True, True)
    assert page(limit=50) == (sent, False, False)


def test_what_one_may_not_see_does_not_exist(sandbox: Sandbox) -> None:
    aiko, ben = sandbox.person("Aiko"), sandbox.person("Ben")
    secret = aiko.create_channel("secret", private=True)
    ts = aiko.say(secret, "hush")
    aiko.upload(secret, "plan.txt", b"plan")
    shared = aiko.messages(secret)[-1]["files"][0]["id"]
    for look in (
        lambda: ben.channel(secret),
        lambda: ben.messages(secret),
        lambda: ben.say(secret, "hi"),
        lambda: ben.react(secret, ts, "eyes"),
        lambda: ben.join("secret"),
    ):
        with pytest.raises(SandboxError, match="channel_not_found"):
            look()
    assert b"file_not_found" in ben.file(shared)
    assert aiko.file(shared) == b"plan"
    assert secret not in [channel["id"] for channel in ben.channels()]
    assert ben.search("hush")["messages"] == []
    assert aiko.search("hush")["messages"][0]["ts"] == ts


def test_search_finds_people_channels_and_messages(sandbox: Sandbox) -> None:
    aiko = sandbox.person("Aiko")
    aiko.say("#general", "the Checkout is down")
    found = aiko.search("checkout")
    assert found["messages"][0]["channel"] == GENERAL
    sandbox.person("Ben").say("#random", 'a "checkout" of books')
    assert [each["channel"] for each in aiko.search("checkout")["messages"]] == [RANDOM, GENERAL]
    assert len(aiko.search('"checkout"')["messages"]) == 1
    assert [person["name"] for person in aiko.search("@be")["people"]] == ["ben"]
    assert [channel["name"] for channel in aiko.search("#inc")["channels"]] == ["incidents"]


def test_ones_own_messages_only_are_changed(sandbox: Sandbox) -> None:
    ts = sandbox.person("Aiko").say("#general", "mine")
    with pytest.raises(SandboxError, match="not_your_message"):
        sandbox.person("Ben").edit("#general", ts, "yours")
    with pytest.raises(SandboxError, match="not_your_message"):
        sandbox.person("Ben").delete("#general", ts)
    with pytest.raises(SandboxError, match="message_not_found"):
        sandbox.person("Ben").delete("#general", "1.1")


def test_waiting_says_what_did_not_come(sandbox: Sandbox) -> None:
    aiko = sandbox.person("Aiko")
    with pytest.raises(NothingCameError, match=r"Aiko Tanaka saw no message like .*SEV2"):
        aiko.wait_for_message("#general", within=0.05, text={"contains": "SEV2"})
    timer = threading.Timer(0.05, lambda: sandbox.person("Ben").say("#general", "SEV2 now"))
    timer.start()
    assert aiko.wait_for_message("#general", text={"contains": "SEV2"})["user"] == "U0BEN000000"
    timer.join()
    channel = aiko.create_channel("inc-42-checkout")
    assert aiko.wait_for_channel(name={"matches": "^inc-42"})["id"] == channel


def test_another_bot_may_speak_and_the_apps_own_may_not(sandbox: Sandbox) -> None:
    ts = sandbox.person("Alertmanager").say("#general", "firing", attachments=[{"text": "x"}])
    message = sandbox.person("Aiko").messages("#general")[-1]
    assert (message["ts"], message["subtype"]) == (ts, "bot_message")
    assert (message["username"], message["bot_id"]) == ("Alertmanager", "B0IN0000001")
    with pytest.raises(SandboxError, match="person_not_found"):
        sandbox.person("anyapp").say("#general", "hi")


def test_the_workspace_says_what_the_app_offers(sandbox: Sandbox) -> None:
    _, workspace = status_of(sandbox, "GET", "/client/workspace")
    assert [c["command"] for c in workspace["app"]["commands"]] == ["/hello", "/plain"]
    assert workspace["app"]["shortcuts"][1]["type"] == "message"
    assert "sandbox" in workspace["banner"]
    assert "/me" in workspace["own_commands"]


def test_a_permalink_comes_with_a_message(sandbox: Sandbox, client: WebClient) -> None:
    ts = sandbox.person("Aiko").say("#general", "x")
    path = f"/client/Aiko/channels/{GENERAL}/messages/{ts}"
    _, found = status_of(sandbox, "GET", path)
    link = client.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"]
    assert found["permalink"] == link


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/client/Nobody/channels", 404, "person_not_found"),
        ("GET", "/client/Aiko/channels/nowhere", 404, "channel_not_found"),
        ("GET", "/client/nothing/at/all", 404, "not_found"),
        ("POST", "/client/Aiko/channels", 400, "invalid_name_required"),
        ("POST", "/client/Aiko/actions", 400, "invalid_request"),
        ("POST", "/client/Aiko/views/top/submit", 400, "view_not_found"),
        ("POST", "/client/Aiko/channels/general/messages", 400, "no_text"),
        ("POST", "/control/down", 400, "invalid_request"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(
    sandbox: Sandbox, method: str, path: str, status: int, error: str
) -> None:
    found, body = status_of(sandbox, method, path)
    assert (found, body["error"]) == (status, error)
    assert body["message"]


def test_another_sites_page_may_do_nothing_here(sandbox: Sandbox) -> None:
    foreign = {"Origin": "https://evil.example.com"}
    for path in ("/control/up", "/client/Aiko/channels/general/messages"):
        status, body = status_of(sandbox, "POST", path, **foreign)
        assert (status, body["error"]) == (403, "not_allowed")
    address = f"{sandbox.url.replace('http', 'ws', 1)}/client/Aiko/feed"
    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(address, origin="https://evil.example.com")
    websocket.create_connection(address, origin=sandbox.url).close()


def test_files_of_unknown_kinds_are_not_shown_in_the_browser(sandbox: Sandbox) -> None:
    aiko = sandbox.person("Aiko")
    aiko.upload("#general", "page.html", b"<script>alert(1)</script>")
    aiko.upload("#general", "pixel.svg", b"<svg onload='alert(1)'/>")
    page, svg = [message["files"][0]["id"] for message in aiko.messages("#general")]
    for file, way in ((page, "inline"), (svg, "attachment")):
        address = f"{sandbox.url}/client/Aiko/files/{file}/content"
        with urllib.request.urlopen(address) as response:
            assert response.headers["content-disposition"].startswith(way)
            assert response.headers["x-content-type-options"] == "nosniff"
            assert "html" not in response.headers["content-type"]


def test_avatars_are_initials_on_a_colour(client: WebClient) -> None:
    address = client.users_info(user="U0AIKO00000")["user"]["profile"]["image_72"]
    with urllib.request.urlopen(address) as response:
        drawn = response.read()
    assert b">AT<" in drawn
    assert b"#d1495b" in drawn


def test_a_window_that_is_closing_does_not_hold_up_the_end() -> None:
    with running(SandboxConfig()) as sandbox:
        address = f"{sandbox.url.replace('http', 'ws', 1)}/client/Aiko/feed"
        socket = websocket.create_connection(address, timeout=60)
        # It reads nothing, so that its goodbye and what it was told still lie about at the end.
        for _ in range(150):
            sandbox.person("Ben").say("#general", "x" * 39_000)
        socket.send_close()
        sandbox.person("Ben").say("#general", "what comes after the goodbye was taken")
    socket.shutdown()
