"""Muster is killed and its database taken away while people talk; then log and Slack are compared.

`tests/soak/kill_soak.py` plays it long, `tests/e2e/test_kill.py` short.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from support.ports import answers, free_port

from app.incident.kinds import Kind
from app.incident.reading import Item, read
from app.sandbox import Person, Sandbox, SandboxConfig, running
from app.slack.manifest import manifest
from app.slack.text.message import message_text
from app.store import incidents, timeline
from app.store.database import Database, open_engine

TOP = Path(__file__).parents[2]
PEOPLE = ("Aiko", "Ben", "Farid")
EMOJI = ("eyes", "wrench", "+1")
#: Slack's schedule of retries (at once, 1 min, 5 min) runs so much faster here.
RETRY_SCALE = 0.01
#: Waiting for Muster to be up, or for its next call while it reads, ends after so many seconds.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is said, and what goes wrong meanwhile."""

    messages: int
    kills: int
    outages: int
    transport: str
    seed: int = 1
    #: Seconds that Muster is up between two mishaps, from and to.
    up: tuple[float, float] = (0.5, 2.0)
    #: Seconds that the database is away, from and to.
    away: tuple[float, float] = (1.0, 4.0)
    #: Doings a second at most while mishaps are ahead: they are to meet all of the talk.
    pace: float = 100.0


@dataclass
class Outcome:
    """What was said, what went wrong, and how the log differs from Slack; see `compare`."""

    doings: int = 0
    messages: int = 0
    #: When Muster was killed, and when it answered again.
    kills: list[tuple[datetime, datetime]] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    #: What the two disagree about; empty: nothing.
    differences: list[str] = field(default_factory=list)
    live: int = 0
    deleted: int = 0
    #: Deleted before Muster ever saw them: history shows nothing of them.
    never_seen: int = 0
    gaps: int = 0
    #: Entries that only history told, in the last reading.
    found_last: int = 0
    #: How long it takes to read all of history when nothing is missing, seconds.
    reading: float = 0.0
    entries: int = 0
    seconds: float = 0.0


class Muster:
    """`muster serve` as a process that can be killed."""

    def __init__(self, slack: Sandbox, url: str, transport: str) -> None:
        self.slack, self.transport, self.port = slack, transport, free_port()
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", ""),
            "PYTHONPATH": str(TOP),
            "DATABASE_URL": url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_APP_TOKEN": slack.app_token if transport == "socket" else "",
            "SLACK_API_URL": slack.api_url,
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin, and wait until it can record."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app.main", "serve"],
            cwd=TOP,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: answers(f"http://127.0.0.1:{self.port}/healthz"), "muster serve")
        if self.transport == "socket":
            wait_for(lambda: self.slack.control.status()["connections"] > 0, "Socket Mode")

    def kill(self) -> None:
        """SIGKILL: nothing is put in order."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


def wait_for(condition: Callable[[], Any], what: str, within: float = PATIENCE) -> None:
    """Look until it is so."""
    until = time.monotonic() + within
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"{what} did not come within {within:.0f} s")
        time.sleep(0.02)


class Talk:
    """People who say, edit, delete, reply and react, as fast as they may."""

    def __init__(self, slack: Sandbox, channel: str, plan: Plan) -> None:
        self.channel, self.plan = channel, plan
        self.people: list[Person] = [slack.person(name) for name in PEOPLE]
        self.random = random.Random(plan.seed)
        #: What stands: ts to who said it; and the parents among them.
        self.live: dict[str, int] = {}
        self.parents: list[str] = []
        self.reactions: set[tuple[str, int, str]] = set()
        self.posted: list[str] = []
        self.doings = 0
        self.is_hurried = threading.Event()
        self.error: BaseException | None = None
        self._enough = threading.Event()

    def run(self) -> None:
        """Talk until all is said and nothing more goes wrong."""
        try:
            while len(self.posted) < self.plan.messages or not self.is_hurried.is_set():
                began = time.monotonic()
                self.step()
                if not self.is_hurried.is_set():
                    self._enough.wait(max(0.0, 1 / self.plan.pace + began - time.monotonic()))
        except Exception as error:  # noqa: BLE001  whoever waits for the thread raises it
            self.error = error

    def step(self) -> None:
        """One thing that somebody does."""
        self.doings += 1
        roll = self.random.random()
        if roll < 0.5 or not self.live:
            self._say()
        elif roll < 0.65:
            self._reply()
        elif roll < 0.8:
            ts = self._some()
            self.people[self.live[ts]].edit(self.channel, ts, self._words())
        elif roll < 0.85:
            self._delete()
        else:
            self._react()

    def _words(self) -> str:
        shards = self.random.randrange(10_000)
        return f"shard {shards} of 決済 is *down* :fire: since {self.doings} min"

    def _some(self) -> str:
        # Mostly what was said lately, sometimes something old.
        recent = list(self.live)[-40:] if self.random.random() < 0.8 else list(self.live)
        return self.random.choice(recent)

    def _note(self, ts: str, who: int) -> None:
        self.live[ts] = who
        self.posted.append(ts)

    def _say(self) -> None:
        who = self.random.randrange(len(self.people))
        ts = self.people[who].say(self.channel, self._words())
        self._note(ts, who)
        self.parents.append(ts)

    def _reply(self) -> None:
        parents = [ts for ts in self.parents[-30:] if ts in self.live]
        if not parents:
            self._say()
            return
        who = self.random.randrange(len(self.people))
        words, broadcast = self._words(), self.random.random() < 0.15
        parent = self.random.choice(parents)
        ts = self.people[who].reply(self.channel, parent, words, broadcast=broadcast)
        self._note(ts, who)

    def _delete(self) -> None:
        ts = self._some()
        self.people[self.live.pop(ts)].delete(self.channel, ts)

    def _react(self) -> None:
        ts, who = self._some(), self.random.randrange(len(self.people))
        one = (ts, who, self.random.choice(EMOJI))
        if one in self.reactions:
            self.reactions.discard(one)
            self.people[who].unreact(self.channel, ts, one[2])
        else:
            self.reactions.add(one)
            self.people[who].react(self.channel, ts, one[2])


@contextmanager
def away(url: str) -> Iterator[None]:
    """The database takes nothing: SQLite's write lock is held, PostgreSQL refuses everybody."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(
            url.removeprefix("sqlite:///"), timeout=30, isolation_level=None
        )
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        return
    base, _, query = url.partition("?")
    server, _, name = base.rpartition("/")
    with psycopg.connect(f"{server}/postgres" + f"?{query}" * bool(query), autocommit=True) as raw:
        raw.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
        )
        try:
            yield
        finally:
            raw.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def play(plan: Plan, url: str, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """All of it; the outcome says how log and Slack differ."""
    began, outcome = time.monotonic(), Outcome()
    app = manifest(incident_command="incident", postmortem_command="postmortem")
    with running(SandboxConfig(manifest=app)) as slack:
        slack.control.retry_scale(RETRY_SCALE)
        muster = Muster(slack, url, plan.transport)
        muster.start()
        try:
            channel = _declared(slack, muster)
            talk = Talk(slack, channel, plan)
            _mishaps(talk, muster, url, outcome, tell)
            outcome.doings, outcome.messages = talk.doings, len(talk.posted)
            _settle(slack, channel, outcome)
        finally:
            muster.kill()
        compare(url, slack.control.messages(channel), talk, outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


def _declared(slack: Sandbox, muster: Muster) -> str:
    if muster.transport == "http":
        slack.control.request_url(f"http://127.0.0.1:{muster.port}/slack/events")
    aiko = slack.person("Aiko")
    aiko.command("#general", "/incident declare SEV2 the kill test")
    channel: str = aiko.wait_for_channel(name="inc-1-the-kill-test", is_member=True)["id"]
    slack.ledger.wait_for("bookmarks.add")
    for name in PEOPLE[1:]:
        slack.person(name).join(channel)
    return channel


def _mishaps(
    talk: Talk,
    muster: Muster,
    url: str,
    outcome: Outcome,
    tell: Callable[[str], None],
) -> None:
    """Kill, and take the database away, in any order, while people talk."""
    plan, talking = talk.plan, threading.Thread(target=talk.run, daemon=True)
    talking.start()
    dice = random.Random(plan.seed)
    mishaps = ["kill"] * plan.kills + ["outage"] * plan.outages
    dice.shuffle(mishaps)
    for number, mishap in enumerate(mishaps, 1):
        time.sleep(dice.uniform(*plan.up))
        at = datetime.now(UTC)
        if mishap == "kill":
            muster.kill()
            muster.start()
            outcome.kills.append((at, datetime.now(UTC)))
        else:
            with away(url):
                time.sleep(dice.uniform(*plan.away))
            outcome.outages.append((at, datetime.now(UTC)))
        tell(f"{number}/{len(mishaps)} {mishap}, {len(talk.posted)} messages")
    talk.is_hurried.set()
    talking.join()
    if talk.error:
        raise talk.error


def _settle(slack: Sandbox, channel: str, outcome: Outcome) -> None:
    """Wait until nothing is on its way, and read history until nothing is missing."""
    wait_for(lambda: not _waiting(slack), "the end of all deliveries")
    aiko = slack.person("Aiko")
    for _ in range(10):
        began, before = time.monotonic(), len(aiko.ephemeral(channel))
        wait_for(lambda: aiko.command(channel, "/incident backfill").ok, "the command")
        told: list[str] = []

        def heard(before: int = before, told: list[str] = told) -> bool:
            texts = [one["text"] for one in aiko.ephemeral(channel)[before:]]
            told[:] = [text for text in texts if "history is read." in text]
            return bool(told)

        try:
            while not heard():
                calls = slack.ledger.mark()
                _wait_for_call(slack, calls, heard)
        except TimeoutError:
            # What only one person sees is sent at most once: who hears nothing asks again.
            continue
        outcome.reading = time.monotonic() - began
        if "Nothing was missing" in told[0]:
            return
        several = re.search(r"(\d+) entries", told[0])
        outcome.found_last += int(several[1]) if several else 1
    raise AssertionError(f"no reading of history finds nothing new: {told}")


def _wait_for_call(slack: Sandbox, calls: int, heard: Callable[[], bool]) -> None:
    """Wait until another page or thread is read; how long it takes in all, history decides."""
    wait_for(lambda: heard() or slack.ledger.mark() > calls, "the next page or thread")


def _waiting(slack: Sandbox) -> bool:
    slack.control.advance_retries()
    return bool(slack.control.status()["waiting"])


def compare(url: str, shown: list[dict[str, Any]], talk: Talk, outcome: Outcome) -> None:
    """Message by message: latest text, tombstones, reactions; none lost, none twice; the chain."""
    database = Database(open_engine(url))
    with database.read() as session:
        incident = incidents.numbered(session, 1)[0]
        entries = timeline.entries(session, incident.id)
    database.dispose()
    items = [item for item in read(entries, {}) if item.is_message]
    found = {item.entry.message_ts: item for item in items}
    said = outcome.differences
    if len(found) != len(items):
        said.append(f"{len(items) - len(found)} messages are there twice")
    if [item.entry.message_ts for item in items] != sorted(found):
        said.append("the messages are not in order")
    stands = {one["ts"]: one for one in shown if one.get("subtype") != "tombstone"}
    for ts in talk.posted:
        if ts in stands:
            outcome.live += 1
            said.extend(_differs(stands[ts], found.get(ts)))
        else:
            _compare_deleted(ts, found.get(ts), outcome)
    gaps = [entry for entry in entries if entry.kind == Kind.GAP_FOUND]
    outcome.gaps, outcome.entries = len(gaps), len(entries)
    spans = [
        (datetime.fromisoformat(one.data["from"]), datetime.fromisoformat(one.data["to"]))
        for one in gaps
    ]
    for killed, up in outcome.kills:
        if not any(began <= killed and ended <= up for began, ended in spans if ended > killed):
            said.append(f"no gap names {killed:%H:%M:%S} to {up:%H:%M:%S}")


def _differs(message: dict[str, Any], item: Item | None) -> Iterator[str]:
    ts = message["ts"]
    if item is None:
        yield f"{ts} is lost: {message['text']}"
        return
    if item.deleted_at is not None:
        yield f"{ts} is no longer there in the log"
    elif item.text != message_text(message):
        yield f"{ts} says {item.text!r} in the log and {message_text(message)!r} in Slack"
    shown = {one["name"]: set(one["users"]) for one in message.get("reactions", [])}
    held = {name: set(who) for name, who in item.reactions.items()}
    if held != shown:
        yield f"{ts} has reactions {held} in the log and {shown} in Slack"


def _compare_deleted(ts: str, item: Item | None, outcome: Outcome) -> None:
    outcome.deleted += 1
    if item is None:
        outcome.never_seen += 1
    elif item.deleted_at is None or item.text:
        outcome.differences.append(f"{ts} is deleted in Slack and stands in the log")
