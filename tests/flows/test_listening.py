"""Whether anybody listened: gaps that are named, and histories that are owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.config import Clock
from app.flows import listening, steps
from app.flows.course import BESIDE, Course
from app.incident.commands import Resolve
from app.incident.kinds import Kind
from app.store import channels, outbox, timeline
from app.store.database import Database, open_engine
from app.store.living import Living
from app.store.tables import OutboxRow, WorkspaceRow
from tests.flows.evidence import declared


@pytest.fixture
def incident(muster):
    found = declared(muster)
    done(muster)
    return found


def done(muster):
    """What was owed is done."""
    with muster.database.write() as session:
        for row in session.scalars(select(OutboxRow)):
            row.state = "done"


def owed(muster):
    with muster.database.read() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.state == "pending"))
        return [(row.payload["channel"], row.payload["why"]) for row in rows]


def gaps(muster, incident):
    with muster.database.read() as session:
        return timeline.entries(session, incident.id, kinds=[Kind.GAP_FOUND])


def test_a_start_names_the_time_in_which_nobody_listened(muster, incident, hands):
    listening.heard(muster, "T1")
    began = hands.now()
    hands.move(minutes=7)
    listening.started(muster)
    (gap,) = gaps(muster, incident)
    assert (gap.data["from"], gap.data["to"]) == (began.isoformat(), hands.now().isoformat())
    assert gap.occurred_at == began
    assert gap.text.startswith("The record may lack something from 2026-03-09 12:00:00 to")
    assert owed(muster) == [("C1", "started")]


def test_the_very_first_start_and_one_at_once_name_no_gap(muster, incident):
    listening.started(muster)
    listening.started(muster)
    assert gaps(muster, incident) == []


def test_a_connection_that_is_back_at_once_lost_nothing_and_is_read_all_the_same(
    muster, incident, hands
):
    listening.heard(muster, "T1")
    hands.move(seconds=5)
    listening.reconnected(muster)
    assert gaps(muster, incident) == []
    assert owed(muster) == [("C1", "reconnected")]
    hands.move(minutes=2)
    listening.reconnected(muster)
    assert len(gaps(muster, incident)) == 1


def test_a_start_beside_another_process_that_listens_names_no_gap_and_reads_nothing(
    muster, incident, hands
):
    listening.heard(muster, "T1")
    hands.move(seconds=9)
    listening.started(muster, alone=False)
    assert (gaps(muster, incident), owed(muster)) == ([], [])
    # The other one lives, but hears nothing.
    hands.move(seconds=1)
    listening.started(muster, alone=False)
    assert len(gaps(muster, incident)) == 1
    assert owed(muster) == [("C1", "started")]


def test_two_processes_that_start_at_once_name_the_same_gap(muster, incident):
    text = f"{muster.now().isoformat()},20,{muster.real().timestamp()!r}"
    listening.heard(muster, "T1")
    for _ in range(2):
        with muster.database.write() as session:
            heard_at = muster.real() + timedelta(minutes=7)
            session.get_one(WorkspaceRow, "T1").heard_at = heard_at
        listening.started(replace(muster, clock=Clock.parse(text)))
    assert len(gaps(muster, incident)) == 1


def test_a_process_is_known_to_live_until_its_connection_ends(postgres_url):
    first, second, third = (Living(Database(open_engine(postgres_url))) for _ in range(3))
    assert first.begin()
    assert not second.begin()
    first.end()
    assert not third.begin()
    third.end()
    # The server has ended the connection of the second one, which gives its sign again.
    with second._database.engine.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        assert connection.exec_driver_sql(ended).scalar()
    second.hold()
    second.hold()
    assert not third.begin()
    second.end()
    third.end()
    assert first.begin()
    first.end()


def test_sqlite_has_one_process(sqlite_url):
    living = Living(Database(open_engine(sqlite_url)))
    assert living.begin()
    living.hold()
    living.end()


def test_histories_are_read_a_few_at_a_time_and_what_a_person_asked_for_first(muster):
    several = [declared(muster, f"C{number}") for number in range(12)]
    done(muster)
    listening.started(muster)
    with muster.database.write() as session:
        jobs = outbox.claim(session, "me", muster.real(), 24, {"backfill": ""})
    assert len(jobs) == BESIDE
    done(muster)
    # Owed before, in the same lane, and asked for by nobody.
    waits = Course(channel="C1", why="swept").effect("T1", several[1].id, first=True)
    asked = Course(channel="C1", why="asked", url="https://hooks.slack.com/x")
    asked = asked.effect("T1", several[2].id, first=True)
    with muster.database.write() as session:
        outbox.queue(session, [waits, asked], muster.real())
        (job,) = outbox.claim(session, "me", muster.real(), 24, {"backfill": ""})
    assert job.payload["why"] == "asked"


@pytest.mark.usefixtures("incident")
def test_an_open_incident_is_read_again_every_quarter_of_an_hour(muster, hands):
    listening.sweep(muster)
    listening.sweep(muster)
    assert owed(muster) == [("C1", "swept")]
    done(muster)
    hands.move(minutes=14)
    listening.sweep(muster)
    assert owed(muster) == []
    hands.move(minutes=2)
    listening.sweep(muster)
    assert owed(muster) == [("C1", "swept")]


def test_a_resolved_incident_is_followed_for_a_week_and_less_often(muster, incident, hands):
    steps.step(muster, incident.id, Resolve(by="U1", key="r", verification="the graph is flat"))
    done(muster)
    listening.sweep(muster)
    done(muster)
    hands.move(hours=5)
    listening.sweep(muster)
    assert owed(muster) == []
    hands.move(hours=2)
    listening.sweep(muster)
    assert owed(muster) == [("C1", "swept")]
    done(muster)
    hands.move(days=7)
    listening.sweep(muster)
    listening.started(muster)
    assert owed(muster) == []


def test_a_channel_that_muster_is_not_in_is_not_asked_for(muster, incident):
    with muster.database.write() as session:
        (one,) = channels.of_incident(session, incident.id)
        channels.note_lost(session, one, muster.now() - timedelta(hours=1))
    listening.sweep(muster)
    assert owed(muster) == []


def test_events_that_slack_withheld_are_read_when_the_minute_is_over(muster, incident, hands):
    listening.withheld(muster, "T1", int(hands.now().timestamp()))
    listening.withheld(muster, "T1", int(hands.now().timestamp()))
    (gap,) = gaps(muster, incident)
    assert (gap.data["why"], gap.data["to"]) == ("withheld", "2026-03-09T12:01:00+00:00")
    assert owed(muster) == [("C1", "withheld")]
    with muster.database.read() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.state == "pending")).one()
    assert row.not_before == hands.now() + timedelta(minutes=1)
