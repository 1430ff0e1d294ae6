"""A sandbox, and a Bolt app that runs against it over either transport."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from slack_bolt import App
from slack_bolt.adapter.fastapi import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from support.sockets import hang_up
from support.world import ROOM

from app.sandbox import Sandbox, SandboxConfig, running
from app.sandbox.manifest import default_manifest
from tests.e2e.sandbox.conformance import allowed_errors

Run = Callable[[App], None]


def manifest(**settings: Any) -> dict[str, Any]:
    """An app with commands and shortcuts that may do everything."""
    made = copy.deepcopy(default_manifest())
    made["features"] |= {
        "slash_commands": [
            {"command": "/hello", "description": "Says hello", "should_escape": True},
            {"command": "/plain", "description": "Gets text as typed", "should_escape": False},
        ],
        "shortcuts": [
            {"name": "Begin", "callback_id": "begin", "type": "global", "description": "b"},
            {"name": "Mark", "callback_id": "mark", "type": "message", "description": "m"},
        ],
    }
    made["settings"] |= settings
    return made


@pytest.fixture
def config() -> SandboxConfig:
    """How the sandbox of a test starts; a module may override it."""
    return SandboxConfig(manifest=manifest(), ack_timeout=ROOM, trigger_lifetime=ROOM)


@pytest.fixture
def sandbox(config: SandboxConfig) -> Iterator[Sandbox]:
    """A running sandbox; at the end no answer may have had an error that Slack has not."""
    with running(config) as started:
        yield started
        for call in started.ledger.calls():
            if call["error"] and not call["fault"]:
                assert call["error"] in allowed_errors(call["method"]), call


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    """The bot's Web API client."""
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)


@pytest.fixture
def bolt(sandbox: Sandbox) -> App:
    """A Bolt app that talks to the sandbox; listeners are added by the test."""
    web = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    return App(
        client=web,
        signing_secret=sandbox.signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )


@pytest.fixture(params=["socket", "http"])
def run(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Run]:
    """Lets a Bolt app run, once over Socket Mode and once over HTTP."""
    with ExitStack() as stack:

        def start(app: App) -> None:
            over = socket_mode if request.param == "socket" else http
            stack.enter_context(over(sandbox, app))

        yield start


@contextmanager
def socket_mode(sandbox: Sandbox, app: App) -> Iterator[None]:
    """The app over Socket Mode, by the builtin client."""
    handler = SocketModeHandler(app, sandbox.app_token)
    handler.connect()
    try:
        yield
    finally:
        hang_up(handler.client)


@contextmanager
def http(sandbox: Sandbox, app: App) -> Iterator[None]:
    """The app behind FastAPI and uvicorn, as its request URL."""
    web = FastAPI()
    handler = SlackRequestHandler(app)

    @web.post("/slack/events")
    async def events(request: Request) -> Response:
        return await handler.handle(request)

    with serving(web) as url:
        sandbox.control.request_url(f"{url}/slack/events")
        yield


@contextmanager
def serving(web: Any) -> Iterator[str]:
    """An ASGI application on a free port; gives its address."""
    server = uvicorn.Server(uvicorn.Config(web, port=0, log_level="warning", ws="none"))
    ready = threading.Event()
    startup = server.startup

    async def started(*args: Any, **kwargs: Any) -> None:
        await startup(*args, **kwargs)
        ready.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(ROOM)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(ROOM)
