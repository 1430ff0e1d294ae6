"""An app whose token Slack no longer takes: what is owed waits, and goes out when it may."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from slack_bolt import BoltRequest
from typer.testing import CliRunner

from app.config import Settings
from app.flows import listening, timers
from app.flows.acting import act
from app.incident.commands import PostUpdate, SetImpact, TakeRole
from app.incident.kinds import Kind
from app.incident.values import Role
from app.listeners import bolt
from app.main.doctor import examine
from app.main.outbox import outbox_cli
from app.relay import refusal
from app.store import refusals, timeline
from app.web.health import Health

WORKSPACE = "T0SANDBOX01"


@pytest.fixture
def incident(desk):
    declared = desk.declare()
    desk.run()
    return desk.now(declared)


@pytest.fixture(params=["token_revoked", "account_inactive", "invalid_auth"])
def refuse(request, desk):
    """Slack refuses every call from now on; calling it again ends that."""

    def begin():
        desk.slack.control.fault("error", "*", error=request.param, times=None)
        return request.param

    return begin


def do(desk, incident, ask, **given):
    with desk.muster.database.write() as session:
        act(desk.muster, session, incident.id, ask(by="UAIKO", key=f"{desk.hands.now()}", **given))


def pass_time(desk, **by):
    desk.hands.move(**by)
    timers.tick(desk.muster)
    desk.relay.step()


def standing(desk):
    with desk.muster.database.read() as session:
        return refusals.standing(session)


def test_nothing_dies_while_the_installation_is_refused_and_all_goes_out_once_after(
    desk, incident, refuse
):
    code = refuse()
    do(desk, incident, SetImpact, impact="no checkout")
    assert desk.relay.step() > 0
    attempts = len(desk.slack.ledger.calls("*"))
    for _ in range(30):
        desk.hands.move(minutes=1)
        desk.relay.step()
        refusal.ask(desk.muster)
    assert [one.code for one in standing(desk)] == [code]
    # Only the question whether it is taken again.
    assert {one["method"] for one in desk.slack.ledger.calls("*")[attempts:]} == {"auth.test"}
    assert "failed" not in desk.states()
    desk.slack.control.clear_faults()
    refusal.ask(desk.muster)
    assert standing(desk) == []
    desk.run()
    assert len([one for one in desk.posts(incident.channel) if "no checkout" in one["text"]]) == 1
    assert set(desk.states()) == {"done"}


def test_a_reminder_that_was_answered_meanwhile_is_not_said(desk, incident):
    desk.slack.control.fault("error", "*", error="token_revoked", times=None)
    due = desk.now(incident).next_update_at
    for before in (timedelta(minutes=5), timedelta(0)):
        desk.hands.moved = due - before - desk.hands.at
        pass_time(desk)
    assert [row.state for row in desk.rows("post")][-2:] == ["pending", "pending"]
    words = {"known": "all is well", "unknown": "", "impact": "", "mitigation": ""}
    do(desk, incident, PostUpdate, next_in=timedelta(minutes=30), **words)
    desk.slack.control.clear_faults()
    refusal.ask(desk.muster)
    desk.run()
    said = [one["text"] for one in desk.posts(incident.channel)]
    assert any("all is well" in text for text in said)
    assert not any("due" in text.lower() and "update" in text.lower() for text in said), said


def test_after_hours_each_question_is_asked_once_and_no_word_comes_too_late(desk, incident):
    do(desk, incident, TakeRole, role=Role.COMMANDER)
    desk.run()
    before = len(desk.posts(incident.channel))
    desk.slack.control.fault("error", "*", error="token_revoked", times=None)
    for _ in range(60):
        pass_time(desk, minutes=5)
    with desk.muster.database.read() as session:
        fired = [one.kind for one in timeline.entries(session, incident.id)]
    assert fired.count(Kind.UPDATE_ESCALATED) > 1
    desk.slack.control.clear_faults()
    refusal.ask(desk.muster)
    desk.run()
    said = [one["text"] for one in desk.posts(incident.channel)[before:]]
    assert len(said) == len(set(said)) <= 5, said
    words = [row for row in desk.rows("post") if row.payload["template"] == "heads_up"]
    assert [row.result for row in words] == [{"void": True}] * len(words) != []


def test_what_nobody_mended_in_a_day_is_given_up_and_can_be_seen(
    desk, incident, database_url, monkeypatch
):
    desk.slack.control.fault("error", "*", error="token_revoked", times=None)
    do(desk, incident, SetImpact, impact="no checkout")
    desk.relay.step()
    monkeypatch.setenv("DATABASE_URL", database_url)
    shown = CliRunner().invoke(outbox_cli, []).output
    assert "token_revoked" in shown
    assert "Reinstall the app and set the new SLACK_BOT_TOKEN" in " ".join(shown.split())
    (word,) = [one for one in examine(Settings.load()) if one.name == "delivery"]
    assert (word.ok, "token_revoked" in word.says) == (False, True)
    assert b"muster_slack_refusing 1.0" in Health(desk.muster, {}).metrics()
    desk.hands.move(hours=25)
    desk.relay.step()
    assert "failed" in desk.states("post")
    assert "post in the channel" in desk.now(incident).failed_steps


def test_what_was_not_heard_is_read_and_named_once_slack_takes_calls_again(desk, incident):
    listening.heard(desk.muster, WORKSPACE)
    desk.slack.control.fault("error", "*", error="account_inactive", times=None)
    do(desk, incident, SetImpact, impact="no checkout")
    desk.relay.step()
    desk.hands.move(hours=1)
    listening.heard(desk.muster, WORKSPACE)
    desk.slack.control.clear_faults()
    refusal.ask(desk.muster)
    with desk.muster.database.read() as session:
        (gap,) = timeline.entries(session, incident.id, kinds=[Kind.GAP_FOUND])
    assert gap.data["why"] == "deaf"
    assert desk.rows("backfill")[-1].payload["why"] == "reconnected"


@pytest.mark.parametrize(
    ("event", "refused"),
    [
        ({"type": "app_uninstalled"}, True),
        ({"type": "tokens_revoked", "tokens": {"bot": ["US"]}}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UAIKO"]}}, False),
    ],
)
def test_slack_says_that_the_app_is_gone(desk, event, refused):
    us = desk.muster.identities[WORKSPACE].user_id
    event = json.loads(json.dumps(event).replace('"US"', f'"{us}"'))
    desk.declare()
    tell(desk, event)
    assert bool(standing(desk)) is refused


def test_slack_says_that_a_channel_has_another_id(desk, incident):
    new = {"old_channel_id": incident.channel, "new_channel_id": "C0SHARED000"}
    tell(desk, {"type": "channel_id_changed", **new, "event_ts": "1773057600.000100"})
    assert desk.now(incident).channel == "C0SHARED000"


def tell(desk, event):
    app = bolt.build(desk.muster, "", WORKSPACE)
    body = {"type": "event_callback", "team_id": WORKSPACE, "event": event}
    assert app.dispatch(BoltRequest(body=body, mode="socket_mode")).status == 200
