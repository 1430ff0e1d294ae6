"""The life of a channel: Muster taken out of it and back, archived and open again."""

from __future__ import annotations

import pytest

from app.incident.kinds import Kind
from app.main.doctor import examine
from app.store import channels, incidents
from tests.e2e.test_backfill import declared, eventually, log_of, messages_of


@pytest.fixture
def transport():
    return "http"


def card_says(here, channel, words):
    here.slack.ledger.wait_for("chat.update", channel=channel, text=words)


def lost(here):
    with here.muster.built.muster.database.read() as session:
        return channels.of_incident(session, 1)[0].lost_at


def failed_steps(here):
    with here.muster.built.muster.database.read() as session:
        return incidents.numbered(session, 1)[0].failed_steps


def test_taken_out_of_its_channel_muster_says_so_and_catches_up_when_it_is_back(here):
    channel, muster = declared(here.slack), here.muster.built.muster
    aiko, slack = here.person("Aiko"), muster.clients[here.muster.built.workspace]
    slack.web.conversations_leave(channel=channel)
    eventually(lambda: lost(here))
    told = aiko.wait_for_message(
        channel=aiko.open_dm("Muster"), text={"contains": "could not record the channel"}
    )
    assert "/invite @Muster" in told["text"]
    doctor = [check for check in examine(here.settings) if check.name == "channels"]
    assert [check.ok for check in doctor] == [False]
    assert "INC-1" in doctor[0].says
    missed = aiko.say(channel, "while Muster was out")
    aiko.invite(channel, "Muster")
    eventually(lambda: missed in messages_of(muster))
    eventually(lambda: not lost(here) and not failed_steps(here))


def test_an_archived_channel_is_said_on_the_card_until_it_is_open_again(here):
    channel = declared(here.slack)
    aiko, muster = here.person("Aiko"), here.muster.built.muster
    aiko.change_channel(channel, archived=True)
    eventually(lambda: "archived" in str(failed_steps(here)))
    assert Kind.CHANNEL_ARCHIVED in [entry.kind for entry in log_of(muster)]
    aiko.change_channel(channel, archived=False)
    eventually(lambda: not failed_steps(here))
