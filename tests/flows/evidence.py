"""What Slack would send, recorded without it."""

from __future__ import annotations

from concurrent.futures import Future

from app.flows import inbox
from app.flows.answers import channel_opened
from app.flows.declare import Declaration, declare
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.values import Severity
from app.store import incidents, timeline
from app.store.outbox import Job
from app.store.tables import OutboxRow


def declared(muster, channel="C1", **fields):
    """An incident with a channel."""
    given = {
        "workspace": "T1",
        "by": "U1",
        "key": f"command:{channel}",
        "title": f"checkout returns 502 in {channel}",
        "severity": Severity.SEV2,
        "origin_channel": "CGEN",
        **fields,
    }
    incident = declare(muster, Declaration(**given)).incident
    with muster.database.write() as session:
        row = session.query(OutboxRow).filter_by(incident_id=incident.id).first()
        job = Job(
            row.id,
            "T1",
            incident.id,
            row.lane,
            row.effect,
            row.payload,
            row.token,
            1,
            doubtful=False,
            created_at=row.created_at,
            lease_until=row.created_at,
        )
        channel_opened(muster, session, job, {"channel": channel, "name": f"inc-{channel}"})
    return incident


def bound(muster):
    """INC-1, whose channel is CINC: bound by hand, with nothing read or said in it."""
    asked = Declaration(
        workspace="T1",
        by="U1",
        key="command:1",
        title="checkout returns 502",
        severity=Severity.SEV2,
        origin_channel="CGEN",
    )
    found = declare(muster, asked).incident
    with muster.database.write() as session:
        incidents.bind(session, found, "CINC", name="inc-1", now=muster.now())
    return found


def posting(muster, number, text="down"):
    """The entry of a message in CINC."""
    ts = f"1773057600.{number:06d}"
    return Entry(
        kind=Kind.MESSAGE_POSTED,
        occurred_at=muster.now(),
        actor="U1",
        text=text,
        source_key=f"T1:CINC:{ts}:posted",
        channel="CINC",
        message_ts=ts,
    )


def posted_texts(muster, incident):
    """What was posted in an incident, in the log's order."""
    with muster.database.read() as session:
        found = timeline.entries(session, incident.id, kinds=[Kind.MESSAGE_POSTED])
    return [entry.text for entry in found]


def deliver(muster, event):
    """Record an event as if Slack had sent it; how many entries were new."""
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event_time": 1773057600,
        "event": event,
    }
    done: Future[int] = Future()
    assert inbox.receive(muster, body, done)
    return done.result(60)


def message(text, ts, channel="C1", user="U2", **more):
    """A posted message."""
    return {
        "type": "message",
        "channel": channel,
        "user": user,
        "text": text,
        "ts": ts,
        "event_ts": ts,
        **more,
    }


def edit(text, before, edited_ts):
    """The edit of a message."""
    after = {
        **before,
        "text": text,
        "edited": {"user": before["user"], "ts": edited_ts},
    }
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": before["channel"],
        "ts": edited_ts,
        "event_ts": edited_ts,
        "message": after,
        "previous_message": before,
    }
