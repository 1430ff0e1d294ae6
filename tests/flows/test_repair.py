"""Dead letters that a person can see, and repairing what failed or was never owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete
from typer.testing import CliRunner

from app.flows import housekeeping
from app.flows.repair import repair
from app.incident.values import IncidentType
from app.main.outbox import outbox_cli
from app.store.tables import OutboxRow


def texts(desk, channel):
    return [one["text"] for one in desk.posts(channel)]


def test_a_missing_scope_is_said_once_in_the_channel_and_on_the_card_with_what_to_do(desk):
    incident = desk.declare()
    desk.slack.control.fault("error", "pins.add", error="missing_scope", times=None)
    desk.run()
    now = desk.now(incident)
    assert "pin the card" in now.failed_steps
    (note,) = [text for text in texts(desk, now.channel) if "could not pin" in text]
    assert "Reinstall the app with the scopes of `muster manifest`" in note
    assert "/incident repair" in note
    (card,) = [m for m in desk.slack.control.messages(now.channel) if m["ts"] == now.card_ts]
    assert "Could not pin the card" in str(card["blocks"])


def test_repair_tries_again_what_failed_and_the_card_no_longer_warns(desk):
    incident = desk.declare()
    desk.slack.control.fault("error", "pins.add", error="missing_scope", times=None)
    desk.run()
    desk.slack.control.clear_faults()
    assert repair(desk.muster, incident.id).again == ("card.pin",)
    assert repair(desk.muster, incident.id).again == ()
    desk.run()
    assert desk.now(incident).failed_steps == {}
    now = desk.now(incident)
    assert [pin["ts"] for pin in desk.slack.person("Aiko").pins(now.channel)] == [now.card_ts]


def test_repair_owes_every_step_that_never_was_and_doubles_none(desk):
    incident = desk.declare()
    desk.run()
    with desk.muster.database.write() as session:
        session.execute(delete(OutboxRow))
    repaired = repair(desk.muster, incident.id)
    assert set(repaired.missing) == {"invite", "channel.topic", "card.pin", "card.bookmark"}
    before = desk.slack.ledger.mark()
    desk.run()
    assert desk.slack.ledger.calls("bookmarks.add", since=before) == []
    assert repair(desk.muster, incident.id).missing == ()


def test_an_incident_whose_channel_was_never_opened_gets_one(desk):
    incident = desk.declare()
    with desk.muster.database.write() as session:
        session.execute(delete(OutboxRow))
    assert repair(desk.muster, incident.id).missing == ("channel.open",)
    desk.run()
    assert desk.now(incident).channel
    assert desk.now(incident).card_ts


def test_a_private_incident_never_falls_back_to_a_public_channel(desk):
    incident = desk.declare("stolen key", type=IncidentType.SECURITY, private=True)
    desk.slack.control.fault("error", "conversations.create", error="restricted_action", times=None)
    desk.run()
    calls = desk.slack.ledger.calls("conversations.create")
    assert {call["arguments"]["is_private"] for call in calls} <= {"1", "true", True}
    assert desk.now(incident).channel == ""
    assert desk.posts("C0INCIDENTS") == []
    (told,) = desk.rows("post")
    assert (told.payload["where"], told.state) == ("declarer", "done")
    assert repair(desk.muster, incident.id).again == ("channel.open",)
    desk.slack.control.clear_faults()
    desk.run()
    assert desk.slack.person("Aiko").channel(desk.now(incident).channel)["is_private"]


@pytest.fixture
def cli(database, database_url, monkeypatch):
    assert database
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words):
        return CliRunner().invoke(outbox_cli, words, catch_exceptions=False)

    return run


def test_the_outbox_is_shown_and_what_failed_is_retried_from_the_command_line(desk, cli):
    incident = desk.declare()
    desk.slack.control.fault("error", "bookmarks.add", error="missing_scope", times=None)
    desk.run()
    said = cli("--failed").output
    assert "INC-1" in said
    assert "card.bookmark" in said
    assert "bookmarks.add: missing_scope" in said
    assert "1 failed" in said
    (row,) = desk.rows("card.bookmark")
    assert "1 will be tried again" in cli("retry", str(row.id)).output
    assert desk.states("card.bookmark") == ["pending"]
    assert "1 pending, 0 sending, 0 failed" in cli().output
    desk.slack.control.clear_faults()
    # The command line lives in real time.
    desk.hands.move(days=36500)
    desk.run()
    assert desk.now(incident).failed_steps == {}


def test_retrying_names_what_is_not_there_and_nothing_at_all(cli):
    with pytest.raises(Exception, match="Not failed, or not there: 77"):
        cli("retry", "77")
    with pytest.raises(Exception, match="or give --all"):
        cli("retry")
    assert "0 will be tried" in cli("retry", "--all").output


def test_old_effects_that_were_done_are_forgotten_and_dead_letters_are_not(desk, hands):
    desk.declare()
    desk.slack.control.fault("error", "bookmarks.add", error="missing_scope", times=None)
    desk.run()
    hands.move(days=29)
    assert housekeeping.tidy(desk.muster) > 0  # limits
    assert "done" in desk.states()
    hands.moved += timedelta(days=2)
    housekeeping.tidy(desk.muster)
    assert desk.states() == ["failed"]
