"""The ledger: every call that came in and every delivery that went out.

A test reads it to say what was sent, waits for what must come, and fails on what no one
expected. The oldest entries are forgotten past the cap, so memory stays bounded.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections import deque
from collections.abc import Callable, Reversible
from dataclasses import dataclass, field
from itertools import takewhile

from app.sandbox.clock import Clock
from app.sandbox.matching import matches, same_name
from app.sandbox.wire import Json, loads


@dataclass(slots=True)
class Call:
    """One call of a Web API method, or of a response URL (method `response_url`)."""

    seq: int
    #: Real and scaled seconds since the epoch at which it came in.
    at: float
    when: float
    method: str
    #: User id behind the token; empty when there was none.
    caller: str
    #: The arguments as JSON, without the token.
    arguments: bytes
    ok: bool = False
    error: str = ""
    status: int = 200
    #: Real milliseconds from the request to the answer.
    took_ms: float = 0.0
    #: What Slack would let pass in silence: unknown arguments, for example.
    warnings: tuple[str, ...] = ()
    #: The fault that befell it, if any.
    fault: str = ""
    #: What it made (a ts, a channel id), encoded.
    result: bytes = b"{}"

    def shown(self) -> Json:
        """As the control endpoint shows it."""
        return {
            "seq": self.seq,
            "at": self.at,
            "when": self.when,
            "method": self.method,
            "caller": self.caller,
            "arguments": loads(self.arguments),
            "ok": self.ok,
            "error": self.error,
            "status": self.status,
            "took_ms": round(self.took_ms, 3),
            "warnings": self.warnings,
            "fault": self.fault,
            "result": loads(self.result),
        }


@dataclass(slots=True)
class Delivery:
    """One attempt to hand an event or an interaction to the app."""

    #: `events_api`, `slash_commands`, `interactive` or `url_verification`.
    kind: str
    #: The event's or the interaction's type; a message's subtype after a dot.
    type: str
    #: The event's id; empty for interactions.
    event_id: str
    #: `socket` or `http`; empty when there was no way to the app.
    transport: str
    attempt: int
    channel: str = ""
    #: `pending`, `acked`, `timeout`, `http_<status>`, `connection_failed`, `disconnected`, ...
    outcome: str = "pending"
    took_ms: float = 0.0
    seq: int = 0
    #: Real and scaled seconds since the epoch.
    at: float = 0.0
    when: float = 0.0

    def shown(self) -> Json:
        """As the control endpoint shows it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Query:
    """Which entries are meant."""

    #: `calls` or `deliveries`.
    of: str = "calls"
    #: A method, or a delivery's type; `*` stands for anything.
    name: str = "*"
    #: Only after this sequence number.
    since: int = 0
    #: Patterns over the shown entry, see `matching.matches`.
    where: Json = field(default_factory=dict)
    #: Text that must occur anywhere in the arguments.
    text: str = ""

    def selects(self, entry: Call | Delivery) -> bool:
        """Whether `entry` is meant."""
        name = entry.method if isinstance(entry, Call) else entry.type
        if entry.seq <= self.since or not same_name(self.name, name):
            return False
        if not self.where and not self.text:
            return True
        shown = entry.shown()
        return matches(self.where, shown) and self.text in str(shown.get("arguments", shown))


class Ledger:
    """Calls and deliveries, newest last."""

    def __init__(self, clock: Callable[[], Clock], cap: int) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self.calls: deque[Call] = deque(maxlen=cap)
        self.deliveries: deque[Delivery] = deque(maxlen=cap)
        self._waiting: list[_Waiter] = []
        self.last = 0

    def call(self, method: str, caller: str, arguments: bytes) -> Call:
        """Begins the entry of a call; it is in the ledger once `finish` is called."""
        return Call(0, time.time(), self._clock().now(), method, caller, arguments)

    def finish(self, call: Call) -> None:
        """Puts a call into the ledger."""
        call.took_ms = (time.time() - call.at) * 1000
        call.seq = self.last = next(self._numbers)
        self.calls.append(call)
        self._wake(call)

    def delivery(self, entry: Delivery) -> Delivery:
        """Puts an attempt, fresh and pending, into the ledger."""
        entry.seq = self.last = next(self._numbers)
        entry.at = time.time()
        entry.when = self._clock().now()
        self.deliveries.append(entry)
        return entry

    def settle(self, entry: Delivery, outcome: str) -> None:
        """Notes how an attempt ended."""
        entry.outcome = outcome
        entry.took_ms = round((time.time() - entry.at) * 1000, 3)
        self._wake(entry)

    def select(self, query: Query) -> list[Call | Delivery]:
        """The entries that `query` means, oldest first."""
        # From the newest back: a long demo's ledger is asked for its end, again and again.
        entries: Reversible[Call | Delivery] = (
            self.calls if query.of == "calls" else self.deliveries
        )
        later = takewhile(lambda entry: entry.seq > query.since, reversed(entries))
        return [entry for entry in later if query.selects(entry)][::-1]

    async def wait(self, query: Query, count: int, within: float) -> list[Call | Delivery]:
        """The entries that `query` means once there are `count` of them.

        After `within` real seconds it answers what there is.
        """
        waiter = _Waiter(query, count, self.select(query))
        if len(waiter.found) >= count:
            return waiter.found
        self._waiting.append(waiter)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(waiter.enough.wait(), within)
        finally:
            self._waiting.remove(waiter)
        return waiter.found

    def clear(self) -> None:
        """Forgets everything; numbers go on."""
        self.calls.clear()
        self.deliveries.clear()

    def _wake(self, entry: Call | Delivery) -> None:
        for waiter in self._waiting:
            waiter.consider(entry)


@dataclass(eq=False, slots=True)
class _Waiter:
    """Someone who waits for entries: each new one is looked at once."""

    query: Query
    count: int
    found: list[Call | Delivery]
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    def consider(self, entry: Call | Delivery) -> None:
        known = any(entry is each for each in self.found)
        if not known and self.query.selects(entry):
            self.found.append(entry)
        if len(self.found) >= self.count:
            self.enough.set()
