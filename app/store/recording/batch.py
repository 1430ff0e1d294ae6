"""What waits to be recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

from app.incident.entry import Entry, under
from app.store.outbox import Effect


class RecordingError(Exception):
    """The recording is not durable: do not acknowledge, Slack will send it again."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one payload tells, and what is owed if any of it is new."""

    entries: Sequence[Entry] = ()
    #: Their incident is filled in when they are queued.
    effects: Sequence[Effect] = ()


#: Ends with how many entries were new: 0 for what was recorded before or concerns no
#: incident. Its exception is `RecordingError`.
Done = Future[int] | asyncio.Future[int]


@dataclass(slots=True)
class Recording:
    """Evidence about one channel, and the promise of its result."""

    workspace: str
    channel: str
    #: Evidence, or what reads it once its channel turns out to be an incident's.
    evidence: Evidence | Callable[[], Evidence]
    #: The incident it belongs to; None: the one whose channel it is.
    incident_id: int | None = None
    #: What it is read from, to be kept if it cannot be read.
    body: Mapping[str, Any] | None = None
    done: Done = field(default_factory=Future)

    @property
    def place(self) -> tuple[str, str]:
        """Workspace and channel."""
        return self.workspace, self.channel

    @property
    def is_read(self) -> bool:
        """Whether the evidence is at hand."""
        return isinstance(self.evidence, Evidence)

    def read(self) -> Evidence:
        """The evidence, read now at the latest."""
        if not isinstance(self.evidence, Evidence):
            self.evidence = self.evidence()
        return self.evidence

    def leave_out_before(self, ts: str) -> None:
        """Keep nothing about messages of before the incident."""
        evidence = self.read()
        kept = [one for one in evidence.entries if not one.message_ts or one.message_ts >= ts]
        self.evidence = replace(evidence, entries=kept)

    def keep_known_as(self, channel: str) -> None:
        """Record it under the id that the log knows the channel by."""
        evidence = self.read()
        kept = [under(one, self.workspace, self.channel, channel) for one in evidence.entries]
        self.evidence = replace(evidence, entries=kept)


def tell(batch: Sequence[Recording], results: Sequence[int]) -> None:
    """End the promises of a batch that is durable."""
    _end(batch, [partial_result(result) for result in results])


def refuse(batch: Sequence[Recording], why: str) -> None:
    """End the promises of a batch that is not durable."""
    error = RecordingError(why)
    _end(batch, [lambda done: done.set_exception(error)] * len(batch))


def partial_result(result: int) -> Callable[[Done], None]:
    """What ends a promise with `result`."""
    return lambda done: done.set_result(result)


def _end(batch: Sequence[Recording], ends: Sequence[Callable[[Done], None]]) -> None:
    # One wake-up a loop for the whole batch, not one a message.
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Done, Callable[[Done], None]]]] = {}
    for recording, end in zip(batch, ends, strict=True):
        if isinstance(recording.done, asyncio.Future):
            by_loop.setdefault(recording.done.get_loop(), []).append((recording.done, end))
        else:
            end(recording.done)
    for loop, pairs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_end_all, pairs)


def _end_all(pairs: Sequence[tuple[Done, Callable[[Done], None]]]) -> None:
    for done, end in pairs:
        # Whoever waited may have given up.
        if not done.done():
            end(done)
