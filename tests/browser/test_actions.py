"""Action items and App Home at the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

WHAT = "Add an alert on the 502 rate of the edge above 1 % for 5 min"
SIGNAL = "a provoked 502 rate of 2 % pages within 5 min"


@pytest.fixture
def declared(here):
    """INC-1, led by Aiko; its channel's id."""
    aiko = here.person("Aiko")
    assert aiko.command("#general", "/incident declare SEV2 checkout returns 502").ok
    channel = aiko.wait_for_channel(name="inc-1-checkout-returns-502", is_member=True)["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    aiko.command(channel, "/incident take commander")
    aiko.wait_for_message(channel=channel, text={"contains": "took commander"})
    return channel


def test_a_vague_action_is_refused_beside_its_field_then_created_and_worked_on_at_home(
    visit, here, declared
):
    aiko = visit("Aiko", declared)
    aiko.say("/incident action improve monitoring")
    modal = aiko.modal("Create an action item")
    modal.get_by_label("How will anybody see that it works").fill(SIGNAL)
    aiko.choose("Class", "detect")
    aiko.choose("Priority", re.compile("P1"))
    modal.get_by_label("Due").click()
    # Six weeks are shown: the last day lies ahead in every month.
    aiko.page.get_by_role("dialog", name="Choose a date").locator(".calendar-day").last.click()
    aiko.picture("form")
    aiko.press("Create", modal)
    field = modal.locator(".block-input", has_text="What will be different")
    expect(field.get_by_role("alert")).to_contain_text("Write instead")
    aiko.picture("refused")
    expect(modal.get_by_label("How will anybody see that it works")).to_have_value(SIGNAL)
    modal.get_by_label("What will be different").fill(WHAT)
    aiko.press("Create", modal)
    expect(modal).to_have_count(0)
    created = aiko.message("INC-1/A1")
    expect(created).to_contain_text("no owner")
    aiko.picture("created")
    aiko.press("Take it", created)
    expect(aiko.message("took A1")).to_be_visible()
    aiko.say("/postmortem actions")
    expect(aiko.message("Action items of INC-1")).to_be_visible()
    aiko.picture("list")
    aiko.page.locator(".sidebar-item", has_text="Muster").first.click()
    home = aiko.page.locator(".home-view")
    expect(home).to_contain_text("Updates you owe")
    expect(home).to_contain_text(WHAT)
    aiko.picture("home")
    aiko.press("Start", home)
    expect(home).to_contain_text("in progress")
    aiko.press("Done", home)
    done = aiko.modal("Done: INC-1/A1")
    done.get_by_label("What shows that it is done?").fill("paged at 14:02 in staging")
    aiko.picture("done-form")
    aiko.press("Done", done)
    expect(home).to_contain_text("None that is open")
    aiko.picture("home-after")
    here.person("Aiko").invite(declared, "Ben")
    ben = visit("Ben", declared)
    ben.say("/postmortem actions")
    ben.press("Verify", ben.message("Action items of INC-1"))
    verify = ben.modal("Verify INC-1/A1")
    ben.picture("verify-form")
    verify.get_by_label("It works").check()
    verify.get_by_label("What did you see?").fill("the page came after 3 min")
    ben.press("Save", verify)
    expect(ben.message("verified A1")).to_be_visible()
