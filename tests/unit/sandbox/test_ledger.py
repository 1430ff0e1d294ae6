"""The ledger and the feeds: reading, waiting, forgetting."""

from __future__ import annotations

import asyncio
from typing import Any

from app.sandbox.clock import Clock
from app.sandbox.feeds import Feeds
from app.sandbox.ledger import Call, Delivery, Ledger, Query
from app.sandbox.wire import dumps, loads


def ledger(cap: int = 100) -> Ledger:
    return Ledger(Clock, cap)


def called(book: Ledger, method: str, **arguments: Any) -> Call:
    entry = book.call(method, "U0BOT000001", dumps(arguments))
    entry.ok = True
    book.finish(entry)
    return entry


def test_calls_are_found_by_method_arguments_text_and_number() -> None:
    book = ledger()
    called(book, "chat.postMessage", channel="C1", text="one")
    second = called(book, "chat.postMessage", channel="C2", text="two")
    called(book, "views.open", view={"title": "two"})

    def found(**query: Any) -> list[int]:
        return [entry.seq for entry in book.select(Query(**query))]

    assert found(name="chat.*") == [1, 2]
    assert found(where={"arguments.channel": "C2"}) == [2]
    assert found(text="two") == [2, 3]
    assert found(since=second.seq) == [3]
    assert found(of="deliveries") == []


def test_the_oldest_entries_are_forgotten_past_the_cap() -> None:
    book = ledger(cap=3)
    for number in range(10):
        called(book, "chat.update", number=number)
    assert [entry.seq for entry in book.calls] == [8, 9, 10]


def test_waiting_ends_when_it_comes_and_at_the_deadline() -> None:
    async def scene() -> None:
        book = ledger()
        waiting = asyncio.create_task(book.wait(Query(name="views.open"), 2, 5))
        await asyncio.sleep(0)
        called(book, "chat.update")
        called(book, "views.open")
        await asyncio.sleep(0.01)
        assert not waiting.done()
        called(book, "views.open")
        assert len(await waiting) == 2
        assert await book.wait(Query(name="never"), 1, 0.01) == []

    asyncio.run(scene())


def test_a_delivery_is_pending_until_it_is_settled() -> None:
    book = ledger()
    entry = book.delivery(Delivery("events_api", "message", "Ev1", "http", 0, "C1"))
    assert entry.shown()["outcome"] == "pending"
    book.settle(entry, "acked")
    query = Query(of="deliveries", name="message*", where={"outcome": "acked"})
    assert book.select(query) == [entry]


def test_a_feed_hears_what_its_person_may_see_and_nothing_else() -> None:
    feeds = Feeds()
    aiko, ben = feeds.open("U1"), feeds.open("U2")
    feeds.publish(["U1"], "message", lambda: {"text": "for one"})
    feeds.publish(None, "message", lambda: {"text": "for all"})

    def heard(feed: Any) -> list[str]:
        return [loads(feed.queue.get_nowait())["text"] for _ in range(feed.queue.qsize())]

    assert heard(aiko) == ["for one", "for all"]
    assert heard(ben) == ["for all"]
    feeds.close(aiko)
    feeds.publish(None, "message", lambda: {"text": "late"})
    assert heard(aiko) == []


def test_waiting_for_something_to_be_so_looks_again_at_each_change() -> None:
    async def scene() -> None:
        feeds, seen = Feeds(), []
        waiting = asyncio.create_task(feeds.until(lambda: "yes" if seen else None, 5))
        await asyncio.sleep(0)
        feeds.publish(None, "nothing", dict)
        await asyncio.sleep(0.01)
        assert not waiting.done()
        seen.append(1)
        feeds.publish(None, "something", dict)
        assert await waiting == "yes"
        assert await feeds.until(lambda: None, 0.01) is None

    asyncio.run(scene())
