"""Real messages, whole, on real databases: events and history give the same log."""

from __future__ import annotations

import copy
from concurrent.futures import Future
from dataclasses import replace
from types import SimpleNamespace

import pytest
from support.channel import History

from app.flows import inbox
from app.flows.course import Course
from app.incident.reading import read
from app.relay.backfill import read_channel, read_threads
from app.store import chain, incidents, timeline
from tests.unit.slack import schemas

CHANNELS = {"events": "C0EVENTS", "history": "C0HISTORY"}
#: All 347, by the channel they were said in.
REAL = {
    name: [
        {key: value for key, value in one.items() if key != "_channel"}
        for one in schemas.real_messages()
        if one["_channel"] == name
    ]
    for name in ("C0COMMUN01", "C0DEVIN001", "C0ENGLISH1")
}


@pytest.fixture
def incident_of(muster):
    """The id of an incident for each channel."""
    found = {}
    for channel in CHANNELS.values():
        with muster.database.write() as session:
            number = incidents.next_number(session, "T1")
            found[channel] = incidents.reserve(session, "T1", number, muster.now())
            chain.lock_head(session, found[channel])
            one = SimpleNamespace(workspace="T1", id=found[channel])
            incidents.bind(session, one, channel, name="inc", now=muster.now())
    return found


def told(message, channel):
    """The events that made a message what it is: posted, edited, reacted to."""
    ts = message["ts"]
    yield {**message, "channel": channel, "event_ts": ts}
    for number, reaction in enumerate(message.get("reactions", [])):
        for person, user in enumerate(reaction["users"]):
            seconds, micros = ts.split(".")
            yield {
                "type": "reaction_added",
                "user": user,
                "reaction": reaction["name"],
                "item": {"type": "message", "channel": channel, "ts": ts},
                "event_ts": f"{int(seconds) + 60 + number}.{person:03d}{micros[3:]}",
            }


def deliver(muster, events):
    """Twice each, the second time the other way round."""
    bodies = [{"team_id": "T1", "type": "event_callback", "event": one} for one in events]
    for several in (bodies, bodies[::-1]):
        promises = [(Future(), body) for body in several]
        for promise, body in promises:
            if not inbox.receive(muster, copy.deepcopy(body), promise):
                promise.set_result(0)
        for promise, _ in promises:
            promise.result(30)


def read_history(muster, channel, incident_id, messages):
    stands = SimpleNamespace(
        history=lambda oldest: [
            one for one in reversed(messages) if is_shown(one) and oldest == ""
        ],
        thread=lambda parent: [
            one for one in messages if parent in {one["ts"], one.get("thread_ts")}
        ],
    )
    reader = replace(muster, clients={"T1": History(stands, page=50)})
    course = Course(channel=channel, why="asked")
    while not course.is_done:
        effect = course.effect("T1", incident_id)
        job = SimpleNamespace(workspace="T1", incident_id=incident_id, payload=effect.payload)
        step = read_threads if effect.name == "backfill.threads" else read_channel
        course = Course.of(step(reader, job))
    return course.found


def is_shown(message):
    at_top = message.get("thread_ts") in {None, message["ts"]}
    return at_top or message.get("subtype") == "thread_broadcast"


def shown(muster, incident_id):
    """What a reader sees, without what tells the two channels apart."""
    with muster.database.read() as session:
        items = read(timeline.entries(session, incident_id), {})
    return [
        (
            str(item.entry.kind),
            item.entry.message_ts,
            item.entry.thread,
            item.actor,
            item.text,
            item.edited_at,
            item.edited_by,
            {name: sorted(who) for name, who in item.reactions.items()},
            item.entry.source_url.replace("C0EVENTS", "C0HISTORY"),
        )
        for item in items
    ]


@pytest.mark.parametrize("messages", REAL.values(), ids=REAL)
def test_real_messages_give_the_same_log_as_events_and_as_history(muster, incident_of, messages):
    there, here = CHANNELS["events"], CHANNELS["history"]
    deliver(muster, [one for message in messages for one in told(message, there)])
    assert read_history(muster, here, incident_of[here], messages) >= len(messages)
    live, past = (shown(muster, incident_of[channel]) for channel in CHANNELS.values())
    assert len(live) == len(messages)
    assert live == past
    assert read_history(muster, there, incident_of[there], messages) == 0
