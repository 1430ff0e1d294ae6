"""What a message costs as the log grows, what reading a long incident costs, and memory.

Run: PYTHONPATH=tests .venv/bin/python tests/benchmarks/growth_speed.py [--entries 30000]
     [--database SQLite] [--json FILE] [--draw PNG]

Real recordings, search index and running hash among them, are committed in batches of 32 as
the recorder does under load, spread over incidents of 10,000 messages. At each size a window of
them is timed; a window's figure is the median of its batches, by the clock and by this
process's processor time, which does not suffer from others on the machine. On PostgreSQL
the server's own time is in the clock's figure only.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import psutil
from recording_speed import databases

from app.config import Clock, shipped, shipped_text
from app.flows import views
from app.flows.declare import Declaration, declare
from app.flows.muster import Muster
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.policy import parse_policy
from app.incident.values import Severity
from app.listeners.verbs.reading import PAGE
from app.packets.checkpoint import checkpoint
from app.slack.blocks import card, packets
from app.slack.client import Identity
from app.store import incidents, schema
from app.store.database import Database, open_engine
from app.store.recorder import Recorder
from app.store.recording.batch import Evidence, Recording
from app.store.recording.commit import commit

BATCH = 32
WINDOW = 3_000
#: Messages of one incident; the one that is read has as many.
LONG = 10_000
#: The most that a message may cost at the end, as a multiple of what it costs at 1,000.
MOST_GROWTH = 1.2
#: The most that a page, a card or a packet of a long incident may take, ms.
MOST_MS = 100.0
RSS_EVERY = 100_000
_BEGAN = datetime(2026, 3, 9, tzinfo=UTC)


@dataclass
class Filled:
    """A log that grows."""

    muster: Muster
    count: int = 0
    channels: list[tuple[str, int]] = field(default_factory=list)

    def batches(self, messages: int) -> Iterator[list[Recording]]:
        """Recordings of so many messages."""
        for start in range(0, messages, BATCH):
            yield [self._next() for _ in range(min(BATCH, messages - start))]

    def _next(self) -> Recording:
        if self.count % LONG == 0:
            self._begin()
        channel, incident_id = self.channels[-1]
        self.count += 1
        return Recording("T1", channel, Evidence([message(channel, self.count)]), incident_id)

    def _begin(self) -> None:
        number = len(self.channels) + 1
        asked = Declaration(
            workspace="T1",
            by="U1",
            key=f"command:{number}",
            title=f"checkout returns 502, case {number}",
            severity=Severity.SEV2,
            origin_channel="CGEN",
        )
        incident = declare(self.muster, asked).incident
        channel = f"C{number:08d}"
        with self.muster.database.write() as session:
            incidents.bind(session, incident, channel, name="inc", now=self.muster.now())
        self.channels.append((channel, incident.id))


def message(channel: str, number: int) -> Entry:
    """A message such as `from_event` makes it."""
    at = _BEGAN + timedelta(milliseconds=number)
    ts = f"{int(at.timestamp())}.{at.microsecond:06d}"
    text = f"rolled checkout back to 1.42 on shard {number}, <@U0AIKO00000> can you watch the 502s?"
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    raw = {
        "type": "message",
        "user": f"U{number % 20}",
        "text": text,
        "ts": ts,
        "team": "T1",
        "blocks": [{"type": "rich_text", "block_id": "b1", "elements": [section]}],
    }
    return Entry(
        kind=Kind.MESSAGE_POSTED,
        occurred_at=at,
        actor=f"U{number % 20}",
        text=text,
        data={"raw": raw, "digest": f"{number:032x}"},
        source_key=f"T1:{channel}:{ts}:posted",
        source_url=f"https://x.slack.com/archives/{channel}/p{ts.replace('.', '')}",
        channel=channel,
        message_ts=ts,
    )


def built(url: str) -> Muster:
    """Muster on this database, with no Slack behind it."""
    database = Database(open_engine(url), log_key=b"a key for benchmarks")
    schema.upgrade(database, shipped("migrations"))
    identity = Identity("T1", "Acme", "https://x.slack.com/", "UBOT", "BBOT")
    return Muster(
        database=database,
        policy=parse_policy("", "default", shipped_text("app.incident", "policy.yaml")),
        clock=Clock(),
        recorder=Recorder(database, Clock()),
        clients={},
        identities={"T1": identity},
    )


def fill(filled: Filled, until: int) -> dict[str, Any]:
    """Grow to so many entries; what the last window's messages cost, and memory meanwhile."""
    muster, clock_us, processor_us = filled.muster, [], []
    rss: list[tuple[int, float]] = []
    for batch in filled.batches(until - filled.count):
        began, used = time.perf_counter(), time.process_time()
        commit(muster.database, muster.clock, batch)
        clock_us.append((time.perf_counter() - began) / len(batch) * 1e6)
        processor_us.append((time.process_time() - used) / len(batch) * 1e6)
        if filled.count // RSS_EVERY > (filled.count - len(batch)) // RSS_EVERY:
            rss.append((filled.count, psutil.Process().memory_info().rss / 2**20))
    last = WINDOW // BATCH
    return {
        "entries": filled.count,
        "clock_us": statistics.median(clock_us[-last:]),
        "processor_us": statistics.median(processor_us[-last:]),
        "rss_mb": psutil.Process().memory_info().rss / 2**20,
        "rss": rss,
    }


def reading(filled: Filled) -> dict[str, float]:
    """What a page, the card and the packets of a long incident take, ms."""
    muster, incident_id = filled.muster, filled.channels[0][1]

    def loaded() -> Any:
        with muster.database.read() as session:
            return incidents.get(session, incident_id)

    def packet() -> object:
        with muster.database.read() as session:
            items = views.notable_items(muster, session, incident_id)
        return checkpoint(loaded(), items, muster.now())

    steps: dict[str, Callable[[], object]] = {
        "the newest page": lambda: page(muster, loaded(), 1),
        "a page in the middle": lambda: page(muster, loaded(), 150),
        "the card": lambda: card.card(loaded()),
        "a checkpoint packet": packet,
        "a catch-up": lambda: packets.catch_up(loaded(), views.catch_up_on(muster, loaded())),
    }
    return {name: _ms(step) for name, step in steps.items()}


def page(muster: Muster, incident: Any, number: int) -> object:
    """A page of the timeline as it is shown."""
    found = views.timeline_page(muster, incident, number, PAGE)
    return packets.timeline(incident, found.items, page=found.number, pages=found.count)


def _ms(step: Callable[[], object]) -> float:
    taken = []
    for _ in range(9):
        began = time.perf_counter()
        step()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure(name: str, url: str, entries: int) -> dict[str, Any]:
    """Grow, and look at each size."""
    filled = Filled(built(url))
    sizes = [size for size in (1_000, 10_000, 30_000, 100_000, 300_000) if size < entries]
    rows = [fill(filled, size) for size in (*sizes, entries)]
    told = {"database": name, "rows": rows, "reading_ms": reading(filled)}
    filled.muster.database.dispose()
    first, last = rows[0], rows[-1]
    told["growth"] = last["clock_us"] / first["clock_us"]
    told["processor_growth"] = last["processor_us"] / first["processor_us"]
    told["kept"] = told["processor_growth"] <= MOST_GROWTH and all(
        taken < MOST_MS for taken in told["reading_ms"].values()
    )
    return told


def table(told: list[dict[str, Any]]) -> str:
    """What a person reads."""
    lines = []
    for one in told:
        lines.append(f"{one['database']:<14}{'entries':>10}{'us':>8}{'us of cpu':>11}{'RSS MB':>9}")
        for row in one["rows"]:
            figures = f"{row['clock_us']:>8.0f}{row['processor_us']:>11.0f}{row['rss_mb']:>9.0f}"
            lines.append(f"{'':14}{row['entries']:>10}{figures}")
        lines.append(
            f"  a message at the end, of one at the beginning: {one['growth']:.2f} by the clock, "
            f"{one['processor_growth']:.2f} by processor time (limit {MOST_GROWTH})"
        )
        lines.append(f"  of an incident of {LONG} messages, ms (limit {MOST_MS:.0f}):")
        lines += [f"    {name:<22}{taken:>7.1f}" for name, taken in one["reading_ms"].items()]
    return "\n".join(lines) + "\n"


def draw(told: list[dict[str, Any]], path: Path) -> None:
    """The curve of growth."""
    import matplotlib as mpl  # noqa: PLC0415 - slow to import, and seldom wanted

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(7, 3.6))
    for one in told:
        entries = [row["entries"] for row in one["rows"]]
        axes.plot(
            entries, [row["processor_us"] for row in one["rows"]], "o-", label=one["database"]
        )
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("entries in the log")
    axes.set_ylabel("µs of processor time a message")
    axes.set_title("What recording a message costs as the log grows")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)


def main() -> int:
    """Measures, prints tables, draws, and says whether the limits are kept."""
    parser = argparse.ArgumentParser(description="what a message costs as the log grows")
    parser.add_argument("--entries", type=int, default=30_000)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], action="append")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--draw", type=Path)
    given = parser.parse_args()
    with databases(given.database or ["SQLite", "PostgreSQL"]) as urls:
        told = [measure(name, url, given.entries) for name, url in urls.items()]
    sys.stdout.write(table(told))
    if given.json:
        given.json.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    if given.draw:
        draw(told, given.draw)
    return 0 if all(one["kept"] for one in told) else 1


if __name__ == "__main__":
    sys.exit(main())
