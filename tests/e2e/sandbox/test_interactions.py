"""Commands, presses, modals in all their turns, shortcuts, options, App Home."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from support.world import ROOM

from app.sandbox import Sandbox, SandboxConfig, SandboxError, running
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import SocketApp, http_app, socket_app, wait_until

GENERAL, AIKO = "C0GENERAL00", "U0AIKO00000"


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(f"Option {value}"), "value": value}


def modal(callback_id: str = "form", **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text"}
    block = {"type": "input", "block_id": "b", "label": plain("Text"), "element": element}
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(callback_id.title()),
        "submit": plain("Send"),
        "blocks": [block],
        **more,
    }


class App:
    """An app that answers each interaction with what the test laid ready."""

    def __init__(self, sandbox: Sandbox, socket: SocketApp) -> None:
        self.web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.sandbox = sandbox
        self.aiko = sandbox.person("Aiko")
        self.socket = socket
        self.answers: list[Any] = []
        self.payloads: list[dict[str, Any]] = []

    def answer(self, envelope: dict[str, Any]) -> Any:
        if envelope["type"] == "events_api":
            return True
        self.payloads.append(envelope["payload"])
        return self.answers.pop(0) if self.answers else True

    def open(self, view: dict[str, Any]) -> dict[str, Any]:
        """Opens a modal for Aiko."""
        assert self.aiko.command("#general", "/hello").ok
        trigger = self.payloads[-1]["trigger_id"]
        shown: dict[str, Any] = self.web.views_open(trigger_id=trigger, view=view)["view"]
        return shown


#: For what is never acknowledged.
hasty = pytest.mark.parametrize("config", [2.0], indirect=True)


@pytest.fixture
def config(request: pytest.FixtureRequest) -> SandboxConfig:
    """Its parameter is how many seconds an app has to acknowledge."""
    return SandboxConfig(manifest=manifest(), ack_timeout=getattr(request, "param", ROOM))


@pytest.fixture
def app(sandbox: Sandbox) -> Iterator[App]:
    with socket_app(sandbox) as socket:
        made = App(sandbox, socket)
        socket.ack = made.answer
        yield made


class TestCommands:
    def test_the_payload_is_slacks(self, app: App) -> None:
        app.aiko.command("#general", "/hello @ben  #random ")
        payload = dict(app.payloads[0])
        assert payload.pop("trigger_id")
        assert payload.pop("response_url").startswith(f"{app.sandbox.url}/commands/")
        assert payload == {
            "token": "sandbox",
            "team_id": "T0SANDBOX01",
            "team_domain": "sandbox",
            "channel_id": GENERAL,
            "channel_name": "general",
            "user_id": AIKO,
            "user_name": "aiko",
            "command": "/hello",
            "text": "<@U0BEN000000|ben>  <#C0RANDOM000|random>",
            "api_app_id": "A0BOT000001",
            "is_enterprise_install": "false",
        }
        app.aiko.command("#general", "/plain @ben <b>")
        assert app.payloads[1]["text"] == "@ben <b>"

    def test_over_http_it_is_a_form(self, sandbox: Sandbox) -> None:
        with http_app(sandbox) as http:
            http.answer = lambda _: (200, {"Content-Type": "application/json"}, b'{"text":"hi"}')
            aiko = sandbox.person("Aiko")
            assert aiko.command("#general", "/hello a&b=c").ok
            request = http.events()[0]
            assert request.headers["content-type"] == "application/x-www-form-urlencoded"
            assert request.form["text"] == "a&amp;b=c"
            assert aiko.ephemeral("#general")[0]["text"] == "hi"
            http.answer = lambda _: (200, {}, b"just text")
            aiko.command("#general", "/hello")
            assert aiko.ephemeral("#general")[1]["text"] == "just text"
            http.answer = lambda _: (500, {}, b"")
            told = aiko.command("#general", "/hello")
            assert told.message == '/hello failed with the error "dispatch_failed"'
            assert len(http.events()) == 3

    @pytest.mark.parametrize(
        ("line", "thread", "error"),
        [
            ("/nope", "", "invalid_command"),
            ("/hello", "1.1", "not_in_threads"),
        ],
    )
    def test_what_slack_does_not_pass_on(
        self, app: App, line: str, thread: str, error: str
    ) -> None:
        assert app.aiko.command("#general", line, thread_ts=thread).error == error
        assert app.payloads == []

    def test_an_answer_may_be_for_all_and_must_be_valid(self, app: App) -> None:
        app.answers = [{"text": "for all", "response_type": "in_channel"}, {"blocks": [{}]}]
        assert app.aiko.command("#general", "/hello").ok
        assert app.sandbox.person("Ben").messages("#general")[-1]["text"] == "for all"
        told = app.aiko.command("#general", "/hello")
        assert (told.ok, told.error) == (False, "invalid_blocks")

    def test_slacks_own_commands_work_without_the_app(self, app: App) -> None:
        aiko = app.aiko
        assert aiko.command("#general", "/me waves").ok
        assert aiko.messages("#general")[-1]["subtype"] == "me_message"
        channel = aiko.create_channel("inc-1")
        assert aiko.command(channel, "/topic a topic").ok
        assert aiko.command(channel, "/invite @ben").ok
        assert aiko.command(channel, "/invite @ben").error == "already_in_channel"
        assert aiko.command(channel, "/invite @nobody").error == "user_not_found"
        assert aiko.command("#general", "/leave").error == "cant_leave_general"
        assert app.sandbox.person("Carla").command("#general", "/join #inc-1").ok
        assert aiko.command(channel, "/archive").ok
        assert aiko.channel(channel)["is_archived"]
        assert app.payloads == []


class TestModals:
    def test_a_view_is_shown_with_what_slack_adds(self, app: App) -> None:
        view = app.open(modal(private_metadata="{}", external_id="x1"))
        assert view["state"] == {
            "values": {"b": {"text": {"type": "plain_text_input", "value": None}}}
        }
        assert view["root_view_id"] == view["id"]
        assert view["hash"]
        assert view["app_id"] == "A0BOT000001"
        assert app.aiko.views()[0]["id"] == view["id"]

    def test_a_trigger_is_good_once(self, app: App) -> None:
        app.open(modal())
        with pytest.raises(SlackApiError) as raised:
            app.web.views_open(trigger_id=app.payloads[-1]["trigger_id"], view=modal())
        assert raised.value.response["error"] == "exchanged_trigger_id"
        with pytest.raises(SlackApiError) as raised:
            app.web.views_open(trigger_id="1.2.3", view=modal())
        assert raised.value.response["error"] == "invalid_trigger_id"

    def test_what_is_submitted_is_what_was_entered(self, app: App) -> None:
        app.open(modal(private_metadata="keep", notify_on_close=True))
        assert app.aiko.submit({"Text": "entered"}).ok
        payload = app.payloads[-1]
        assert payload["type"] == "view_submission"
        assert payload["user"]["id"] == AIKO
        assert payload["view"]["private_metadata"] == "keep"
        assert payload["view"]["state"]["values"]["b"]["text"]["value"] == "entered"
        assert payload["response_urls"] == []
        assert app.aiko.views() == []

    def test_errors_stay_on_the_form_and_must_name_its_blocks(self, app: App) -> None:
        app.open(modal())
        app.answers = [
            {"response_action": "errors", "errors": {"b": "no"}},
            {"response_action": "errors", "errors": {"elsewhere": "no"}},
            {"response_action": "errors", "errors": {}},
            {"response_action": "dance"},
        ]
        assert app.aiko.submit({"Text": "a"}).errors == {"b": "no"}
        for _ in range(3):
            told = app.aiko.submit({"Text": "a"})
            assert told.message == "We had some trouble connecting. Try again?"
        assert len(app.aiko.views()) == 1

    def test_an_answer_may_update_push_and_clear(self, app: App) -> None:
        app.open(modal())
        app.answers = [
            {"response_action": "update", "view": modal("second")},
            {"response_action": "push", "view": modal("third")},
            {"response_action": "push", "view": modal("fourth")},
            {"response_action": "push", "view": modal("fifth")},
            {"response_action": "clear"},
        ]
        assert app.aiko.submit({"Text": "a"}).ok
        [second] = app.aiko.views()
        assert second["callback_id"] == "second"
        assert second["state"]["values"]["b"]["text"]["value"] == "a"
        assert app.aiko.submit({"Text": "a"}).ok
        assert app.aiko.submit({"Text": "a"}).ok
        stack = app.aiko.views()
        assert [view["callback_id"] for view in stack] == ["second", "third", "fourth"]
        assert stack[2]["previous_view_id"] == stack[1]["id"]
        assert stack[2]["root_view_id"] == stack[0]["id"]
        assert not app.aiko.submit({"Text": "a"}).ok
        assert app.aiko.submit({"Text": "a"}).ok
        assert app.aiko.views() == []

    def test_an_invalid_view_is_trouble(self, app: App) -> None:
        app.open(modal())
        app.answers = [{"response_action": "update", "view": {"type": "modal"}}]
        assert app.aiko.submit({"Text": "a"}).error == "dispatch_failed"

    @hasty
    def test_no_answer_in_time_keeps_the_form(self, app: App) -> None:
        app.open(modal())
        app.answers = [None]
        told = app.aiko.submit({"Text": "typed"})
        assert told.error == "operation_timeout"
        assert app.aiko.views()[0]["state"]["values"]["b"]["text"]["value"] == "typed"

    def test_closing_is_told_to_those_who_asked(self, app: App) -> None:
        app.open(modal())
        app.aiko.close()
        assert [payload.get("type") for payload in app.payloads] == [None]
        app.open(modal(notify_on_close=True))
        trigger = self._press(app)
        app.web.views_push(trigger_id=trigger, view=modal("upper", notify_on_close=True))
        app.aiko.close()
        closed = app.payloads[-1]
        assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
        assert closed["view"]["callback_id"] == "upper"
        app.aiko.close(everything=True)
        assert app.payloads[-1]["is_cleared"] is True
        assert app.aiko.views() == []

    def test_a_modal_that_clears_on_close_takes_those_below_with_it(self, app: App) -> None:
        app.open(modal(notify_on_close=True))
        trigger = self._press(app)
        app.web.views_push(trigger_id=trigger, view=modal("upper", clear_on_close=True))
        app.aiko.close()
        assert app.aiko.views() == []
        told = [payload for payload in app.payloads if payload.get("type") == "view_closed"]
        assert [payload["is_cleared"] for payload in told] == [True]

    @staticmethod
    def _press(app: App) -> str:
        """Presses a button in the topmost modal; gives the trigger."""
        view = app.aiko.views()[-1]
        button = {"type": "button", "action_id": "more", "text": plain("More")}
        blocks = [*modal()["blocks"], {"type": "actions", "elements": [button]}]
        app.web.views_update(
            view_id=view["id"],
            view=modal(blocks=blocks, notify_on_close=view["notify_on_close"]),
        )
        assert app.aiko.press_in_view("more").ok
        trigger: str = app.payloads[-1]["trigger_id"]
        return trigger

    def test_updates_keep_inputs_and_mind_the_hash(self, app: App) -> None:
        view = app.open(modal())
        state = {"b": {"text": {"type": "plain_text_input", "value": "half"}}}
        button = {"type": "button", "action_id": "more", "text": plain("More")}
        blocks = [*modal()["blocks"], {"type": "actions", "elements": [button]}]
        app.web.views_update(view_id=view["id"], hash=view["hash"], view=modal(blocks=blocks))
        answer = app.sandbox._wire.ask(
            "POST",
            f"/client/{AIKO}/actions",
            {"view": "top", "action_id": "more", "state": state},
        )
        assert answer["ok"]
        payload = app.payloads[-1]
        assert payload["container"] == {"type": "view", "view_id": view["id"]}
        assert payload["view"]["state"]["values"]["b"]["text"]["value"] == "half"
        updated = app.web.views_update(view_id=view["id"], view=modal())["view"]
        assert updated["state"]["values"]["b"]["text"]["value"] == "half"
        with pytest.raises(SlackApiError) as raised:
            app.web.views_update(view_id=view["id"], hash=view["hash"], view=modal())
        assert raised.value.response["error"] == "hash_conflict"

    def test_views_are_found_by_external_id_which_is_unique(self, app: App) -> None:
        app.open(modal(external_id="mine"))
        assert app.web.views_update(external_id="mine", view=modal(external_id="mine"))["ok"]
        ben = app.sandbox.person("Ben")
        ben.command("#general", "/hello")
        trigger = app.payloads[-1]["trigger_id"]
        with pytest.raises(SlackApiError) as raised:
            app.web.views_open(trigger_id=trigger, view=modal(external_id="mine"))
        assert raised.value.response["error"] == "duplicate_external_id"
        with pytest.raises(SlackApiError) as raised:
            app.web.views_update(external_id="other", view=modal())
        assert raised.value.response["error"] == "not_found"

    def test_pushing_needs_a_modal_and_room(self, app: App) -> None:
        app.aiko.command("#general", "/hello")
        with pytest.raises(SlackApiError) as raised:
            app.web.views_push(trigger_id=app.payloads[-1]["trigger_id"], view=modal())
        assert raised.value.response["error"] == "not_found"
        app.open(modal())
        for number in (2, 3):
            app.web.views_push(trigger_id=self._press(app), view=modal(f"v{number}"))
        with pytest.raises(SlackApiError) as raised:
            app.web.views_push(trigger_id=self._press(app), view=modal("v4"))
        assert raised.value.response["error"] == "push_limit_reached"

    def test_a_channel_chosen_for_answers_gives_a_response_url(self, app: App) -> None:
        element = {
            "type": "conversations_select",
            "action_id": "where",
            "response_url_enabled": True,
        }
        block = {"type": "input", "block_id": "c", "label": plain("Where"), "element": element}
        app.open(modal(blocks=[block]))
        assert app.aiko.submit({"Where": "#general"}).ok
        [url] = app.payloads[-1]["response_urls"]
        assert (url["channel_id"], url["action_id"]) == (GENERAL, "where")

    def test_options_load_as_one_types(self, app: App) -> None:
        element = {"type": "external_select", "action_id": "e", "min_query_length": 0}
        block = {"type": "input", "block_id": "x", "label": plain("Service"), "element": element}
        app.open(modal(blocks=[block]))
        app.answers = [{"options": [option("checkout"), option("cart")]}]
        options = app.aiko.options("e", "c")
        assert [each["value"] for each in options] == ["checkout", "cart"]
        payload = app.payloads[-1]
        assert (payload["type"], payload["value"], payload["block_id"]) == (
            "block_suggestion",
            "c",
            "x",
        )
        assert app.aiko.submit({"Service": options[0]}).ok
        chosen = app.payloads[-1]["view"]["state"]["values"]["x"]["e"]["selected_option"]
        assert chosen["value"] == "checkout"


class TestActions:
    ELEMENTS = (
        ({"type": "static_select", "options": [option("a"), option("b")]}, "b",
         "selected_option", option("b")),
        ({"type": "multi_static_select", "options": [option("a"), option("b")]}, ["a"],
         "selected_options", [option("a")]),
        ({"type": "users_select"}, "Ben", "selected_user", "U0BEN000000"),
        ({"type": "multi_users_select"}, ["Ben"], "selected_users", ["U0BEN000000"]),
        ({"type": "channels_select"}, "#random", "selected_channel", "C0RANDOM000"),
        ({"type": "conversations_select"}, "#random", "selected_conversation", "C0RANDOM000"),
        ({"type": "datepicker"}, "2026-03-09", "selected_date", "2026-03-09"),
        ({"type": "timepicker"}, "14:05", "selected_time", "14:05"),
        ({"type": "datetimepicker"}, 1_700_000_000, "selected_date_time", 1_700_000_000),
        ({"type": "checkboxes", "options": [option("a")]}, ["a"], "selected_options",
         [option("a")]),
        ({"type": "radio_buttons", "options": [option("a")]}, "Option a", "selected_option",
         option("a")),
        ({"type": "overflow", "options": [option("a")]}, "a", "selected_option", option("a")),
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("element", "value", "field", "chosen"), ELEMENTS, ids=[row[0]["type"] for row in ELEMENTS]
    )
    def test_every_element_says_what_was_chosen(
        self, app: App, element: dict[str, Any], value: Any, field: str, chosen: Any
    ) -> None:
        block = {
            "type": "actions",
            "block_id": "row",
            "elements": [copy.deepcopy(element) | {"action_id": "it"}],
        }
        ts = app.web.chat_postMessage(channel=GENERAL, text="a", blocks=[block])["ts"]
        assert app.aiko.choose("#general", ts, "it", value).ok
        payload = app.payloads[-1]
        action = payload["actions"][0]
        assert (action["type"], action["action_id"], action["block_id"]) == (
            element["type"],
            "it",
            "row",
        )
        assert _bare(action[field]) == chosen
        if element["type"] != "overflow":
            assert _bare(payload["state"]["values"]["row"]["it"][field]) == chosen
        assert payload["container"] == {
            "type": "message",
            "message_ts": ts,
            "channel_id": GENERAL,
            "is_ephemeral": False,
        }
        assert payload["channel"] == {"id": GENERAL, "name": "general"}
        assert payload["message"]["ts"] == ts
        assert payload["response_url"]
        assert payload["trigger_id"]

    def test_an_ephemeral_message_is_pressed_without_its_content(self, app: App) -> None:
        button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "v"}
        app.web.chat_postEphemeral(
            channel=GENERAL,
            user=AIKO,
            text="a",
            blocks=[{"type": "section", "text": plain("x"), "accessory": button}],
        )
        shown = app.aiko.ephemeral("#general")[0]
        assert app.aiko.press("#general", shown["ts"], "go").ok
        payload = app.payloads[-1]
        assert payload["container"]["is_ephemeral"] is True
        assert "message" not in payload
        assert payload["actions"][0]["value"] == "v"

    @hasty
    def test_a_press_that_is_not_taken_is_trouble(self, app: App) -> None:
        button = {"type": "button", "action_id": "go", "text": plain("Go")}
        ts = app.web.chat_postMessage(
            channel=GENERAL, text="a", blocks=[{"type": "actions", "elements": [button]}]
        )["ts"]
        app.answers = [None]
        told = app.aiko.press("#general", ts, "go")
        assert told.message == "We had some trouble connecting. Try again?"
        with pytest.raises(SandboxError, match="element_not_found"):
            app.aiko.press("#general", ts, "nothing")


class TestShortcutsAndHome:
    def test_shortcuts_are_global_or_on_a_message(self, app: App) -> None:
        assert app.aiko.shortcut("begin").ok
        payload = app.payloads[-1]
        assert (payload["type"], payload["callback_id"]) == ("shortcut", "begin")
        assert app.web.views_open(trigger_id=payload["trigger_id"], view=modal())["ok"]
        ts = app.aiko.say("#general", "mark me")
        assert app.aiko.shortcut("mark", GENERAL, ts).ok
        payload = app.payloads[-1]
        assert (payload["type"], payload["message_ts"]) == ("message_action", ts)
        assert payload["message"]["text"] == "mark me"
        assert payload["channel"]["id"] == GENERAL
        assert payload["response_url"]
        with pytest.raises(SandboxError, match="shortcut_not_found"):
            app.aiko.shortcut("mark")

    def test_home_is_opened_published_and_pressed(self, app: App) -> None:
        assert app.aiko.open_home() is None
        event = wait_until(lambda: app.socket.events("app_home_opened"))[0]
        assert (event["user"], event["tab"]) == (AIKO, "home")
        assert event["channel"].startswith("D")
        assert "view" not in event
        button = {"type": "button", "action_id": "go", "text": plain("Go")}
        home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
        published = app.web.views_publish(user_id=AIKO, view=home)["view"]
        assert app.aiko.wait_for_home(type="home")["id"] == published["id"]
        assert app.aiko.press_in_view("go", view="home").ok
        assert app.payloads[-1]["view"]["type"] == "home"
        with pytest.raises(SlackApiError) as raised:
            app.web.views_publish(user_id=AIKO, hash="old", view=home)
        assert raised.value.response["error"] == "hash_conflict"
        app.aiko.open_home()
        opened = wait_until(lambda: app.socket.events("app_home_opened")[1:])[0]
        assert opened["view"]["id"] == published["id"]

    def test_a_home_that_the_manifest_does_not_enable_cannot_be_published(self) -> None:
        whole = manifest()
        whole["features"]["app_home"]["home_tab_enabled"] = False
        with running(SandboxConfig(manifest=whole)) as sandbox:
            client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
            with pytest.raises(SlackApiError) as raised:
                client.views_publish(user_id=AIKO, view={"type": "home", "blocks": []})
            assert raised.value.response["error"] == "not_enabled"


def _bare(value: Any) -> Any:
    """Without the defaults that Slack spells out."""
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k != "emoji"}
    return [_bare(each) for each in value] if isinstance(value, list) else value
