"""A Slack export goes into the log as the channel itself would have."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.flows.imported import read_file
from app.flows.replay import replay
from app.incident.kinds import Kind
from app.incident.reading import read
from app.incident.transcript import TranscriptError
from app.slack.text.message import message_text
from app.store import timeline

REAL = Path(__file__).parents[1] / "data" / "slack-messages" / "messages.jsonl"
USERS = [{"id": "U1", "name": "ana", "profile": {"display_name": "Ana"}}, {"name": "no id"}]
CHANNELS = [{"id": "C1", "name": "inc-1-db"}, {"id": "C2", "name": "general"}]


def said(text: str, ts: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "text": text, "ts": ts, **more}


def packed(path: Path, days: dict[str, list[dict[str, Any]]], root: str = "") -> Path:
    """An export as Slack writes it, in a folder where `root` names one."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{root}users.json", json.dumps(USERS))
        archive.writestr(f"{root}channels.json", json.dumps(CHANNELS))
        for name, messages in days.items():
            archive.writestr(f"{root}{name}", json.dumps(messages))
    return path


@pytest.fixture(params=["", "Acme Slack export/"])
def export(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    days = {
        "inc-1-db/2024-01-02.json": [said("recovered", "1704153600.000100")],
        "inc-1-db/2024-01-01.json": [
            said("db down", "1704067200.000100", reactions=[{"name": "boom", "users": ["U1"]}]),
            said("rolled back", "1704067800.000100"),
        ],
        "inc-1-db/canvas_in_the_conversation.json": [said("no message", "1704067200.000300")],
        "general/2024-01-01.json": [said("hi", "1704067200.000200")],
    }
    path = packed(tmp_path / "export.zip", days, request.param)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"__MACOSX/{request.param}general/2024-01-01.json", b"\0\5\x16\7")
    return path


@pytest.mark.parametrize("named", ["inc-1-db", "#inc-1-db", "C1"])
def test_one_channel_is_taken_in_order_with_its_names(export: Path, named: str) -> None:
    found = read_file(export, named)
    assert found.title == "inc-1-db"
    assert found.names == {"U1": "Ana"}
    posted = [one for one in found.entries if one.kind == Kind.MESSAGE_POSTED]
    assert [one.text for one in posted] == ["db down", "rolled back", "recovered"]
    assert {one.channel for one in found.entries} == {"C1"}


def test_a_mark_by_emoji_counts_and_bears_no_time_that_nobody_knows(export: Path) -> None:
    [mark] = [e for e in read_file(export, "C1").entries if e.kind == Kind.REACTION_ADDED]
    assert mark.data["reaction"] == "boom"
    assert mark.occurred_at >= datetime(2024, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("named", "says"), [("", "holds several channels"), ("ops", "has no channel ops")]
)
def test_who_names_no_channel_of_it_is_told_which_there_are(
    export: Path, named: str, says: str
) -> None:
    with pytest.raises(TranscriptError, match=rf"{says}\. Choose one with --channel: general, inc"):
        read_file(export, named)


def test_what_is_no_export_is_refused_in_words(tmp_path: Path) -> None:
    noise, empty, broken = tmp_path / "noise", tmp_path / "empty.zip", tmp_path / "broken.zip"
    noise.write_bytes(bytes(range(255, 0, -1)))
    packed(empty, {})
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("general/2024-01-01.json", "[{")
    for file, says in (
        (noise, "neither text in UTF-8 nor a zip"),
        (empty, "no Slack export"),
        (broken, "not valid JSON"),
        (tmp_path / "absent", "cannot be read: No such file"),
        (tmp_path, "cannot be read: Is a directory"),
    ):
        with pytest.raises(TranscriptError, match=says):
            read_file(file)


def test_a_transcript_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "told.jsonl"
    row = {"ts": "2024-01-01T00:00:00Z", "author": "ana", "text": "db down", "kind": "chat"}
    file.write_text(json.dumps(row), encoding="utf-8-sig")
    assert [one.text for one in read_file(file).entries] == ["db down"]


def test_what_an_export_holds_twice_is_there_once_and_its_changes_are_changes(muster, tmp_path):
    parent = said("db down", "1704067200.000100")
    reply = said("on it", "1704067201.000100", thread_ts=parent["ts"])
    gone = said("wrong channel", "1704067202.000100")
    after = {**parent, "text": "db is up", "edited": {"user": "U1", "ts": "1704067300.000000"}}
    changed = {"subtype": "message_changed", "message": after, "previous_message": parent}
    deleted = {"subtype": "message_deleted", "deleted_ts": gone["ts"], "previous_message": gone}
    days = {
        "inc/2024-01-01.json": [
            parent,
            reply,
            {**reply, "subtype": "thread_broadcast"},
            gone,
            {"type": "message", "ts": "1704067300.000100", **changed},
            {"type": "message", "ts": "1704067400.000100", **deleted},
        ],
        "inc/2024-01-02.json": [parent],
    }
    done = replay(muster, read_file(packed(tmp_path / "twice.zip", days)))
    with muster.database.read() as session:
        items = read(timeline.entries(session, done.incident.id), {})
    shown = [(item.text, bool(item.edited_at), bool(item.deleted_at)) for item in items[1:]]
    assert shown == [("db is up", True, False), ("on it", False, False), ("", False, True)]


def test_real_messages_of_an_export_are_in_the_log_whole(muster, tmp_path):
    messages = [json.loads(line) for line in REAL.read_text(encoding="utf-8").splitlines()]
    real = [one for one in messages if one["_channel"] == "C0COMMUN01"]
    days: dict[str, list[dict[str, Any]]] = {}
    for one in real:
        day = datetime.fromtimestamp(float(one["ts"]), UTC).date()
        days.setdefault(f"general/{day}.json", []).append(one)
    file = packed(tmp_path / "real.zip", days)
    incident = replay(muster, read_file(file, "general")).incident
    assert replay(muster, read_file(file, "general")).repeated
    with muster.database.read() as session:
        kept = timeline.entries(session, incident.id)
    posted = {one.message_ts: one for one in kept if one.kind == Kind.MESSAGE_POSTED}
    people = {one["ts"]: one for one in real if not one.get("subtype")}
    assert people.keys() <= posted.keys()
    assert all(posted[ts].text == message_text(one) for ts, one in people.items())
    reacted = sum(len(each["users"]) for one in real for each in one.get("reactions", ()))
    assert sum(one.kind == Kind.REACTION_ADDED for one in kept) == reacted > 0
