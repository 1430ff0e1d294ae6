"""An incident as people live it at the page, from declaring it to reading the draft."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

TITLE = "checkout returns 502"


@pytest.fixture
def declared(here):
    """INC-1, SEV2, declared by Aiko; its channel's id, once its card is pinned and topical."""
    assert here.person("Aiko").command("#general", f"/incident declare SEV2 {TITLE}").ok
    channel = here.person("Aiko").wait_for_channel(name="inc-1-checkout-returns-502")["id"]
    here.slack.ledger.wait_for("bookmarks.add")
    return channel


def card(window):
    """The incident card."""
    return window.page.locator(".main .message", has=window.page.locator(".block-header")).first


def test_declaring_by_typing_completes_the_command_and_leads_to_the_channel(visit):
    aiko = visit("Aiko")
    aiko.composer().press_sequentially("/inc")
    expect(aiko.page.get_by_role("option", name="/incident")).to_be_visible()
    aiko.picture("completion")
    aiko.composer().press("Enter")
    aiko.composer().press_sequentially(f"declare SEV2 {TITLE}")
    aiko.picture("typed")
    aiko.composer().press("Enter")
    opened = aiko.message("is open")
    expect(opened).to_contain_text("Only visible to you")
    expect(aiko.page.locator(".sidebar-item.unread", has_text="inc-1")).to_be_visible()
    aiko.picture("told-where-to-go")
    opened.get_by_role("button", name="#inc-1-checkout-returns-502").click()
    expect(card(aiko)).to_contain_text("INC-1 · checkout returns 502")
    expect(aiko.page.locator(".channel-topic")).to_contain_text("INC-1 SEV2 active")
    expect(aiko.page.locator(".shelf")).to_contain_text("1 pinned")
    expect(aiko.page.locator(".bookmark")).to_contain_text("Incident card")
    aiko.picture("channel")


def test_declaring_by_modal_asks_for_the_interval_and_keeps_what_was_typed(visit):
    aiko = visit("Aiko")
    aiko.say("/incident declare")
    modal = aiko.modal("Declare an incident")
    aiko.picture("modal")
    modal.get_by_label("Title").fill(TITLE)
    modal.get_by_label("Customer impact (optional)").fill("nobody can pay")
    expect(modal.get_by_role("combobox", name="Update interval")).to_be_visible()
    aiko.choose("Severity", re.compile("SEV1"))
    expect(modal.get_by_role("combobox", name="Update interval")).to_have_count(0)
    expect(modal.get_by_label("Title")).to_have_value(TITLE)
    expect(modal.get_by_label("Customer impact (optional)")).to_have_value("nobody can pay")
    aiko.picture("another-severity")
    aiko.press("Declare", modal)
    expect(modal).to_have_count(0)
    aiko.goto_channel(re.compile("inc-1-"))
    expect(card(aiko)).to_contain_text("SEV1")
    expect(card(aiko)).to_contain_text("nobody can pay")


def test_an_empty_title_is_refused_beside_its_field(visit):
    aiko = visit("Aiko")
    aiko.say("/incident declare")
    modal = aiko.modal("Declare an incident")
    aiko.press("Declare", modal)
    title = modal.locator(".block-input", has_text="Title")
    expect(title.get_by_role("alert")).to_contain_text("Please complete this required field")
    modal.get_by_label("Title").fill("   ")
    modal.get_by_label("Customer impact (optional)").fill("some")
    aiko.press("Declare", modal)
    expect(title.get_by_role("alert")).to_contain_text("The title is empty")
    aiko.picture("refused")
    expect(modal.get_by_label("Customer impact (optional)")).to_have_value("some")


def test_roles_are_taken_by_pressing_and_the_card_changes(visit, declared):
    aiko = visit("Aiko", declared)
    aiko.press("Take commander", card(aiko))
    expect(card(aiko)).to_contain_text("Commander\n@Aiko Tanaka", use_inner_text=True)
    expect(aiko.message("You are commander of INC-1")).to_contain_text("Only visible to you")
    aiko.picture("took-commander")
    aiko.press("Take commander", card(aiko))
    confirm = aiko.page.get_by_role("dialog", name="Take commander?")
    expect(confirm).to_contain_text("Aiko Tanaka")
    aiko.picture("confirm")
    aiko.page.keyboard.press("Escape")
    expect(confirm).to_have_count(0)


def test_an_update_is_refused_with_its_words_kept_and_then_posted(visit, declared):
    aiko = visit("Aiko", declared)
    aiko.press("Take communications", card(aiko))
    aiko.press("Post update", card(aiko))
    modal = aiko.modal("Post an update")
    known = modal.get_by_label("What is known", exact=True)
    known.fill("the edge answers 502")
    modal.get_by_label("Next update in").fill("3h")
    aiko.press("Post update", modal)
    wrong = modal.locator(".block-input", has_text="Next update in")
    expect(wrong.get_by_role("alert")).to_contain_text("1 min to 1 h")
    expect(wrong.get_by_role("alert")).to_be_in_viewport(ratio=1)
    expect(known).to_have_value("the edge answers 502")
    aiko.picture("refused")
    modal.get_by_label("Next update in").fill("30m")
    expect(wrong.get_by_role("alert")).to_have_count(0)
    aiko.press("Post update", modal)
    expect(modal).to_have_count(0)
    expect(aiko.message("the edge answers 502")).to_be_visible()
    expect(aiko.page.locator(".sidebar-item.unread", has_text="incidents")).to_be_visible()
    aiko.picture("posted")


def test_the_apps_home_says_what_one_owes_and_lets_one_do_it(visit, declared):
    aiko = visit("Aiko", declared)
    aiko.press("Take communications", card(aiko))
    expect(aiko.message("You are communications of INC-1")).to_be_visible()
    aiko.page.locator(".sidebar-item", has_text="Muster").click()
    home = aiko.page.locator(".home-view")
    expect(home).to_contain_text("INC-1")
    aiko.picture("home")
    aiko.press("Post update", home)
    modal = aiko.modal("Post an update")
    modal.get_by_label("What is known", exact=True).fill("the edge answers 502")
    aiko.press("Post update", modal)
    expect(modal).to_have_count(0)
    aiko.goto_channel(re.compile("inc-1-"))
    expect(aiko.message("the edge answers 502")).to_be_visible()


def test_a_handover_between_two_windows(here, visit, declared):
    here.person("Aiko").command(declared, "/incident take commander")
    here.person("Aiko").invite(declared, "Ben")
    aiko, ben = visit("Aiko", declared), visit("Ben", declared)
    aiko.say("/incident handoff @Ben commander")
    offer = ben.message("hands commander over to you")
    expect(offer).to_be_visible()
    ben.picture("asked")
    ben.press("Accept commander", offer)
    modal = ben.modal("Accept the role")
    modal.get_by_label("The situation in one line").fill("cold cache, warming it")
    ben.picture("restating")
    modal.get_by_label("The situation in one line").press("Enter")
    expect(modal).to_have_count(0)
    for window in (aiko, ben):
        expect(window.message("As they see it: cold cache, warming it")).to_be_visible()
        expect(card(window)).to_contain_text("Commander\n@Ben Okafor", use_inner_text=True)
    aiko.picture("handed-over")


def test_marks_and_notes_resolve_and_reopen(visit, declared):
    aiko = visit("Aiko", declared)
    aiko.say("the cache is cold since the deploy")
    message = aiko.message("the cache is cold since the deploy")
    aiko.act(message, "Add reaction…")
    aiko.page.get_by_label("Search all emoji").fill("mag")
    aiko.page.keyboard.press("Enter")
    expect(message.locator(".reaction-own")).to_contain_text("1")
    aiko.picture("marked")
    aiko.say("/incident note decision we roll back")
    expect(aiko.message("we roll back")).to_contain_text("Decision")
    aiko.choose_from_menu(message, re.compile("Add to timeline as"))
    dialog = aiko.page.locator(".modal")
    expect(dialog).to_be_visible()
    aiko.picture("shortcut")
    aiko.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    aiko.page.locator(".shelf").get_by_text("1 pinned").click()
    pinned = aiko.page.locator(".pinned-card")
    expect(pinned).to_contain_text("active")
    aiko.press("Resolve", card(aiko))
    modal = aiko.modal("Resolve")
    modal.get_by_label("How was recovery verified?").fill("p99 is back to 200 ms")
    modal.get_by_label("How was recovery verified?").press("Control+Enter")
    resolved = aiko.message("resolved INC-1")
    expect(resolved).to_contain_text("p99 is back to 200 ms")
    expect(card(aiko)).to_contain_text("resolved")
    expect(pinned).to_contain_text("resolved")
    aiko.picture("resolved")
    aiko.press("Reopen", resolved)
    expect(aiko.message("reopened the incident")).to_be_visible()


def test_a_slash_command_in_a_thread_is_refused_and_a_mention_does_it(visit, declared):
    aiko = visit("Aiko", declared)
    aiko.say("look at this")
    aiko.act(aiko.message("look at this"), "Reply in thread")
    aiko.reply("/incident note decision we fail over")
    pane = aiko.page.locator(".pane-thread")
    refused = pane.locator(".message.ephemeral")
    expect(refused).to_contain_text("/incident is not supported in threads")
    aiko.picture("refused")
    aiko.press("Send “@muster note decision we fail over”", refused)
    expect(pane.locator(".message", has_text="@Muster note decision")).to_be_visible()
    expect(pane.locator(".editor-text")).to_have_value("")
    expect(aiko.page.locator(".message", has_text="Decision").first).to_be_visible()
    aiko.picture("mentioned")


def test_a_global_shortcut_declares_with_the_keyboard_alone(visit):
    aiko = visit("Aiko")
    keys = aiko.page.keyboard
    keys.press("Control+k")
    keys.type("declare")
    expect(aiko.page.get_by_role("option", name=re.compile("Declare incident"))).to_be_visible()
    aiko.picture("switcher")
    keys.press("Enter")
    modal = aiko.modal("Declare an incident")
    keys.type(TITLE)
    keys.press("Tab")
    keys.press("ArrowDown")
    expect(aiko.page.get_by_role("listbox", name="Severity")).to_be_visible()
    keys.press("Home")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(modal.get_by_role("combobox", name="Severity")).to_contain_text("SEV2")
    aiko.picture("filled")
    keys.press("Control+Enter")
    expect(modal).to_have_count(0)
    expect(
        aiko.page.locator(".sidebar-item", has_text="inc-1-checkout-returns-502")
    ).to_be_visible()
    keys.press("Control+k")
    keys.type("inc-1")
    keys.press("Enter")
    expect(card(aiko)).to_contain_text("SEV2")
    aiko.picture("declared")
