"""The way in for events: recorded and acknowledged before any framework is asked.

Every message of every incident comes through here. What is not evidence goes on to FastAPI
and Bolt as if nobody had read it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.flows import inbox
from app.flows.muster import Muster
from app.store.recorder import RecordingError
from app.web.signature import Signatures

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
#: No event is longer: a message has 40,000 characters, and some blocks.
MOST_BYTES = 8 * 1024 * 1024
_TIMESTAMP = b"x-slack-request-timestamp"
_SIGNATURE = b"x-slack-signature"


class Intake:
    """Records events that Slack sends over HTTP; an ASGI middleware.

    Waiting for the commit holds no thread: a hundred events can wait for one.
    """

    def __init__(self, app: ASGIApp, *, muster: Muster, signing_secret: str) -> None:
        self._app = app
        self._muster = muster
        self._signatures = Signatures(signing_secret)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for an event; hand on anything else."""
        if scope["type"] != "http" or scope["path"] != EVENTS_PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if not headers.get(b"content-type", b"").startswith(b"application/json"):
            await self._app(scope, receive, send)
            return
        body = await _body_of(receive)
        if body is None:
            await _answer(send, 413)
            return
        done = asyncio.get_running_loop().create_future()
        if self._is_signed(body, headers) and inbox.receive(self._muster, _parsed(body), done):
            await _answer(send, await _status(done))
        else:
            await self._app(scope, _again(body, receive), send)

    def _is_signed(self, body: bytes, headers: dict[bytes, bytes]) -> bool:
        timestamp, signature = headers.get(_TIMESTAMP, b""), headers.get(_SIGNATURE, b"")
        return self._signatures.is_valid(body, timestamp, signature, time.time())


async def _status(done: asyncio.Future[int]) -> int:
    """200 when the recording is durable; 503 tells Slack to send it again."""
    late = asyncio.get_running_loop().call_later(inbox.COMMIT_SECONDS, _give_up, done)
    try:
        await done
    except RecordingError as error:
        log.warning("an event could not be recorded: %s", error)
        return 503
    finally:
        late.cancel()
    return 200


def _give_up(done: asyncio.Future[int]) -> None:
    if not done.done():
        done.set_exception(RecordingError("the commit takes too long"))


async def _body_of(receive: Receive) -> bytes | None:
    """The request's body; None when it is longer than any event."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body") and len(body) <= MOST_BYTES:
        message = await receive()
        body += message.get("body", b"")
    return body if len(body) <= MOST_BYTES else None


def _again(body: bytes, receive: Receive) -> Receive:
    """What reads the same body once more."""
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return unread.pop() if unread else await receive()

    return again


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
