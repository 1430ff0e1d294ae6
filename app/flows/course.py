"""How far a reading of a channel's history has come."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self
from zlib import crc32

from app.store.outbox import ORDINARY, Effect

#: Histories that are read beside each other: more would meet Slack's limit at the same
#: moment, again and again, and leave no worker for what people wait for.
BESIDE = 4
#: Readings that nobody waits for.
_UNASKED = frozenset({"started", "reconnected", "swept", "failed", "withheld"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a reading of one channel's history has come: the payload of its next step."""

    channel: str
    #: bound, started, reconnected, joined, swept, asked, changed, failed, withheld, moved.
    why: str
    #: Where the person who asked is answered.
    url: str = ""
    #: Slack ts of the earliest message that is wanted; empty: from the beginning.
    oldest: str = ""
    #: Threads whose newest reply is older, and as the log says, are not read.
    active: str = ""
    begun: bool = False
    #: Slack's cursor of the next page.
    cursor: str = ""
    #: Ts of the oldest message of the page before; empty: none was read.
    before: str = ""
    #: Ts of the newest message.
    newest: str = ""
    #: The channel itself has been read to the end.
    is_read: bool = False
    #: Parents of the threads that are to be read next.
    threads: tuple[str, ...] = ()
    #: How many entries were new.
    found: int = 0

    @classmethod
    def of(cls, payload: dict[str, Any]) -> Self:
        """The course of an outbox row."""
        return cls(**{**payload, "threads": tuple(payload.get("threads", ()))})

    @property
    def is_done(self) -> bool:
        """Whether all was read."""
        return self.is_read and not self.threads

    def effect(self, workspace: str, incident_id: int, *, first: bool = False) -> Effect:
        """The next step; a first one that waits already is enough, unless a person asked."""
        # Two readings of one channel go one after the other: or both would name a gap.
        lane = crc32(self.channel.encode()) % BESIDE
        return Effect(
            name="backfill.threads" if self.threads else "backfill",
            lane=f"backfill:{lane}",
            workspace=workspace,
            incident_id=incident_id,
            payload=asdict(self),
            urgency=ORDINARY + (self.why in _UNASKED),
            replaces=f"backfill:{self.channel}:{self.why}" if first and not self.url else "",
        )


def check(workspace: str, channel: str, incident_id: int | None = None) -> Effect:
    """The effect of asking Slack whether Muster is in a channel, and whether it is open."""
    lane = f"presence:{channel}"
    return Effect(
        name="channel.check",
        lane=lane,
        workspace=workspace,
        incident_id=incident_id,
        payload={"channel": channel},
        replaces=lane,
    )
