"""What Muster asks besides updates: who leads, what is affected, what is tried, and when it is over."""

from __future__ import annotations

#: Each question comes soon, updates late: SEV1 is hurried, SEV4 hardly at all.
EAGER = """
severities:
  SEV1:
    {commander_missing: 5m, impact_missing: 6m, stalled_after: 40m, checkpoint_every: 50m,
     quiet_after: 7d, update_every: 12h, heads_up: 1m}
timers: {nudge_gap: 3m}
"""


def declared(here, severity):
    here.command("Aiko", "#general", f"/incident declare {severity} checkout returns 502")
    here.forget()
    return here.incident().channel


def test_what_is_missing_is_asked_for_one_at_a_time_until_it_is_there(opens):
    here = opens(EAGER)
    channel = declared(here, "SEV1")
    here.at(minutes=5)
    lead = here.hears(channel, "Nobody is commander", "Take commander")
    here.at(minutes=7, seconds=59)
    here.at(minutes=8)
    impact = here.hears(channel, "impact is not stated yet")
    here.person("Aiko").press(channel, lead["ts"], "take:commander")
    here.deliver()
    here.hears(channel, "took commander")
    assert here.hears(channel, "nobody was commander", "*Done*")["ts"] == lead["ts"]
    here.command("Aiko", channel, "/incident set impact all checkouts")
    assert here.hears_of(channel, "*Done*", "stated the impact")["ts"] == impact["ts"]
    here.hears(channel, "all checkouts")
    here.at(minutes=39)
    here.command("Aiko", channel, "/incident note mitigation restarted the pool")
    here.command("Aiko", channel, "/incident note failed restarting changed nothing")
    here.forget()
    here.at(minutes=50)
    packet = here.hears(channel, "no checkpoint since", "Checkpoint")
    here.person("Aiko").press(channel, packet["ts"], "checkpoint")
    here.deliver()
    here.hears(channel, "*Hypothesis*")
    here.hears(channel, "*Done*", "made a checkpoint")
    here.at(minutes=79)
    asked = here.hears(channel, "Change strategy?", "*Tried so far*", "restarted the pool")
    assert "restarting changed nothing" in asked["shown"]


def test_a_low_severity_is_not_hurried(opens):
    here = opens()
    channel = declared(here, "SEV4")
    here.at(hours=7, minutes=59)
    here.at(hours=8)
    here.hears(channel, "Nobody is commander")


def test_a_question_that_is_asked_again_takes_the_place_of_the_one_before(opens):
    here = opens()
    channel = declared(here, "SEV4")
    here.at(hours=8)
    first = here.hears(channel, "Nobody is commander")
    here.at(hours=16)
    here.hears_of(channel, "Nobody is commander", "Take commander")
    assert here.hears_of(channel, "nobody was commander", "Asked again")["ts"] == first["ts"]


def test_a_quiet_channel_is_asked_and_a_word_answers(opens):
    here = opens("severities: {SEV2: {quiet_after: 15m, stalled_after: 7d}}")
    channel = here.declare("SEV2", lead="Aiko")
    here.at(minutes=10)
    here.person("Aiko").say(channel, "still looking at the pool")
    here.recorded("message:posted", "still looking")
    here.at(minutes=24, seconds=59)
    here.at(minutes=26)
    here.hears(channel, "quiet here", "Post update", "Resolve")


def test_what_is_resolved_and_not_written_down_is_asked_for_after_days(here, channel):
    here.command("Aiko", channel, "/incident resolve error rate is zero for an hour")
    here.forget()
    here.at(days=5)
    asked = here.hears(channel, "has no postmortem yet", "Draft postmortem")
    here.command("Aiko", channel, "/postmortem draft")
    aiko = here.person("Aiko")
    # The record of this incident has gaps, which who drafts confirms.
    gaps = aiko.wait_for_ephemeral(channel=channel, text={"contains": "draft anyway"})
    aiko.press(channel, gaps["ts"], "draft_anyway")
    here.deliver()
    assert here.hears_of(channel, "the postmortem was due")["ts"] == asked["ts"]
    here.forget()
    here.at(days=60)


def test_an_archived_channel_is_left_alone_and_asked_when_it_is_back(here, channel):
    here.person("Aiko").change_channel(channel, archived=True)
    here.recorded("channel:archived")
    here.deliver()
    here.forget()
    here.at(minutes=50)
    here.person("Aiko").change_channel(channel, archived=False)
    here.recorded("channel:unarchived")
    here.deliver()
    here.forget()
    here.at(minutes=51)
    here.hears(channel, "An update is due since", "21 min ago")
