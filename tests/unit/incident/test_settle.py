"""Telling news from repetition: events and history interleaved in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as some

from app.incident.entry import Entry
from app.incident.kinds import Kind
from app.incident.reading import read, ts_time
from app.incident.settle import is_news, line_of, needs_line

TS = "1700000000.000100"
START = ts_time(TS)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def reaction(second, *, on, observed="event"):
    return Entry(
        kind=Kind.REACTION_ADDED if on else Kind.REACTION_REMOVED,
        occurred_at=at(second),
        actor="U1",
        text=":eyes:",
        channel="C1",
        message_ts=TS,
        data={
            "toggle": f"reaction:{TS}:U1:eyes",
            "on": on,
            "reaction": "eyes",
            "observed": observed,
        },
        source_key=f"{observed}:{second}:{on}",
    )


def words(second, digest, kind=Kind.MESSAGE_EDITED, **data):
    return Entry(
        kind=kind,
        occurred_at=at(second),
        actor="U1",
        text=digest,
        channel="C1",
        message_ts=TS,
        data={"digest": digest, **data},
        source_key=f"{kind}:{second}:{digest}:{data.get('observed', '')}",
    )


@dataclass
class Log:
    """What is recorded, by the rules."""

    entries: list[Entry]

    def add(self, entry: Entry) -> bool:
        if entry.source_key in {one.source_key for one in self.entries}:
            return False
        line = [one for one in self.entries if line_of(one) == line_of(entry)]
        if needs_line(entry) and not is_news(entry, line):
            return False
        self.entries.append(replace(entry, id=len(self.entries) + 1))
        return True

    @property
    def stands(self) -> bool:
        ordered = sorted(self.entries, key=lambda one: (one.occurred_at, one.id))
        return bool(ordered) and bool(ordered[-1].data["on"])


def test_an_event_after_backfill_found_the_same_is_no_news():
    log = Log([])
    assert log.add(reaction(10, on=True, observed="history"))
    assert not log.add(reaction(5, on=True))
    assert log.add(reaction(12, on=False))
    assert log.add(reaction(15, on=True))


def test_what_backfill_finds_as_the_log_says_it_is_no_news():
    log = Log([])
    log.add(reaction(5, on=True))
    assert not log.add(reaction(10, on=True, observed="history"))
    assert log.add(reaction(20, on=False, observed="history"))
    assert not log.add(reaction(30, on=False, observed="history"))


def test_that_nothing_is_there_is_no_news_of_what_never_was():
    assert not Log([]).add(reaction(5, on=False, observed="history"))


@given(
    switches=some.integers(1, 6),
    reads=some.lists(some.integers(0, 12), max_size=3, unique=True),
    order=some.randoms(use_true_random=False),
    twice=some.booleans(),
)
@example(switches=3, reads=[6], order=None, twice=False)
def test_a_reaction_stands_as_in_slack_whatever_came_first(switches, reads, order, twice):
    # Switched at the even seconds; history read at the odd ones in between.
    events = [reaction(2 * number, on=number % 2 == 0) for number in range(switches)]
    found = [
        reaction(2 * one - 1, on=_stood(2 * one - 1, switches), observed="history") for one in reads
    ]
    arrivals = [*events, *found, *(events if twice else [])]
    if order:
        order.shuffle(arrivals)
    log = Log([])
    for arrival in arrivals:
        log.add(arrival)
    assert log.stands == (switches % 2 == 1)
    told = [one for one in log.entries if one.data["observed"] == "event"]
    assert len(told) <= switches
    assert len(log.entries) <= switches + len(reads)


def _stood(second: int, switches: int) -> bool:
    done = min(max(second // 2 + 1, 0), switches)
    return done % 2 == 1


@given(
    switches=some.integers(1, 6),
    read_at=some.integers(1, 12),
    lost=some.sets(some.integers(0, 5)),
    order=some.randoms(use_true_random=False),
)
def test_a_later_reading_mends_what_lost_events_left(switches, read_at, lost, order):
    events = [reaction(2 * number, on=number % 2 == 0) for number in range(switches)]
    arrivals = [event for number, event in enumerate(events) if number not in lost]
    early = 2 * read_at - 1
    arrivals.append(reaction(early, on=_stood(early, switches), observed="history"))
    order.shuffle(arrivals)
    log = Log([])
    for arrival in arrivals:
        log.add(arrival)
    log.add(reaction(99, on=_stood(99, switches), observed="history"))
    assert log.stands == (switches % 2 == 1)


def test_edits_of_one_second_are_each_recorded_and_the_last_one_stands():
    # Slack's marks are whole seconds: history shows the last words under the mark of all.
    log = Log([])
    log.add(words(0, "first", Kind.MESSAGE_POSTED))
    log.add(words(10, "second"))
    assert log.add(words(10.6, "second", change="silent"))
    assert log.add(words(10.4, "third", change="silent"))
    (item,) = read(log.entries, {})
    assert item.text == "second"


def test_what_backfill_found_just_before_is_the_change_itself():
    log = Log([])
    log.add(words(0, "first", Kind.MESSAGE_POSTED))
    log.add(words(10.1, "second", change="silent", observed="history"))
    assert not log.add(words(10.2, "second", change="silent"))


def test_a_change_that_was_not_compared_is_news_only_if_it_differs():
    log = Log([])
    log.add(words(0, "first", Kind.MESSAGE_POSTED))
    assert not log.add(words(5, "first", change="silent", uncompared=True))
    assert log.add(words(6, "second", change="silent", uncompared=True))


def test_a_change_that_arrives_before_its_original_shows_no_edit_when_it_changed_nothing():
    log = Log([])
    assert log.add(words(5, "same", change="silent", uncompared=True))
    assert log.add(words(0, "same", Kind.MESSAGE_POSTED))
    (item,) = read(log.entries, {})
    assert (item.text, item.edited_at) == ("same", None)


@given(
    revisions=some.lists(some.sampled_from("abc"), min_size=1, max_size=6),
    reads=some.lists(some.integers(0, 6), max_size=3, unique=True),
    order=some.randoms(use_true_random=False),
)
def test_the_latest_words_are_slacks_whatever_came_first(revisions, reads, order):
    # Words change silently every second; history is read between.
    said = [revisions[0]]
    for one in revisions[1:]:
        if one != said[-1]:
            said.append(one)
    arrivals = [words(0, said[0], Kind.MESSAGE_POSTED)]
    arrivals += [words(2 * n, digest, change="silent") for n, digest in enumerate(said) if n]
    found = {2 * one + 1: said[min(one, len(said) - 1)] for one in reads}
    arrivals += [
        words(second, digest, change="silent", observed="history")
        for second, digest in found.items()
    ]
    order.shuffle(arrivals)
    log = Log([])
    for arrival in arrivals:
        log.add(arrival)
    (item,) = read(log.entries, {})
    assert item.text == said[-1]
