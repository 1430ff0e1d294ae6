"""One nudge at a time in a channel, and an update's reminder first."""

from __future__ import annotations

from datetime import timedelta

from app.incident.cadence import LadderName
from app.incident.commands import TakeRole, TimerDue
from app.incident.spacing import comes_first, free_at
from app.incident.values import Role


def free(story, ladder):
    """Minutes after the start at which the channel may hear the ladder."""
    moment = free_at(story.incident, story.policy, LadderName(ladder), story.now)
    return (moment - story.start) / timedelta(minutes=1)


def nudge(story, ladder, step):
    story.do(TimerDue, by="muster", ladder=ladder, step=step)


def test_a_channel_that_was_not_nudged_hears_at_once(story):
    story.declare()
    assert free(story.at(minutes=5), "commander") == 5


def test_a_second_nudge_waits_for_the_gap(story):
    story.declare()
    nudge(story.at(minutes=5), "commander", "again:1")
    assert free(story.at(minutes=6), "impact") == 7
    assert free(story.at(minutes=7), "impact") == 7


def test_an_updates_reminder_comes_first_and_keeps_the_gap_too(story):
    story.declare()
    assert free(story.at(minutes=28), "impact") == 28
    assert free(story.at(minutes=28, seconds=1), "impact") == 32
    nudge(story.at(minutes=29), "impact", "again:1")
    assert free(story.at(minutes=30), "update") == 31


def test_who_waits_for_a_reminder_does_not_come_within_the_gap_of_the_next(story):
    story.declare()
    # Reminder at 30, nudge at 35, escalation at 40.
    assert free(story.at(minutes=29, seconds=30), "impact") == 32
    assert free(story.at(minutes=33, seconds=30), "impact") == 37


def test_a_word_to_one_person_is_no_nudge_in_the_channel(story):
    story.declare()
    story.do(TakeRole, role=Role.COMMUNICATIONS)
    nudge(story.at(minutes=25), "heads_up", "heads_up")
    assert story.incident.last_nudge_at is None
    assert free(story, "heads_up") == 25
    assert free(story, "impact") == 25


def test_a_heads_up_that_nobody_owes_is_said_in_the_channel_and_counts(story):
    story.declare()
    nudge(story.at(minutes=25), "heads_up", "heads_up")
    assert free(story.at(minutes=26), "impact") == 27


def test_a_clock_that_was_set_back_silences_nothing(story):
    story.declare()
    nudge(story.at(minutes=20), "impact", "again:1")
    assert free(story.at(minutes=5), "commander") == 5


def test_what_is_due_at_once_is_sorted_by_whose_it_is():
    due = ["quiet", "update", "heads_up", "commander", "internal"]
    assert sorted(due, key=comes_first) == ["heads_up", "update", "internal", "quiet", "commander"]
