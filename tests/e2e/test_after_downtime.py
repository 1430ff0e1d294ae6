"""Muster comes up again after hours: what it left in the outbox is not said beside the catch-up."""

from __future__ import annotations

import time
from datetime import timedelta

from sqlalchemy import select, update
from support.world import patient, settings_for

from app.config import Clock
from app.flows import steps
from app.flows.declare import Declaration, declare
from app.incident.commands import SetImpact, TakeRole
from app.incident.values import Role, Severity
from app.main.build import build
from app.main.serve import serving
from app.sandbox import running
from app.store import incidents
from app.store.tables import OutboxRow

AWAY = timedelta(hours=4)


def test_a_reminder_that_was_not_sent_before_a_downtime_is_not_said_beside_the_catch_up(tmp_path):
    with running(patient()) as slack:
        settings = settings_for(slack, f"sqlite:///{tmp_path / 'muster.db'}", "http")
        with serving(build(settings)) as first:
            muster, channel = first.built.muster, opened(first)
            slack.control.fault("status", "chat.postMessage", times=None)
            for minutes, template in ((26, "heads_up"), (4, "due")):
                muster.clock.run_at(1.0, muster.now() + timedelta(minutes=minutes))
                wait_for(lambda what=template: what in templates(muster))
        slack.control.clear_faults()
        later = Clock()
        later.run_at(1.0, muster.now() + AWAY)
        again = build(settings, later)
        with again.muster.database.write() as session:
            waits = update(OutboxRow).where(OutboxRow.state != "done")
            session.execute(waits.values(created_at=muster.real() - AWAY))
        with serving(again):
            wait_for(lambda: any("Muster was away" in text for text in said(slack, channel)))
            wait_for(lambda: not owed(again.muster))
        assert not [text for text in said(slack, channel) if "update is due now" in text]


def opened(here):
    """The channel of a SEV1 that has everything but its updates."""
    muster, workspace = here.built.muster, here.built.workspace
    asked = Declaration(
        workspace=workspace, by="U0AIKO00000", key="d", title="x", severity=Severity.SEV1
    )
    incident = declare(muster, asked).incident
    steps.step(muster, incident.id, TakeRole(by="U0AIKO00000", key="t", role=Role.COMMANDER))
    steps.step(muster, incident.id, SetImpact(by="U0AIKO00000", key="i", impact="all of it"))
    wait_for(lambda: not owed(muster))
    with muster.database.read() as session:
        return incidents.get(session, incident.id).channel


def owed(muster):
    with muster.database.read() as session:
        return session.scalars(
            select(OutboxRow).where(OutboxRow.state.in_(["pending", "sending"]))
        ).all()


def templates(muster):
    return [one.payload.get("template") for one in owed(muster)]


def said(slack, channel):
    return [one["text"] for one in slack.control.messages(channel)]


def wait_for(condition, within=60.0):
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
