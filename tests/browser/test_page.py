"""The page as people use it: conversations, threads, files, the keyboard, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.world import World

from app.sandbox import SandboxConfig, running

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


@pytest.fixture
def here():
    """A local Slack without an app."""
    with running(SandboxConfig()) as slack:
        yield World(slack, None, None)


def test_what_others_say_is_counted_and_read(here, visit):
    aiko, ben = visit("Aiko"), here.person("Ben")
    ben.say("#random", "hello all")
    ben.say("#incidents", "look @aiko")
    ben.say(ben.open_dm("aiko"), "psst")
    rows = aiko.page.locator(".sidebar-item")
    expect(rows.filter(has_text="incidents").locator(".badge")).to_have_text("1")
    expect(aiko.page.locator(".sidebar-item.unread", has_text="Ben Okafor")).to_be_visible()
    expect(aiko.page).to_have_title(re.compile(r"^\(2\)"))
    aiko.picture("unread")
    aiko.goto_channel("incidents")
    expect(aiko.page.locator(".new-line")).to_be_visible()
    expect(aiko.page.locator(".sidebar-item.unread", has_text="incidents")).to_have_count(0)
    rows.filter(has_text="Ben Okafor").click()
    expect(aiko.message("psst")).to_be_visible()
    expect(aiko.page).not_to_have_title(re.compile(r"^\("))
    aiko.picture("direct-message")


def test_a_message_is_edited_pinned_answered_and_deleted(visit):
    aiko = visit("Aiko")
    aiko.say("the *cache* is cold, see #incidents :tada:")
    aiko.act(aiko.message("is cold"), "Edit message")
    box = aiko.page.get_by_label("Edit message").last
    box.fill("the *cache* is warm")
    box.press("Enter")
    message = aiko.message("is warm")
    expect(message).to_contain_text("(edited)")
    aiko.choose_from_menu(message, re.compile("Pin to this channel"))
    expect(message).to_contain_text("Pinned by you")
    aiko.page.locator(".shelf").get_by_text("1 pinned").click()
    expect(aiko.page.locator(".pane")).to_contain_text("the cache is warm")
    aiko.picture("pinned")
    aiko.act(message, "Reply in thread")
    aiko.reply("since when?")
    expect(message).to_contain_text("1 reply")
    aiko.picture("thread")
    aiko.choose_from_menu(message, re.compile("Delete message"))
    dialog = aiko.page.get_by_role("dialog", name="Delete message")
    aiko.picture("sure")
    aiko.press("Delete", dialog)
    expect(aiko.page.locator(".main .message", has_text="is warm")).to_have_count(0)
    expect(aiko.page.locator(".main")).to_contain_text("This message was deleted")


def test_a_topic_is_set_and_a_file_is_sent_and_opened(visit, tmp_path):
    log = tmp_path / "runbook.md"
    log.write_text("# Runbook\n\n1. Look\n2. Think\n")
    aiko = visit("Aiko")
    aiko.press("Add a topic")
    aiko.press("Edit topic")
    aiko.page.get_by_role("textbox", name="Topic").fill("calm")
    aiko.page.keyboard.press("Enter")
    expect(aiko.page.locator(".channel-topic")).to_contain_text("calm")
    aiko.page.keyboard.press("Escape")
    aiko.page.locator(".main input[type=file]").set_input_files(log)
    expect(aiko.page.locator(".file-chip")).to_contain_text("runbook.md")
    aiko.say("how we do it")
    aiko.message("how we do it").locator(".file-open").click()
    pane = aiko.page.locator(".pane")
    expect(pane.get_by_role("heading", name="Runbook", exact=True)).to_be_visible()
    aiko.picture("file")


def test_one_is_somebody_else_with_two_clicks(visit):
    aiko = visit("Aiko")
    aiko.page.locator(".who").click()
    aiko.picture("people")
    aiko.page.get_by_role("menuitemradio", name=re.compile("Carla Mendes")).click()
    expect(aiko.page.locator(".who")).to_contain_text("Carla Mendes")
    aiko.say("it is me now")
    expect(aiko.message("it is me now")).to_contain_text("Carla Mendes")


def test_the_keyboard_reaches_everything(here, visit):
    here.person("Ben").say("#general", "first")
    here.person("Ben").say("#general", "second")
    aiko = visit("Aiko")
    keys, focused = aiko.page.keyboard, aiko.page.locator(":focus")
    expect(aiko.composer()).to_be_focused()
    keys.press("F6")
    expect(focused).to_have_class(re.compile("sidebar-item"))
    keys.press("F6")
    expect(focused).to_contain_text("second")
    keys.press("ArrowUp")
    expect(focused).to_contain_text("first")
    aiko.picture("focus")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert aiko.page.evaluate(ring) != "none"
    keys.press("r")
    keys.type("eyes")
    keys.press("Enter")
    expect(aiko.message("first").locator(".reaction-own")).to_contain_text("1")
    aiko.message("first").focus()
    keys.press("t")
    expect(aiko.page.locator(".pane-thread .editor-text")).to_be_focused()
    keys.type("in the thread")
    keys.press("Enter")
    expect(aiko.page.locator(".pane-thread")).to_contain_text("1 reply")
    keys.press("Escape")
    expect(aiko.page.locator(".pane-thread")).to_have_count(0)
    expect(aiko.composer()).to_be_focused()
    keys.type("mine")
    keys.press("Enter")
    expect(aiko.message("mine")).to_be_visible()
    keys.press("ArrowUp")
    expect(aiko.page.get_by_label("Edit message").last).to_be_focused()
    keys.press("Escape")
    keys.type("@be")
    expect(aiko.page.get_by_role("option", name=re.compile("Ben Okafor"))).to_be_visible()
    keys.press("Tab")
    expect(aiko.composer()).to_have_value("@ben ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_everything_fits(here, visit, scheme):
    here.person("Ben").say("#general", "a long word: " + "x" * 90 + " `" + "code" * 30 + "`")
    aiko = visit("Aiko", color_scheme=scheme, **PHONE)
    fits = "document.scrollingElement.scrollWidth <= innerWidth"
    expect(aiko.message("a long word")).to_be_visible()
    aiko.picture("channel")
    assert aiko.page.evaluate(fits)
    aiko.page.get_by_role("button", name="Back to the list of channels").tap()
    expect(aiko.page.locator(".sidebar")).to_be_visible()
    aiko.picture("list")
    aiko.page.locator(".sidebar-item", has_text="general").tap()
    aiko.act(aiko.message("a long word"), "Reply in thread")
    aiko.reply("short")
    expect(aiko.page.locator(".pane-thread")).to_contain_text("1 reply")
    aiko.picture("thread")
    assert aiko.page.evaluate(fits)
    aiko.page.locator(".pane").get_by_role("button", name="Close").tap()
    aiko.page.get_by_role("button", name=re.compile("Search and jump")).tap()
    aiko.page.keyboard.type("short")
    aiko.picture("switcher")
    assert aiko.page.evaluate(fits)


def test_a_channel_of_thousands_stays_light(here, visit):
    said = [
        {"type": "message", "user": "U0BEN000000", "ts": f"{at}.000100", "text": f"message {at}"}
        for at in range(1_700_000_000, 1_700_009_000, 3)
    ]
    here.slack.control.import_messages("#general", said)
    aiko = visit("Aiko")
    rows, box = aiko.page.locator(".main .message"), aiko.page.locator(".list")
    expect(aiko.message("message 1700008997")).to_be_in_viewport()
    aiko.page.locator(".day-pill").last.click()
    aiko.page.get_by_role("menuitem", name="The very beginning").click()
    expect(aiko.message(re.compile("message 1700000000$"))).to_be_in_viewport()
    for _ in range(12):
        before = rows.last.get_attribute("data-ts")
        box.evaluate("list => list.scrollTop = list.scrollHeight")
        expect(rows.last).not_to_have_attribute("data-ts", before)
    assert rows.count() <= 360
    aiko.press("Latest messages")
    expect(aiko.message("message 1700008997")).to_be_in_viewport()
    box.evaluate("list => list.scrollTop -= 700")
    expect(aiko.message("message 1700008997")).not_to_be_in_viewport()
    aiko.say("/nonsense")
    expect(aiko.message("/nonsense is not a valid command")).to_be_in_viewport()
    aiko.page.keyboard.press("Control+k")
    aiko.page.keyboard.type("message 1700000300")
    aiko.page.keyboard.press("Enter")
    aiko.press("Jump", aiko.page.locator(".found"))
    expect(aiko.message("message 1700000300")).to_be_in_viewport()
    aiko.picture("jumped")
