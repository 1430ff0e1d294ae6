"""A channel's messages: in order, by timestamp, by thread."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from app.sandbox.wire import Json, loads, raw, ts_text


@dataclass(slots=True)
class Message:
    """A message as history shows it.

    The document is kept encoded: it is sent far more often than changed, weighs a fifth
    of the dictionaries it would be, and what an event calls `previous_message` is simply
    the bytes that were there before.
    """

    #: Microseconds since the epoch; unique in its channel.
    ts: int
    #: The JSON document without metadata.
    doc: bytes
    #: The author: a user's id, or a bot's id when a bot spoke under another name.
    author: str
    #: The parent's ts when this is a reply, else 0.
    thread: int = 0
    #: Whether a reply also shows in the channel.
    broadcast: bool = False
    #: A notice (join, topic, ...) that leaves no unread mark.
    notice: bool = False
    #: Encoded; empty: none.
    metadata: bytes = b""

    def fields(self) -> Json:
        """The document, decoded: a fresh copy each time."""
        document: Json = loads(self.doc)
        return document

    def with_metadata(self) -> bytes:
        """The document with its metadata."""
        if not self.metadata:
            return self.doc
        return self.doc[:-1] + b',"metadata":' + self.metadata + b"}"

    def row(self) -> Json:
        """As it is kept in a file."""
        return {
            "doc": raw(self.doc),
            "author": self.author,
            "thread": self.thread,
            "broadcast": self.broadcast,
            "notice": self.notice,
            "metadata": raw(self.metadata) if self.metadata else None,
        }


@dataclass(slots=True)
class Thread:
    """The replies to one message."""

    #: Oldest first.
    replies: list[int] = field(default_factory=list)
    #: Who replied how often, in the order of their first reply.
    authors: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class MessageLog:
    """All messages of one channel."""

    by_ts: dict[int, Message] = field(default_factory=dict)
    #: What shows in the channel itself, oldest first.
    main: list[int] = field(default_factory=list)
    threads: dict[int, Thread] = field(default_factory=dict)
    #: The newest timestamp ever given out here.
    last: int = 0

    def next_ts(self, wanted: int) -> int:
        """A timestamp at or after `wanted` that no message here has."""
        self.last = max(self.last + 1, wanted)
        return self.last

    def add(self, message: Message) -> None:
        """Puts a new message in its place."""
        self.by_ts[message.ts] = message
        self.last = max(self.last, message.ts)
        if message.thread:
            thread = self.threads.setdefault(message.thread, Thread())
            _insert(thread.replies, message.ts)
            thread.authors[message.author] = thread.authors.get(message.author, 0) + 1
        if not message.thread or message.broadcast:
            _insert(self.main, message.ts)

    def remove(self, message: Message) -> None:
        """Takes a message out; what it answered must be brought up to date by the caller."""
        del self.by_ts[message.ts]
        if message.thread:
            self._forget_reply(message)
        if not message.thread or message.broadcast:
            del self.main[bisect_left(self.main, message.ts)]

    def _forget_reply(self, message: Message) -> None:
        thread = self.threads[message.thread]
        del thread.replies[bisect_left(thread.replies, message.ts)]
        thread.authors[message.author] -= 1
        if not thread.authors[message.author]:
            del thread.authors[message.author]
        if not thread.replies:
            del self.threads[message.thread]

    def shown(self, message: Message) -> None:
        """Lets a reply that was not broadcast show in the channel too."""
        message.broadcast = True
        _insert(self.main, message.ts)

    def newest_first(self, oldest: int, latest: int) -> Iterator[Message]:
        """What shows in the channel from `oldest` to `latest`, both included, newest first."""
        low, high = bisect_left(self.main, oldest), bisect_right(self.main, latest)
        for index in range(high - 1, low - 1, -1):
            yield self.by_ts[self.main[index]]

    def oldest_first(self, oldest: int) -> Iterator[Message]:
        """What shows in the channel from `oldest` on, included, oldest first."""
        for index in range(bisect_left(self.main, oldest), len(self.main)):
            yield self.by_ts[self.main[index]]

    def thread_after(self, parent: int, oldest: int, latest: int) -> Iterator[Message]:
        """A thread's replies from `oldest` to `latest`, both included, oldest first."""
        replies = self.threads.get(parent, _NO_THREAD).replies
        for index in range(bisect_left(replies, oldest), bisect_right(replies, latest)):
            yield self.by_ts[replies[index]]

    def thread_fields(self, parent: Message) -> Json:
        """What a parent's document says of its replies."""
        thread = self.threads.get(parent.ts, _NO_THREAD)
        return {
            "thread_ts": ts_text(parent.ts),
            "reply_count": len(thread.replies),
            "reply_users_count": len(thread.authors),
            "latest_reply": ts_text(thread.replies[-1]) if thread.replies else "0000000000.000000",
            "reply_users": list(islice(thread.authors, 5)),
            "is_locked": False,
            "subscribed": False,
        }


_NO_THREAD = Thread()


def _insert(ordered: list[int], ts: int) -> None:
    if ordered and ts < ordered[-1]:
        insort(ordered, ts)
    else:
        ordered.append(ts)
