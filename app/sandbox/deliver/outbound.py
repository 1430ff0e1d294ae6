"""Everything that goes to the app: by socket when it is connected, else by HTTP."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.sandbox import ids
from app.sandbox.deliver.envelopes import new_envelope_id
from app.sandbox.deliver.events import Events
from app.sandbox.deliver.line import Line, outcome_of
from app.sandbox.deliver.posting import Reply
from app.sandbox.deliver.sockets import Connection
from app.sandbox.ledger import Delivery
from app.sandbox.wire import Json, dumps, loads

if TYPE_CHECKING:
    from app.sandbox.core import Slack

_FORM = "application/x-www-form-urlencoded"


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
        self._line = Line(slack.config.signing_secret, slack.config.ack_timeout)
        self.sockets = self._line.sockets
        self.events = Events(slack, self._line)
        #: Whether the app was ever connected: before that there is nobody to send events to.
        self._app_known = False

    @property
    def listening(self) -> bool:
        """Whether events have somewhere to go, or had before."""
        return self._app_known or bool(self._slack.request_url or self._slack.app.events_url)

    def connected(self) -> None:
        """Notes that the app opened a connection."""
        self._app_known = True
        self.events.connected()

    async def interact(self, kind: str, type_: str, payload: Json, url: str) -> Answer:
        """Sends a command (`slash_commands`) or an interaction (`interactive`), once.

        Args:
            kind: as Socket Mode calls it.
            type_: what the ledger calls it.
            payload: what is sent.
            url: where the manifest wants it, when no request URL is set.
        """
        slack = self._slack
        channel = payload.get("channel_id") or (payload.get("channel") or {}).get("id", "")
        down = slack.faults.delivery_down
        connection = None if down else self.sockets.pick()
        url = slack.request_url or url
        transport = "socket" if connection else "http" if url else ""
        entry = slack.ledger.delivery(Delivery(kind, type_, "", transport, 0, channel))
        if connection:
            answer = await self._by_socket(connection, kind, payload)
        elif url and not down:
            answer = await self._by_http(kind, payload, url)
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
        reply = await self._line.post(url, body, "application/json")
        self._slack.ledger.settle(entry, outcome_of(reply))
        if reply.reason:
            return outcome_of(reply)
        return "" if challenge.encode() in reply.body else "challenge_failed"

    async def close(self) -> None:
        """Stops everything that is under way."""
        await self.events.close()
        await self._line.close()

    async def _by_socket(self, connection: Connection, kind: str, payload: Json) -> Answer:
        settled: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        envelope_id = new_envelope_id()
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

    async def _by_http(self, kind: str, payload: Json, url: str) -> Answer:
        fields = payload if kind == "slash_commands" else {"payload": dumps(payload).decode()}
        reply = await self._line.post(url, urlencode(fields).encode(), _FORM)
        outcome = outcome_of(reply)
        return Answer(outcome, _decoded(reply) if outcome == "acked" else None)


def _decoded(reply: Reply) -> Json | str | None:
    if not reply.body.strip():
        return None
    try:
        body = loads(reply.body)
    except ValueError:
        return reply.body.decode("utf-8", "replace")
    return body if isinstance(body, dict) else reply.body.decode("utf-8", "replace")
