"""Apps made of nothing but a socket or a web server, to see exactly what is sent."""

from __future__ import annotations

import contextlib
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from typing import Any

import websocket
from slack_sdk import WebClient

from app.sandbox import Sandbox

SECONDS = 60


class NeverCameError(AssertionError):
    """What was waited for did not come."""


def wait_until(what: Callable[[], Any], within: float = SECONDS) -> Any:
    """What `what` gives once it is true."""
    deadline = time.monotonic() + within
    while not (found := what()):
        if time.monotonic() > deadline:
            raise NeverCameError
        time.sleep(0.005)
    return found


@dataclass
class SocketApp:
    """One Socket Mode connection that acknowledges what it is told to."""

    socket: websocket.WebSocket
    #: Everything that came, in order.
    messages: list[dict[str, Any]] = field(default_factory=list)
    #: Whether an envelope is acknowledged; it may answer a payload.
    ack: Callable[[dict[str, Any]], Any] = lambda _: True
    closed: bool = False

    def read(self) -> None:
        """Takes what comes until the connection ends."""
        try:
            while text := self.socket.recv():
                message = json.loads(text)
                self.messages.append(message)
                if "envelope_id" in message:
                    self._answer(message)
        except (OSError, websocket.WebSocketException):
            pass
        self.closed = True

    def _answer(self, message: dict[str, Any]) -> None:
        answer = self.ack(message)
        if not answer:
            return
        ack = {"envelope_id": message["envelope_id"]}
        if isinstance(answer, dict):
            ack["payload"] = answer
        self.socket.send(json.dumps(ack))

    def envelopes(self, kind: str = "events_api") -> list[dict[str, Any]]:
        """The envelopes of a kind."""
        return [message for message in self.messages if message["type"] == kind]

    def events(self, type_: str = "message") -> list[dict[str, Any]]:
        """The inner events of a type."""
        found = [envelope["payload"]["event"] for envelope in self.envelopes()]
        return [event for event in found if type_ in {"", event["type"]}]


@contextmanager
def socket_app(
    sandbox: Sandbox, ack: Callable[[dict[str, Any]], Any] = lambda _: True
) -> Iterator[SocketApp]:
    """A connected app."""
    client = WebClient(base_url=sandbox.api_url)
    url = client.apps_connections_open(app_token=sandbox.app_token)["url"]
    socket = websocket.create_connection(url, timeout=SECONDS)
    app = SocketApp(socket, ack=ack)
    thread = threading.Thread(target=app.read, daemon=True)
    thread.start()
    wait_until(lambda: app.messages)
    try:
        yield app
    finally:
        # Without a handshake; this wakes the reader at once.
        with contextlib.suppress(OSError, AttributeError):
            socket.sock.shutdown(SHUT_RDWR)
        thread.join(SECONDS)
        socket.shutdown()


@dataclass
class Received:
    """A request that an HTTP app got."""

    at: float
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body of an event."""
        document: dict[str, Any] = json.loads(self.body)
        return document

    @property
    def form(self) -> dict[str, str]:
        """The body of a command, or an interaction's payload."""
        fields = dict(urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True))
        decoded: dict[str, str] = json.loads(fields["payload"]) if "payload" in fields else fields
        return decoded


@dataclass
class HttpApp:
    """A web server that answers as it is told."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    #: Gives status, headers and body; may sleep or raise.
    answer: Callable[[Received], tuple[int, dict[str, str], bytes]] = lambda _: (200, {}, b"")

    def events(self) -> list[Received]:
        """What is not the proof of the address."""
        return [each for each in self.received if b'"url_verification"' not in each.body]


@contextmanager
def http_app(sandbox: Sandbox) -> Iterator[HttpApp]:
    """An app behind a request URL, which it has proved."""
    app = HttpApp()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Received(time.monotonic(), self.path, headers, body)
            app.received.append(request)
            if b'"url_verification"' in body:
                status, more, answer = 200, {}, request.json["challenge"].encode()
            else:
                status, more, answer = app.answer(request)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    app.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    try:
        sandbox.control.request_url(app.url)
        yield app
    finally:
        sandbox.control.request_url("")
        server.shutdown()
        server.server_close()
        thread.join(SECONDS)
