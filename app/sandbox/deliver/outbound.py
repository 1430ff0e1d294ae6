"""Everything that goes to the app: by socket when it is connected, else by HTTP.

Events that are not acknowledged are sent again, after the delays of the configuration, to
any connection. Commands and interactions never are (docs.slack.dev/apis/events-api).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.sandbox import ids
from app.sandbox.deliver import signing
from app.sandbox.deliver.posting import Poster, Reply
from app.sandbox.deliver.sockets import Connection, Sockets
from app.sandbox.ledger import Delivery
from app.sandbox.wire import Json, dumps, loads, raw

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_FORM = "application/x-www-form-urlencoded"
_RETRY_REASONS = {"disconnected": "connection_failed", "timeout": "http_timeout"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event on its way."""

    id: str
    #: The event's type; a message's subtype after a dot.
    type: str
    channel: str
    #: The inner event, encoded.
    body: bytes
    #: Seconds since the epoch on the sandbox's clock.
    time: int
    attempt: int = 0
    #: Why the last attempt failed.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the app took a command or an interaction."""

    #: `acked`, `timeout`, `no_connection`, `connection_failed`, `http_<status>`, `disconnected`.
    outcome: str
    #: What it answered: an object, a text, or nothing.
    body: Json | str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was acknowledged."""
        return self.outcome == "acked"


class Outbound:
    """The sandbox's side of the line to the app."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self.sockets = Sockets()
        self._poster: Poster | None = None
        #: Retries and delayed events by their timer.
        self._timers: dict[asyncio.TimerHandle, Event] = {}
        self._held: list[Event] = []
        self._tasks: set[asyncio.Task[None]] = set()
        #: Factor on the delays of retries.
        self.retry_scale = 1.0
        #: Whether the app was ever there: before that there is nobody to send events to.
        self.app_known = False

    @property
    def listening(self) -> bool:
        """Whether events have somewhere to go, or had before."""
        return self.app_known or bool(self._slack.request_url or self._slack.app.events_url)

    def emit(self, type_: str, channel: str, body: bytes) -> None:
        """Sends an event, unless a fault says otherwise."""
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
            self._hold(event, fault.count)

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

    @property
    def waiting(self) -> int:
        """How many events wait for their next attempt."""
        return len(self._timers) + len(self._held)

    async def interact(self, kind: str, type_: str, payload: Json, url: str) -> Answer:
        """Sends a command (`slash_commands`) or an interaction (`interactive`), once."""
        slack = self._slack
        channel = payload.get("channel_id") or (payload.get("channel") or {}).get("id", "")
        connection = None if slack.faults.delivery_down else self.sockets.pick()
        transport = "socket" if connection else "http"
        url = slack.request_url or url
        entry = slack.ledger.delivery(Delivery(kind, type_, "", transport, 0, channel))
        if connection:
            answer = await self._interact_by_socket(connection, kind, payload)
        elif url and not slack.faults.delivery_down:
            answer = await self._interact_by_http(kind, payload, url)
        else:
            answer = Answer("no_connection")
        slack.ledger.settle(entry, answer.outcome)
        return answer

    async def verify(self, url: str) -> str:
        """Asks a request URL to prove itself; empty when it did, else why not."""
        challenge = ids.secret(32)
        body = dumps({"token": "sandbox", "challenge": challenge, "type": "url_verification"})
        entry = self._slack.ledger.delivery(
            Delivery("url_verification", "url_verification", "", "http", 0)
        )
        reply = await self._post(url, body, "application/json")
        self._slack.ledger.settle(entry, "acked" if not reply.reason else _outcome(reply))
        if reply.reason:
            return _outcome(reply)
        return "" if challenge.encode() in reply.body else "challenge_failed"

    async def close(self) -> None:
        """Stops everything that is under way."""
        for timer in self._timers:
            timer.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._poster:
            await self._poster.close()

    def _send(self, event: Event) -> None:
        slack = self._slack
        connection = None if slack.faults.delivery_down else self.sockets.pick()
        url = slack.request_url or slack.app.events_url
        by_http = not connection and bool(url) and not slack.faults.delivery_down
        transport = "socket" if connection else "http" if by_http else ""
        entry = slack.ledger.delivery(
            Delivery("events_api", event.type, event.id, transport, event.attempt, event.channel)
        )
        if connection:
            envelope_id, envelope = self._envelope(event)
            connection.send(
                envelope_id,
                envelope,
                slack.config.ack_timeout,
                lambda outcome, _: self._settled(event, entry, outcome),
            )
        elif by_http:
            self._spawn(event, entry, url)
        else:
            self._settled(event, entry, "no_connection")

    def _spawn(self, event: Event, entry: Delivery, url: str) -> None:
        task = asyncio.get_running_loop().create_task(self._event_by_http(event, entry, url))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _event_by_http(self, event: Event, entry: Delivery, url: str) -> None:
        retry = (
            {"X-Slack-Retry-Num": str(event.attempt), "X-Slack-Retry-Reason": event.reason}
            if event.attempt
            else {}
        )
        reply = await self._post(url, self._payload(event), "application/json", retry)
        outcome = "acked" if not reply.reason else _outcome(reply)
        self._settled(event, entry, outcome, reply.reason, no_retry=reply.no_retry)

    def _settled(
        self,
        event: Event,
        entry: Delivery,
        outcome: str,
        reason: str = "",
        *,
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

    def _hold(self, event: Event, count: int) -> None:
        self._held.append(event)
        if len(self._held) >= count:
            self.release()

    async def _interact_by_socket(self, connection: Connection, kind: str, payload: Json) -> Answer:
        settled: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        envelope_id = _envelope_id()
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": True,
        }

        def settle(outcome: str, body: Json | None) -> None:
            if not settled.done():
                settled.set_result(Answer(outcome, body))

        connection.send(envelope_id, dumps(envelope), self._slack.config.ack_timeout, settle)
        return await settled

    async def _interact_by_http(self, kind: str, payload: Json, url: str) -> Answer:
        fields = payload if kind == "slash_commands" else {"payload": dumps(payload).decode()}
        body = urlencode({key: _form_value(value) for key, value in fields.items()}).encode()
        reply = await self._post(url, body, _FORM)
        if reply.reason:
            return Answer(_outcome(reply))
        return Answer("acked", _decoded(reply))

    async def _post(
        self, url: str, body: bytes, content_type: str, extra: dict[str, str] | None = None
    ) -> Reply:
        if self._poster is None:
            self._poster = Poster()
        signed = signing.headers(self._slack.config.signing_secret, body, content_type)
        return await self._poster.post(
            url, body, signed | (extra or {}), self._slack.config.ack_timeout
        )

    def _payload(self, event: Event) -> bytes:
        slack = self._slack
        bot = slack.bot
        return dumps(
            {
                "token": "sandbox",
                "team_id": slack.team,
                "context_team_id": slack.team,
                "context_enterprise_id": None,
                "api_app_id": bot.app_id,
                "event": raw(event.body),
                "type": "event_callback",
                "event_id": event.id,
                "event_time": event.time,
                "authorizations": [
                    {
                        "enterprise_id": None,
                        "team_id": slack.team,
                        "user_id": bot.id,
                        "is_bot": True,
                        "is_enterprise_install": False,
                    }
                ],
                "is_ext_shared_channel": False,
                "event_context": f"4-{event.id}",
            }
        )

    def _envelope(self, event: Event) -> tuple[str, bytes]:
        envelope_id = _envelope_id()
        return envelope_id, dumps(
            {
                "envelope_id": envelope_id,
                "payload": raw(self._payload(event)),
                "type": "events_api",
                "accepts_response_payload": False,
                "retry_attempt": event.attempt,
                "retry_reason": event.reason,
            }
        )


def _envelope_id() -> str:
    digits = ids.secret(32)
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _outcome(reply: Reply) -> str:
    return f"http_{reply.status}" if reply.status else _plain(reply.reason)


def _plain(reason: str) -> str:
    return "timeout" if reason == "http_timeout" else reason


def _form_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _decoded(reply: Reply) -> Json | str | None:
    if not reply.body.strip():
        return None
    try:
        body = loads(reply.body)
    except ValueError:
        return reply.body.decode("utf-8", "replace")
    return body if isinstance(body, dict) else reply.body.decode("utf-8", "replace")
