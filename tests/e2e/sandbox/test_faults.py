"""What goes wrong on demand, as a client of the Web API sees it; and the ledger's part."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from app.sandbox import Sandbox, SandboxConfig, SandboxError, UnexpectedCallsError, running
from tests.e2e.sandbox.conftest import manifest
from tests.e2e.sandbox.recorders import wait_until

GENERAL = "C0GENERAL00"


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    """A client that tries once."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def post(client: WebClient) -> Callable[..., Any]:
    return lambda text="a": client.chat_postMessage(channel=GENERAL, text=text)


def said(sandbox: Sandbox) -> list[str]:
    return [message["text"] for message in sandbox.person("Aiko").messages("#general")]


def test_an_error_an_http_status_and_a_429_have_no_effect(
    sandbox: Sandbox, post: Callable[..., Any]
) -> None:
    sandbox.control.fault("error", "chat.postMessage", error="fatal_error")
    sandbox.control.fault("status", "chat.postMessage", after=1, status=502)
    sandbox.control.fault("ratelimit", "chat.postMessage", after=2, retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        post()
    assert raised.value.response["error"] == "fatal_error"
    with pytest.raises(SlackApiError) as raised:
        post()
    assert raised.value.response.status_code == 502
    with pytest.raises(SlackApiError) as raised:
        post()
    assert raised.value.response.headers["retry-after"] == "7"
    assert said(sandbox) == []
    assert post("well")["ok"]
    faults = [call["fault"] for call in sandbox.ledger.calls("chat.postMessage")]
    assert faults == ["error", "status", "ratelimit", ""]


def test_some_failures_come_after_the_effect(sandbox: Sandbox, post: Callable[..., Any]) -> None:
    sandbox.control.fault("status_after", "chat.postMessage", status=500)
    with pytest.raises(SlackApiError) as raised:
        post("done all the same")
    assert raised.value.response.status_code == 500
    sandbox.control.fault("drop_after", "chat.postMessage")
    with pytest.raises(OSError, match=r"."):
        post("done and dropped")
    assert said(sandbox) == ["done all the same", "done and dropped"]


def test_a_fault_may_be_meant_for_one_call_only(sandbox: Sandbox, post: Callable[..., Any]) -> None:
    where = {"text": {"contains": "bad"}}
    sandbox.control.fault("error", "chat.postMessage", where=where, times=None)
    assert post("good")["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError):
            post("bad")
    sandbox.control.clear_faults()
    assert post("bad")["ok"]
    with pytest.raises(SandboxError, match="invalid_request"):
        sandbox.control.fault("explode")


def test_calls_take_as_long_as_they_are_told_to(
    sandbox: Sandbox, client: WebClient, post: Callable[..., Any]
) -> None:
    sandbox.control.latency(80, chat_postMessage=160)
    sandbox.control.fault("delay", "chat.postMessage", seconds=0.1)
    for call, least in ((post, 0.26), (post, 0.16), (client.auth_test, 0.08)):
        began = time.monotonic()
        call()
        assert time.monotonic() - began >= least
    took = [call["took_ms"] for call in sandbox.ledger.calls()]
    assert all(ms >= 79 for ms in took)


def test_the_api_can_be_down_and_the_port_closed(
    sandbox: Sandbox, post: Callable[..., Any]
) -> None:
    with sandbox.control.down("api"):
        with pytest.raises(OSError, match=r"."):
            post()
        assert sandbox.control.status()["faults"]["api_down"]
    assert post("between")["ok"]
    sandbox.control.refuse(2)

    def refused() -> bool:
        try:
            post("while closing")
        except OSError as error:
            return "refused" in str(error)
        return False

    wait_until(refused)
    assert wait_until(lambda: _open_again(post))
    assert said(sandbox)[0] == "between"
    assert said(sandbox)[-1] == "open again"


def _open_again(post: Callable[..., Any]) -> bool:
    try:
        return bool(post("open again")["ok"])
    except OSError:
        return False


def test_limits_are_slacks_when_they_are_on() -> None:
    with running(SandboxConfig(manifest=manifest(), rate_limits=True)) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

        def create(first: int, last: int) -> None:
            for number in range(first, last):
                client.conversations_create(name=f"inc-{number}")

        create(0, 20)
        # One more is allowed every three seconds, and a slow machine may need as long for twenty.
        with pytest.raises(SlackApiError) as raised:
            create(20, 200)
        assert raised.value.response.headers["retry-after"] in {"1", "2", "3"}
        assert client.conversations_list()["ok"]
        sandbox.control.limits(enabled=False)
        assert client.conversations_create(name="inc-200")["ok"]


class TestLedger:
    def test_what_no_one_expected_is_named(
        self, sandbox: Sandbox, client: WebClient, post: Callable[..., Any]
    ) -> None:
        sandbox.ledger.forget()
        post("expected")
        client.users_info(user="U0AIKO00000")
        sandbox.ledger.wait_for("chat.postMessage", text="expected")
        sandbox.ledger.expect_nothing_else()
        post("a surprise")
        with pytest.raises(UnexpectedCallsError, match="a surprise"):
            sandbox.ledger.expect_nothing_else()
        sandbox.ledger.forget()
        sandbox.ledger.expect_nothing_else()

    def test_what_does_not_come_is_told_with_what_did(
        self, sandbox: Sandbox, post: Callable[..., Any]
    ) -> None:
        post("something else")
        with pytest.raises(UnexpectedCallsError, match="something else"):
            sandbox.ledger.wait_for("views.open", within=0.05)

    def test_calls_are_found_by_their_arguments(
        self, sandbox: Sandbox, post: Callable[..., Any]
    ) -> None:
        posted = post("one")
        mark = sandbox.ledger.mark()
        post("two")
        found = sandbox.ledger.calls("chat.*", since=mark, arguments__channel=GENERAL)
        assert [call["arguments"]["text"] for call in found] == ["two"]
        [first] = sandbox.ledger.calls(arguments__text={"matches": "^on"})
        assert first["result"] == {"channel": GENERAL, "ts": posted["ts"]}
        assert first["at"] == pytest.approx(first["when"])
        assert "token" not in first["arguments"]

    def test_it_can_be_capped(self) -> None:
        with running(SandboxConfig(manifest=manifest(), ledger_cap=5)) as sandbox:
            client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
            for _ in range(9):
                client.auth_test()
            assert len(sandbox.ledger.calls()) == 5
