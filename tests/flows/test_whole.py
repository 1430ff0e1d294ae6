"""The export in JSON: the whole incident, as it reads or with its history."""

from __future__ import annotations

import json

import pytest

from app.flows.redact import redact
from app.incident.commands import RedactEntry
from app.main.export import incident_text
from app.store import timeline
from tests.flows.evidence import declared, deliver, edit, message

TS, GONE, SECRET = "1773057600.000100", "1773057601.000100", "1773057602.000100"


@pytest.fixture
def incident(muster):
    found = declared(muster)
    first = message("checkout is slow", TS)
    deliver(muster, first)
    deliver(muster, edit("checkout is down", first, "1773057610.000000"))
    deliver(muster, message("wrong channel, sorry", GONE))
    deliver(
        muster,
        {
            "type": "message",
            "subtype": "message_deleted",
            "channel": "C1",
            "deleted_ts": GONE,
            "ts": "1773057620.000000",
            "event_ts": "1773057620.000000",
        },
    )
    deliver(muster, message("hunter2correcthorse", SECRET))
    with muster.database.read() as session:
        entry = timeline.about_message(session, found.id, SECRET)[0]
    redact(muster, found.id, RedactEntry(by="U1", key="r", entry=entry.id))
    return found


def exported(muster, incident, *, history):
    return json.loads(incident_text(muster, incident, history=history))


def test_without_history_it_reads_as_the_timeline_does(muster, incident):
    found = exported(muster, incident, history=False)
    by_ts = {one["ts"]: one for one in found["entries"] if one["kind"] == "message:posted"}
    assert by_ts[TS]["text"] == "checkout is down"
    assert by_ts[TS]["edited_at"] == "2026-03-09T12:00:10+00:00"
    assert by_ts[TS]["edited_by"] == "U2"
    assert by_ts[TS]["source_url"].startswith("https://acme.slack.com/archives/C1/p")
    assert by_ts[GONE]["text"] == ""
    assert by_ts[GONE]["deleted_at"]
    assert by_ts[SECRET]["redacted_by"] == "U1"
    assert found["incident"]["title"] == incident.title
    assert found["log"]["broken"] is None
    assert found["log"]["length"] > len(found["entries"])
    moments = [one["occurred_at"] for one in found["entries"]]
    assert moments == sorted(moments)
    whole = json.dumps(found)
    assert "wrong channel" not in whole
    assert "checkout is slow" not in whole


def test_with_history_every_wording_is_there_but_what_was_redacted(muster, incident):
    found = exported(muster, incident, history=True)
    by_ts = {one["ts"]: one for one in found["entries"] if one["kind"] == "message:posted"}
    said = [one.get("text", "") for one in by_ts[TS]["history"]]
    assert said == ["checkout is slow", "checkout is down"]
    kinds = [one["kind"] for one in by_ts[GONE]["history"]]
    assert kinds == ["message:posted", "message:deleted"]
    assert "hunter2" not in json.dumps(found)
