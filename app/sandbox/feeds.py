"""What people see change: live feeds, and waiting for something to be so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from app.sandbox.wire import Json, dumps

_T = TypeVar("_T")
#: A reader that falls so far behind is cut off; it loads the page anew.
_BACKLOG = 10_000
#: Rest between two looks of one who waits, in times of what a look takes.
_REST = 4


class Feed:
    """One open window of one person."""

    def __init__(self, user: str) -> None:
        self.user = user
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue()

    def push(self, message: bytes) -> None:
        """Queues a message for the window, or cuts it off when it does not keep up."""
        if self.queue.qsize() < _BACKLOG:
            self.queue.put_nowait(message)
        elif self.queue.qsize() == _BACKLOG:
            self.queue.put_nowait(None)


class Feeds:
    """All open windows, and everyone who waits for a change."""

    def __init__(self) -> None:
        self._open: dict[str, set[Feed]] = {}
        self._waiting: set[asyncio.Event] = set()
        self._number = 0

    def open(self, user: str) -> Feed:
        """A window for `user`."""
        feed = Feed(user)
        self._open.setdefault(user, set()).add(feed)
        return feed

    def close(self, feed: Feed) -> None:
        """Takes a window away."""
        windows = self._open.get(feed.user, set())
        windows.discard(feed)
        if not windows:
            self._open.pop(feed.user, None)

    def publish(
        self, audience: Iterable[str] | None, type_: str, fields: Callable[[], Json]
    ) -> None:
        """Tells people what changed.

        Args:
            audience: user ids; None: everyone.
            type_: what changed.
            fields: asked for the rest of the message only when someone listens.
        """
        for event in self._waiting:
            event.set()
        if not self._open:
            return
        readers = self._open.keys() if audience is None else self._open.keys() & set(audience)
        if not readers:
            return
        self._number += 1
        message = dumps({"type": type_, "number": self._number, **fields()})
        for user in readers:
            for feed in self._open[user]:
                feed.push(message)

    async def until(self, probe: Callable[[], _T | None], within: float) -> _T | None:
        """What `probe` answers as soon as it is not None; None after `within` real seconds."""
        deadline = time.monotonic() + within
        changed = asyncio.Event()
        self._waiting.add(changed)
        try:
            while True:
                changed.clear()
                began = time.monotonic()
                found = probe()
                left = deadline - time.monotonic()
                if found is not None or left <= 0:
                    return found
                # Where much happens, looking takes a fifth of the time at most.
                await asyncio.sleep(_REST * (time.monotonic() - began))
                try:
                    await asyncio.wait_for(changed.wait(), left)
                except TimeoutError:
                    return probe()
        finally:
            self._waiting.discard(changed)
