"""What people ask of the record: redacting, finding, and what the command line says of it."""

from __future__ import annotations

import time

import pytest

from app.flows.lookup import items_of
from app.store import incidents
from tests.e2e.test_start import muster as command_line

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


def item_of(here, ts, within=10.0):
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
    aiko.wait_for_message(channel=channel, text={"contains": f"redacted E{number}"}, within=12)
    assert [item_of(here, ts).text for ts in (first, second)] == ["", ""]
    url = here.settings.database_url
    status, said = command_line("verify", DATABASE_URL=url)
    assert (status, "as they were recorded" in said) == (0, True)
