"""Sending events until they are acknowledged, and what goes wrong on the way.

An event that is not acknowledged is sent again after the delays of the configuration, to
any connection (docs.slack.dev/apis/events-api, Error handling).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from app.sandbox import ids
from app.sandbox.deliver.envelopes import Event, envelope, outer_event
from app.sandbox.deliver.line import Line, outcome_of
from app.sandbox.ledger import Delivery
from app.sandbox.wire import loads

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_RETRY_REASONS = {"disconnected": "connection_failed", "timeout": "http_timeout"}


class Events:
    """All events on their way to the app."""

    def __init__(self, slack: Slack, line: Line) -> None:
        self._slack = slack
        self._line = line
        #: Retries and delayed events by their timer.
        self._timers: dict[asyncio.TimerHandle, Event] = {}
        #: Attempts that wait for a connection, by the timer that gives them up.
        self._parked: dict[asyncio.TimerHandle, tuple[Event, Delivery]] = {}
        #: What a reorder fault holds.
        self._held: list[Event] = []
        self._tasks: set[asyncio.Task[None]] = set()
        #: Factor on the delays of retries.
        self.retry_scale = 1.0

    @property
    def waiting(self) -> int:
        """How many events wait for their next attempt."""
        return len(self._timers) + len(self._held) + len(self._parked)

    def emit(self, type_: str, channel: str, body: bytes) -> None:
        """Sends an event, unless a fault says otherwise.

        Args:
            type_: its type; a message's subtype after a dot.
            channel: where it happened, for the ledger.
            body: the inner event, encoded.
        """
        slack = self._slack
        event = Event(ids.serial_id("Ev"), type_, channel, body, int(slack.clock.now()))
        fault = slack.faults.for_event(type_, loads(body)) if slack.faults.events else None
        if fault is None:
            self._send(event)
        elif fault.kind == "duplicate":
            for copy in range(fault.copies):
                again = replace(event, id=ids.serial_id("Ev")) if fault.new_id and copy else event
                self._send(again)
        elif fault.kind == "delay":
            self._later(event, fault.seconds)
        elif fault.kind == "reorder":
            self._held.append(event)
            if len(self._held) >= fault.count:
                self.release()

    def release(self) -> None:
        """Sends what a reorder fault holds, newest first."""
        held, self._held = self._held, []
        for event in reversed(held):
            self._send(event)

    def advance(self) -> int:
        """Sends now whatever waits for its next attempt; answers how many."""
        waiting, self._timers = self._timers, {}
        for timer, event in waiting.items():
            timer.cancel()
            self._send(event)
        return len(waiting)

    def connected(self) -> None:
        """A connection came: what waited for one is sent."""
        parked, self._parked = self._parked, {}
        for timer, (event, entry) in parked.items():
            timer.cancel()
            self._send_by_socket(event, entry)

    async def close(self) -> None:
        """Drops what is under way."""
        for timer in (*self._timers, *self._parked):
            timer.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _send(self, event: Event) -> None:
        slack = self._slack
        entry = slack.ledger.delivery(
            Delivery("events_api", event.type, event.id, "", event.attempt, event.channel)
        )
        url = slack.request_url or slack.app.events_url
        if slack.faults.delivery_down:
            self._settled(event, entry, "connection_failed")
        elif self._line.sockets.connections:
            self._send_by_socket(event, entry)
        elif url:
            entry.transport = "http"
            task = asyncio.get_running_loop().create_task(self._send_by_http(event, entry, url))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            self._park(event, entry)

    def _send_by_socket(self, event: Event, entry: Delivery) -> None:
        connection = self._line.sockets.pick()
        if connection is None:
            self._settled(event, entry, "no_connection")
            return
        entry.transport = "socket"
        connection.send(
            *envelope(self._slack, event),
            self._slack.config.ack_timeout,
            lambda outcome, _: self._settled(event, entry, outcome),
        )

    async def _send_by_http(self, event: Event, entry: Delivery, url: str) -> None:
        retry = {
            "X-Slack-Retry-Num": str(event.attempt),
            "X-Slack-Retry-Reason": event.reason,
        }
        body = outer_event(self._slack, event)
        reply = await self._line.post(url, body, "application/json", retry if event.attempt else {})
        self._settled(event, entry, outcome_of(reply), reason=reply.reason, no_retry=reply.no_retry)

    def _park(self, event: Event, entry: Delivery) -> None:
        """Waits for a connection as long as one would wait for an acknowledgement.

        An app that swaps one connection for another loses nothing by it.
        """

        def give_up() -> None:
            self._parked.pop(timer, None)
            self._settled(event, entry, "no_connection")

        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._slack.config.ack_timeout, give_up)
        self._parked[timer] = event, entry

    def _settled(
        self,
        event: Event,
        entry: Delivery,
        outcome: str,
        *,
        reason: str = "",
        no_retry: bool = False,
    ) -> None:
        self._slack.ledger.settle(entry, outcome)
        delays = self._slack.config.retry_delays
        if outcome == "acked" or no_retry or event.attempt >= len(delays):
            return
        reason = reason or _RETRY_REASONS.get(outcome, "connection_failed")
        again = replace(event, attempt=event.attempt + 1, reason=reason)
        self._later(again, delays[event.attempt] * self.retry_scale)

    def _later(self, event: Event, seconds: float) -> None:
        def due() -> None:
            self._timers.pop(timer, None)
            self._send(event)

        timer = asyncio.get_running_loop().call_later(seconds, due)
        self._timers[timer] = event
