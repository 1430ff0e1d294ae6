"""What people ask of the record: redacting, finding, and what the command line says of it."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from slack_sdk.signature import SignatureVerifier

from app.flows.lookup import items_of
from app.flows.verify import all_incidents, verify
from app.incident.kinds import Kind
from app.relay import alarm
from app.store import incidents, timeline

SECRET = "hunter2correcthorse"


@pytest.fixture
def transport():
    return "http"


@pytest.fixture
def channel(here):
    aiko = here.person("Aiko")
    assert aiko.command("#general", "/incident declare SEV2 checkout returns 502").ok
    found = aiko.wait_for_channel(name="inc-1-checkout-returns-502", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    return found


def item_of(here, ts, within=60.0):
    muster, until = here.muster.built.muster, time.monotonic() + within
    while time.monotonic() < until:
        with muster.database.read() as session:
            incident = incidents.numbered(session, 1)[0]
        for item in items_of(muster, incident):
            if item.entry.message_ts == ts:
                return item
        time.sleep(0.05)
    raise AssertionError("it was not recorded")


def test_a_message_is_redacted_by_number_or_by_shortcut(here, channel):
    aiko = here.person("Aiko")
    first, second = aiko.say(channel, f"one {SECRET}"), aiko.say(channel, f"two {SECRET}")
    number = item_of(here, first).entry.id
    assert item_of(here, second).text
    aiko.command(channel, f"/incident redact E{number} a password")
    told = aiko.wait_for_ephemeral(channel=channel, text={"contains": "is redacted"})
    assert "Only its author or a workspace admin can delete it" in told["text"]
    aiko.shortcut("redact_message", channel, second)
    aiko.wait_for_modal(callback_id="redact")
    aiko.submit({"reason": "a password"})
    aiko.wait_for_message(channel=channel, text={"contains": f"redacted E{number}"})
    assert [item_of(here, ts).text for ts in (first, second)] == ["", ""]
    muster = here.muster.built.muster
    (checked,) = verify(muster, all_incidents(muster))
    assert checked.verified.broken is None


def answer(here, path):
    with closing(HTTPConnection("127.0.0.1", here.muster.port, timeout=60)) as web:
        web.request("GET", path)
        return web.getresponse().read().decode()


@pytest.fixture
def hasty(monkeypatch):
    """An alarm that waits for little, and for no longer than a busy machine may take to commit."""
    monkeypatch.setattr(alarm, "PATIENCE", timedelta(seconds=3))
    monkeypatch.setattr(alarm, "ASK_AGAIN", timedelta(seconds=0.5))
    monkeypatch.setattr(alarm, "REMEMBER_SECONDS", 0.1)


@pytest.mark.usefixtures("hasty")
def test_people_are_told_once_that_recording_fails_and_once_that_it_works_again(here, channel):
    aiko, muster = here.person("Aiko"), here.muster.built.muster
    path = here.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        # Somebody else's write that does not end: real, and every commit of ours fails.
        other.execute("BEGIN IMMEDIATE")
        said = aiko.say(channel, "is anybody recording?")
        aiko.wait_for_message(channel=channel, text={"contains": "cannot record"})
        assert "recording has failed since" in answer(here, "/readyz")
        assert "muster_recording_failing 1.0" in answer(here, "/metrics")
        other.execute("ROLLBACK")
    aiko.wait_for_message(channel=channel, text={"contains": "records again"})
    texts = [one["text"] for one in aiko.messages(channel)]
    assert len([text for text in texts if "cannot record" in text]) == 1
    assert item_of(here, said).text == "is anybody recording?"
    with muster.database.read() as session:
        (entry,) = timeline.entries(session, 1, kinds=[Kind.RECORDING_FAILED])
    assert entry.data["from"] < entry.data["to"]


def test_the_link_of_an_entry_is_the_permalink_that_slack_gives(here, channel):
    aiko = here.person("Aiko")
    top = aiko.say(channel, "top level")
    reply = aiko.reply(channel, top, "in the thread")
    wide = aiko.reply(channel, top, "for all", broadcast=True)
    web = here.muster.built.muster.clients[here.muster.built.workspace].web
    for ts in (top, reply, wide):
        link = web.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
        assert item_of(here, ts).entry.source_url == link


def test_slack_saying_that_it_withholds_events_is_heard(here, channel):
    assert channel
    minute, now = int(time.time()) // 60 * 60, str(int(time.time()))
    said = {
        "type": "app_rate_limited",
        "team_id": here.muster.built.workspace,
        "minute_rate_limited": minute,
        "api_app_id": "A1",
    }
    body = json.dumps(said)
    signature = SignatureVerifier(here.slack.signing_secret).generate_signature(
        timestamp=now, body=body
    )
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": signature,
    }
    with closing(HTTPConnection("127.0.0.1", here.muster.port, timeout=60)) as web:
        web.request("POST", "/slack/events", body, headers)
        assert web.getresponse().status == 200
    with here.muster.built.muster.database.read() as session:
        (gap,) = timeline.entries(session, 1, kinds=[Kind.GAP_FOUND])
    assert gap.data["why"] == "withheld"
