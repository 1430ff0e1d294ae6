"""slack-bolt's async twin runs against the sandbox, over both transports."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from app.sandbox import Sandbox
from tests.e2e.sandbox.conftest import serving
from tests.e2e.sandbox.test_bolt import MODAL

SECONDS = 60


def made(sandbox: Sandbox) -> AsyncApp:
    """An app that answers a message, opens a form, and takes it."""
    web = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    app = AsyncApp(client=web, signing_secret=sandbox.signing_secret, process_before_response=True)

    @app.message("ping")
    async def answer(message: dict[str, Any], say: Any) -> None:
        await say(text="pong", thread_ts=message["ts"])

    @app.command("/hello")
    async def hello(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("form")
    async def sent(ack: Any, view: dict[str, Any], client: AsyncWebClient) -> None:
        title = view["state"]["values"]["title"]["text"]["value"]
        if title == "wrong":
            await ack(response_action="errors", errors={"title": "Not that"})
            return
        await ack()
        await client.chat_postMessage(channel="C0GENERAL00", text=f"declared {title}")

    return app


@asynccontextmanager
async def socket(sandbox: Sandbox, app: AsyncApp) -> AsyncIterator[None]:
    """The app over Socket Mode."""
    handler = AsyncSocketModeHandler(app, sandbox.app_token, ping_interval=4)
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def http(sandbox: Sandbox, app: AsyncApp) -> AsyncIterator[None]:
    """The app behind FastAPI, in a thread with a loop of its own."""
    web, handler = FastAPI(), AsyncSlackRequestHandler(app)

    @web.post("/slack/events")
    async def events(request: Request) -> Response:
        return await handler.handle(request)

    with serving(web) as url:
        await asyncio.to_thread(sandbox.control.request_url, f"{url}/slack/events")
        yield


def scene(sandbox: Sandbox) -> None:
    """What people do and see."""
    aiko = sandbox.person("Aiko")
    ts = aiko.say("#general", "ping")
    assert aiko.wait_for_message("#general", text="pong", thread_ts=ts)
    assert aiko.command("#general", "/hello").ok
    aiko.wait_for_modal(callback_id="form")
    refused = aiko.submit({"Title": "wrong", "Severity": "sev1"})
    assert refused.errors == {"title": "Not that"}
    assert aiko.submit({"Title": "slow", "Severity": "sev2"}).ok
    assert aiko.wait_for_message("#general", text="declared slow")


@pytest.mark.parametrize("over", [socket, http])
def test_an_async_app_answers_messages_and_takes_forms(
    sandbox: Sandbox, over: Callable[..., Any]
) -> None:
    async def run() -> None:
        async with over(sandbox, made(sandbox)):
            await asyncio.wait_for(asyncio.to_thread(scene, sandbox), SECONDS)

    asyncio.run(run())
