"""Whatever way it comes, however often and in whatever order: the log says what Slack shows."""

from __future__ import annotations

import copy
import itertools
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from support.channel import Channel, History, micros

from app.config import shipped
from app.flows import inbox
from app.flows.course import Course
from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import read
from app.relay.backfill import read_channel, read_threads
from app.slack.text.message import message_text
from app.store import chain, channels, incidents, schema, timeline
from app.store.database import Database, open_engine

_NUMBERS = itertools.count(1)
DOINGS = (
    *("post", "post", "alert", "reply", "broadcast", "edit", "edit", "edit_uncompared"),
    *("unfurl", "delete", "react", "unreact", "pin", "unpin", "move"),
)
DELIVERIES = ("deliver", "deliver", "deliver_again", "deliver_together", "lose", "backfill")
#: Microseconds: within one second, and beyond.
PAUSES = (0, 400, 300_000, 1_000_000, 7_000_000)

STEPS = st.lists(
    st.tuples(
        st.sampled_from(DOINGS + DELIVERIES),
        st.integers(0, 5),
        st.integers(0, 5),
        st.sampled_from(PAUSES),
    ),
    min_size=4,
    max_size=14,
)
#: There is something to edit, to answer and to react to from the start.
OPENING = (("post", 0, 0, 0), ("alert", 0, 1, 400), ("reply", 0, 1, 400))


@dataclass
class Play:
    """A channel of Slack, a Muster that hears of it, and what is still on its way."""

    muster: Any
    hands: Any
    channel: Channel
    incident_id: int
    #: How far our clock is ahead of Slack's.
    skew: timedelta = timedelta(0)
    owed: list[dict[str, Any]] = field(default_factory=list)
    lost: bool = False
    seen: int = 0

    def step(self, what: str, which: int, more: int, pause: int) -> None:
        self.channel.pass_time(pause)
        if what in DELIVERIES:
            getattr(self, what)(which, more)
        else:
            self._do(what, which, more)
        self.owed += self.channel.told[self.seen :]
        self.seen = len(self.channel.told)

    def _do(self, what: str, which: int, more: int) -> None:
        words = f"words {more}"
        {
            "post": lambda: self.channel.post(more, words),
            "alert": lambda: self.channel.alert(words),
            "reply": lambda: self.channel.reply(which, more, words, broadcast=False),
            "broadcast": lambda: self.channel.reply(which, more, words, broadcast=True),
            "edit": lambda: self.channel.edit(which, words, compared=True),
            "edit_uncompared": lambda: self.channel.edit(which, words, compared=False),
            "unfurl": lambda: self.channel.unfurl(which),
            "delete": lambda: self.channel.delete(which),
            "react": lambda: self.channel.react(which, more, on=True),
            "unreact": lambda: self.channel.react(which, more, on=False),
            "pin": lambda: self.channel.pin(which, on=True),
            "unpin": lambda: self.channel.pin(which, on=False),
            "move": self.move,
        }[what]()

    def move(self) -> None:
        """Slack gives the channel another id; what it told under the old one comes too late."""
        old, new = self.channel.id, f"{self.channel.id}X"
        self.lost = self.lost or bool(self.owed)
        self.channel.id = new
        with self.muster.database.write() as session:
            channels.move(session, "T1", old, new)

    def deliver(self, which: int, more: int) -> None:
        if self.owed:
            self.send([self.owed.pop((which * 6 + more) % len(self.owed))])

    def deliver_again(self, which: int, more: int) -> None:
        """It comes now and will come once more: a retry, or a redelivery over the socket."""
        if self.owed:
            one = self.owed[(which * 6 + more) % len(self.owed)]
            self.send([one, {**copy.deepcopy(one), "event_id": f"Ev-other-{more}"}])

    def deliver_together(self, which: int, more: int) -> None:
        """Several, the last first, in one transaction if they will."""
        count = min(which + 2, len(self.owed))
        several = [self.owed.pop() for _ in range(count)]
        self.send([*several, *several[: more % 2]])

    def lose(self, which: int, more: int) -> None:
        if self.owed:
            self.lost = True
            self.owed.pop((which * 6 + more) % len(self.owed))

    def send(self, several: list[dict[str, Any]]) -> None:
        promises: list[Future[int]] = [Future() for _ in several]
        for body, promise in zip(several, promises, strict=True):
            if not inbox.receive(self.muster, copy.deepcopy(body), promise):
                promise.set_result(0)
        for promise in promises:
            promise.result(60)

    def backfill(self, which: int = 0, more: int = 0) -> int:
        """Read all history, as the relay does; how many entries were new."""
        del which, more
        self.channel.pass_time(1)
        self._look()
        course = Course(channel=self.channel.id, why="asked")
        muster = replace(self.muster, clients={"T1": History(self.channel)})
        while not course.is_done:
            effect = course.effect("T1", self.incident_id)
            job = SimpleNamespace(
                workspace="T1", incident_id=self.incident_id, payload=effect.payload
            )
            step = read_threads if effect.name == "backfill.threads" else read_channel
            result = step(muster, job)
            assert isinstance(result, dict)
            course = Course.of(result)
        return course.found

    def _look(self) -> None:
        """Our clock shows the channel's time, and what the two differ by."""
        seconds = timedelta(microseconds=self.channel.now - micros(self.hands.at))
        self.hands.moved = seconds + self.skew

    def end(self, order: int) -> None:
        """What was not lost arrives in the end; what was lost is read from history."""
        self.owed = (
            self.owed[order % (len(self.owed) + 1) :] + self.owed[: order % (len(self.owed) + 1)]
        )
        while self.owed:
            self.deliver(order, 1)
        self.channel.pass_time(1_000_000)
        found = self.backfill()
        if not self.lost and not self.channel.careless:
            assert found == 0, "history told what events had told already"
        self.channel.pass_time(1_000_000)
        assert self.backfill() == 0, "reading again found something new"

    def check(self) -> None:
        with self.muster.database.read() as session:
            entries = timeline.entries(session, self.incident_id)
        items = [item for item in read(entries, {}) if item.is_message]
        found = {item.entry.message_ts: item for item in items}
        assert len(found) == len(items), "a message is there twice"
        assert [item.entry.message_ts for item in items] == sorted(found), "not in order"
        for ts in self.channel.posted:
            self._check(ts, found.get(ts))
        if not self.skew:
            self._check_toggles(entries)
        pinned = {
            entry.message_ts: entry.kind == Kind.PIN_ADDED
            for entry in entries
            if entry.kind in {Kind.PIN_ADDED, Kind.PIN_REMOVED}
        }
        live = {ts for ts, one in self.channel.messages.items() if one.get("pinned_to")}
        assert {ts for ts, on in pinned.items() if on and ts in self._live()} == live

    def _check_toggles(self, entries: list[Entry]) -> None:
        """A reaction that stands is not given again, nor one taken back that does not.

        By a clock that is slow, history may show one before it was given: then it is there
        twice, and reads as once.
        """
        lines: dict[str, list[Entry]] = {}
        for entry in entries:
            if "toggle" in entry.data:
                lines.setdefault(entry.data["toggle"], []).append(entry)
        for line, turns in lines.items():
            for one, other in itertools.pairwise(turns):
                # Between two events that say the same, the one that said otherwise was lost.
                told = self.lost and other.data["observed"] == "event"
                assert one.data["on"] != other.data["on"] or told, line

    def _live(self) -> set[str]:
        live = self.channel.messages.items()
        return {ts for ts, one in live if one.get("subtype") != "tombstone"}

    def _check(self, ts: str, item: Any) -> None:
        if ts not in self._live():
            assert item is not None or self.lost
            assert item is None or (item.deleted_at is not None and item.text == "")
            return
        message = self.channel.messages[ts]
        assert item is not None, f"{ts} is lost"
        assert item.deleted_at is None
        assert item.text == message_text(message)
        shown = {one["name"]: set(one["users"]) for one in message.get("reactions", [])}
        assert {name: set(who) for name, who in item.reactions.items()} == shown
        assert item.entry.thread == (
            message.get("thread_ts", ts)
            if "thread_ts" in message and message["thread_ts"] != ts
            else ""
        )
        broadcast = message.get("subtype") == "thread_broadcast"
        assert bool(item.entry.data.get("broadcast")) == broadcast
        if ts not in self.channel.changed:
            assert item.edited_at is None
        elif not self.lost and not self.channel.careless:
            assert item.edited_at is not None


def begin(muster: Any, hands: Any, skew: float = 0.0) -> Play:
    """An incident with a channel of its own."""
    number = next(_NUMBERS)
    channel = Channel(f"C{number:06d}", micros(hands.at))
    hands.moved = timedelta(0)
    with muster.database.write() as session:
        incident_id = incidents.reserve(
            session, "T1", incidents.next_number(session, "T1"), hands.now()
        )
        chain.lock_head(session, incident_id)
        incident: Any = SimpleNamespace(workspace="T1", id=incident_id)
        incidents.bind(session, incident, channel.id, name="inc", now=hands.now())
    return Play(muster, hands, channel, incident_id, timedelta(seconds=skew))


def play(
    muster: Any, hands: Any, steps: list[Any], skew: float, order: int, *, careless: bool = False
) -> None:
    note(f"{steps}, {skew}, {order}")
    found = begin(muster, hands, skew)
    found.channel.careless = careless
    for step in (*OPENING, *steps):
        found.step(*step)
    found.end(order)
    found.check()


@pytest.fixture
def sqlite_database(sqlite_url):
    """A file that no commit waits for: what is searched here is not durability."""
    engine = open_engine(sqlite_url)
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
    opened = Database(engine, log_key=b"a key for tests")
    schema.upgrade(opened, shipped("migrations"))
    yield opened
    opened.dispose()


@pytest.fixture
def database(request, sqlite_database):
    """Only SQLite, unless a test says otherwise."""
    if "postgres_database" in request.fixturenames:
        return request.getfixturevalue("postgres_database")
    return sqlite_database


@pytest.fixture
def postgres_database(postgres_url):
    opened = Database(open_engine(postgres_url), log_key=b"a key for tests")
    yield opened
    opened.dispose()


COMMON = {
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
#: Seconds that our clock is ahead of Slack's. One that is seconds fast puts what history shows
#: after what is done next, until history is read again; a slow one must do no harm.
SKEWS = st.sampled_from([0.0, -2.0, -0.01])


#: Everything that can happen, each with something to happen to: which message, who.
EVERYTHING = (
    *(("post", 0, 0), ("alert", 0, 1), ("reply", 0, 2), ("broadcast", 0, 0), ("post", 0, 1)),
    *(("unfurl", 0, 0), ("unfurl", 1, 0), ("edit", 2, 4), ("edit", 1, 4), ("edit", 3, 4)),
    *(("react", 0, 0), ("react", 0, 1), ("unreact", 0, 0), ("react", 1, 2), ("unreact", 1, 2)),
    *(("pin", 0, 0), ("unpin", 0, 0), ("pin", 3, 0), ("edit", 2, 5), ("react", 0, 0)),
    *(("post", 0, 2), ("reply", 2, 0), ("delete", 5, 0), ("delete", 4, 0), ("delete", 2, 0)),
)


@pytest.mark.parametrize("turn", [1, -1, 7, 11, 17])
@pytest.mark.parametrize("pause", [0, 400, 1_000_000])
def test_events_alone_tell_everything_in_whatever_order_they_come(muster, hands, turn, pause):
    found = begin(muster, hands)
    for what, which, more in EVERYTHING:
        found.step(what, which, more, pause)
    assert len(found.owed) == len(EVERYTHING)
    told = found.owed[::turn] if turn < 0 else found.owed
    for start in range(abs(turn)):
        for body in told[start :: abs(turn)]:
            found.send([body])
    found.check()
    found.channel.pass_time(1_000_000)
    assert found.backfill() == 0
    # Under another id of the channel it is the same history, and an edit is an edit of it.
    found.move()
    assert found.backfill() == 0
    found.step("edit", 0, 3, 1_000_000)
    found.send(found.owed)
    found.check()
    assert found.backfill() == 0


def test_a_lost_reply_in_a_thread_from_before_the_incident_is_read_and_what_came_before_is_not(
    muster, hands
):
    found = begin(muster, hands)
    for what, which, more in (("post", 0, 0), ("reply", 0, 1)):
        found.step(what, which, more, 1_000_000)
    found.owed.clear()
    since = f"{found.channel.now / 1_000_000 + 1:.6f}"
    with muster.database.write() as session:
        session.execute(text("UPDATE channels SET since = :it"), {"it": since})
    found.step("reply", 0, 2, 5_000_000)
    found.send(found.owed)
    found.step("reply", 0, 3, 5_000_000)
    assert found.backfill() == 1
    with muster.database.read() as session:
        entries = timeline.entries(session, found.incident_id)
    assert [entry.text for entry in entries] == ["words 2", "words 3"]
    assert found.backfill() == 0


@settings(max_examples=60, **COMMON)
@given(steps=STEPS, skew=SKEWS, order=st.integers(0, 30))
def test_the_log_says_what_slack_shows(muster, hands, steps, skew, order):
    play(muster, hands, steps, skew, order)


@settings(max_examples=40, **COMMON)
@given(steps=STEPS, skew=st.sampled_from([0.0, -2.0, 3.0]), order=st.integers(0, 30))
def test_what_events_cannot_tell_is_put_right_by_the_next_reading(
    muster, hands, steps, skew, order
):
    # Edits of one second without the words before them, and a clock that is fast.
    play(muster, hands, steps, skew, order, careless=True)


@pytest.mark.parametrize("read_before", [None, 0, 1, 2, 3])
def test_edits_of_one_second_end_with_the_last_words_in_whatever_order_they_come(
    muster, hands, read_before
):
    for order in itertools.permutations(range(4)):
        found = begin(muster, hands)
        found.channel.post(0, "words 0")
        found.channel.pass_time(1_000_000 - found.channel.now % 1_000_000)
        for words in ("words 1", "words 2", "words 1"):
            found.channel.edit(0, words, compared=True)
        for turn, which in enumerate(order):
            if turn == read_before:
                found.backfill()
            found.send([found.channel.told[which]])
        found.check()
        assert found.backfill() == 0, order


def test_a_bots_words_that_history_showed_edited_keep_their_first_form(muster, hands):
    found = begin(muster, hands)
    found.channel.alert("words 0")
    found.channel.edit(0, "words 1", compared=True)
    found.backfill()
    found.send(found.channel.told[:1])
    found.check()
    with muster.database.read() as session:
        posted, original = timeline.entries(session, found.incident_id)
    assert (posted.text, original.text) == ("words 1", "words 0")
    assert original.kind == Kind.MESSAGE_ORIGINAL
    assert found.backfill() == 0


@pytest.mark.usefixtures("postgres_database")
@settings(max_examples=8, **COMMON)
@given(steps=STEPS, skew=SKEWS, order=st.integers(0, 30))
def test_the_same_on_postgresql(muster, hands, steps, skew, order):
    play(muster, hands, steps, skew, order)
