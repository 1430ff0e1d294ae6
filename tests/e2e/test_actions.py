"""Action items as people live them in Slack: created, handed over, done, verified, reminded of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.config import Clock
from app.flows.timers import tick
from app.store.tables import DigestRow

DUE = (datetime.now(UTC) + timedelta(days=10)).date()
WHAT = "Add an alert on the 502 rate of the edge above 1 % for 5 min"
FORM = {
    "What will be different": WHAT,
    "How will anybody see that it works": "a provoked 502 rate of 2 % pages within 5 min",
    "Class": "detect",
    "Priority": "P1",
    "Due": DUE.isoformat(),
}


@pytest.fixture(params=["socket"])
def transport(request):
    return request.param


@pytest.fixture
def channel(here):
    """The channel of INC-1, declared by Aiko."""
    assert here.person("Aiko").command("#general", "/incident declare SEV2 checkout 502").ok
    found = here.person("Aiko").wait_for_channel(name="inc-1-checkout-502", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    return found


def said(here, channel, words, who="Aiko"):
    return here.person(who).wait_for_message(channel=channel, text={"contains": words})


def told(here, who, channel, words):
    return here.person(who).wait_for_ephemeral(channel=channel, text={"contains": words})


def created(here, channel, **more):
    aiko = here.person("Aiko")
    assert aiko.command(channel, f"/incident action {WHAT}").ok
    aiko.wait_for_modal(callback_id="action_create")
    assert aiko.submit({**FORM, **more}).ok
    return said(here, channel, "created A1")


def direct(here, who):
    """The conversation of a person with Muster."""
    return here.person(who).wait_for_channel(is_im=True)["id"]


def test_a_vague_action_is_refused_beside_its_field_and_keeps_what_was_typed(here, channel):
    aiko = here.person("Aiko")
    aiko.command(channel, "/incident action improve monitoring")
    view = aiko.wait_for_modal(callback_id="action_create")
    assert view["blocks"][0]["element"]["initial_value"] == "improve monitoring"
    refused = aiko.submit({**FORM, "What will be different": "improve monitoring"})
    assert "Write instead" in refused.errors["text"]
    refused = aiko.submit({**FORM, "How will anybody see that it works": "it is done"})
    assert "not that it works" in refused.errors["signal"]
    refused = aiko.submit({**FORM, "Ticket": "ftp://x"})
    assert "https://" in refused.errors["ticket"]
    assert aiko.submit({**FORM, "Ticket": ""}).ok
    assert "no owner" in str(said(here, channel, "created A1")["blocks"])


def test_an_offer_goes_to_the_person_and_is_theirs_only_when_they_accept(here, channel):
    created(here, channel, Owner=here.person("Ben").id)
    offer = said(here, direct(here, "Ben"), "asks you to take", "Ben")
    assert WHAT in str(offer["blocks"])
    ben = here.person("Ben")
    assert ben.press(offer["channel"], offer["ts"], "action_take").ok
    said(here, channel, "took A1")
    assert ben.press(offer["channel"], offer["ts"], "action_take").ok
    told(here, "Ben", offer["channel"], "yours already")


def test_from_start_to_verified_by_somebody_else(here, channel):
    message = created(here, channel, Owner=here.person("Aiko").id)
    aiko, ben = here.person("Aiko"), here.person("Ben")
    aiko.invite(channel, "Ben")
    aiko.press(channel, message["ts"], "action_start")
    told(here, "Aiko", channel, "you started A1")
    aiko.command(channel, "/postmortem actions")
    listing = told(here, "Aiko", channel, "Action items of INC-1")
    assert "in progress" in str(listing["blocks"])
    aiko.press(channel, listing["ts"], "action_done")
    aiko.wait_for_modal(callback_id="action_done")
    assert aiko.submit({"What shows that it is done?": "paged at 14:02 in staging"}).ok
    done = said(here, channel, "did A1")
    aiko.press(channel, done["ts"], "action_verify")
    told(here, "Aiko", channel, "somebody else verifies it")
    ben.press(channel, done["ts"], "action_verify")
    ben.wait_for_modal(callback_id="action_verify")
    assert ben.submit({"Does it work?": "yes", "What did you see?": "the page came"}).ok
    said(here, channel, "verified A1", "Ben")


def test_an_action_is_dropped_with_a_reason_and_picked_up_again(here, channel):
    message = created(here, channel)
    aiko = here.person("Aiko")
    aiko.press(channel, message["ts"], "action_drop")
    aiko.wait_for_modal(callback_id="action_drop")
    assert aiko.submit({"Why will it not be done?": "the edge goes away"}).ok
    said(here, channel, "dropped A1: the edge goes away")
    aiko.command(channel, "/postmortem actions")
    listing = told(here, "Aiko", channel, "Action items of INC-1")
    assert "the edge goes away" in str(listing["blocks"])
    assert "action_done" not in str(listing["blocks"])
    aiko.press(channel, listing["ts"], "action_pick_up")
    said(here, channel, "picked up A1 again")


def test_the_owner_does_not_verify_their_own(here, channel):
    message = created(here, channel, Owner=here.person("Aiko").id)
    aiko = here.person("Aiko")
    aiko.press(channel, message["ts"], "action_done")
    aiko.wait_for_modal(callback_id="action_done")
    aiko.submit({"What shows that it is done?": "paged at 14:02 in staging"})
    said(here, channel, "did A1")
    aiko.command(channel, "/postmortem actions")
    assert "action_verify" not in str(told(here, "Aiko", channel, "Action items")["blocks"])


def test_an_action_is_edited_and_handed_over_by_forms(here, channel):
    message = created(here, channel)
    aiko = here.person("Aiko")
    aiko.press(channel, message["ts"], "action_edit")
    view = aiko.wait_for_modal(callback_id="action_edit")
    assert view["blocks"][4]["element"]["initial_date"] == DUE.isoformat()
    later = (DUE + timedelta(days=7)).isoformat()
    assert aiko.submit({"Due": later, "Ticket": "https://tickets.example/OPS-7"}).ok
    aiko.press(channel, message["ts"], "action_hand")
    aiko.wait_for_modal(callback_id="action_hand")
    assert aiko.submit({"Hand to": here.person("Ben").id}).ok
    offer = said(here, direct(here, "Ben"), "asks you to take", "Ben")
    here.person("Ben").press(offer["channel"], offer["ts"], "action_decline")
    said(here, channel, "declined A1")


def test_a_message_becomes_an_action_that_remembers_it(here, channel):
    aiko = here.person("Aiko")
    ts = aiko.say(channel, "we should page on 502s at the edge")
    here.slack.ledger.wait_for("bookmarks.add")
    assert aiko.shortcut("create_action", channel, ts).ok
    view = aiko.wait_for_modal(callback_id="action_create")
    assert "page on 502s" in view["blocks"][0]["element"]["initial_value"]
    assert aiko.submit(FORM).ok
    said(here, channel, "created A1")


def test_the_incident_that_an_action_is_about_is_part_of_its_words(here, channel):
    aiko = here.person("Aiko")
    for typed, text in (
        ("Add the guard of INC-7", "Add the guard of INC-7"),
        ("INC-1 Add it", "Add it"),
    ):
        aiko.command(channel, f"/incident action {typed}")
        view = aiko.wait_for_modal(blocks__0__element__initial_value=text)
        assert view["callback_id"] == "action_create"
        aiko.close()


def test_a_mention_in_a_thread_offers_the_form(here, channel):
    aiko = here.person("Aiko")
    ts = aiko.say(channel, "look")
    aiko.reply(channel, ts, f"<@U0BOT000001> action {WHAT}")
    form = told(here, "Aiko", channel, "Press to fill it in")
    aiko.press(channel, form["ts"], "verb:action")
    view = aiko.wait_for_modal(callback_id="action_create")
    assert view["blocks"][0]["element"]["initial_value"] == WHAT


def test_what_the_document_proposes_is_added_by_a_press(here, channel):
    aiko = here.person("Aiko")
    aiko.command(channel, f"/incident note action {WHAT}")
    said(here, channel, "*Action*")
    aiko.command(channel, "/postmortem draft")
    here.slack.ledger.wait_for("files.completeUploadExternal")
    aiko.command(channel, "/postmortem actions")
    listing = told(here, "Aiko", channel, "Action items of INC-1")
    assert "Proposed by version 1" in str(listing["blocks"])
    aiko.press(channel, listing["ts"], "action_add")
    view = aiko.wait_for_modal(callback_id="action_create")
    assert view["blocks"][0]["element"]["initial_value"] == WHAT
    assert aiko.submit(FORM).ok
    said(here, channel, "created A1")
    aiko.command(channel, "/postmortem actions open")
    assert "Proposed by" not in str(told(here, "Aiko", channel, "· open · 1")["blocks"])


def test_nobody_outside_sees_or_touches_the_actions_of_a_private_incident(here):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    aiko.command("#general", "/incident declare")
    aiko.wait_for_modal(callback_id="declare")
    assert aiko.submit({"Title": "stolen key", "Severity": "SEV1", "Type": "security"}).ok
    sealed = aiko.wait_for_channel(name="inc-1", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    aiko.command(sealed, "/incident action")
    aiko.wait_for_modal(callback_id="action_create")
    refused = aiko.submit({**FORM, "Owner": ben.id})
    assert "Invite them there first" in refused.errors["owner"]
    assert aiko.submit({**FORM, "Owner": aiko.id}).ok
    said(here, sealed, "created A1")
    ben.command("#general", "/postmortem actions all")
    assert WHAT not in str(told(here, "Ben", "#general", "Action items")["blocks"])
    ben.command("#general", "/postmortem actions INC-1")
    told(here, "Ben", "#general", "There is no INC-1 that you can see")
    aiko.command("#general", "/postmortem actions all")
    assert WHAT in str(told(here, "Aiko", "#general", "Action items")["blocks"])


@dataclass
class Later:
    """Muster's clock, set forward."""

    clock: Clock
    by: timedelta
    speed: float = 1.0

    def now(self):
        return self.clock.now() + self.by

    def real(self):
        return self.clock.real()


def test_reminders_come_to_the_owner_and_for_what_is_nobodys_to_the_channel(here, channel):
    aiko, muster = here.person("Aiko"), here.muster.built.muster
    created(here, channel, Owner=aiko.id)
    aiko.command(channel, f"/incident action {WHAT}")
    aiko.wait_for_modal(callback_id="action_create")
    assert aiko.submit(FORM).ok
    said(here, channel, "created A2")
    tick(replace(muster, clock=Later(muster.clock, timedelta(days=12))))
    mine = said(here, direct(here, "Aiko"), "is overdue")
    assert "INC-1/A1" in str(mine["blocks"])
    assert "INC-1/A2" not in str(mine["blocks"])
    nobodys = said(here, channel, "Nobody owns what is listed here")
    assert aiko.press(channel, nobodys["ts"], "action_take").ok
    said(here, channel, "took A2")


def test_the_weekly_digest_comes_to_the_owner_with_buttons(here, channel):
    created(here, channel, Owner=here.person("Aiko").id)
    with here.muster.built.muster.database.write() as session:
        session.execute(update(DigestRow).values(next_at=datetime.now(UTC)))
    digest = said(here, direct(here, "Aiko"), "Your action items this week: 1 open")
    here.person("Aiko").press(digest["channel"], digest["ts"], "action_start")
    told(here, "Aiko", digest["channel"], "you started A1")


def test_nothing_slack_would_complain_of_was_asked(here, channel):
    created(here, channel, Owner=here.person("Ben").id)
    direct(here, "Ben")
    calls = here.slack.ledger.calls()
    assert [call["warnings"] for call in calls if call["warnings"]] == []


def test_home_shows_what_one_owes_and_is_fresh_after_ones_own_press(here, channel):
    aiko = here.person("Aiko")
    aiko.command(channel, "/incident take commander")
    said(here, channel, "took commander")
    created(here, channel, Owner=aiko.id)
    aiko.open_home()
    shown = aiko.wait_for_home(blocks={"contains": "Updates you owe"})
    assert WHAT in str(shown["blocks"])
    aiko.press_in_view("action_start", view=shown["id"])
    aiko.wait_for_home(blocks={"contains": "in progress"})
    aiko.press_in_view("action_done", view=shown["id"])
    aiko.wait_for_modal(callback_id="action_done")
    assert aiko.submit({"What shows that it is done?": "paged at 14:02 in staging"}).ok
    aiko.wait_for_home(blocks={"contains": "None that is open"})


def test_a_press_on_home_that_cannot_be_is_answered_there(here, channel):
    aiko = here.person("Aiko")
    created(here, channel, Owner=aiko.id)
    aiko.open_home()
    shown = aiko.wait_for_home(blocks={"contains": WHAT})
    aiko.command(channel, "/postmortem actions")
    listing = told(here, "Aiko", channel, "Action items of INC-1")
    aiko.press(channel, listing["ts"], "action_start")
    told(here, "Aiko", channel, "you started A1")
    aiko.press_in_view("action_start", view=shown["id"])
    notice = aiko.wait_for_modal(callback_id="notice")
    assert "in progress already" in str(notice["blocks"])


def test_declaring_from_home_says_there_what_comes_next(here):
    aiko = here.person("Aiko")
    aiko.open_home()
    shown = aiko.wait_for_home(blocks={"contains": "No incident is open"})
    aiko.press_in_view("verb:declare", view=shown["id"])
    aiko.wait_for_modal(callback_id="declare")
    assert aiko.submit({"Title": "checkout 502", "Severity": "SEV2"}).ok
    notice = aiko.wait_for_modal(callback_id="notice")
    assert "INC-1 (SEV2) is declared" in str(notice["blocks"])
    aiko.wait_for_home(blocks={"contains": "INC-1"})


def test_home_shows_a_private_incident_to_its_members_alone(here):
    aiko, ben = here.person("Aiko"), here.person("Ben")
    aiko.command("#general", "/incident declare")
    aiko.wait_for_modal(callback_id="declare")
    assert aiko.submit({"Title": "stolen key", "Severity": "SEV1", "Type": "security"}).ok
    here.slack.ledger.wait_for("bookmarks.add")
    ben.open_home()
    assert "stolen key" not in str(ben.wait_for_home(blocks={"contains": "Open incidents"}))
    aiko.open_home()
    assert aiko.wait_for_home(blocks={"contains": "stolen key"})
