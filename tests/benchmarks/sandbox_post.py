"""How many validated chat.postMessage calls a second the sandbox takes on one core.

Run: .venv/bin/python tests/benchmarks/sandbox_post.py [--seconds 5] [--json FILE]

Each server is a process of its own, pinned to one core; the load generator is pinned to
another, so that the two do not share one. It keeps CONNECTIONS connections busy with
requests that are encoded once: an incident card of eight blocks, and a short text. The empty
handler is an ASGI function on the same listener that answers the same number of bytes at
once: what it takes is HTTP, what the difference shows is the sandbox.

Two rates are printed: calls a second as the generator saw them, which suffers when others
use the machine, and calls a second of the server's own processor time, which does not. The
target is held against the second: it is what one core would take.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import orjson
import psutil
import uvloop

from app.sandbox.config import SandboxConfig
from app.sandbox.net.listener import Listener
from app.sandbox.runtime import Runtime

CONNECTIONS = 16
WARM_UP_SECONDS = 1.0
CHANNEL = "C0GENERAL00"
TARGET = 2_000


def card() -> dict[str, Any]:
    """An incident card such as Muster posts."""

    def button(name: str) -> dict[str, Any]:
        text = {"type": "plain_text", "text": name}
        return {"type": "button", "text": text, "action_id": name.lower().replace(" ", "_")}

    roles = ("Take commander", "Take operations", "Take communications", "Take scribe")
    acts = ("Post update", "Change severity", "Checkpoint", "Resolve")
    facts = ("Severity", "Phase", "Impact", "Started", "Commander", "Next update")
    fields = [{"type": "mrkdwn", "text": f"*{fact}*\nsome value of it"} for fact in facts]
    note = {"type": "mrkdwn", "text": "Every line here points back into the log <@U0AIKO00000>"}
    return {
        "channel": CHANNEL,
        "text": "INC-42 checkout returns 502 (SEV2, active)",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "INC-42 checkout 502"}},
            {"type": "section", "fields": fields},
            {"type": "divider"},
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Impact* 12 % of checkouts"}},
            {"type": "context", "elements": [note]},
            {"type": "actions", "block_id": "roles", "elements": [button(n) for n in roles]},
            {"type": "actions", "block_id": "acts", "elements": [button(n) for n in acts]},
            {"type": "context", "elements": [note]},
        ],
        "metadata": {"event_type": "outbox", "event_payload": {"id": "0123456789"}},
    }


def short() -> dict[str, Any]:
    """A line of text."""
    return {"channel": CHANNEL, "text": "Update due in 5 minutes, <@U0AIKO00000>"}


def request(body: dict[str, Any]) -> bytes:
    """The bytes of one call."""
    encoded = orjson.dumps(body)
    head = (
        "POST /api/chat.postMessage HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Authorization: Bearer xoxb-sandbox-bot\r\n"
        "Content-Type: application/json;charset=utf-8\r\n"
        f"Content-Length: {len(encoded)}\r\n\r\n"
    )
    return head.encode() + encoded


async def serve_sandbox(state: Path | None) -> tuple[int, Callable[[], Awaitable[None]]]:
    """The sandbox; gives its port and how to end it."""
    runtime = Runtime(SandboxConfig(state=state))
    await runtime.open()
    return int(runtime.slack.origin.rpartition(":")[2]), runtime.close


async def serve_nothing(size: int) -> tuple[int, Callable[[], Awaitable[None]]]:
    """An empty handler on the same listener."""
    body = b"x" * size

    async def application(_scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        while message.get("more_body"):
            message = await receive()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % size)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    listener = Listener(application, "127.0.0.1", 0)
    await listener.open()
    return listener.port, listener.close


def server(pipe: Connection, core: int, kind: str, option: Any) -> None:
    """Runs one server on one core until told to stop."""
    os.sched_setaffinity(0, {core})

    async def run() -> None:
        start = serve_sandbox if kind == "sandbox" else serve_nothing
        port, close = await start(option)
        pipe.send(port)
        await asyncio.to_thread(pipe.recv)
        await close()

    uvloop.run(run())


class Driver(asyncio.Protocol):
    """Keeps one connection busy."""

    def __init__(self, payload: bytes, tally: list[float]) -> None:
        self.payload = payload
        self.tally = tally
        self.left = 0
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.send()

    def send(self) -> None:
        self.sent = time.perf_counter()
        self.transport.write(self.payload)

    def data_received(self, data: bytes) -> None:
        if self.left:
            self.left -= len(data)
        else:
            head, _, rest = data.partition(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"not taken: {data[:300]!r}")
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            if b'"ok":false' in rest[:20]:
                raise SystemExit(f"refused: {rest[:300]!r}")
            self.left = length - len(rest)
        if self.left <= 0:
            self.left = 0
            self.tally.append(time.perf_counter() - self.sent)
            self.send()


async def drive(port: int, pid: int, payload: bytes, seconds: float) -> dict[str, float]:
    """Calls a second, of the clock and of the server's processor, and how long they take."""
    tally: list[float] = []
    loop = asyncio.get_running_loop()
    pairs = [
        await loop.create_connection(lambda: Driver(payload, tally), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(WARM_UP_SECONDS)
    tally.clear()
    started, used = time.perf_counter(), _processor_seconds(pid)
    await asyncio.sleep(seconds)
    took, used = time.perf_counter() - started, _processor_seconds(pid) - used
    done = list(tally)
    for transport, _ in pairs:
        transport.abort()
    done.sort()
    return {
        "per_second": len(done) / took,
        "per_core_second": len(done) / used,
        "p50_ms": statistics.median(done) * 1000,
        "p99_ms": done[int(len(done) * 0.99)] * 1000,
    }


def _processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def measure(kind: str, option: Any, payload: bytes, seconds: float) -> dict[str, float]:
    """One server under load, each on its own core where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=server, args=(theirs, cores[0], kind, option)
    )
    process.start()
    port = ours.recv()
    os.sched_setaffinity(0, {cores[-1]})
    try:
        return uvloop.run(drive(port, process.pid or 0, payload, seconds))
    finally:
        os.sched_setaffinity(0, set(cores))
        ours.send(None)
        process.join()


def main() -> int:
    """Measures, prints a table, and says whether the target is met."""
    parser = argparse.ArgumentParser(description="chat.postMessage calls a second")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows: dict[str, dict[str, float]] = {}
    for name, body, answer in (("short text", short(), 900), ("card of 8 blocks", card(), 3500)):
        payload = request(body)
        rows[f"empty handler, {name}"] = measure("nothing", answer, payload, given.seconds)
        rows[f"sandbox, {name}"] = measure("sandbox", None, payload, given.seconds)
    lines = [f"{'':34}{'calls/s':>10}{'of 1 core':>11}{'p50 ms':>9}{'p99 ms':>9}"]
    for name, row in rows.items():
        rates = f"{row['per_second']:>10.0f}{row['per_core_second']:>11.0f}"
        figures = f"{rates}{row['p50_ms']:>9.2f}{row['p99_ms']:>9.2f}"
        lines.append(f"{name:34}{figures}")
    met = all(row["per_core_second"] >= TARGET for name, row in rows.items() if "sandbox" in name)
    lines.append(f"target {TARGET} a second of one core: {'met' if met else 'MISSED'}")
    sys.stdout.write("\n".join(lines) + "\n")
    if given.json:
        given.json.write_text(json.dumps({"rows": rows, "target": TARGET, "met": met}, indent=1))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
