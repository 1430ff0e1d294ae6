"""Declaring."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.incident.commands import CardPosted, ChannelOpened, StepFailed, StepRepaired
from app.incident.decide.draft import MAX_TITLE
from app.incident.kinds import Kind
from app.incident.values import IncidentType, Phase, RefusalError, Severity, State


def test_a_declared_incident_is_active_and_owes_an_update_by_its_severity(story):
    story.declare(severity=Severity.SEV2)
    assert story.incident.ref == "INC-42"
    assert story.incident.phase is Phase.ACTIVE
    assert story.incident.next_update_at == story.start + timedelta(minutes=60)


def test_a_post_incident_owes_no_updates_and_starts_mitigated(story):
    story.declare(state=State.POST_INCIDENT)
    assert story.incident.phase is Phase.MITIGATED
    assert story.incident.next_update_at is None
    assert "update" not in story.ladders
    assert "commander" not in story.ladders


def test_a_security_incident_is_private_and_announced_nowhere(story):
    story.declare(type=IncidentType.SECURITY)
    assert story.incident.private
    assert story.incident.announce_channel == ""


def test_a_title_is_folded_to_one_line(story):
    story.declare(title="  checkout \n returns   502 ")
    assert story.incident.title == "checkout returns 502"


@pytest.mark.parametrize("title", ["", "  \n ", "x" * (MAX_TITLE + 1)])
def test_a_title_that_is_empty_or_too_long_is_refused_beside_its_field(story, title):
    with pytest.raises(RefusalError) as refused:
        story.declare(title=title)
    assert refused.value.field == "title"


def test_sev3_takes_the_interval_that_who_declares_confirms(story):
    story.declare(severity=Severity.SEV3, interval=timedelta(hours=8))
    assert story.incident.interval == timedelta(hours=8)


@pytest.mark.parametrize(
    ("severity", "interval"),
    [
        (Severity.SEV1, timedelta(minutes=31)),
        (Severity.SEV3, timedelta(hours=25)),
        (Severity.SEV3, timedelta(seconds=30)),
    ],
)
def test_an_interval_beyond_the_policy_is_refused(story, severity, interval):
    with pytest.raises(RefusalError) as refused:
        story.declare(severity=severity, interval=interval)
    assert refused.value.field == "interval"


def test_a_start_in_the_future_is_refused(story):
    with pytest.raises(RefusalError, match="future"):
        story.declare(started_at=story.now + timedelta(minutes=1))


def test_slacks_answers_count_once(story):
    story.declare()
    assert story.do(ChannelOpened, channel="C1", name="inc-42")
    assert story.do(ChannelOpened, channel="C2", name="inc-42-2") == []
    assert story.do(CardPosted, channel="C1", ts="1.1")
    assert story.do(CardPosted, channel="C1", ts="1.2") == []
    assert (story.incident.channel, story.incident.card_ts) == ("C1", "1.1")


def test_a_failed_step_is_said_once_until_it_is_repaired(story):
    story.declare()
    failed = {"step": "set the topic", "error": "missing_scope", "remedy": "Reinstall"}
    assert [entry.kind for entry in story.do(StepFailed, **failed)] == [Kind.STEP_FAILED]
    assert story.do(StepFailed, **failed) == []
    assert story.do(StepRepaired, step="set the topic")
    assert story.do(StepRepaired, step="set the topic") == []
    assert story.incident.failed_steps == {}
