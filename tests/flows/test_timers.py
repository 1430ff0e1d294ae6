"""The tick: what is due is said once, at once, and never in a burst."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from threading import Thread

import pytest
from sqlalchemy import select

from app.flows import steps, timers
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, declare
from app.flows.timers import tick
from app.incident.commands import PostUpdate, Resolve, SetImpact, Snooze, TakeRole
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import ts_time
from app.incident.values import RefusalError, Role, Severity
from app.scheduler import Scheduler
from app.store import incidents, outbox, timeline
from app.store.tables import OutboxRow


@pytest.fixture
def incident(muster):
    """An open SEV1 with a commander and its impact stated: only the update ladder speaks."""
    return opened(muster)


def opened(muster):
    asked = Declaration(
        workspace="T1", by="U1", key="d1", title="checkout 502", severity=Severity.SEV1
    )
    declared = declare(muster, asked).incident
    with muster.database.write() as session:
        job = outbox.claim(session, "me", muster.real(), 1, {"channel.open": ""})[0]
        channel_opened(muster, session, job, {"channel": "C1", "name": "inc-1"})
        outbox.finish(session, job, "me", muster.real())
    steps.step(muster, declared.id, TakeRole(by="U1", key="t1", role=Role.COMMANDER))
    steps.step(muster, declared.id, SetImpact(by="U1", key="i1", impact="all checkouts"))
    return declared


def kinds(muster, incident, *wanted):
    with muster.database.read() as session:
        return [entry.kind for entry in timeline.entries(session, incident.id, kinds=wanted)]


UPDATES = (Kind.UPDATE_HEADS_UP, Kind.UPDATE_DUE, Kind.UPDATE_OVERDUE, Kind.UPDATE_ESCALATED)


def test_each_step_is_said_when_it_is_due(muster, hands, incident):
    for minutes in (24, 25, 29, 30, 34, 35, 39, 40):
        hands.moved *= 0
        hands.move(minutes=minutes)
        tick(muster)
    assert kinds(muster, incident, *UPDATES) == list(UPDATES)


@pytest.mark.usefixtures("incident")
def test_a_second_tick_says_nothing_again(muster, hands):
    hands.move(minutes=25)
    assert tick(muster) == 1
    assert tick(muster) == 0


def test_an_update_voids_what_was_planned(muster, hands, incident):
    hands.move(minutes=26)
    tick(muster)
    update = PostUpdate(
        by="U1",
        key="u1",
        known="rolled back",
        unknown="",
        impact="",
        mitigation="",
        next_in=timedelta(minutes=30),
    )
    steps.step(muster, incident.id, update)
    hands.move(minutes=10)
    tick(muster)
    assert kinds(muster, incident, *UPDATES) == [Kind.UPDATE_HEADS_UP]


def test_a_resolved_incident_is_silent(muster, hands, incident):
    steps.step(muster, incident.id, Resolve(by="U1", key="r1", verification="p99 is back"))
    hands.move(hours=8)
    tick(muster)
    assert kinds(muster, incident, *UPDATES, Kind.DOWNTIME_CAUGHT_UP) == []


def said(muster):
    with muster.database.read() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.effect == "post"))
        return [row.payload["template"] for row in rows]


def test_after_a_downtime_there_is_one_message_and_no_burst(muster, hands, incident):
    before = len(said(muster))
    hands.move(hours=5)
    tick(muster)
    assert said(muster)[before:] == ["caught_up"]
    hands.move(seconds=5)
    tick(muster)
    assert said(muster)[before:] == ["caught_up"]
    with muster.database.read() as session:
        (entry,) = timeline.entries(session, incident.id, kinds=[Kind.DOWNTIME_CAUGHT_UP])
    since = {line["ladder"]: line["since"][11:16] for line in entry.data["due"]}
    # Since the update's own time; the quiet channel needs no line of its own beside them.
    assert since == {"update": "12:30", "stalled": "12:30", "checkpoint": "16:00"}


def under(muster, policy, **sev1):
    """The same Muster, with another rule for SEV1."""
    rules = policy.severities[Severity.SEV1].model_copy(update=sev1)
    severities = {**policy.severities, Severity.SEV1: rules}
    return replace(muster, policy=policy.model_copy(update={"severities": severities}))


def test_people_who_talk_are_not_told_that_it_is_quiet(muster, hands, incident, policy):
    muster = under(muster, policy, quiet_after=timedelta(minutes=10))
    hands.move(minutes=1)
    steps.step(muster, incident.id, SetImpact(by="U1", key="i2", impact="half of them"))
    hands.move(minutes=4)
    ts = f"{hands.now().timestamp():.6f}"
    message = Entry(
        kind=Kind.MESSAGE_POSTED,
        occurred_at=ts_time(ts),
        actor="U2",
        text="still looking",
        source_key=f"T1:C1:{ts}:posted",
        channel="C1",
        message_ts=ts,
    )
    assert muster.recorder.submit("T1", "C1", [message]).result(60) == 1
    hands.move(minutes=6)
    tick(muster)
    assert kinds(muster, incident, Kind.INCIDENT_QUIET) == []
    hands.move(minutes=4)
    tick(muster)
    assert kinds(muster, incident, Kind.INCIDENT_QUIET) == [Kind.INCIDENT_QUIET]


def test_other_nudges_keep_their_distance_in_a_channel(muster, hands, policy):
    eager = under(muster, policy, impact_missing=timedelta(minutes=6))
    asked = Declaration(workspace="T1", by="U1", key="d2", title="x", severity=Severity.SEV1)
    declared = declare(eager, asked).incident
    nudges = (Kind.COMMANDER_MISSING, Kind.IMPACT_MISSING)
    seen = []
    for _ in range(7):
        hands.move(minutes=1)
        tick(eager)
        seen.append(len(kinds(eager, declared, *nudges)))
    assert seen == [0, 0, 0, 0, 1, 1, 2]


@pytest.mark.parametrize("poison", [ValueError, OverflowError, TypeError])
def test_a_poison_incident_does_not_stop_the_others(muster, hands, incident, monkeypatch, poison):
    asked = Declaration(workspace="T1", by="U2", key="d3", title="y", severity=Severity.SEV2)
    declare(muster, asked)
    fire = timers.fire

    def poisoned(muster, session, incident_id):
        if incident_id == incident.id:
            raise poison("poison")
        return fire(muster, session, incident_id)

    monkeypatch.setattr(timers, "fire", poisoned)
    hands.move(minutes=61)
    assert tick(muster) > 0
    assert tick(muster) == 0


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_an_incident_that_another_process_has_is_left_to_it_and_nobody_waits(
    muster, hands, incident
):
    hands.move(minutes=25)
    with muster.database.write() as session:
        assert not incidents.is_taken(session, incident.id)
        beside = Thread(target=tick, args=(muster,), daemon=True)
        beside.start()
        beside.join(60)
        assert not beside.is_alive()
    assert kinds(muster, incident, *UPDATES) == []
    assert tick(muster) == 1
    assert kinds(muster, incident, *UPDATES) == [Kind.UPDATE_HEADS_UP]


def test_whatever_people_do_a_channel_hears_one_nudge_in_the_gap(muster, hands, policy):
    muster = under(
        muster,
        policy,
        internal_update_every=timedelta(minutes=7),
        stalled_after=timedelta(minutes=8),
        quiet_after=timedelta(minutes=9),
        checkpoint_every=timedelta(minutes=14),
    )
    incident = opened(muster)
    chance = random.Random(7)
    for number in range(480):
        hands.move(seconds=30)
        tick(muster)
        if chance.random() < 0.04:
            act_by_chance(muster, incident, number, chance)
    private = {Kind.UPDATE_HEADS_UP}
    nudges = (*UPDATES, Kind.MITIGATION_STALLED, Kind.INCIDENT_QUIET, Kind.CHECKPOINT_DUE)
    with muster.database.read() as session:
        said = timeline.entries(session, incident.id, kinds=nudges)
    at = [one.occurred_at for one in said if one.kind not in private]
    assert len({one.kind for one in said}) == len(nudges)
    assert len(at) > 20
    assert min(later - sooner for sooner, later in pairwise(at)) >= policy.timers.nudge_gap


@pytest.mark.usefixtures("incident")
def test_a_tick_that_comes_after_the_end_says_nothing_and_holds_nobody_up(muster, hands):
    scheduler = Scheduler(muster)
    scheduler.start()
    scheduler.stop()
    hands.move(hours=1)
    late = Thread(target=scheduler.tick, daemon=True)
    late.start()
    late.join(60)
    assert not late.is_alive()
    assert tick(muster)


def act_by_chance(muster, incident, number, chance):
    """An update, a snooze, another severity and back: what moves the ladders."""
    key = f"chance{number}"
    minutes = timedelta(minutes=chance.randint(1, 30))
    update = {"unknown": "", "impact": "", "mitigation": "", "next_in": minutes}
    command = chance.choice(
        [
            PostUpdate(by="U1", key=key, known="x", **update),
            PostUpdate(by="U1", key=key, known="y", announce=False, **update),
            Snooze(by="U1", key=key, for_=minutes / 3, reason="busy"),
            TakeRole(by=f"U{number}", key=key, role=Role.SCRIBE),
        ]
    )
    with suppress(RefusalError):
        steps.step(muster, incident.id, command)
