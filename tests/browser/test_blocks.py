"""Every block and element that Slack's own types know, drawn and used in Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from support import gallery
from support.sockets import hang_up
from support.world import World

from app.sandbox import SandboxConfig, running
from app.sandbox.manifest import default_manifest

ALERT = {"type": "alert", "text": gallery.plain("Careful"), "level": "warning"}
REMOTE = {"type": "file", "block_id": "f", "external_id": "runbook", "source": "remote"}
#: What a union of the schema is called, and the table of the page that must hold its types.
TABLES = [
    ("blocks/blocks.js", "BLOCKS", ("KnownBlock",)),
    (
        "blocks/elements.js",
        "ELEMENTS",
        ("ActionsBlockElement", "InputBlockElement", "SectionBlockAccessory"),
    ),
    ("blocks/elements.js", "ELEMENTS", ("ContextActionsBlockElement",)),
    ("text/rich.js", "PARTS", ("RichTextBlockElement",)),
]


@pytest.fixture
def here():
    """A local Slack with a small app beside it that answers everything."""
    features = {"slash_commands": [{"command": "/form", "description": "Opens a form"}]}
    app = default_manifest()
    app["features"] |= features
    with running(SandboxConfig(manifest=app)) as slack:
        yield World(slack, None, None)


@pytest.fixture
def client(here):
    return WebClient(token=here.slack.bot_token, base_url=here.slack.api_url)


@pytest.fixture
def submitted(here, client):
    """What the app's form was given: values by block, once it is submitted."""
    app = App(client=client, signing_secret=here.slack.signing_secret)
    given: dict[str, dict] = {}

    @app.command("/form")
    def form(ack, body):
        ack()
        view = {
            "type": "modal",
            "title": gallery.plain("Everything"),
            "submit": gallery.plain("Send"),
            "blocks": [ALERT, *gallery.inputs()],
        }
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view({"type": "view_submission", "callback_id": ""})
    def sent(ack, view):
        values = {block: entry["it"] for block, entry in view["state"]["values"].items()}
        number = values["number_input"]["value"]
        if number == "13":
            ack(response_action="errors", errors={"number_input": "Not that one"})
        else:
            ack()
            given.update(values)

    @app.options({"action_id": "it"})
    def found(ack, payload):
        ack(options=gallery.options(f"{payload['value']} one", f"{payload['value']} two"))

    handler = SocketModeHandler(app, here.slack.app_token)
    handler.connect()
    yield given
    hang_up(handler.client)


@pytest.mark.parametrize(("module", "table", "unions"), TABLES)
def test_the_page_draws_every_type_of_slacks_own_schema(visit, module, table, unions):
    window = visit("Aiko")
    drawn = window.page.evaluate(
        "async ([url, table]) => Object.keys((await import(url))[table])",
        [f"{window.base()}/js/{module}", table],
    )
    assert gallery.types_in(*unions) - set(drawn) == set()


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_one_of_each_block_is_drawn_without_complaint(here, visit, client, look):
    told = gallery.messages(here.slack.url)
    size = {"width": 390, "height": 844} if look == "phone" else {"width": 1280, "height": 900}
    aiko = visit("Aiko", color_scheme="dark" if look == "dark" else "light", viewport=size)
    if look == "phone":
        aiko.page.get_by_role("button", name="Back to the list of channels").click()
    aiko.goto_channel("incidents")
    for number, blocks in enumerate(told):
        client.chat_postMessage(channel="#incidents", text=f"blocks {number}", blocks=blocks)
        expect(aiko.page.locator(".main .message")).to_have_count(number + 1)
        aiko.picture(f"blocks-{number}")
    main = aiko.page.locator(".main")
    expect(main.locator(".unknown, .unknown-inline, .block-failed")).to_have_count(0)
    shown = {block["type"] for blocks in told for block in blocks}
    assert gallery.types_in("KnownBlock") - shown == {"alert", "input", "file"}
    wide = "document.scrollingElement.scrollWidth <= innerWidth"
    assert aiko.page.evaluate(wide)


def test_what_nobody_knows_is_shown_as_such_and_breaks_nothing_else(here, visit):
    unknown = {"type": "hologram", "block_id": "h", "depth": 3}
    broken = {"type": "table", "block_id": "t", "rows": "none"}
    sound = {"type": "header", "block_id": "s", "text": gallery.plain("Sound")}
    message = {"type": "message", "user": "U0BEN000000", "ts": "1700000000.000100", "text": "x"}
    blocks = [unknown, broken, sound, REMOTE]
    here.slack.control.import_messages("#general", [message | {"blocks": blocks}])
    aiko = visit("Aiko")
    main = aiko.page.locator(".main")
    expect(main.locator("[data-unknown=hologram]")).to_contain_text("Unknown block: hologram")
    main.get_by_text("Unknown block: hologram").click()
    expect(main.locator("[data-unknown=hologram]")).to_contain_text('"depth": 3')
    expect(main.get_by_role("heading", name="Sound")).to_be_visible()
    expect(main.get_by_text("File from remote")).to_be_visible()
    aiko.picture("unknown")


def test_every_input_of_a_modal_can_be_filled_and_gives_its_value(visit, submitted):
    aiko = visit("Aiko")
    aiko.say("/form")
    modal = aiko.modal("Everything")
    expect(modal.get_by_role("note")).to_contain_text("Careful")
    aiko.picture("empty")
    for name, value in TYPED.items():
        modal.get_by_label(f"{name} (optional)", exact=True).fill(value)
    for name, option in CHOSEN.items():
        modal.get_by_role("combobox", name=f"{name} (optional)", exact=True).click()
        if "external" in name:
            aiko.page.get_by_label(f"Search: {name}").fill("pick")
        aiko.page.get_by_role("option", name=option).first.click()
        aiko.page.keyboard.press("Escape") if name.startswith("multi") else None
    modal.get_by_label("Large").last.check()
    aiko.picture("filled")
    aiko.press("Send", modal)
    wrong = modal.locator("[data-block=number_input]")
    expect(wrong.get_by_role("alert")).to_contain_text("Not that one")
    expect(wrong.get_by_role("alert")).to_be_in_viewport(ratio=1)
    aiko.picture("refused")
    modal.get_by_label("number_input (optional)", exact=True).fill("12")
    aiko.press("Send", modal)
    expect(modal).to_have_count(0)
    assert {name: submitted[name]["value"] for name in TYPED if name != "rich_text_input"} == {
        **{name: value for name, value in TYPED.items() if name != "rich_text_input"},
        "number_input": "12",
    }
    assert submitted["static_select"]["selected_option"]["value"] == "medium"
    assert submitted["external_select"]["selected_option"]["value"] == "pick one"
    assert submitted["users_select"]["selected_user"] == "U0BEN000000"
    assert len(submitted["multi_users_select"]["selected_users"]) == 2
    assert submitted["datepicker"]["selected_date"] == "2026-03-09"
    assert submitted["timepicker"]["selected_time"] == "14:05"


TYPED = {
    "plain_text_input": "two\nlines",
    "number_input": "13",
    "email_text_input": "aiko@example.com",
    "url_text_input": "https://example.com/x",
    "rich_text_input": "*bold*",
}
CHOSEN = {
    "static_select": "Medium",
    "external_select": "pick one",
    "users_select": "Ben Okafor",
    "conversations_select": "general",
    "channels_select": "random",
    "multi_users_select": "Ben Okafor",
}
