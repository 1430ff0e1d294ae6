"""Listening: uvicorn's protocols on sockets of our own, which can be closed and opened again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from http import HTTPStatus
from typing import cast

import uvicorn
from uvicorn._types import ASGIApplication
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import InvalidState
from websockets.http11 import Request

from app.sandbox.net.messages import Application

_KEEP_ALIVE_SECONDS = 75
_BACKLOG = 512
#: slack_sdk's builtin client closes only between two reads: pings keep that short.
_PING_SECONDS = 0.5
_LARGEST_MESSAGE = 16 * 1024 * 1024


class _Http(HttpToolsProtocol):
    """Hands its connection to the application, so that it can be cut."""

    def on_message_begin(self) -> None:
        self.access_log = False
        super().on_message_begin()
        self.scope["state"]["transport"] = self.transport


class _WebSocket(WebSocketsSansIOProtocol):
    """The same for WebSockets."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            self.scope["state"]["transport"] = self.transport


class Listener:
    """One address that an ASGI application answers at."""

    def __init__(self, application: Application, host: str, port: int) -> None:
        self._config = uvicorn.Config(
            cast("ASGIApplication", application),
            http=_Http,
            ws=_WebSocket,
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            ws_max_size=_LARGEST_MESSAGE,
            ws_per_message_deflate=False,
            ws_ping_interval=_PING_SECONDS,
        )
        self._config.load()
        self._state = ServerState()
        self.host = host
        self.port = port
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Listens; with port 0 on any free one, and on the same one from then on.

        Raises:
            OSError: when the address cannot be had.
        """
        if self._server is not None:
            return
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._protocol, self.host, self.port, backlog=_BACKLOG, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """Stops listening and cuts every connection; `open` takes it back."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in list(self._state.connections):
            connection.transport.abort()

    async def close(self) -> None:
        """Stops for good: what is being answered is finished first, for a moment."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in list(self._state.connections):
            # One that the other side is closing just now needs no goodbye; it is cut below.
            with contextlib.suppress(InvalidState):
                connection.shutdown()
        tasks = list(self._state.tasks)
        _, pending = await asyncio.wait(tasks, timeout=1.0) if tasks else (set(), set())
        for task in pending:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*pending, return_exceptions=True)
        for connection in list(self._state.connections):
            connection.transport.abort()

    def _protocol(self) -> asyncio.Protocol:
        return _Http(self._config, self._state, {}, asyncio.get_running_loop())


logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
