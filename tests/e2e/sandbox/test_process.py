"""The sandbox as a process: its flags, its file, its end, and a crash."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient
from support.ports import free_port

from app.sandbox import Sandbox, SandboxConfig, running
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import wait_until

GENERAL = "C0GENERAL00"


@contextmanager
def process(*flags: str) -> Iterator[tuple[subprocess.Popen[str], Sandbox]]:
    """A sandbox of its own; it is killed if it still runs at the end."""
    command = [sys.executable, "-m", "app.sandbox", "--port", "0", *flags]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert started.stdout
    lines: list[str] = []
    while not any("state " in line for line in lines):
        lines.append(started.stdout.readline())
        assert lines[-1], "it ended"
    told = dict(line.strip().split("=", 1) for line in lines if line.strip().startswith("SLACK_"))
    assert "This is a sandbox" in lines[0]
    url = told["SLACK_API_URL"].removesuffix("/api/")
    sandbox = Sandbox(
        url,
        bot_token=told["SLACK_BOT_TOKEN"],
        app_token=told["SLACK_APP_TOKEN"],
        signing_secret=told["SLACK_SIGNING_SECRET"],
    )
    try:
        yield started, sandbox
    finally:
        started.kill()
        started.wait()
        started.stdout.close()


def everything(sandbox: Sandbox) -> dict[str, Any]:
    """What a person sees of the workspace."""
    aiko = sandbox.person("Aiko")
    shown: dict[str, Any] = {}
    for channel in aiko.channels():
        messages = [m for m in aiko.messages(channel["id"], limit=500) if channel["is_member"]]
        # Addresses name the port, which is another one after a restart.
        shown[channel["id"]] = json.loads(
            json.dumps([channel, messages]).replace(sandbox.url, "http://sandbox")
        )
    return shown


def fill(sandbox: Sandbox) -> None:
    """A workspace in which things have happened."""
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    aiko = sandbox.person("Aiko")
    ts = aiko.say("#general", "first *bold*")
    reply = aiko.reply("#general", ts, "reply", broadcast=True)
    aiko.reply("#general", ts, "gone")
    aiko.edit("#general", ts, "edited")
    aiko.react("#general", reply, "eyes")
    aiko.pin("#general", ts)
    aiko.delete("#general", aiko.thread("#general", ts)[-1]["ts"])
    aiko.upload("#general", "a.txt", b"content")
    channel = client.conversations_create(name="inc-1", is_private=True)["channel"]["id"]
    client.conversations_invite(channel=channel, users=aiko.id)
    client.conversations_setTopic(channel=channel, topic="topic")
    client.bookmarks_add(channel_id=channel, title="b", type="link", link="https://example.com")
    metadata = {"event_type": "e", "event_payload": {"id": 1}}
    client.chat_postMessage(channel=channel, text="card", metadata=metadata)
    client.chat_postMessage(channel=aiko.id, text="direct")
    home = {"type": "home", "blocks": [{"type": "divider", "block_id": "kept"}]}
    client.views_publish(user_id=aiko.id, view=home)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_workspace_survives_its_end(tmp_path: Path, end: signal.Signals) -> None:
    path = tmp_path / "state.db"
    with process("--state", str(path)) as (first, sandbox):
        fill(sandbox)
        before = everything(sandbox)
        if end is signal.SIGKILL:
            # What was said is in the file a moment later.
            wait_until(lambda: _settled(path))
        first.send_signal(end)
        assert first.wait(240) == (-9 if end is signal.SIGKILL else 0)
    with process("--state", str(path)) as (_, again):
        assert everything(again) == before
        aiko = again.person("Aiko")
        [file] = [m["files"][0]["id"] for m in aiko.messages("#general") if "files" in m]
        assert aiko.file(file) == b"content"
        assert aiko.wait_for_home(type="home")["blocks"][0]["block_id"] == "kept"
        newest = aiko.messages("#general")[-1]["ts"]
        assert aiko.say("#general", "after") > newest


def _settled(path: Path) -> bool:
    """Whether the last thing that `fill` did is in the file."""
    with sqlite3.connect(path) as db:
        return bool(db.execute("SELECT 1 FROM things WHERE kind = 'home'").fetchone())


def test_a_crash_in_the_middle_of_writing_leaves_a_whole_workspace(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    for _ in range(3):
        with process("--state", str(path)) as (running_, sandbox):
            aiko = sandbox.person("Aiko")
            for number in range(60):
                aiko.say("#general", str(number))
            os.kill(running_.pid, signal.SIGKILL)
    with process("--state", str(path)) as (_, sandbox):
        numbers = [int(m["text"]) for m in sandbox.person("Aiko").messages("#general", limit=500)]
        # Each run's messages are there up to some moment before its end, without a hole.
        for before, after in zip([59, *numbers], numbers, strict=False):
            assert after in {before + 1, 0}
        assert numbers.count(0) >= 1


def test_flags_configure_it(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(manifest()))
    seeds = {
        "people": [{"name": "Zoe Quinn", "tz": "Europe/Paris"}, {"name": "Max Bell"}],
        "channels": [{"name": "general"}, {"name": "war-room", "members": ["zoe"]}],
        "groups": [],
        "team_name": "Acme",
    }
    (tmp_path / "seeds.yaml").write_text(yaml.safe_dump(seeds))
    (tmp_path / "a.jsonl").write_text('{"who": "Zoe", "in": "#general", "say": "hi"}')
    with process(
        "--manifest", str(tmp_path / "manifest.json"),
        "--seeds", str(tmp_path / "seeds.yaml"),
        "--scenario", str(tmp_path / "a.jsonl"),
        "--clock", "2018-02-20T13:00Z,60",
        "--signing-secret", "known",
        "--latency-ms", "1",
    ) as (_, sandbox):  # fmt: skip
        assert sandbox.signing_secret == "known"
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        assert client.team_info()["team"]["name"] == "Acme"
        names = [user["name"] for user in client.users_list()["members"]]
        assert names[:2] == ["zoe", "max"]
        assert "war-room" in [c["name"] for c in sandbox.person("Max").channels()]
        assert len(sandbox.person("Max").members("war-room")) == 2
        ts = client.chat_postMessage(channel=GENERAL, text="a")["ts"]
        assert ts.startswith("1519131")
        assert sandbox.control.status()["rate_limits"] is True


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--clock", "soon"), "cannot start"),
        (("--manifest", "/no/such/file"), "No such file"),
        (("--host", "192.0.2.1"), "cannot start"),
    ],
)
def test_a_sandbox_that_cannot_start_says_why(flags: tuple[str, ...], says: str) -> None:
    command = [sys.executable, "-m", "app.sandbox", "--port", "0", *flags]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode == 1
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_listens_on_loopback_unless_told_otherwise() -> None:
    assert SandboxConfig().host == "127.0.0.1"
    with running(SandboxConfig(host="0.0.0.0")) as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        assert sandbox.control.status()["sandbox"]


def test_the_same_port_serves_the_next_one() -> None:
    port = free_port()
    with running(SandboxConfig(port=port)) as first:
        assert first.url.endswith(f":{port}")
    with running(SandboxConfig(port=port)) as second:
        assert second.url == first.url
        with pytest.raises(OSError, match="address"), running(SandboxConfig(port=port)):
            pass
