"""Whom an overdue update reaches in the end, and that they can see it."""

from __future__ import annotations

import pytest

ONLY_UPDATES = "stalled_after: 7d, quiet_after: 7d, checkpoint_every: 7d"


def escalating(opens, fallback):
    return opens(f"severities: {{SEV1: {{{ONLY_UPDATES}}}}}\nescalation: {{fallback: {fallback}}}")


def overdue(here, *, private=False):
    """The channel of an incident whose update has been due for 39 minutes, nobody leading."""
    channel = here.declare("SEV1", lead="Aiko", private=private)
    here.at(minutes=39)
    here.forget()
    return channel


def test_a_person_is_brought_in_before_they_are_mentioned(opens):
    here = escalating(opens, "U0FARID0000")
    channel = overdue(here)
    assert "U0FARID0000" not in here.person("Aiko").members(channel)
    since = here.slack.ledger.mark()
    here.at(minutes=40)
    here.hears(channel, "<@U0FARID0000>", "INC-1 (SEV1)", "is still not out")
    assert "U0FARID0000" in here.person("Aiko").members(channel)
    calls = [call["method"] for call in here.slack.ledger.calls(since=since)]
    assert calls.index("conversations.invite") < calls.index("chat.postMessage")
    assert here.entry("update:escalated").text.startswith("escalated to <@U0FARID0000>")


def test_the_people_of_a_user_group_are_brought_in(opens):
    here = escalating(opens, "S0SUPPORT00")
    channel = overdue(here)
    here.at(minutes=40)
    here.hears(channel, "<!subteam^S0SUPPORT00>")
    assert {"U0CARLA0000", "U0ERIN00000"} <= set(here.person("Aiko").members(channel))


def test_a_channel_gets_the_call_itself_with_the_way_to_the_incident(opens):
    here = escalating(opens, "C0GENERAL00")
    channel = overdue(here)
    here.at(minutes=40)
    call = here.hears("#general", "INC-1 (SEV1)", f"<#{channel}>", "is still not out")
    here.update("Aiko", channel)
    here.hears(channel, "*Known*")
    here.hears("#incidents", "502")
    assert here.hears("#general", "*Done*")["ts"] == call["ts"]
    here.forget()


def test_a_channel_that_the_bot_is_not_in_is_joined(opens):
    here = escalating(opens, "C0RANDOM000")
    overdue(here)
    here.at(minutes=40)
    here.hears("#random", "INC-1 (SEV1)")


def test_a_channel_that_cannot_be_reached_is_said_where_people_are(opens):
    here = escalating(opens, "C0NOWHERE00")
    channel = overdue(here)
    here.at(minutes=40)
    here.hears(channel, "<!here>", "fallback could not be told", "channel_not_found")


@pytest.mark.parametrize("fallback", ["C0GENERAL00", "U0FARID0000", "S0SUPPORT00"])
def test_a_private_incident_stays_among_those_who_are_in_it(opens, fallback):
    here = escalating(opens, fallback)
    channel = overdue(here, private=True)
    members = set(here.person("Aiko").members(channel))
    here.at(minutes=40)
    here.hears(channel, "<!here>", "is still not out")
    assert set(here.person("Aiko").members(channel)) == members
