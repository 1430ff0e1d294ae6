"""An incident from declare to resolve, as people live it in Slack, over both transports."""

from __future__ import annotations

import pytest

TITLE = "checkout returns 502"


@pytest.fixture
def declared(here):
    """INC-1, SEV2, declared by Aiko; its channel's id, once she is in it."""
    assert here.person("Aiko").command("#general", f"/incident declare SEV2 {TITLE}").ok
    return opened(here, "inc-1-checkout-returns-502")


def opened(here, name):
    channel = here.person("Aiko").wait_for_channel(name=name, is_member=True)["id"]
    card(here, channel)
    here.slack.ledger.wait_for("bookmarks.add")
    return channel


def card(here, channel, **where):
    """The incident card, once it shows what is expected."""
    wanted = where or {"text": {"matches": r"^INC-\d+ SEV"}}
    return here.person("Aiko").wait_for_message(channel=channel, **wanted)


def said(here, channel, words, who="Aiko"):
    """A message in the channel that contains these words."""
    return here.person(who).wait_for_message(channel=channel, text={"contains": words})


def told(here, who, channel, words):
    """What one person alone was told."""
    return here.person(who).wait_for_ephemeral(channel=channel, text={"contains": words})


def shows(here, words):
    """Wait until the card shows these words."""
    here.slack.ledger.wait_for("chat.update", text=words)


def test_declaring_opens_a_channel_with_card_pin_topic_bookmark_and_announcement(here, declared):
    aiko = here.person("Aiko")
    told(here, "Aiko", "#general", "INC-1")
    assert said(here, "#incidents", "INC-1 SEV2")
    for step in ("conversations.setTopic", "pins.add", "conversations.invite"):
        here.slack.ledger.wait_for(step)
    channel = aiko.channel(declared)
    assert channel["topic"]["value"] == f"INC-1 SEV2 active · {TITLE}"
    assert [one["ts"] for one in aiko.pins(declared)] == [card(here, declared)["ts"]]
    assert len(here.slack.ledger.calls("conversations.create")) == 1


def test_the_modal_asks_what_the_policy_needs_and_keeps_what_was_typed(here):
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare")
    view = aiko.wait_for_modal(callback_id="declare")
    labels = [block["label"]["text"] for block in view["blocks"]]
    assert labels[:3] == ["Title", "Severity", "Update interval"]
    refused = aiko.submit({"Title": "   ", "Severity": "SEV1"})
    assert refused.errors == {"title": "The title is empty. Say it in a few words."}
    assert aiko.submit({"Title": TITLE, "Severity": "SEV1", "Customer impact": "all"}).ok
    channel = opened(here, "inc-1-checkout-returns-502")
    assert card(here, channel)["text"] == f"INC-1 SEV1 active: {TITLE}"


def test_choosing_sev1_in_the_modal_takes_the_interval_away(here):
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare")
    aiko.wait_for_modal(callback_id="declare")
    aiko.press_in_view("severity", "SEV1")
    view = aiko.wait_for_modal(blocks__1__element__initial_option__value="SEV1")
    assert "Update interval" not in str(view["blocks"])


def test_a_private_incident_appears_nowhere_else(here):
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare")
    aiko.wait_for_modal(callback_id="declare")
    assert aiko.submit({"Title": "stolen key", "Severity": "SEV1", "Type": "security"}).ok
    channel = opened(here, "inc-1")
    assert aiko.channel(channel)["is_private"]
    posts = here.slack.ledger.calls("chat.postMessage")
    assert {call["arguments"]["channel"] for call in posts} == {channel}
    here.person("Ben").command("#general", "/incident list")
    assert told(here, "Ben", "#general", "No incident is open")
    here.person("Ben").command("#general", "/incident status INC-1")
    assert told(here, "Ben", "#general", "There is no INC-1 that you can see")


def test_roles_are_taken_by_button_and_given_by_words(here, declared):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    aiko.press(declared, card(here, declared)["ts"], "take:commander")
    said(here, declared, "took commander")
    told(here, "Aiko", declared, "You are *commander* of INC-1")
    ben.command(declared, "/incident take commander")
    told(here, "Ben", declared, "is commander. To take over")
    aiko.command(declared, "/incident assign @Ben comms")
    said(here, declared, "communications")
    here.slack.ledger.wait_for("conversations.invite", text=ben.id)
    assert ben.id in aiko.members(declared)
    aiko.command(declared, "/incident assign @Ben kommander")
    told(here, "Aiko", declared, "Did you mean `commander`?")


def test_one_person_can_hold_all_roles(here, declared):
    here.person("Aiko").command(declared, "/incident solo")
    said(here, declared, "took all four roles")


def test_a_secret_typed_into_an_update_is_posted_nowhere_and_who_typed_it_is_told(here, declared):
    secret = "xoxb-2444333222111-2444333222112-AbCdEfGhIjKlMnOpQrStUvWx"
    aiko = here.person("Aiko")
    aiko.press(declared, card(here, declared)["ts"], "update")
    aiko.wait_for_modal(callback_id="update")
    typed = {"What is known": f"the bot's {secret} was refused", "Next update in": "30m"}
    assert aiko.submit(typed).ok
    mark = "[redacted: slack token] was refused"
    for channel in (declared, "#incidents"):
        assert secret not in str(said(here, channel, mark))
    alone = aiko.wait_for_channel(is_im=True)["id"]
    warning = said(here, alone, "rotate it now")
    assert "slack token" in warning["text"]
    assert secret not in str(here.slack.ledger.calls("chat.postMessage"))


def test_an_update_without_a_next_time_or_too_late_is_refused_and_keeps_its_words(here, declared):
    aiko = here.person("Aiko")
    aiko.press(declared, card(here, declared)["ts"], "update")
    aiko.wait_for_modal(callback_id="update")
    refused = aiko.submit({"What is known": "the edge answers 502", "Next update in": " "})
    assert "Say when the next update comes" in refused.errors["next_in"]
    refused = aiko.submit({"What is known": "the edge answers 502", "Next update in": "3h"})
    assert "1 min to 1 h" in refused.errors["next_in"]
    assert aiko.submit({"What is known": "the edge answers 502", "Next update in": "30m"}).ok
    said(here, declared, "INC-1: the edge answers 502")
    said(here, "#incidents", "INC-1: the edge answers 502")


def test_a_handover_shows_its_checkpoint_and_passes_when_it_is_accepted(here, declared):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    aiko.command(declared, "/incident take commander")
    aiko.command(declared, "/incident note hypothesis the cache is cold")
    aiko.command(declared, "/incident handoff @Ben commander")
    aiko.invite(declared, "Ben")
    offer = said(here, declared, "hands *commander* over")
    assert "the cache is cold" in str(offer["blocks"])
    aiko.press(declared, offer["ts"], "accept")
    told(here, "Aiko", declared, "not to you")
    ben.press(declared, offer["ts"], "accept")
    ben.wait_for_modal(callback_id="accept")
    assert ben.submit({"The situation in one line": "cold cache, warming it"}).ok
    said(here, declared, "As they see it: cold cache, warming it")


def test_a_mention_in_a_thread_does_what_the_command_does(here, declared):
    aiko = here.person("Aiko")
    ts = aiko.say(declared, "look at this")
    aiko.reply(declared, ts, "<@U0BOT000001> note decision we roll back")
    said(here, declared, "*Decision*")
    aiko.reply(declared, ts, "<@U0BOT000001> resolve")
    form = told(here, "Aiko", declared, "Press to fill it in")
    assert form["thread_ts"] == ts


def test_facts_are_corrected_by_words(here, declared):
    aiko = here.person("Aiko")
    aiko.command(declared, "/incident set impact 5 % of checkouts fail")
    said(here, declared, "stated the impact: 5 % of checkouts fail")
    aiko.command(declared, "/incident set scope regions: EU")
    told(here, "Aiko", declared, "scope, regions: EU")
    aiko.command(declared, "/incident set title checkout fails in EU")
    shows(here, "INC-1 SEV2 active: checkout fails in EU")
    aiko.command(declared, "/incident set started tomorrow noon")
    told(here, "Aiko", declared, "is no time")
    aiko.command(declared, "/incident phase mitigated")
    shows(here, "INC-1 SEV2 mitigated")


BAD_INPUT = {
    "/incident statsu": "Did you mean `/incident status`?",
    "/incident frobnicate": "`/incident help` lists them",
    "/incident declare SEV2": "Say what is wrong after SEV2",
    "/incident status": "This is no incident channel",
    "/incident status INC-99": "There is no INC-99",
    "/incident assign @Ben commander": "This is no incident channel",
    "/postmortem drft": "Did you mean `/postmortem draft`?",
}


def test_bad_input_is_answered_with_what_to_do(here):
    aiko = here.person("Aiko")
    for number, (command, answer) in enumerate(BAD_INPUT.items(), 1):
        assert aiko.command("#general", command).ok
        aiko.wait_for_ephemeral(channel="#general", text={"contains": answer})
        # Each answers itself: nothing that an earlier one was told is taken for it.
        assert len(aiko.ephemeral("#general")) == number, command


def test_somebody_who_is_not_in_the_workspace_gets_no_role(here, declared):
    here.person("Aiko").command(declared, "/incident assign <@U0NOBODY> commander")
    told(here, "Aiko", declared, "nobody in this workspace")


def test_resolving_asks_how_recovery_was_verified_and_reopening_undoes_it(here, declared):
    aiko = here.person("Aiko")
    aiko.press(declared, card(here, declared)["ts"], "resolve")
    aiko.wait_for_modal(callback_id="resolve")
    assert aiko.submit({"How was recovery verified?": "p99 back to 200 ms"}).ok
    done = said(here, declared, "resolved INC-1")
    assert "draft" in str(done["blocks"])
    aiko.command(declared, "/incident update")
    told(here, "Aiko", declared, "`/incident reopen` first")
    aiko.press(declared, done["ts"], "reopen")
    said(here, declared, "reopened the incident")
    shows(here, "INC-1 SEV2 active")


def test_a_duplicate_and_a_mistake_are_closed(here, declared):
    aiko = here.person("Aiko")
    aiko.command("#general", "/incident declare SEV3 the same thing")
    other = opened(here, "inc-2-the-same-thing")
    aiko.command(other, "/incident duplicate-of INC-7")
    told(here, "Aiko", other, "There is no INC-7")
    aiko.command(other, "/incident duplicate-of INC-1")
    said(here, other, "as a duplicate of INC-1")
    aiko.command(declared, "/incident cancel a drill")
    said(here, declared, "declared by mistake (a drill)")


def test_what_one_person_asks_for_only_they_see(here, declared):
    aiko = here.person("Aiko")
    aiko.command(declared, "/incident note hypothesis DNS")
    said(here, declared, "*Hypothesis*")
    for verb, words in (
        ("status", "INC-1 SEV2 active"),
        ("timeline", "Timeline of INC-1"),
        ("catchup", "Catch-up on INC-1"),
        ("list", "Open incidents"),
        ("help", "/incident declare"),
    ):
        aiko.command(declared, f"/incident {verb}")
        told(here, "Aiko", declared, words)
    assert here.person("Ben").ephemeral(declared) == []


def test_nothing_unknown_is_ever_asked_of_slack(here, declared):
    here.person("Aiko").command(declared, "/incident solo")
    said(here, declared, "took all four roles")
    calls = here.slack.ledger.calls()
    assert [call for call in calls if call["error"] == "unknown_method"] == []
    assert [call["warnings"] for call in calls if call["warnings"]] == []
