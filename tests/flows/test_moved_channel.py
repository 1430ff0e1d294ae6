"""Slack gives a channel another id: the incident, what is owed and its log follow it there."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from app.flows import inbox, moving
from app.flows.acting import act
from app.flows.redact import entry_about, incident_with
from app.flows.verify import verify
from app.incident.commands import AssignRole, Mark, SetTitle
from app.incident.evolve import fold
from app.incident.kinds import Kind
from app.incident.reading import read
from app.incident.values import Role
from app.store import incidents, timeline

WORKSPACE = "T0SANDBOX01"


@pytest.fixture
def aiko(desk):
    return desk.slack.person("Aiko")


@pytest.fixture
def elsewhere(desk, aiko):
    """A channel that Muster is in: what the incident's channel is called from now on."""
    found = aiko.create_channel("inc-shared")
    aiko.invite(found, desk.muster.identities[WORKSPACE].user_id)
    return found


def do(desk, incident, ask, **given):
    with desk.muster.database.write() as session:
        act(desk.muster, session, incident.id, ask(by="UAIKO", key=f"{ask.__name__}-1", **given))


def hear(desk, **event):
    """An event that Slack tells, recorded; how many entries were new."""
    done: Future[int] = Future()
    inbox.receive(
        desk.muster, {"type": "event_callback", "team_id": WORKSPACE, "event": event}, done
    )
    return done.result(60)


def log(desk, incident):
    with desk.muster.database.read() as session:
        return timeline.entries(session, incident.id)


def test_what_is_owed_and_what_comes_goes_to_the_channels_new_id(desk, elsewhere):
    incident = desk.declare()
    desk.run()
    was = desk.now(incident).channel
    do(desk, incident, AssignRole, role=Role.COMMANDER, to=desk.slack.person("Ben").id)
    do(desk, incident, SetTitle, title="another title")
    moving.move(desk.muster, WORKSPACE, was, elsewhere)
    moving.move(desk.muster, WORKSPACE, was, elsewhere)
    owed = [row for row in desk.rows() if row.state == "pending"]
    assert [row for row in owed if was in f"{row.lane} {row.payload}"] == []
    before = len(desk.posts(was))
    desk.slack.control.fault("error", "chat.update", error="message_not_found", times=None)
    desk.run()
    assert len(desk.posts(was)) == before
    said = [one["text"] for one in desk.posts(elsewhere)]
    assert [text for text in said if "commander" in text] != [], said
    now = desk.now(incident)
    assert (now.channel, now.channel_in_log) == (elsewhere, was)
    told = [entry for entry in log(desk, incident) if entry.kind == Kind.CHANNEL_MOVED]
    assert [entry.text for entry in told] == [
        f"The channel got another id from Slack: {elsewhere}, before {was}"
    ]
    with desk.muster.database.read() as session:
        assert incidents.by_channel(session, WORKSPACE, elsewhere) == now
        assert fold(timeline.state_entries(session, incident.id)) == now
    assert [one.verified.broken for one in verify(desk.muster, [now])] == [None]


def test_what_is_said_about_an_older_message_stays_with_it_and_links_lead_where_they_did(
    desk, elsewhere
):
    incident = desk.declare()
    desk.run()
    was = desk.now(incident).channel
    ts = "1773057600.000100"
    said = {"type": "message", "user": "UAIKO", "ts": ts, "text": "cache is cold"}
    assert hear(desk, **said, channel=was, event_ts=ts) == 1
    moving.move(desk.muster, WORKSPACE, was, elsewhere)
    item = {"type": "message", "channel": elsewhere, "ts": ts}
    reaction = {"type": "reaction_added", "user": "UBEN", "reaction": "eyes", "item": item}
    assert hear(desk, **reaction, event_ts="1773057601.000100") == 1
    edited = {**said, "text": "cache is warm", "edited": {"user": "UAIKO", "ts": "1773057602.0"}}
    change = {"type": "message", "subtype": "message_changed", "channel": elsewhere}
    change |= {"message": edited, "previous_message": said, "event_ts": "1773057602.000100"}
    assert hear(desk, **change) == 1
    assert hear(desk, **said, channel=elsewhere, event_ts=ts) == 0
    desk.hands.move(minutes=1)
    do(desk, incident, Mark, word="decision", message_ts=ts)
    (message,) = [one for one in read(log(desk, incident), {}) if one.is_message]
    assert (message.text, message.reactions) == ("cache is warm", {"eyes": ("UBEN",)})
    assert message.words == {"decision": "UAIKO"}
    links = [one.source_url for one in message.history if one.kind != Kind.MARK_ADDED]
    assert [was in link for link in links] == [True, False, False]
    assert all(f"/archives/{elsewhere}/p" in link for link in links[1:])
    found = incident_with(desk.muster, WORKSPACE, "UAIKO", elsewhere, ts)
    assert entry_about(desk.muster, found, elsewhere, ts) == message.entry.id


def test_an_announcement_goes_on_in_its_channels_new_id(desk, elsewhere):
    incident = desk.declare()
    desk.run()
    moving.move(desk.muster, WORKSPACE, "C0INCIDENTS", elsewhere)
    assert desk.now(incident).announce_channel == elsewhere
    (told,) = [entry for entry in log(desk, incident) if entry.kind == Kind.CHANNEL_MOVED]
    assert told.text.startswith("The announcement channel got another id")
    assert desk.now(incident).channel_in_log == desk.now(incident).channel


def test_a_channel_that_no_incident_names_keeps_nothing(desk):
    incident = desk.declare()
    desk.run()
    before = (desk.now(incident), len(desk.rows()))
    moving.move(desk.muster, WORKSPACE, "C0GENERAL00", "C0ELSEWHERE")
    assert (desk.now(incident), len(desk.rows())) == before
