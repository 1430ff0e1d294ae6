"""The ladder of an update, rung by rung, as people hear it."""

from __future__ import annotations

import pytest

both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)


def mention(here, who):
    return f"<@{here.person(who).id}>"


@both_databases
def test_each_rung_of_sev1_comes_at_its_minute(here, channel):
    here.at(minutes=24, seconds=59)
    here.at(minutes=25)
    here.hears("@Aiko", "INC-1", "is due", "It is yours")
    here.at(minutes=29, seconds=59)
    here.at(minutes=30)
    reminder = here.hears(channel, "An update is due now", mention(here, "Aiko"), "Snooze")
    here.at(minutes=35)
    nudge = here.hears(channel, mention(here, "Aiko"), "is not out")
    assert nudge["thread_ts"] == reminder["ts"]
    here.at(minutes=40)
    call = here.hears(channel, "<!here>", "has not answered")
    assert call["reply_broadcast"] is True
    kinds = [kind for kind in here.kinds() if kind.startswith("update:")]
    assert kinds == ["update:heads_up", "update:due", "update:overdue", "update:escalated"]


def test_an_escalation_comes_again_with_growing_gaps(here, channel):
    here.at(minutes=39)
    here.forget()
    for minutes in (40, 60, 100, 180):
        here.at(minutes=minutes - 1)
        here.at(minutes=minutes)
        here.hears(channel, "is still not out")


@both_databases
def test_an_update_closes_what_was_asked_and_begins_anew(here, channel):
    here.at(minutes=33)
    heads_up = here.hears("@Aiko", "is due")
    reminder = here.hears(channel, "An update is due")
    here.update("Aiko", channel)
    here.hears(channel, "*Known*", "502")
    here.hears("#incidents", "502")
    closed = here.hears(channel, "*Done*", mention(here, "Aiko"), "posted an update")
    assert closed["ts"] == reminder["ts"]
    assert "button" not in closed["shown"]
    assert here.hears("@Aiko", "*Done*")["ts"] == heads_up["ts"]
    here.at(minutes=57)
    here.at(minutes=58)
    here.hears("@Aiko", "is due")


def test_the_heads_up_goes_to_who_owes_the_update_and_to_whoever_takes_it_over(here, channel):
    here.command("Aiko", channel, "/incident assign @Ben comms")
    here.hears(channel, "communications")
    here.at(minutes=25)
    first = here.hears("@Ben", "It is yours")
    here.command("Aiko", channel, "/incident assign @Carla comms")
    here.hears(channel, "communications")
    assert here.hears("@Ben", "*Done*", mention(here, "Carla"))["ts"] == first["ts"]
    here.at(minutes=26)
    here.hears("@Carla", "It is yours")
    here.at(minutes=30)
    here.hears(channel, "An update is due", mention(here, "Carla"))


def test_an_update_that_nobody_owes_is_said_in_the_channel_with_a_button(here):
    channel = here.declare("SEV2")
    here.at(minutes=49)
    here.forget()
    here.at(minutes=50)
    asked = here.hears(channel, "nobody owes it yet", "Take communications")
    here.person("Ben").join(channel)
    here.person("Ben").press(channel, asked["ts"], "take:communications")
    here.deliver()
    here.hears(channel, "took communications")
    assert here.hears(channel, "*Done*")["ts"] == asked["ts"]
    here.tick()
    here.hears("@Ben", "It is yours")


def test_a_reminder_that_was_answered_while_it_waited_to_be_sent_is_never_sent(here, channel):
    here.at(minutes=29)
    here.hears("@Aiko", "is due")
    here.hold_back()
    here.at(minutes=30)
    here.update("Aiko", channel)
    here.let_go()
    here.hears(channel, "*Known*")
    here.hears("#incidents", "502")
    here.hears("@Aiko", "*Done*")


def test_a_snooze_puts_the_reminder_off_within_its_bound_and_says_why(here, channel):
    here.at(minutes=30)
    here.hears("@Aiko", "is due")
    reminder = here.hears(channel, "An update is due")
    here.command("Aiko", channel, "/incident snooze 8m on the phone with the vendor")
    here.hears(channel, "snoozed the reminder until <!date^", "on the phone with the vendor")
    assert here.hears(channel, "*Void*", "snoozed")["ts"] == reminder["ts"]
    here.hears("@Aiko", "*Void*", "snoozed")
    here.command("Aiko", channel, "/incident snooze 20m still")
    told = here.person("Aiko").wait_for_ephemeral(channel=channel, text={"contains": "SEV1 allows"})
    assert "UTC" not in told["text"]
    here.at(minutes=37)
    here.at(minutes=38)
    here.hears(channel, "An update is due")


@pytest.mark.parametrize("line", ["severity SEV3 bounded", "resolve error rate is zero"])
def test_what_ends_the_ladder_silences_it(here, channel, line):
    here.at(minutes=31)
    here.hears("@Aiko", "is due")
    here.hears(channel, "An update is due")
    here.command("Aiko", channel, f"/incident {line}")
    here.forget()
    here.at(hours=3)


def test_a_pause_is_silent_to_its_end(here):
    channel = here.declare("SEV2", lead="Aiko")
    here.command("Aiko", channel, "/incident pause 2h waiting for the vendor")
    here.forget()
    here.at(minutes=109)
    here.at(minutes=110)
    here.hears("@Aiko", "is due")
    here.at(minutes=120)
    here.hears(channel, "An update is due")


def test_a_channel_of_its_own_hears_more_often_than_the_rest(opens):
    here = opens(
        "severities: {SEV1: {internal_update_every: 10m, stalled_after: 7d, quiet_after: 7d}}"
    )
    channel = here.declare("SEV1", lead="Aiko")
    here.at(minutes=10)
    here.hears(channel, "A word to this channel is due", "announced update <!date^")
    here.form(
        "Aiko",
        channel,
        "update",
        {"What is known": "we look", "Next update in": "30m", "Only here": ["internal"]},
    )
    here.hears(channel, "we look")
    here.hears(channel, "*Done*")
    here.at(minutes=20)
    here.hears(channel, "A word to this channel is due")
    here.at(minutes=30)
    here.hears("@Aiko", "It is yours")
    here.hears(channel, "An update is due")
