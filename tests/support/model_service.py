"""A local stand-in for the Messages API: a real HTTP server, scripted answers, kept requests."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-ant-local-stand-in"


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return "".join(block["text"] for block in self.body["system"])

    @property
    def data(self) -> str:
        return self.body["messages"][0]["content"][0]["text"]

    @property
    def question(self) -> str:
        return self.body["messages"][0]["content"][1]["text"]

    @property
    def text(self) -> str:
        """All that left the process."""
        return json.dumps(self.body, ensure_ascii=False)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The numbered entries between the marks, as the model reads them."""
        inside = self.data.partition("<log>\n")[2].rpartition("\n</log>")[0]
        return [row for row in map(json.loads, inside.splitlines()) if "id" in row]

    @property
    def notes(self) -> list[dict[str, Any]]:
        """The notes from older parts, where there are some."""
        inside = self.data.partition("<notes>\n")[2].partition("\n</notes>")[0]
        return [json.loads(row) for row in inside.splitlines()]


@dataclass(frozen=True)
class Answer:
    """What is sent back; `late` waits until the server closes, `drop` hangs up half way."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    late: bool = False
    drop: bool = False


Script = Answer | Callable[[Asked], Answer]
USAGE = {"input_tokens": 1200, "output_tokens": 300, "cache_creation_input_tokens": 900}


def says(value: Any, stop_reason: str = "end_turn", **more: Any) -> Answer:
    """An answer with this JSON (or, as a string, exactly this text)."""
    text = value if isinstance(value, str) else json.dumps(value)
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": [
            {"type": "thinking", "thinking": "", "signature": ""},
            {"type": "text", "text": text},
        ],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": USAGE,
        **more,
    }
    return Answer(body=message)


def fails(status: int, kind: str, message: str = "no") -> Answer:
    """An error as the service words it; the SDK may try again at once."""
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return Answer(status, body, {"retry-after-ms": "1"})


OVERLOADED = fails(529, "overloaded_error")
LIMITED = fails(429, "rate_limit_error")
WRONG_KEY = fails(401, "authentication_error", "invalid x-api-key")
BROKEN = fails(500, "api_error")
UNKNOWN_MODEL = fails(404, "not_found_error", "model: nope")
LATE = Answer(late=True)
DROPPED = Answer(drop=True, body={"type": "message"})
REFUSED = says(
    "", "refusal", stop_details={"type": "refusal", "category": "cyber", "explanation": None}
)
MALFORMED = says('{"summary": [')
CUT_OFF = says('{"summary": [{"text": "It', "max_tokens")
NO_MESSAGE = Answer(body={"hello": "world"})
NO_JSON = Answer(body="<html>gateway</html>", headers={"content-type": "text/html"})


class Service:
    """The server: queued scripts first, then the standing one."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.scripts: deque[Script] = deque()
        self.standing: Script = fails(500, "api_error", "nothing is scripted")
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def will(self, *scripts: Script) -> None:
        """Answer with these in order; the last one for ever."""
        self.scripts = deque(scripts[:-1])
        self.standing = scripts[-1]

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if asked.headers.get("authorization") != f"Bearer {KEY}":
            return WRONG_KEY
        script = self.scripts.popleft() if self.scripts else self.standing
        found = script(asked) if callable(script) else script
        if found.late:
            self._closing.wait(60)
        return found

    def start(self) -> None:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()


def _handler(service: Service) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            self._reply(json.loads(self.rfile.read(size)))

        def _reply(self, body: dict[str, Any]) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = service.answer(Asked(self.path, headers, body))
            payload = found.body if isinstance(found.body, str) else json.dumps(found.body)
            data = payload.encode()
            try:
                self.send_response(found.status)
                self.send_header("content-length", str(len(data) + (10 if found.drop else 0)))
                for name, value in {"content-type": "application/json", **found.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except ConnectionError:
                self.close_connection = True
            self.close_connection = self.close_connection or found.drop or found.late

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def model_service() -> Iterator[Service]:
    """A running stand-in."""
    service = Service()
    service.start()
    try:
        yield service
    finally:
        service.close()


# --- authors -------------------------------------------------------------------------------


def sentence(text: str, *entries: int, inferred: bool = False) -> dict[str, Any]:
    return {"text": text, "entries": list(entries), "inferred": inferred}


def proposal(**sections: Any) -> dict[str, Any]:
    """A whole proposal, empty where nothing is given."""
    names = (
        "summary impact trigger mechanism effect factors missed_defences residual well wrong "
        "lucky lessons actions"
    )
    return {**{name: [] for name in names.split()}, **sections}


def honest(asked: Asked) -> Answer:
    """Quotes the entries: a first and a last line, a cause, a lesson, an action."""
    if "This is one part" in asked.question:
        kept = [row for row in asked.entries if row["kind"] != "state"][:5]
        return says({"notes": [sentence(row["text"][:200], row["id"]) for row in kept]})
    told = [row for row in asked.entries if row["kind"] != "state"] or asked.entries
    first, last = told[0], told[-1]
    return says(
        proposal(
            summary=[sentence(_quoted(first), first["id"]), sentence(_quoted(last), last["id"])],
            mechanism=[sentence(_quoted(told[len(told) // 2]), told[len(told) // 2]["id"])],
            lessons=[sentence(_quoted(last), last["id"])],
        )
    )


def _quoted(row: dict[str, Any]) -> str:
    return f"{row['who']}: {' '.join(row['text'].split())[:200]}"
