"""Requests and answers, as little of HTTP as the sandbox needs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl

from app.sandbox.wire import dumps

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

JSON = b"application/json; charset=utf-8"
PLAIN = b"text/plain; charset=utf-8"


@dataclass(slots=True)
class Request:
    """What came in."""

    method: str
    path: str
    query_string: bytes
    headers: dict[bytes, bytes]
    body: bytes
    #: The address it came from.
    client: str

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(self.query_string.decode(), keep_blank_values=True))

    def header(self, name: str) -> str:
        """A header's value; empty when it is not there."""
        return self.headers.get(name.lower().encode(), b"").decode("latin-1")


@dataclass(slots=True)
class Response:
    """What goes back."""

    body: bytes = b""
    status: int = 200
    content_type: bytes = JSON
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)


#: Goes back instead of a response: the connection is cut.
DROP = None


def as_json(value: object, status: int = 200) -> Response:
    """A response that is JSON."""
    return Response(dumps(value), status)


async def read_request(scope: Scope, receive: Receive) -> Request:
    """The whole of a request."""
    message = await receive()
    body = message.get("body", b"")
    if message.get("more_body"):
        chunks = [body]
        while message.get("more_body"):
            message = await receive()
            chunks.append(message.get("body", b""))
        body = b"".join(chunks)
    client = scope.get("client")
    return Request(
        scope["method"],
        scope["path"],
        scope["query_string"],
        dict(scope["headers"]),
        body,
        client[0] if client else "",
    )


async def send_response(send: Send, response: Response) -> None:
    """Sends an answer."""
    headers = [
        (b"content-type", response.content_type),
        (b"content-length", str(len(response.body)).encode()),
        *response.headers,
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


async def cut(scope: Scope, receive: Receive) -> None:
    """Cuts the connection of a request and waits until it is gone."""
    transport = cast("asyncio.Transport", scope["state"]["transport"])
    transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
