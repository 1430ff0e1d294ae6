"""slack_sdk's own clients run against the sandbox: sync, async, Socket Mode in all its kinds."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from queue import Queue
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
)
from slack_sdk.socket_mode.aiohttp import SocketModeClient as AiohttpClient
from slack_sdk.socket_mode.builtin import SocketModeClient as BuiltinClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websocket_client import SocketModeClient as WebSocketClient
from slack_sdk.socket_mode.websockets import SocketModeClient as WebsocketsClient
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from support.sockets import hang_up

from app.sandbox import Sandbox
from tests.e2e.sandbox.recorders import wait_until

GENERAL = "C0GENERAL00"
SECONDS = 60


def test_the_async_client_works(sandbox: Sandbox) -> None:
    async def scene() -> None:
        client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        posts = [client.chat_postMessage(channel=GENERAL, text=str(n)) for n in range(20)]
        answers = await asyncio.gather(*posts)
        assert len({answer["ts"] for answer in answers}) == 20
        uploaded = await client.files_upload_v2(
            channel=GENERAL, content="x", filename="a.txt", initial_comment="file"
        )
        assert uploaded["ok"]
        pages = [
            len(page["messages"])
            async for page in await client.conversations_history(channel=GENERAL, limit=8)
        ]
        assert pages == [8, 8, 5]

    asyncio.run(scene())


# That client leaves its old socket to the garbage collector when it swaps connections.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
# The one that is built on websocket_client connects half a second after `connect`, and takes
# a session that has not begun within a ping interval for a lost one.
@pytest.mark.parametrize(
    ("kind", "ping_interval"),
    [(BuiltinClient, 2.0), (WebSocketClient, 3.0)],
    ids=["builtin", "websocket_client"],
)
def test_blocking_socket_mode_clients_work(
    sandbox: Sandbox, kind: Any, ping_interval: float
) -> None:
    heard: Queue[SocketModeRequest] = Queue()

    def listen(client: Any, request: SocketModeRequest) -> None:
        heard.put(request)
        payload = {"text": "hello"} if request.type == "slash_commands" else None
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
        client.send_socket_mode_response(response)

    web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    client = kind(app_token=sandbox.app_token, web_client=web, ping_interval=ping_interval)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    try:
        wait_until(lambda: sandbox.control.status()["connections"])
        aiko = sandbox.person("Aiko")
        aiko.say("#general", "hi")
        event = heard.get(timeout=SECONDS)
        assert event.type == "events_api"
        assert event.payload["event"]["text"] == "hi"
        assert event.retry_attempt == 0
        assert aiko.command("#general", "/hello").ok
        assert aiko.wait_for_ephemeral("#general", text="hello")
        first = id(client.current_session)
        sandbox.control.disconnect("close")
        sandbox.person("Ben").say("#general", "after the refresh")
        texts = []
        while "after the refresh" not in texts:
            request = heard.get(timeout=SECONDS)
            if request.type == "events_api":
                texts.append(request.payload["event"]["text"])
        assert id(client.current_session) != first
        sandbox.ledger.wait_for_delivery("message", count=2, within=SECONDS, outcome="acked")
    finally:
        client.close()
        del client
        gc.collect()


@pytest.mark.parametrize("kind", [AiohttpClient, WebsocketsClient], ids=["aiohttp", "websockets"])
def test_async_socket_mode_clients_work(sandbox: Sandbox, kind: Any) -> None:
    async def scene() -> None:
        heard: asyncio.Queue[SocketModeRequest] = asyncio.Queue()

        async def listen(client: Any, request: SocketModeRequest) -> None:
            heard.put_nowait(request)
            payload = {"text": "hello"} if request.type == "slash_commands" else None
            response = SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            await client.send_socket_mode_response(response)

        web = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        client = kind(app_token=sandbox.app_token, web_client=web, ping_interval=4.0)
        client.socket_mode_request_listeners.append(listen)
        await client.connect()
        try:
            await _scene(sandbox, heard, asyncio.to_thread)
        finally:
            await client.close()

    asyncio.run(scene())


async def _scene(
    sandbox: Sandbox,
    heard: asyncio.Queue[SocketModeRequest],
    aside: Callable[..., Awaitable[Any]],
) -> None:
    aiko = await aside(sandbox.person, "Aiko")
    await aside(aiko.say, "#general", "hi")
    event = await asyncio.wait_for(heard.get(), SECONDS)
    assert event.payload["event"]["text"] == "hi"
    told = await aside(aiko.command, "#general", "/hello")
    assert told.ok
    await asyncio.wait_for(heard.get(), SECONDS)
    await aside(sandbox.control.disconnect, "close")
    await aside(aiko.say, "#general", "after the refresh")
    again = await asyncio.wait_for(heard.get(), SECONDS)
    assert again.payload["event"]["text"] == "after the refresh"


def test_a_429_is_obeyed_by_the_sdks_own_handler(sandbox: Sandbox) -> None:
    sandbox.control.limits(enabled=True)
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)

    def post(times: int) -> None:
        for _ in range(times):
            client.chat_postMessage(channel=GENERAL, text="one")

    # One a second is allowed; on a slow machine two may lie so far apart.
    with pytest.raises(SlackApiError) as raised:
        post(100)
    assert raised.value.response["error"] == "ratelimited"
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["retry-after"] == "1"
    assert client.users_info(user="U0AIKO00000")["ok"]
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=2))
    assert client.chat_postMessage(channel=GENERAL, text="two")["ok"]


def test_a_connection_that_drops_after_the_effect_makes_the_sdk_post_twice(
    sandbox: Sandbox,
) -> None:
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    assert any(isinstance(h, ConnectionErrorRetryHandler) for h in client.retry_handlers)
    sandbox.control.fault("drop_after", "chat.postMessage")
    client.chat_postMessage(channel=GENERAL, text="twice")
    texts = [m["text"] for m in sandbox.person("Aiko").messages("#general")]
    assert texts == ["twice", "twice"]
    careful = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    sandbox.control.fault("drop_after", "chat.postMessage")
    with pytest.raises(OSError, match=r"."):
        careful.chat_postMessage(channel=GENERAL, text="once")
    sandbox.control.fault("drop_before", "chat.postMessage")
    with pytest.raises(OSError, match=r"."):
        careful.chat_postMessage(channel=GENERAL, text="never")
    texts = [m["text"] for m in sandbox.person("Aiko").messages("#general")]
    assert texts == ["twice", "twice", "once"]


def test_the_webhook_client_uses_response_urls(sandbox: Sandbox) -> None:
    urls: Queue[str] = Queue()

    def listen(client: Any, request: SocketModeRequest) -> None:
        urls.put(request.payload["response_url"])
        client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    client = BuiltinClient(app_token=sandbox.app_token, web_client=web)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    try:
        aiko = sandbox.person("Aiko")
        aiko.command("#general", "/hello")
        webhook = WebhookClient(urls.get(timeout=SECONDS))
        assert webhook.send(text="one").status_code == 200
        assert webhook.send(text="two", replace_original=True).status_code == 200
        shown = [message["text"] for message in aiko.ephemeral("#general")]
        assert shown == ["two"]
        refused = webhook.send(blocks=[{"type": "nonsense"}])
        assert (refused.status_code, "invalid_blocks" in refused.body) == (400, True)
        assert webhook.send(delete_original=True).status_code == 200
        assert aiko.ephemeral("#general") == []
        assert webhook.send(text="all", response_type="in_channel").status_code == 200
        assert sandbox.person("Ben").messages("#general")[-1]["text"] == "all"
        used = webhook.send(text="one too many")
        assert (used.status_code, "used_url" in used.body) == (404, True)
        calls = sandbox.ledger.calls("response_url")
        assert [call["error"] for call in calls] == ["", "", "invalid_blocks", "", "", "used_url"]
    finally:
        hang_up(client)
