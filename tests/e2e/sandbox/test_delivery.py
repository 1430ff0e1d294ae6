"""Events reach the app as Slack's documentation says, and again when they were not taken."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import websocket
from slack_sdk import WebClient
from support.world import ROOM

from app.sandbox import Sandbox, SandboxConfig, SandboxError, running
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import Received, http_app, socket_app, wait_until

GENERAL, RANDOM = "C0GENERAL00", "C0RANDOM000"


@pytest.fixture
def config() -> SandboxConfig:
    # Retries keep their proportions; an app has all the time to acknowledge that it may need.
    return SandboxConfig(manifest=manifest(), ack_timeout=ROOM, retry_delays=(0.0, 0.3, 0.6))


@pytest.fixture
def hasty() -> Iterator[Sandbox]:
    """A sandbox that waits a second for an acknowledgement, and sends again as often as it must."""
    delays = (0.0, *[0.2] * 50)
    with running(SandboxConfig(manifest=manifest(), ack_timeout=1.0, retry_delays=delays)) as found:
        yield found


class TestHttp:
    def test_requests_are_signed_and_the_address_is_proved(self, sandbox: Sandbox) -> None:
        with http_app(sandbox) as app:
            assert app.received[0].json.keys() == {"token", "challenge", "type"}
            sandbox.person("Aiko").say("#general", "signed")
            [event] = wait_until(app.events)
            timestamp = event.headers["x-slack-request-timestamp"]
            assert abs(time.time() - int(timestamp)) < 5
            base = b"v0:" + timestamp.encode() + b":" + event.body
            expected = hmac.new(sandbox.signing_secret.encode(), base, hashlib.sha256).hexdigest()
            assert event.headers["x-slack-signature"] == f"v0={expected}"
            assert event.headers["content-type"] == "application/json"
            outer = event.json
            assert outer["type"] == "event_callback"
            assert outer["team_id"] == "T0SANDBOX01"
            assert outer["authorizations"][0]["user_id"] == "U0BOT000001"
            assert "x-slack-retry-num" not in event.headers

    def test_an_address_that_does_not_prove_itself_is_not_taken(self, sandbox: Sandbox) -> None:
        with pytest.raises(SandboxError, match="connection_failed"):
            sandbox.control.request_url("http://127.0.0.1:9/slack/events")
        assert sandbox.control.status()["request_url"] == ""

    def test_an_event_that_is_not_taken_comes_three_times_more_with_its_number_and_reason(
        self, sandbox: Sandbox
    ) -> None:
        with http_app(sandbox) as app:
            app.answer = lambda _: (500, {}, b"")
            sandbox.person("Aiko").say("#general", "again")
            wait_until(lambda: len(app.events()) == 4)
            numbers = [event.headers.get("x-slack-retry-num") for event in app.events()]
            assert numbers == [None, "1", "2", "3"]
            reasons = {event.headers.get("x-slack-retry-reason") for event in app.events()[1:]}
            assert reasons == {"http_error"}
            assert len({event.json["event_id"] for event in app.events()}) == 1
        attempts = sandbox.ledger.deliveries("message")
        assert [each["outcome"] for each in attempts] == ["http_500"] * 4
        waits = [b["at"] - a["at"] for a, b in itertools.pairwise(attempts)]
        # Timers of the loop count whole milliseconds.
        assert all(wait > least - 0.01 for wait, least in zip(waits, (0, 0.3, 0.6), strict=True))

    def test_an_event_is_not_sent_again_once_it_is_taken_or_refused_for_good(
        self, sandbox: Sandbox
    ) -> None:
        with http_app(sandbox) as app:
            answers = [(500, {}, b""), (200, {}, b"")]
            app.answer = lambda _: answers[min(len(app.events()), 2) - 1]
            sandbox.person("Aiko").say("#general", "once more")
            sandbox.ledger.wait_for_delivery("message", outcome="acked")
            assert len(app.events()) == 2
            app.answer = lambda _: (500, {"X-Slack-No-Retry": "1"}, b"")
            sandbox.person("Aiko").say("#general", "never again")
            wait_until(lambda: len(app.events()) == 3)
            sandbox.ledger.wait_for_delivery("message", count=2, outcome="http_500")
            assert sandbox.control.status()["waiting"] == 0

    def test_no_answer_in_time_counts_as_none(self, hasty: Sandbox) -> None:
        release = threading.Event()

        def slow(request: Received) -> tuple[int, dict[str, str], bytes]:
            if "x-slack-retry-num" not in request.headers:
                release.wait(ROOM)
            return 200, {}, b""

        with http_app(hasty) as app:
            app.answer = slow
            hasty.person("Aiko").say("#general", "slow")
            hasty.ledger.wait_for_delivery("message", outcome="acked")
            release.set()
            assert app.events()[1].headers["x-slack-retry-reason"] == "http_timeout"

    def test_tests_need_not_wait_for_retries(self, sandbox: Sandbox) -> None:
        sandbox.control.retry_scale(1000)
        with http_app(sandbox) as app:
            app.answer = lambda _: (503, {}, b"")
            sandbox.person("Aiko").say("#general", "later")
            sandbox.ledger.wait_for_delivery("message", count=2, outcome="http_503")
            wait_until(lambda: sandbox.control.status()["waiting"] == 1)
            assert len(app.events()) == 2
            app.answer = lambda _: (200, {}, b"")
            assert sandbox.control.advance_retries() == 1
            sandbox.ledger.wait_for_delivery("message", outcome="acked")

    def test_redirects_are_followed_twice(self, sandbox: Sandbox) -> None:
        with http_app(sandbox) as app:
            hops: list[int] = []

            def redirect(_: Received) -> tuple[int, dict[str, str], bytes]:
                hops.append(1)
                return 307, {"Location": app.url}, b""

            app.answer = redirect
            sandbox.person("Aiko").say("#general", "round")
            failed = sandbox.ledger.wait_for_delivery("message", outcome="too_many_redirects")
            assert failed[0]["attempt"] == 0
            assert len(hops) >= 2


class TestSocketMode:
    def test_it_says_hello_and_sends_envelopes(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as app:
            hello = app.messages[0]
            assert hello["type"] == "hello"
            assert hello["num_connections"] == 1
            assert hello["connection_info"] == {"app_id": "A0BOT000001"}
            sandbox.person("Aiko").say("#general", "hi")
            [envelope] = wait_until(app.envelopes)
            assert envelope["accepts_response_payload"] is False
            assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
            assert envelope["payload"]["event"]["text"] == "hi"

    def test_an_unacknowledged_event_comes_again_to_any_connection(self, hasty: Sandbox) -> None:
        def once_more(envelope: dict[str, Any]) -> bool:
            return envelope["retry_attempt"] >= 2

        with socket_app(hasty, once_more) as one, socket_app(hasty, once_more) as two:
            assert two.messages[0]["num_connections"] == 2
            hasty.person("Aiko").say("#general", "again")
            acked = hasty.ledger.wait_for_delivery("message", outcome="acked")[0]["attempt"]
            envelopes = one.envelopes() + two.envelopes()
            # The third is acknowledged, in time wherever the machine is not stopped for a second.
            assert acked >= 2
            assert sorted(e["retry_attempt"] for e in envelopes) == [*range(acked + 1)]
            assert len({e["payload"]["event_id"] for e in envelopes}) == 1
            assert len({e["envelope_id"] for e in envelopes}) == acked + 1
            assert {e["retry_reason"] for e in envelopes if e["retry_attempt"]} == {"http_timeout"}
            assert one.envelopes()
            assert two.envelopes()

    def test_each_event_goes_to_one_connection_in_turn(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as one, socket_app(sandbox) as two:
            aiko = sandbox.person("Aiko")
            for number in range(6):
                aiko.say("#general", str(number))
            sandbox.ledger.wait_for_delivery("message", count=6, outcome="acked")
            assert len(one.events()) == len(two.events()) == 3

    def test_what_a_lost_connection_left_goes_to_the_next(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox, lambda _: False) as deaf:
            sandbox.person("Aiko").say("#general", "lost")
            wait_until(deaf.events)
            assert sandbox.control.disconnect("cut") == 1
            wait_until(lambda: deaf.closed)
        with socket_app(sandbox) as app:
            [event] = wait_until(app.events)
            assert event["text"] == "lost"
            assert app.envelopes()[0]["retry_reason"] == "connection_failed"

    def test_a_refresh_is_announced_before_the_end(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as app:
            sandbox.control.disconnect("refresh", after=0.05)
            wait_until(lambda: app.closed)
            said = [m for m in app.messages if m["type"] == "disconnect"]
            assert [m["reason"] for m in said] == ["warning", "refresh_requested"]
            assert said[0]["debug_info"]["host"]

    def test_an_eleventh_connection_is_one_too_many(self, sandbox: Sandbox) -> None:
        with ExitStack() as stack:
            for _ in range(10):
                stack.enter_context(socket_app(sandbox))
            with socket_app(sandbox) as eleventh:
                wait_until(lambda: eleventh.closed)
                assert eleventh.messages[0]["reason"] == "too_many_websockets"
            assert sandbox.control.status()["connections"] == 10

    def test_a_ticket_is_good_once(self, sandbox: Sandbox) -> None:
        client = WebClient(base_url=sandbox.api_url)
        url = client.apps_connections_open(app_token=sandbox.app_token)["url"]
        websocket.create_connection(url).close()
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(url)

    def test_connections_live_as_long_as_configured(self) -> None:
        made = SandboxConfig(manifest=manifest(), socket_lifetime=0.2)
        with running(made) as sandbox, socket_app(sandbox) as app:
            wait_until(lambda: app.closed)
            assert [m["type"] for m in app.messages] == ["hello", "disconnect", "disconnect"]


class TestWhatIsSent:
    def test_only_channels_that_the_bot_is_in_and_direct_messages_to_it(
        self, sandbox: Sandbox
    ) -> None:
        aiko = sandbox.person("Aiko")
        with socket_app(sandbox) as app:
            aiko.say("#random", "not for the app")
            secret = aiko.create_channel("secret", private=True)
            aiko.say(secret, "not for the app")
            aiko.say(aiko.open_dm("ben"), "not for the app")
            aiko.say(aiko.open_dm("anyapp"), "for the app")
            aiko.invite(secret, "anyapp")
            aiko.say(secret, "for the app too")
            heard = wait_until(lambda: len(app.events()) >= 3 and app.events())
            assert [(e.get("subtype"), e["channel_type"]) for e in heard] == [
                (None, "im"),
                ("channel_join", "group"),
                (None, "group"),
            ]

    def test_only_what_the_manifest_subscribes_to_and_its_scopes_allow(self) -> None:
        made = manifest()
        made["settings"]["event_subscriptions"] = {
            "bot_events": ["message.groups", "reaction_added", "member_joined_channel"]
        }
        made["oauth_config"]["scopes"]["bot"].remove("reactions:read")
        with running(SandboxConfig(manifest=made)) as sandbox, socket_app(sandbox) as app:
            aiko = sandbox.person("Aiko")
            ts = aiko.say("#general", "hello @anyapp")
            aiko.react("#general", ts, "eyes")
            channel = aiko.create_channel("inc-1")
            aiko.invite(channel, "anyapp", "ben")
            sandbox.ledger.wait_for_delivery("member_joined_channel", count=2, outcome="acked")
            assert [event["type"] for event in app.events("")] == ["member_joined_channel"] * 2

    def test_nothing_is_sent_before_an_app_was_ever_there(self, sandbox: Sandbox) -> None:
        sandbox.person("Aiko").say("#general", "too early")
        with socket_app(sandbox) as app:
            sandbox.person("Aiko").say("#general", "in time")
            [event] = wait_until(app.events)
            assert event["text"] == "in time"
        assert len(sandbox.ledger.deliveries()) == 1

    def test_what_happens_while_the_app_is_away_is_retried(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox):
            pass
        wait_until(lambda: not sandbox.control.status()["connections"])
        sandbox.person("Aiko").say("#general", "while away")
        with socket_app(sandbox) as app:
            [event] = wait_until(app.events)
            assert event["text"] == "while away"


class TestFaults:
    def test_an_event_comes_twice(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as app:
            aiko = sandbox.person("Aiko")
            sandbox.control.event_fault("duplicate", "message", copies=3)
            aiko.say("#general", "same id")
            wait_until(lambda: len(app.events()) == 3)
            assert len({e["payload"]["event_id"] for e in app.envelopes()}) == 1
            sandbox.control.event_fault("duplicate", "message", new_id=True)
            aiko.say("#general", "other id")
            wait_until(lambda: len(app.events()) == 5)
            assert len({e["payload"]["event_id"] for e in app.envelopes()[3:]}) == 2
            assert len({e["event_ts"] for e in app.events()[3:]}) == 1

    def test_events_are_reordered_delayed_and_lost(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as app:
            aiko = sandbox.person("Aiko")
            sandbox.control.event_fault("reorder", "message", times=3, count=3)
            for word in ("a", "b", "c"):
                aiko.say("#general", word)
            wait_until(lambda: len(app.events()) == 3)
            assert [e["text"] for e in app.events()] == ["c", "b", "a"]
            sandbox.control.event_fault("delay", "message", seconds=3600)
            aiko.say("#general", "late")
            aiko.say("#general", "early")
            wait_until(lambda: len(app.events()) == 4)
            assert sandbox.control.advance_retries() == 1
            wait_until(lambda: len(app.events()) == 5)
            assert [e["text"] for e in app.events()[3:]] == ["early", "late"]
            sandbox.control.event_fault("lose", "message", where={"text": "gone"})
            aiko.say("#general", "gone")
            aiko.say("#general", "there")
            wait_until(lambda: len(app.events()) == 6)
            assert app.events()[5]["text"] == "there"

    def test_nothing_arrives_in_a_down_time_and_everything_after_it(self, sandbox: Sandbox) -> None:
        with socket_app(sandbox) as app:
            with sandbox.control.down("delivery"):
                sandbox.person("Aiko").say("#general", "in the dark")
                told = sandbox.person("Aiko").command("#general", "/hello")
                assert (told.ok, told.error) == (False, "dispatch_failed")
                assert app.events() == []
            [event] = wait_until(app.events)
            assert event["text"] == "in the dark"

    def test_a_command_is_never_sent_again(self, hasty: Sandbox) -> None:
        with socket_app(hasty, lambda _: False) as app:
            told = hasty.person("Aiko").command("#general", "/hello")
            assert told.error == "operation_timeout"
            assert told.message == '/hello failed with the error "operation_timeout"'
            assert len(app.envelopes("slash_commands")) == 1
            assert hasty.control.status()["waiting"] == 0
