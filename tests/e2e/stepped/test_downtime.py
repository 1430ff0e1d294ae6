"""After a downtime: one word for each incident, and no burst; several processes say it once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.flows import timers

both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)


@both_databases
def test_one_catch_up_says_what_was_due_and_since_when(opens):
    here = opens("")
    channel = here.declare("SEV1", lead="Aiko")
    here.away_until(hours=5)
    said = here.hears(channel, "Muster was away", "an update is overdue", "2026-03-09 12:30 UTC")
    for words in ("a checkpoint is due", "no mitigation is in progress", "<!here>"):
        assert words in said["shown"]
    # One line for each ladder, whatever the number of its steps.
    assert said["shown"].count("an update is overdue") == 2
    here.update("Aiko", channel)
    here.hears(channel, "*Known*")
    here.hears("#incidents", "502")
    assert here.hears(channel, "*Done*", "posted an update")["ts"] == said["ts"]


def test_what_was_answered_before_the_catch_up_goes_out_is_not_in_it(here, channel):
    here.hold_back()
    here.away_until(hours=1)
    here.update("Aiko", channel)
    here.let_go()
    here.hears(channel, "*Known*")
    here.hears("#incidents", "502")


def test_a_late_word_to_one_person_still_goes_out_alone(here, channel):
    here.away_until(minutes=28)
    here.hears("@Aiko", "It is yours")
    here.at(minutes=30)
    here.hears(channel, "An update is due now")


def test_a_clock_that_jumps_ahead_and_back_makes_no_burst_and_no_silence(here, channel):
    here.away_until(hours=3)
    here.hears(channel, "Muster was away")
    here.set_back(minutes=20)
    here.update("Aiko", channel, "10m")
    here.forget()
    here.at(minutes=25, seconds=1)
    here.hears("@Aiko", "It is yours")
    here.at(minutes=30, seconds=1)
    here.hears(channel, "An update is due now")


@both_databases
def test_two_processes_that_tick_at_once_say_it_once(here):
    channels = []
    for number in range(4):
        here.command("Aiko", "#general", f"/incident declare SEV2 trouble {number}")
        channels.append(here.incident(f"INC-{number + 1}").channel)
    here.forget()
    for minutes in (10, 20):
        here.stand_at(minutes=minutes)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(timers.tick, [here.muster] * 4))
        here.deliver()
        for channel in channels:
            here.hears(channel)
