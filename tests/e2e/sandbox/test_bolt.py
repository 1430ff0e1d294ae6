"""slack-bolt runs against the sandbox and cannot tell it from Slack."""

from __future__ import annotations

from queue import Queue
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from app.sandbox import Sandbox, SandboxConfig, running
from tests.e2e.sandbox.conftest import http, manifest, socket_mode

SECONDS = 60

MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "title",
            "label": {"type": "plain_text", "text": "Title"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "severity",
            "label": {"type": "plain_text", "text": "Severity"},
            "element": {
                "type": "static_select",
                "action_id": "pick",
                "options": [
                    {"text": {"type": "plain_text", "text": f"SEV{n} level"}, "value": f"sev{n}"}
                    for n in (1, 2)
                ],
            },
        },
    ],
}


def test_messages_reach_the_app_and_its_answer_reaches_people(
    sandbox: Sandbox, bolt: App, run: Any
) -> None:
    seen: Queue[dict[str, Any]] = Queue()

    @bolt.message("ping")
    def answer(message: dict[str, Any], say: Any) -> None:
        seen.put(message)
        say(text=f"pong <@{message['user']}>", thread_ts=message["ts"])

    run(bolt)
    aiko = sandbox.person("Aiko")
    ts = aiko.say("#general", "ping @ben")
    heard = seen.get(timeout=SECONDS)
    assert heard["text"] == "ping <@U0BEN000000>"
    assert heard["channel"] == "C0GENERAL00"
    assert heard["channel_type"] == "channel"
    reply = aiko.wait_for_message("#general", text={"contains": "pong"}, thread_ts=ts)
    assert reply["bot_id"] == "B0BOT000001"
    assert sandbox.ledger.wait_for_delivery("message", outcome="acked")


def test_a_command_is_answered_and_its_response_url_works(
    sandbox: Sandbox, bolt: App, run: Any
) -> None:
    @bolt.command("/hello")
    def hello(ack: Any, command: dict[str, Any], respond: Any) -> None:
        ack(f"hello {command['text']}")
        respond(text="later", response_type="in_channel")

    run(bolt)
    aiko = sandbox.person("Aiko")
    assert aiko.command("#general", "/hello @ben in #random").ok
    shown = aiko.wait_for_ephemeral("#general", text={"contains": "hello"})
    assert shown["text"] == "hello <@U0BEN000000|ben> in <#C0RANDOM000|random>"
    assert sandbox.person("Ben").wait_for_message("#general", text="later")
    assert sandbox.person("Ben").ephemeral("#general") == []


def test_a_modal_is_opened_filled_wrongly_and_rightly(
    sandbox: Sandbox, bolt: App, run: Any
) -> None:
    values: Queue[dict[str, Any]] = Queue()

    @bolt.command("/hello")
    def hello(ack: Any, command: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=command["trigger_id"], view=MODAL)

    @bolt.view("form")
    def form(ack: Any, view: dict[str, Any]) -> None:
        entered = view["state"]["values"]
        if "wrong" in entered["title"]["text"]["value"]:
            ack(response_action="errors", errors={"title": "not that"})
            return
        ack()
        values.put(entered)

    run(bolt)
    aiko = sandbox.person("Aiko")
    assert aiko.command("#general", "/hello").ok
    assert aiko.wait_for_modal(callback_id="form")["title"]["text"] == "A form"
    missing = aiko.submit({"Title": "fine"})
    assert missing.errors == {"severity": "Please complete this required field."}
    refused = aiko.submit({"Title": "wrong", "Severity": "SEV1"})
    assert refused.errors == {"title": "not that"}
    assert aiko.views()[0]["state"]["values"]["title"]["text"]["value"] == "wrong"
    assert aiko.submit({"Title": "fine", "Severity": "sev2"}).ok
    entered = values.get(timeout=SECONDS)
    assert entered["title"]["text"] == {"type": "plain_text_input", "value": "fine"}
    assert entered["severity"]["pick"]["selected_option"]["value"] == "sev2"
    assert aiko.views() == []


def test_a_pressed_button_reaches_the_app_with_its_message(
    sandbox: Sandbox, bolt: App, run: Any, client: WebClient
) -> None:
    pressed: Queue[dict[str, Any]] = Queue()

    @bolt.action("take")
    def take(ack: Any, body: dict[str, Any], respond: Any) -> None:
        ack()
        pressed.put(body)
        respond(text="taken", replace_original=True)

    run(bolt)
    button = {
        "type": "button",
        "action_id": "take",
        "value": "commander",
        "text": {"type": "plain_text", "text": "Take commander"},
    }
    posted = client.chat_postMessage(
        channel="C0GENERAL00", text="card", blocks=[{"type": "actions", "elements": [button]}]
    )
    ts = posted["ts"]
    aiko = sandbox.person("Aiko")
    assert aiko.press("#general", ts, "take").ok
    body = pressed.get(timeout=SECONDS)
    assert body["user"]["id"] == aiko.id
    assert body["actions"][0]["value"] == "commander"
    assert body["container"]["message_ts"] == ts
    changed = aiko.wait_for_message("#general", ts=ts, text="taken")
    assert changed["edited"]["user"] == "B0BOT000001"


@pytest.mark.parametrize("how", ["socket", "http"])
def test_an_event_whose_listener_fails_comes_again(how: str) -> None:
    delays = (0.0, *[0.1] * 50)
    config = SandboxConfig(manifest=manifest(), ack_timeout=1.0, retry_delays=delays)
    with running(config) as sandbox:
        app = App(
            client=WebClient(token=sandbox.bot_token, base_url=sandbox.api_url),
            signing_secret=sandbox.signing_secret,
            process_before_response=True,
        )
        tries: list[str] = []

        @app.event("message")
        def fails_twice(event: dict[str, Any]) -> None:
            tries.append(event["text"])
            if len(tries) < 3:
                raise RuntimeError("not yet")

        with (socket_mode if how == "socket" else http)(sandbox, app):
            sandbox.person("Aiko").say("#general", "try")
            acked = sandbox.ledger.wait_for_delivery("message", outcome="acked", within=SECONDS)
            # The third is acknowledged, in time wherever the machine is not stopped for a second.
            assert acked[0]["attempt"] >= 2
            assert tries == ["try"] * (acked[0]["attempt"] + 1)
            failed = {d["outcome"] for d in sandbox.ledger.deliveries("message")} - {"acked"}
            assert failed == ({"timeout"} if how == "socket" else {"http_500"})


def test_a_refresh_loses_nothing(sandbox: Sandbox, bolt: App) -> None:
    heard: list[str] = []

    @bolt.event("message")
    def remember(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    with socket_mode(sandbox, bolt):
        aiko = sandbox.person("Aiko")
        for number in range(30):
            aiko.say("#general", str(number))
            if number == 15:
                sandbox.control.disconnect("refresh", after=5)
        sandbox.ledger.wait_for_delivery("message", count=30, outcome="acked", within=SECONDS)
    assert sorted(set(heard), key=int) == [str(number) for number in range(30)]
