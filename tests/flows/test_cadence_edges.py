"""The cadence at its edges: what changes a moment before, after or in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.flows import replanning, steps
from app.flows.acting import act
from app.flows.aloud import effect
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, declare
from app.flows.timers import tick
from app.incident.commands import (
    Cancel,
    ChangeSeverity,
    PauseCadence,
    Reopen,
    Resolve,
    ResumeCadence,
    SetImpact,
    TakeRole,
)
from app.incident.kinds import Kind
from app.incident.values import RefusalError, Role, Severity
from app.relay.scene import scene_of
from app.sandbox import GroupSeed, SandboxConfig, running
from app.slack.blocks.messages import TEMPLATES
from app.slack.manifest import manifest
from app.store import incidents, outbox, timeline
from app.store.tables import OutboxRow


@pytest.fixture
def slack():
    """With a user group that has nobody in it."""
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    groups = (GroupSeed("nobody", "Nobody", ()),)
    with running(SandboxConfig(manifest=app, groups=groups)) as found:
        yield found


UPDATES = (Kind.UPDATE_HEADS_UP, Kind.UPDATE_DUE, Kind.UPDATE_OVERDUE, Kind.UPDATE_ESCALATED)


def opened(muster, number=1, severity=Severity.SEV1, channel="C1"):
    """An open incident with a commander and its impact stated, in a channel."""
    asked = Declaration(
        workspace="T1", by="U1", key=f"d{number}", title=f"checkout {number}", severity=severity
    )
    declared = declare(muster, asked).incident
    with muster.database.write() as session:
        job = outbox.claim(session, "me", muster.real(), 1, {"channel.open": ""})[0]
        channel_opened(muster, session, job, {"channel": channel, "name": "inc-1"})
        outbox.finish(session, job, "me", muster.real())
    steps.step(muster, declared.id, TakeRole(by="U1", key=f"t{number}", role=Role.COMMANDER))
    do(muster, declared, SetImpact, impact="all checkouts")
    return declared


@pytest.fixture
def incident(muster):
    return opened(muster)


def do(muster, incident, ask, by="U1", **given):
    key = f"{ask.__name__}:{by}:{muster.now().isoformat()}"
    return steps.step(muster, incident.id, ask(by=by, key=key, **given)).incident


def at(muster, hands, **since_noon):
    hands.moved = timedelta(**since_noon)
    tick(muster)


def said(muster, incident, *kinds):
    with muster.database.read() as session:
        found = timeline.entries(session, incident.id, kinds=kinds or UPDATES)
    return [(one.kind, one.occurred_at.strftime("%H:%M:%S")) for one in found]


def test_a_severity_that_changes_a_second_before_the_reminder_moves_it(muster, hands, incident):
    at(muster, hands, minutes=29, seconds=59)
    do(muster, incident, ChangeSeverity, severity=Severity.SEV2, reason="half of it")
    at(muster, hands, minutes=40)
    assert said(muster, incident) == [(Kind.UPDATE_HEADS_UP, "12:29:59")]
    at(muster, hands, minutes=60)
    assert said(muster, incident)[-1] == (Kind.UPDATE_DUE, "13:00:00")
    do(muster, incident, ChangeSeverity, severity=Severity.SEV1, reason="all of it")
    at(muster, hands, minutes=60, seconds=1)
    at(muster, hands, minutes=64, seconds=59)
    assert said(muster, incident)[-1] == (Kind.UPDATE_HEADS_UP, "13:00:01")
    at(muster, hands, minutes=65)
    assert said(muster, incident)[-1] == (Kind.UPDATE_DUE, "13:05:00")


def test_a_severity_that_puts_a_question_in_the_past_is_no_downtime(muster, hands):
    incident = opened(muster, severity=Severity.SEV3)
    at(muster, hands, minutes=150)
    do(muster, incident, ChangeSeverity, severity=Severity.SEV1, reason="all of it")
    for minutes in (150, 151, 152):
        at(muster, hands, minutes=minutes)
    asked = (Kind.DOWNTIME_CAUGHT_UP, Kind.MITIGATION_STALLED)
    assert said(muster, incident, *asked) == [(Kind.MITIGATION_STALLED, "14:30:00")]


def test_who_takes_over_between_nudge_and_fallback_is_not_said_to_have_kept_silent(
    muster, hands, incident
):
    for minutes in range(25, 38):
        at(muster, hands, minutes=minutes)
    hands.moved = timedelta(minutes=38)
    do(muster, incident, TakeRole, by="U2", role=Role.COMMANDER, instead_of="U1")
    for minutes in (38, 39, 40):
        at(muster, hands, minutes=minutes)
    assert said(muster, incident)[-1] == (Kind.UPDATE_ESCALATED, "12:40:00")
    with muster.database.read() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.effect == "post"))
        (row,) = [one for one in rows if one.payload["template"] == "escalated"]
    text = TEMPLATES["escalated"](scene_of(muster, row)).text
    assert "<@U2> took over" in text
    assert "has not answered" not in text


def test_a_pause_over_the_due_time_is_silent_and_resuming_counts_from_then(muster, hands):
    incident = opened(muster, severity=Severity.SEV3)
    due = do(muster, incident, SetImpact, impact="some").next_update_at
    hands.moved = due - hands.at - timedelta(seconds=1)
    do(muster, incident, PauseCadence, for_=timedelta(hours=2), reason="a vendor looks at it")
    hands.move(hours=1)
    tick(muster)
    assert Kind.UPDATE_DUE not in dict(said(muster, incident))
    resumed = do(muster, incident, ResumeCadence)
    assert resumed.next_update_at == hands.now() + resumed.interval
    hands.moved = resumed.next_update_at - hands.at
    tick(muster)
    assert said(muster, incident)[-1][0] == Kind.UPDATE_DUE


def test_a_pause_does_not_outlive_the_incident_that_is_opened_again(muster, hands):
    incident = opened(muster, severity=Severity.SEV3)
    do(muster, incident, PauseCadence, for_=timedelta(hours=8), reason="over night")
    hands.move(minutes=1)
    do(muster, incident, Cancel, reason="wrong one")
    hands.move(minutes=1)
    again = do(muster, incident, Reopen, reason="it was not")
    assert again.paused_until is None
    hands.moved = again.next_update_at - hands.at
    tick(muster)
    assert said(muster, incident)[-1][0] == Kind.UPDATE_DUE


def test_after_three_days_away_there_is_one_message_and_then_the_usual(muster, hands, incident):
    with muster.database.read() as session:
        before = len(timeline.entries(session, incident.id))
    at(muster, hands, days=3)
    caught_up = said(muster, incident, Kind.DOWNTIME_CAUGHT_UP)
    assert len(caught_up) == 1
    with muster.database.read() as session:
        assert len(timeline.entries(session, incident.id)) - before <= 6
    at(muster, hands, days=3, minutes=1)
    assert said(muster, incident, Kind.DOWNTIME_CAUGHT_UP) == caught_up


def test_another_policy_holds_for_incidents_that_are_open(muster, hands, policy, incident):
    assert replanning.replan(muster) == 1
    assert replanning.replan(muster) == 0
    hurried = policy.severities[Severity.SEV1].model_copy(
        update={"nudge_commander": timedelta(minutes=2), "escalate": timedelta(minutes=20)}
    )
    severities = {**policy.severities, Severity.SEV1: hurried}
    other = replace(muster, policy=policy.model_copy(update={"severities": severities}))
    for minutes in (25, 30):
        at(muster, hands, minutes=minutes)
    assert replanning.replan(other) == 1
    for minutes in (31, 32, 40, 49, 50):
        at(other, hands, minutes=minutes)
    assert said(muster, incident) == [
        (Kind.UPDATE_HEADS_UP, "12:25:00"),
        (Kind.UPDATE_DUE, "12:30:00"),
        (Kind.UPDATE_OVERDUE, "12:32:00"),
        (Kind.UPDATE_ESCALATED, "12:50:00"),
    ]


def test_an_incident_that_is_opened_again_is_recorded_in_its_channel_again(muster, hands):
    first = opened(muster, 1)
    do(muster, first, Resolve, verification="p99 is back")
    hands.move(minutes=5)
    second = opened(muster, 2)
    again = Reopen(by="U1", key="r1", reason="it is back")
    with pytest.raises(RefusalError, match="that of INC-2 now, which is open"):
        steps.reopen(muster, first.id, again)
    do(muster, second, Resolve, verification="gone")
    hands.move(minutes=5)
    assert steps.reopen(muster, first.id, again).incident.is_open
    with muster.database.read() as session:
        assert incidents.by_channel(session, "T1", "C1").id == first.id


def test_an_update_that_is_owed_by_somebody_who_has_left_is_asked_of_the_channel(desk):
    incident = desk.declare()
    desk.run()
    with desk.muster.database.write() as session:
        took = TakeRole(by=desk.slack.person("Ben").id, key="t", role=Role.COMMANDER)
        due = act(desk.muster, session, incident.id, took).incident.next_update_at
    desk.run()
    desk.slack.control.fault("error", "conversations.open", error="user_disabled", times=None)
    desk.hands.moved = due - desk.hands.at - timedelta(minutes=5)
    tick(desk.muster)
    desk.run()
    now = desk.now(incident)
    said = [one["text"] for one in desk.posts(now.channel)]
    assert any("nobody owes it yet" in text for text in said), said
    assert now.failed_steps == {}


@pytest.mark.parametrize("end", ["", "drop_after"])
def test_what_follows_a_reminder_that_was_deleted_is_said_in_the_channel(desk, end):
    incident = desk.declare()
    desk.run()
    due = desk.now(incident).next_update_at
    stepped_to(desk, due)
    now = desk.now(incident)
    (reminder,) = [one for one in desk.posts(now.channel) if "An update is due" in one["text"]]
    slack = desk.muster.clients[incident.workspace]
    slack.call("chat.delete", channel=now.channel, ts=reminder["ts"])
    if end:
        desk.slack.control.fault(end, "chat.postMessage", after=1)
    stepped_to(desk, due + timedelta(minutes=10))
    stepped_to(desk, due + timedelta(minutes=20))
    said = [one["text"] for one in desk.posts(now.channel)]
    assert len([text for text in said if "is not out" in text]) == 1
    assert len([text for text in said if "is still not out" in text]) == 1
    assert desk.now(incident).failed_steps == {}


def stepped_to(desk, moment):
    while desk.hands.moved < moment - desk.hands.at:
        desk.hands.moved = min(desk.hands.moved + timedelta(minutes=2), moment - desk.hands.at)
        tick(desk.muster)
    desk.run()


def test_a_user_group_without_people_is_said_to_be_empty(desk):
    incident = desk.declare()
    desk.run()
    call = {"group": "S0NOBODY000"}
    with desk.muster.database.write() as session:
        owed = effect(desk.now(incident), "invite", "post:x", call)
        outbox.queue(session, [owed], desk.muster.real())
    desk.run()
    assert "The user group has nobody in it" in desk.now(incident).failed_steps["invite people"]
