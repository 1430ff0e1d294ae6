"""WebSockets: the app's Socket Mode connections and people's live feeds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from app.sandbox.client.people import clock_fields, person_of
from app.sandbox.deliver.sockets import MOST_CONNECTIONS, WARNING_SECONDS, Connection
from app.sandbox.errors import SlackError
from app.sandbox.net.messages import Receive, Scope, Send
from app.sandbox.wire import dumps

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_POLICY_VIOLATION = 1008


async def serve_app(slack: Slack, scope: Scope, receive: Receive, send: Send) -> None:
    """One Socket Mode connection."""
    await receive()
    query = parse_qs(scope["query_string"].decode())
    sockets = slack.outbound.sockets
    if slack.faults.api_down or not sockets.redeem(query.get("ticket", [""])[0]):
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    await send({"type": "websocket.accept"})
    connection = Connection(scope["state"]["transport"].abort)
    if len(sockets.connections) >= MOST_CONNECTIONS:
        connection.goodbye("too_many_websockets")
        connection.close()
        await _write(connection.outgoing, send)
        return
    sockets.connections.append(connection)
    connection.hello(slack.bot.app_id, len(sockets.connections))
    slack.outbound.connected()
    ageing = _let_age(slack, connection)
    try:
        await _both(_write(connection.outgoing, send), _read_acks(connection, receive))
    finally:
        if ageing:
            ageing.cancel()
        sockets.retire(connection)
        connection.lost()


async def serve_person(slack: Slack, scope: Scope, receive: Receive, send: Send) -> None:
    """One window of a person: everything they may see change, as it changes."""
    await receive()
    try:
        person = person_of(slack, scope["path"].split("/")[2])
    except SlackError:
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        return
    await send({"type": "websocket.accept"})
    feed = slack.feeds.open(person.id)
    feed.push(dumps({"type": "hello", "person": person.id, "clock": clock_fields(slack)}))
    try:
        await _both(_write(feed.queue, send), _read_nothing(receive))
    finally:
        slack.feeds.close(feed)


def _let_age(slack: Slack, connection: Connection) -> asyncio.TimerHandle | None:
    lifetime = slack.config.socket_lifetime
    if lifetime is None:
        return None
    warned = min(WARNING_SECONDS, lifetime / 2)
    loop = asyncio.get_running_loop()
    return loop.call_later(
        lifetime - warned,
        lambda: slack.outbound.sockets.refresh(connection, after=warned),
    )


async def _write(queue: asyncio.Queue[bytes | None], send: Send) -> None:
    while (message := await queue.get()) is not None:
        await send({"type": "websocket.send", "text": message.decode()})
    await send({"type": "websocket.close", "code": 1000})


async def _read_acks(connection: Connection, receive: Receive) -> None:
    while (message := await receive())["type"] == "websocket.receive":
        connection.heard(message.get("text") or message.get("bytes") or "")


async def _read_nothing(receive: Receive) -> None:
    while (await receive())["type"] == "websocket.receive":
        pass


async def _both(*sides: Coroutine[None, None, None]) -> None:
    """Until one side is done."""
    tasks = [asyncio.create_task(side) for side in sides]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, OSError):
            await asyncio.gather(*tasks, return_exceptions=True)
