"""What goes wrong is answered with what to do next, and nothing that was typed is lost."""

from __future__ import annotations

from support.stepped import wait_for

LONG = "the cache was cold after the failover, <@U0BEN000000> warms it & we watch p99 " * 12


def told(here, who, channel, words):
    return here.person(who).wait_for_ephemeral(channel=channel, text={"contains": words})


def shown(message):
    return " ".join(block["text"]["text"] for block in message["blocks"] if block.get("text"))


REFUSED = (
    (f"note hypothesys {LONG}", "Did you mean `hypothesis`?"),
    (f"nte hypothesis {LONG}", "Did you mean `/incident note`?"),
    (f"snooze soon {LONG}", "`soon` is no length of time"),
    (f"set scoop {LONG}", "`scoop` cannot be set"),
    (f"set scope customers: {LONG}", "is no field of the scope"),
    (f"set title {LONG}", "and 120 fit"),
    (f"note decision {LONG * 3}", "and 2500 fit"),
    (f"update {LONG * 3}", "and 2500 fit"),
    (f"severity SEV9 {LONG}", "A severity is one of"),
    (f"accept commander {LONG}", "no longer open"),
)


def test_a_long_line_that_is_refused_comes_back_whole(here, channel):
    aiko = here.person("Aiko")
    for line, answer in REFUSED:
        before = len(aiko.ephemeral(channel))
        here.command("Aiko", channel, f"/incident {line}")
        wait_for(lambda before=before: len(aiko.ephemeral(channel)) > before)
        back = aiko.ephemeral(channel)[-1]
        assert answer in back["text"]
        kept = "".join(shown(back).split())
        wanted = "".join(line.replace("&", "&amp;").split())
        assert wanted in kept, line


def test_a_short_line_is_not_repeated(here, channel):
    here.command("Aiko", channel, "/incident statsu")
    assert len(told(here, "Aiko", channel, "Did you mean")["blocks"]) == 1


def test_what_is_known_can_be_typed_behind_update_and_lines_may_end_anywhere(here, channel):
    here.command("Aiko", channel, "/incident update we rolled back")
    view = here.person("Aiko").wait_for_modal(callback_id="update")
    assert view["blocks"][0]["element"]["initial_value"] == "we rolled back"
    here.person("Aiko").close()
    here.command("Aiko", channel, "/incident note\ndecision\nwe fail over")
    here.hears(channel, "*Decision*", "we fail over")


def test_an_update_that_was_resolved_meanwhile_keeps_its_words(here, channel):
    aiko = here.person("Aiko")
    aiko.command(channel, "/incident update")
    aiko.wait_for_modal(callback_id="update")
    here.person("Ben").join(channel)
    here.command("Ben", channel, "/incident resolve error rate is zero")
    here.forget()
    refused = aiko.submit({"What is known": "we rolled back", "Next update in": "30m"})
    assert "`/incident reopen` first" in refused.errors["known"]
    assert len(aiko.views()) == 1


def test_of_two_who_press_take_at_once_one_holds_it_and_the_other_is_told(here):
    channel = here.declare("SEV1")
    here.person("Ben").join(channel)
    card = here.incident().card_ts
    here.hold_back()
    for who in ("Aiko", "Ben"):
        assert here.person(who).press(channel, card, "take:scribe").ok
    here.let_go()
    here.hears(channel, "took scribe")
    told(here, "Ben", channel, "is scribe. To take over")
    assert here.incident().roles["scribe"] == here.person("Aiko").id


def test_an_offer_that_was_withdrawn_or_taken_up_loses_its_buttons_and_keeps_its_packet(
    here, channel
):
    here.command("Aiko", channel, "/incident handoff @Ben commander")
    here.person("Ben").join(channel)
    offer = here.hears(channel, "hands *commander* over", "Accept commander")
    here.hold_back()
    here.command("Aiko", channel, "/incident decline commander")
    here.person("Ben").press(channel, offer["ts"], "accept")
    told(here, "Ben", channel, "makes a new one")
    here.let_go()
    closed = here.hears_of(channel, "The handover of *commander*", "*Void*")
    assert closed["ts"] == offer["ts"]
    assert "*Hypothesis*" in closed["shown"]
    assert "button" not in closed["shown"]
    here.forget()
    here.command("Aiko", channel, "/incident handoff @Ben commander")
    again = here.hears(channel, "hands *commander* over")
    here.command("Ben", channel, "/incident accept commander cold cache, warming it")
    assert here.hears_of(channel, "*Done*", "is commander")["ts"] == again["ts"]
    here.forget()


def test_the_scope_that_nobody_stated_stays_listed_as_unknown(here, channel):
    here.command("Aiko", channel, "/incident set scope regions: EU")
    here.hears(channel, "regions: EU")
    here.command("Aiko", channel, "/incident status")
    status = shown(told(here, "Aiko", channel, "INC-1 SEV1 active"))
    assert "• regions: EU" in status
    assert status.count("_unknown_") == 5
    here.command("Aiko", channel, "/incident checkpoint")
    assert here.hears(channel, "*Hypothesis*", "• regions: EU")["shown"].count("_unknown_") == 5


def test_a_time_is_taken_as_utc_and_shown_in_ones_own(here, channel):
    here.command("Aiko", channel, "/incident set started 11:40")
    told(here, "Aiko", channel, "11:40 UTC. For you that is <!date^")
    here.command("Aiko", channel, "/incident set started 11:40 CET")
    told(here, "Aiko", channel, "`11:40 CET` is no time")


def test_a_form_opened_from_a_mention_in_a_thread(here, channel):
    aiko = here.person("Aiko")
    ts = aiko.say(channel, "look at this")
    aiko.reply(channel, ts, "<@U0BOT000001> update we rolled back")
    form = told(here, "Aiko", channel, "Press to fill it in")
    aiko.press(channel, form["ts"], "verb:update")
    view = aiko.wait_for_modal(callback_id="update")
    assert view["blocks"][0]["element"]["initial_value"] == "we rolled back"


def test_an_emoji_marks_a_message_and_taking_it_off_unmarks_it_and_the_log_keeps_both(
    here, channel
):
    aiko = here.person("Aiko")
    ts = aiko.say(channel, "the pool is exhausted")
    here.recorded("message:posted", "exhausted")
    aiko.react(channel, ts, "mag")
    here.recorded("reaction:added")
    here.command("Aiko", channel, "/incident checkpoint")
    assert "the pool is exhausted" in here.hears(channel, "*Hypothesis*")["shown"]
    aiko.unreact(channel, ts, "mag")
    here.recorded("reaction:removed")
    here.command("Aiko", channel, "/incident checkpoint")
    here.hears(channel, "*Hypothesis*", "_none stands_")
    assert {"reaction:added", "reaction:removed"} <= set(here.kinds())


def test_declare_pressed_twice_is_one_incident(here):
    aiko = here.person("Aiko")
    for _ in range(2):
        aiko.command("#general", "/incident declare")
        aiko.wait_for_modal(callback_id="declare")
        aiko.submit({"Title": "checkout returns 502", "Severity": "SEV4", "Update interval": "8h"})
    here.deliver()
    here.forget()
    assert [one.ref for one in here.incidents()] == ["INC-1"]
    assert here.incident().interval.total_seconds() == 8 * 3600


def test_a_security_incident_is_private_by_its_type_and_a_near_miss_is_said(here):
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare")
    view = aiko.wait_for_modal(callback_id="declare")
    said = str(view["blocks"])
    for words in (
        "starts the update cadence",
        "asks for scope before action",
        "straight to the record",
    ):
        assert words in said
    values = {
        "Title": "token leaked",
        "Severity": "SEV1",
        "Type": "security",
        "Also": ["near_miss"],
    }
    assert aiko.submit(values).ok
    here.deliver()
    incident = here.incident()
    assert incident.private
    here.hears(incident.channel, "Private: only who is in this channel", "near miss")
