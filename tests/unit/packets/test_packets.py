"""Checkpoint and catch-up: what is in flight, gathered from the log."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.incident.commands import (
    AssignRole,
    ChangePhase,
    Note,
    OfferHandoff,
    PostUpdate,
    Resolve,
    SetImpact,
    TakeRole,
)
from app.incident.kinds import NOTE_KINDS, Kind
from app.incident.reading import read
from app.incident.values import Phase, Role
from app.packets.catchup import MOMENTS, catch_up
from app.packets.checkpoint import checkpoint


def note(story, word, text, by="U1"):
    return story.do(Note, by=by, kind=NOTE_KINDS[word], text=text)[0]


def packet(story):
    return checkpoint(story.incident, read(story.entries, {}), story.now)


@pytest.fixture
def told(story):
    story.declare()
    story.do(TakeRole, role=Role.COMMANDER)
    story.do(SetImpact, impact="5 % of checkouts")
    return story


def test_an_empty_incident_says_what_is_missing(story):
    story.declare()
    made = packet(story)
    assert made.hypothesis is None
    assert made.tried == made.ruled_out == made.actions == ()
    assert [line.text for line in made.decisions] == [
        "who is commander",
        "what the customer impact is",
    ]


def test_the_newest_hypothesis_stands_until_it_is_ruled_out(told):
    note(told, "hypothesis", "it is DNS")
    latest = note(told, "hypothesis", "it is the cache")
    assert packet(told).hypothesis.entry == latest.id
    ruled_out = note(told, "ruled-out", "the cache is warm")
    made = packet(told)
    assert made.hypothesis is None
    assert [line.entry for line in made.ruled_out] == [ruled_out.id]


def test_mitigations_are_listed_with_their_outcome(told):
    note(told, "mitigation", "roll back")
    note(told, "failed", "the rollback changed nothing")
    note(told, "mitigation", "restart")
    note(told, "worked", "errors fell to zero")
    assert [line.text for line in packet(told).tried] == [
        "roll back",
        "failed: the rollback changed nothing",
        "restart",
        "worked: errors fell to zero",
    ]


def test_an_action_belongs_to_who_it_mentions_and_else_to_nobody(told):
    note(told, "action", "<@U5> drains the node")
    note(told, "action", "write the runbook")
    assert [line.owner for line in packet(told).actions] == ["U5", ""]


def test_a_decision_that_ends_in_a_question_is_pending_until_one_is_made(told):
    note(told, "decision", "Roll back or wait, <@U3>?")
    made = packet(told)
    assert made.next_decision.owner == "U3"
    note(told, "decision", "We roll back.")
    assert packet(told).next_decision is None


def test_an_open_question_without_a_name_is_the_commanders(told):
    note(told, "decision", "Roll back?")
    assert packet(told).next_decision.owner == "U1"


def test_an_open_handover_waits_for_who_it_was_offered_to(told):
    told.do(OfferHandoff, role=Role.COMMANDER, to="U2")
    assert [(line.text, line.owner) for line in packet(told).decisions] == [
        ("accept or decline commander", "U2")
    ]


def test_what_is_promised_names_where_when_and_who(told):
    told.do(AssignRole, role=Role.COMMUNICATIONS, to="U4")
    (line,) = packet(told).promised
    assert line.text == "status update to the incident channel and <#CANN> by 12:30 UTC"
    assert line.owner == "U4"
    assert packet(told).next_update_at == told.start + timedelta(minutes=30)


def test_nothing_is_promised_after_the_end(told):
    told.do(Resolve, verification="errors are at zero")
    made = packet(told)
    assert made.promised == made.decisions == ()
    assert made.next_update_at is None


def test_a_packet_is_kept_as_plain_data(told):
    note(told, "hypothesis", "DNS")
    data = packet(told).as_data()
    assert data["at"] == told.now.isoformat()
    assert data["hypothesis"]["text"] == "DNS"
    assert data["next_update_at"] == (told.start + timedelta(minutes=30)).isoformat()


def test_a_catch_up_shows_the_last_update_and_how_it_came_to_this(told):
    update = {"known": "rolled back", "unknown": "", "impact": "", "mitigation": ""}
    told.do(PostUpdate, next_in=timedelta(minutes=30), **update)
    told.at(minutes=5).do(ChangePhase, phase=Phase.MITIGATED)
    note(told, "key", "errors fell")
    found = catch_up(told.incident, read(told.entries, {}), told.now)
    assert found.last_update.entry.kind == Kind.UPDATE_POSTED
    assert [item.entry.kind for item in found.moments] == [
        Kind.INCIDENT_DECLARED,
        Kind.PHASE_CHANGED,
        Kind.MOMENT_NOTED,
    ]
    assert (found.earlier, found.messages) == (0, 0)


def test_a_long_incident_shows_its_newest_moments_and_counts_the_others(told):
    for number in range(MOMENTS + 3):
        note(told, "key", f"moment {number}")
    found = catch_up(told.incident, read(told.entries, {}), told.now)
    assert len(found.moments) == MOMENTS
    assert found.earlier == 4
    assert found.moments[-1].text == f"moment {MOMENTS + 2}"
    assert found.last_update is None
