"""Which path goes where."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.sandbox.acts import files as file_acts
from app.sandbox.api import pipeline
from app.sandbox.client.files import avatar, served
from app.sandbox.client.routes import CLIENT
from app.sandbox.control.routes import CONTROL
from app.sandbox.errors import SlackError
from app.sandbox.interact.answers import respond
from app.sandbox.net import websockets
from app.sandbox.net.messages import (
    DROP,
    PLAIN,
    Receive,
    Request,
    Response,
    Scope,
    Send,
    cut,
    read_request,
    send_response,
)
from app.sandbox.net.multipart import parts_of
from app.sandbox.net.routing import refusal
from app.sandbox.page.routes import answer as page

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_DOWNLOAD = re.compile(r"/files-pri/[A-Z0-9]+-(F[A-Z0-9]+)/.*")


class Application:
    """The sandbox as an ASGI application."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._by_prefix: dict[str, Callable[[Request], Awaitable[Response | None]]] = {
            "api": self._api,
            "client": self._client,
            "control": self._control,
            "commands": self._response_url,
            "actions": self._response_url,
            "app": self._response_url,
            "upload": self._upload,
            "files-pri": self._download,
            "avatars": self._avatar,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or serves one WebSocket."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
            return
        request = await read_request(scope, receive)
        prefix = request.path.lstrip("/").partition("/")[0]
        response = await self._by_prefix.get(prefix, self._elsewhere)(request)
        if response is DROP:
            await cut(scope, receive)
        else:
            await send_response(send, response)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/link"):
            await websockets.serve_app(self._slack, scope, receive, send)
        elif scope["path"].endswith("/feed") and _same_origin(scope):
            await websockets.serve_person(self._slack, scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    async def _api(self, request: Request) -> Response | None:
        return await pipeline.serve(self._slack, request)

    async def _client(self, request: Request) -> Response:
        return _foreign(request) or await CLIENT.answer(self._slack, request)

    async def _control(self, request: Request) -> Response:
        if request.client not in _LOOPBACK:
            return refusal("not_allowed", "The control endpoint is for this machine.", 403)
        return _foreign(request) or await CONTROL.answer(self._slack, request)

    async def _response_url(self, request: Request) -> Response | None:
        if self._slack.faults.api_down:
            return DROP
        return respond(self._slack, request)

    async def _upload(self, request: Request) -> Response | None:
        if self._slack.faults.api_down:
            return DROP
        content = request.body
        if request.header("content-type").startswith("multipart/"):
            try:
                content = next(part.content for part in parts_of(request) if part.filename)
            except (SlackError, StopIteration):
                return Response(b"no file", 400, PLAIN)
        ticket = request.path.rpartition("/")[2]
        file = file_acts.receive(self._slack, ticket, content)
        if file is None:
            return Response(b"unknown upload", 404, PLAIN)
        return Response(b"OK - %d" % file.size, 200, PLAIN)

    async def _download(self, request: Request) -> Response:
        match = _DOWNLOAD.fullmatch(request.path)
        user = self._slack.world.by_token.get(request.header("authorization")[7:])
        file = self._slack.world.files.get(match[1]) if match else None
        person = self._slack.world.people.get(user or "")
        if file is None or file.deleted:
            return Response(b"file not found", 404, PLAIN)
        if person is None or not file_acts.visible(self._slack, file, person):
            return Response(b"", 302, PLAIN, [(b"location", b"/")])
        return served(file)

    async def _avatar(self, request: Request) -> Response:
        return avatar(self._slack, request.path.split("/")[2])

    async def _elsewhere(self, request: Request) -> Response:
        return _foreign(request) or await page(self._slack, request)


def _foreign(request: Request) -> Response | None:
    """Refuses what another web site's page would have a visitor's browser send."""
    origin, host = request.header("origin"), request.header("host")
    if origin and urlsplit(origin).netloc != host:
        return refusal("not_allowed", "Another site's page may not do this.", 403)
    return None


def _same_origin(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    return not origin or urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin-1")
