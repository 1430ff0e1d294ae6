"""Drives an endpoint of the Events API with signed messages, and says how long each took.

Run as a process of its own, so that what is measured shares no interpreter with it. It reads
one JSON object on standard input (see `Load`) and writes one to standard output.

The requests are made and signed before the clock starts. Without a rate each connection
sends its next request as soon as it has its answer; with one, requests are due at even
moments, and how long one takes counts from when it was due, not from when it could be sent.
"""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil
import uvloop

REAL = Path(__file__).parents[1] / "data" / "slack-messages" / "messages.jsonl"
#: What only a message in history has, or what Slack adds to it later.
_LATER = {"reactions", "edited", "reply_count", "reply_users", "reply_users_count"}
_LATER |= {"latest_reply", "is_locked", "subscribed", "last_read", "thread_ts", "_channel"}


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent, where to, and for how long."""

    port: int
    #: The process whose processor time is read.
    pid: int
    secret: str
    team: str
    channel: str
    #: Seconds since 1970 of the first message; one a millisecond from then on.
    first: int
    seconds: float
    connections: int = 32
    #: Requests a second; 0: as many as it takes.
    rate: float = 0.0
    #: Requests to make: more than can be answered.
    most: int = 60_000
    warm_up: float = 1.0
    #: Short lines in place of real messages.
    short: bool = False


def messages(load: Load) -> list[dict[str, Any]]:
    """What is said, without its time: as it is when it is new."""
    return short() if load.short else real()


def short() -> list[dict[str, Any]]:
    """Lines such as people write in an incident, each 80 characters and one mention."""
    found = []
    for shard in range(100, 200):
        words = f"rolled checkout back to 1.42 on shard {shard}, "
        asked = " can you watch the 502 rate?"
        elements = [
            {"type": "text", "text": words},
            {"type": "user", "user_id": "U0AIKO00000"},
            {"type": "text", "text": asked},
        ]
        section = {"type": "rich_text_section", "elements": elements}
        block = {"type": "rich_text", "block_id": f"b{shard}", "elements": [section]}
        text = f"{words}<@U0AIKO00000>{asked}"
        found.append({"type": "message", "user": "U0BEN000000", "text": text, "blocks": [block]})
    return found


def real() -> list[dict[str, Any]]:
    """Real messages that people and bots posted."""
    lines = [orjson.loads(line) for line in REAL.read_bytes().splitlines()]
    return [
        {name: value for name, value in line.items() if name not in _LATER}
        for line in lines
        if line.get("subtype") in {None, "bot_message", "file_share"}
    ]


def requests(load: Load) -> Iterator[bytes]:
    """Signed HTTP requests, each with a message of its own."""
    said, now = messages(load), int(time.time())
    for number in range(load.most):
        ts = f"{load.first + number // 1000}.{number % 1000:03d}100"
        event = {**said[number % len(said)], "ts": ts, "event_ts": ts, "channel": load.channel}
        body = orjson.dumps(
            {
                "token": "unused",
                "team_id": load.team,
                "api_app_id": "A0LOAD",
                "event": {**event, "channel_type": "channel"},
                "type": "event_callback",
                "event_id": f"Ev{load.first}{number}",
                "event_time": now,
                "authorizations": [{"team_id": load.team, "user_id": "U1", "is_bot": True}],
            }
        )
        yield _head(load, body, now) + body


def _head(load: Load, body: bytes, now: int) -> bytes:
    base = b"v0:%d:%s" % (now, body)
    signature = hmac.new(load.secret.encode(), base, hashlib.sha256).hexdigest()
    lines = (
        "POST /slack/events HTTP/1.1",
        f"Host: 127.0.0.1:{load.port}",
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept-Encoding: gzip,deflate",
        "Accept: */*",
        f"X-Slack-Signature: v0={signature}",
        f"X-Slack-Request-Timestamp: {now}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


class Line(asyncio.Protocol):
    """One connection, which takes a request when it has the answer to the one before."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.due = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport

    def send(self, request: bytes, due: float) -> None:
        self.due = due
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        # Answers are small and come in one piece; one in two would show as a wrong status.
        if not data.startswith(b"HTTP/1.1 200"):
            self.driver.refused += 1
        self.driver.took.append(time.perf_counter() - self.due)
        self.driver.answered(self)


class Driver:
    """Sends what is due over the connections that are free."""

    def __init__(self, load: Load, made: Sequence[bytes]) -> None:
        self.load = load
        self.made = iter(made)
        self.took: list[float] = []
        self.sent = 0
        self.refused = 0
        self.free: deque[Line] = deque()
        self.late: deque[float] = deque()
        self.over = False
        #: Ends when nothing is under way any more.
        self.rest = asyncio.get_running_loop().create_future()

    async def run(self) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        for _ in range(self.load.connections):
            _, line = await loop.create_connection(lambda: Line(self), "127.0.0.1", self.load.port)
            self.free.append(line)
        driving = asyncio.ensure_future(self._keep_pace() if self.load.rate else self._start())
        await asyncio.sleep(self.load.warm_up)
        self.took.clear()
        began, used = time.perf_counter(), self._processor()
        await asyncio.sleep(self.load.seconds)
        took, used = time.perf_counter() - began, self._processor() - used
        done, self.over = sorted(self.took), True
        await driving
        if len(self.free) < self.load.connections:
            await self.rest
        return self._told(done, took, used)

    def _told(self, done: Sequence[float], took: float, used: float) -> dict[str, Any]:
        return {
            "sent": self.sent,
            "answered": len(done),
            "refused": self.refused,
            "per_second": len(done) / took,
            "processor_us": used / len(done) * 1e6,
            "p50_ms": done[len(done) // 2] * 1000,
            "p99_ms": done[int(len(done) * 0.99)] * 1000,
            "max_ms": done[-1] * 1000,
        }

    async def _start(self) -> None:
        while self.free:
            self._send(time.perf_counter())

    async def _keep_pace(self) -> None:
        due, step = time.perf_counter(), 1 / self.load.rate
        while not self.over:
            while due <= time.perf_counter():
                self.late.append(due)
                due += step
            while self.late and self.free:
                self._send(self.late.popleft())
            await asyncio.sleep(max(0.0, due - time.perf_counter()))

    def answered(self, line: Line) -> None:
        self.free.append(line)
        if self.over:
            if len(self.free) == self.load.connections:
                self.rest.set_result(None)
            return
        if not self.load.rate:
            self._send(time.perf_counter())
        elif self.late:
            self._send(self.late.popleft())

    def _send(self, due: float) -> None:
        request = next(self.made, None)
        if request is None:
            raise SystemExit("more requests were answered than were made: raise `most`")
        self.sent += 1
        self.free.popleft().send(request, due)

    def _processor(self) -> float:
        times = psutil.Process(self.load.pid).cpu_times()
        return float(times.user + times.system)


async def drive(load: Load, made: Sequence[bytes]) -> dict[str, Any]:
    """One run."""
    return await Driver(load, made).run()


def main() -> None:
    load = Load(**orjson.loads(sys.stdin.buffer.read()))
    made = list(requests(load))
    # Nothing of it is garbage, and looking through it would cost what is measured.
    gc.freeze()
    gc.disable()
    told = uvloop.run(drive(load, made))
    sys.stdout.buffer.write(orjson.dumps({**asdict(load), "secret": "", **told}))


if __name__ == "__main__":
    main()
