"""Scripted people play against a Bolt app, by the clock and at any speed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt import App
from slack_sdk import WebClient

from app.sandbox import (
    Clock,
    Sandbox,
    SandboxConfig,
    SandboxError,
    Scenario,
    read_scenario,
    running,
)
from app.sandbox.handle.wire import Wire
from app.sandbox.scenario.model import build
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import wait_until

STORY = """
title: An incident
steps:
- {at: 2018-02-20T13:17:00Z, who: Carla, in: "#general", say: "Checkout is *slow*", name: first}
- {at: +2m, who: Alertmanager, in: "#general", say: "firing"}
- {who: Aiko, in: "#general", command: "/hello", name: here}
- who: Aiko
  wait: {modal: {callback_id: declare}}
- {who: Aiko, submit: {Title: ""}, refused: true}
- {who: Aiko, submit: {Title: Slow checkout, Severity: sev2}}
- {who: Aiko, wait: {channel: {name: inc-1}}, name: channel}
- {who: Ben, in: "#inc-*", join: true}
- {who: Ben, in: $channel, press: Take commander, name: card}
- {at: +10m, who: Ben, in: $channel, say: "looking at it, @carla", name: note}
- {at: +1m, who: Carla, in: $channel, join: true}
- {who: Carla, thread: $note, say: thanks, broadcast: true}
- {who: Ben, message: $note, edit: "looked at it"}
- {who: Carla, message: $note, react: mag}
- {who: Ben, pin: $note}
- {who: Dev, in: $channel, join: true}
- {who: Dev, in: $channel, upload: log.txt, content: "a\\nb", text: the log}
- {who: Dev, in: $channel, upload: graph.txt, path: graph.txt}
- {at: +30m, who: Ben, in: $channel, topic: mitigated}
- {who: Ben, message: $note, shortcut: mark}
- {who: Ben, in: $channel, action: severity, choose: sev1}
- {who: Carla, message: $note, unreact: mag}
- {who: Ben, unpin: $note}
- {who: Ben, delete: $note}
"""


@pytest.fixture
def config() -> SandboxConfig:
    clock = Clock.parse("2018-02-20T13:16:30Z,3600")
    return SandboxConfig(manifest=manifest(), clock=clock)


@pytest.fixture
def story(tmp_path: Path) -> Scenario:
    (tmp_path / "graph.txt").write_text("a graph")
    (tmp_path / "story.yaml").write_text(STORY)
    return read_scenario(tmp_path / "story.yaml")


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain(f"SEV{n}"), "value": f"sev{n}"} for n in (1, 2)]
VIEW = {
    "type": "modal",
    "callback_id": "declare",
    "title": plain("Declare"),
    "submit": plain("Declare"),
    "blocks": [
        {
            "type": "input",
            "label": plain("Title"),
            "element": {"type": "plain_text_input", "action_id": "t"},
        },
        {
            "type": "input",
            "label": plain("Severity"),
            "element": {"type": "static_select", "action_id": "s", "options": OPTIONS},
        },
    ],
}


def declare(app: App) -> list[str]:
    """An app that opens a channel with a card; gives what was done to it."""
    done: list[str] = []

    @app.command("/hello")
    def command(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=VIEW)

    @app.view("declare")
    def submitted(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        channel = client.conversations_create(name="inc-1")["channel"]["id"]
        client.conversations_invite(channel=channel, users=body["user"]["id"])
        select = {"type": "static_select", "action_id": "severity", "options": OPTIONS}
        button = {"type": "button", "action_id": "take", "text": plain("Take commander")}
        blocks = [{"type": "actions", "elements": [button, select]}]
        client.chat_postMessage(channel=channel, text="card", blocks=blocks)

    for name in ("take", "severity"):
        app.action(name)(_remember(done, name))
    app.shortcut("mark")(_remember(done, "mark"))
    return done


def _remember(done: list[str], name: str) -> Any:
    def listener(ack: Any) -> None:
        ack()
        done.append(name)

    return listener


def test_a_story_is_played_by_the_clock(
    sandbox: Sandbox, bolt: App, run: Any, story: Scenario
) -> None:
    done = declare(bolt)
    run(bolt)
    seen: list[dict[str, Any]] = []
    failed = sandbox.play(story, on_progress=seen.append)
    assert failed == []
    assert [step["over"] for step in seen] == list(range(1, 25))
    assert sorted(done) == ["mark", "severity", "take"]
    aiko = sandbox.person("Aiko")
    first = aiko.messages("#general")[0]
    assert first["ts"] == "1519132620.000000"
    assert first["text"] == "Checkout is *slow*"
    channel = aiko.channel("#inc-1")
    assert channel["topic"]["value"] == "mitigated"
    said = [m for m in aiko.messages("#inc-1") if m.get("user") == "U0DEV000000"]
    assert [m["files"][0]["name"] for m in said if "files" in m] == ["log.txt", "graph.txt"]
    assert aiko.file(said[-1]["files"][0]["id"]) == b"a graph"
    tombstone = next(m for m in aiko.messages("#inc-1") if m.get("subtype") == "tombstone")
    assert float(tombstone["ts"]) >= 1519133340
    late = [step["now"] - step["at"] for step in seen if step["at"]]
    assert min(late) >= 0


def test_a_story_is_played_as_fast_as_the_app_answers(
    sandbox: Sandbox, bolt: App, run: Any, story: Scenario
) -> None:
    declare(bolt)
    run(bolt)
    sandbox.control.clock("")
    assert sandbox.play(story, speed="max") == []
    assert sandbox.person("Aiko").channel("#inc-1")["topic"]["value"] == "mitigated"


def steps(*rows: dict[str, Any]) -> Scenario:
    return build(list(enumerate(rows, 1)), "Steps")


def test_a_step_that_fails_says_which_and_why_and_the_others_go_on(sandbox: Sandbox) -> None:
    story = steps(
        {"who": "Nobody", "in": "#general", "say": "a"},
        {"who": "Aiko", "in": "#nowhere", "say": "a", "within": 0.05},
        {"who": "Aiko", "in": "#general", "press": "Take", "within": 0.05},
        {"who": "Aiko", "in": "#general", "command": "/hello"},
        {"who": "Aiko", "submit": {"Title": "a"}, "within": 0.05},
        {"who": "Ben", "message": {"text": "nothing like it"}, "react": "eyes", "within": 0.05},
        {"who": "Ben", "wait": {"modal": {"callback_id": "x"}, "within": 0.05}, "name": "it"},
        {"who": "Ben", "message": "$it", "react": "eyes"},
        {"who": "Ben", "in": "#general", "upload": "a", "path": "/no/such/file"},
        {"who": "Ben", "in": "#general", "say": "still here"},
    )
    failed = sandbox.play(story, speed="max")
    assert [(step["line"], step["why"]) for step in failed] == [
        (1, "there is no person 'Nobody'"),
        (2, "a channel #nowhere did not appear within 0.05 s"),
        (3, "anything to press like 'Take' did not appear within 0.05 s"),
        (4, 'refused: /hello failed with the error "dispatch_failed"'),
        (5, "no modal opened within 0.05 s"),
        (6, "a message like {'text': 'nothing like it'} did not appear within 0.05 s"),
        (7, "no {'view': {'callback_id': 'x'}} appeared within 0.05 s"),
        (8, "$it is not there: the step that names it did not succeed"),
        (9, "[Errno 2] No such file or directory: '/no/such/file'"),
    ]
    assert sandbox.person("Aiko").messages("#general")[-1]["text"] == "still here"


def test_people_do_not_wait_for_each_other(sandbox: Sandbox) -> None:
    # A second and more between two of Ben's: who is late does not bear the time of the script.
    sandbox.control.clock("2018-02-20T13:00Z,240")
    story = steps(
        {
            "at": "2018-02-20T13:01Z",
            "who": "Aiko",
            "wait": {"message": {"text": "later"}, "within": 60},
        },
        {"at": "2018-02-20T13:01Z", "who": "Aiko", "in": "#general", "say": "after the wait"},
        {"at": "2018-02-20T13:05Z", "who": "Ben", "in": "#general", "say": "on time"},
        {"at": "2018-02-20T13:10Z", "who": "Ben", "in": "#general", "say": "later"},
    )
    assert sandbox.play(story) == []
    messages = sandbox.person("Aiko").messages("#general")
    assert [message["text"] for message in messages] == ["on time", "later", "after the wait"]
    assert [message["ts"] for message in messages[:2]] == [
        "1519131900.000000",
        "1519132200.000000",
    ]
    # What a wait held up bears the time at which it was said.
    assert float(messages[2]["ts"]) > 1519132200


def test_a_play_is_paused_resumed_and_stopped(sandbox: Sandbox) -> None:
    sandbox.control.clock("")
    rows = [
        {"at": 1000.0 + number, "who": "Aiko", "in": "#general", "say": str(number)}
        for number in range(200)
    ]
    story = steps(*rows)
    follower = threading.Thread(target=lambda: sandbox.play(story, speed=10))
    follower.start()

    def said() -> int:
        return len(sandbox.person("Aiko").messages("#general", limit=500))

    wait_until(lambda: said() >= 3)
    with pytest.raises(SandboxError, match="already_playing"):
        sandbox.play(story)
    sandbox.pause()
    held = said()
    assert sandbox.person("Aiko").channel("#general")["latest_ts"]
    assert said() == held
    sandbox.resume()
    wait_until(lambda: said() > held)
    sandbox.stop()
    follower.join(60)
    stopped = said()
    assert stopped < 200
    assert said() == stopped


def test_what_was_handed_in_can_be_played_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        yaml.safe_dump({"title": "A", "steps": [{"who": "Aiko", "in": "#general", "say": "a"}]})
    )
    config = SandboxConfig(scenarios=(read_scenario(tmp_path / "a.yaml"),))
    with running(config) as sandbox:
        wire = Wire(sandbox.url)
        listed = wire.ask("GET", "/client/scenario")
        assert [row["title"] for row in listed["scenarios"]] == ["A"]
        assert listed["play"] is None
        wire.ask("POST", "/client/scenario/play", {"title": "A", "speed": "max"})
        assert sandbox.follow() == []
        assert sandbox.person("Ben").messages("#general")[0]["text"] == "a"
        with pytest.raises(SandboxError, match="no_such_scenario"):
            wire.ask("POST", "/client/scenario/play", {"title": "B"})


def test_a_second_play_goes_into_its_own_channel(sandbox: Sandbox) -> None:
    steps = [
        {"who": "Aiko", "create": "inc-{n}"},
        {"who": "Ben", "in": "#inc-*", "join": True},
        {"who": "Ben", "wait": {"channel": {"name": {"matches": "^inc-"}}}, "name": "mine"},
        {"who": "Ben", "in": "$mine", "say": "play {n}"},
    ]
    for number in (1, 2):
        told = [
            {key: v.format(n=number) if isinstance(v, str) else v for key, v in step.items()}
            for step in steps
        ]
        assert sandbox.play(build(list(enumerate(told, 1)), "", Path()), speed="max") == []
        said = [m["text"] for m in sandbox.person("Ben").messages(f"#inc-{number}")]
        assert said[-1] == f"play {number}"
