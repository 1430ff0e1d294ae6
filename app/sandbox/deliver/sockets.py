"""Socket Mode: the connections an app holds, and envelopes that wait for their ack.

The protocol is that of docs.slack.dev/apis/events-api/using-socket-mode: `hello`, envelopes
that are acknowledged by their id, `disconnect` with a reason, at most ten connections.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.sandbox import ids
from app.sandbox.wire import Json, dumps, loads

MOST_CONNECTIONS = 10
#: Real seconds between the warning and the end of a connection.
WARNING_SECONDS = 10.0
_HOST = "applink-sandbox"

#: Told how an envelope ended: `acked`, `timeout` or `disconnected`, and the ack's payload.
Settle = Callable[[str, Json | None], None]


@dataclass(slots=True)
class _Pending:
    settle: Settle
    timer: asyncio.TimerHandle


class Connection:
    """One WebSocket of the app."""

    def __init__(self, abort: Callable[[], None]) -> None:
        self.opened = time.time()
        #: What is to be sent; None closes the connection.
        self.outgoing: asyncio.Queue[bytes | None] = asyncio.Queue()
        #: Cuts the connection without a word.
        self.abort = abort
        self._pending: dict[str, _Pending] = {}

    def hello(self, app_id: str, number: int) -> None:
        """The first message."""
        self._say(
            {
                "type": "hello",
                "num_connections": number,
                "connection_info": {"app_id": app_id},
                "debug_info": self._debug(),
            }
        )

    def goodbye(self, reason: str) -> None:
        """Says that the connection ends soon, or why it ends."""
        self._say({"type": "disconnect", "reason": reason, "debug_info": self._debug()})

    def close(self) -> None:
        """Ends the connection once everything queued is sent."""
        self.outgoing.put_nowait(None)

    def send(self, envelope_id: str, envelope: bytes, within: float, settle: Settle) -> None:
        """Sends an envelope and tells `settle` how it ended."""
        loop = asyncio.get_running_loop()
        timer = loop.call_later(within, self._end, envelope_id, "timeout", None)
        self._pending[envelope_id] = _Pending(settle, timer)
        self.outgoing.put_nowait(envelope)

    def heard(self, text: str) -> None:
        """Takes what the app says: acks."""
        try:
            message = loads(text)
        except ValueError:
            return
        if isinstance(message, dict) and "envelope_id" in message:
            payload = message.get("payload")
            answer = payload if isinstance(payload, dict) and payload else None
            self._end(str(message["envelope_id"]), "acked", answer)

    def lost(self) -> None:
        """Ends every envelope that is still waiting."""
        for envelope_id in list(self._pending):
            self._end(envelope_id, "disconnected", None)

    def _end(self, envelope_id: str, outcome: str, payload: Json | None) -> None:
        pending = self._pending.pop(envelope_id, None)
        if pending:
            pending.timer.cancel()
            pending.settle(outcome, payload)

    def _say(self, message: Json) -> None:
        self.outgoing.put_nowait(dumps(message))

    def _debug(self) -> Json:
        return {
            "host": _HOST,
            "build_number": 1,
            "approximate_connection_time": 18060,
        }


class Sockets:
    """All connections of the app, in turn."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self._tickets: set[str] = set()
        self._turn = 0

    def ticket(self) -> str:
        """The right to open one connection."""
        ticket = ids.secret(32)
        self._tickets.add(ticket)
        return ticket

    def retire(self, connection: Connection) -> None:
        """Ends a connection; nothing more is sent over it."""
        if connection in self.connections:
            self.connections.remove(connection)
        connection.close()

    def redeem(self, ticket: str) -> bool:
        """Whether a ticket is good; it is not a second time."""
        good = ticket in self._tickets
        self._tickets.discard(ticket)
        return good

    def pick(self) -> Connection | None:
        """The connection whose turn it is; None when there is none."""
        if not self.connections:
            return None
        self._turn = (self._turn + 1) % len(self.connections)
        return self.connections[self._turn]

    def refresh(self, connection: Connection, *, after: float = WARNING_SECONDS) -> None:
        """Warns the app, and ends the connection `after` so many real seconds."""
        connection.goodbye("warning")
        asyncio.get_running_loop().call_later(after, self._refresh_now, connection)

    def _refresh_now(self, connection: Connection) -> None:
        if connection in self.connections:
            connection.goodbye("refresh_requested")
            self.retire(connection)
