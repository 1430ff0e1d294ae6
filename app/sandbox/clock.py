"""The sandbox's time: what messages bear and when scripted people act.

Signatures, trigger ids, response URLs, retries and rate limits never look here: they
live in real time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from app.sandbox.wire import MICROS


@dataclass(frozen=True, slots=True)
class Clock:
    """Real time, or time that runs `speed` times as fast from `origin`.

    Two processes that hold the same three numbers agree on the time.
    """

    #: Scaled seconds since the epoch at the anchor; None: real time.
    origin: float | None = None
    #: Scaled seconds for each real second.
    speed: float = 1.0
    #: Real seconds since the epoch at which the clock stood at the origin.
    anchor: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """A clock from `origin,speed[,anchor]`, the origin in ISO 8601; empty: real time.

        Raises:
            ValueError: when the text is anything else.
        """
        if not text:
            return cls()
        origin, speed, anchor = ([*text.split(","), "", ""])[:3]
        start = datetime.fromisoformat(origin.strip())
        if start.tzinfo is None:
            start = start.replace(tzinfo=UTC)
        factor = float(speed or 1)
        if factor <= 0:
            raise ValueError("the speed must be above 0")
        return cls(start.timestamp(), factor, float(anchor or time.time()))

    def now(self) -> float:
        """Seconds since the epoch on this clock."""
        if self.origin is None:
            return time.time()
        return self.origin + (time.time() - self.anchor) * self.speed

    def micros(self) -> int:
        """Microseconds since the epoch on this clock."""
        return int(self.now() * MICROS)

    def real_seconds_until(self, when: float) -> float:
        """How long to wait, in real seconds, until this clock reads `when`; 0 if past."""
        return max(0.0, (when - self.now()) / (self.speed if self.origin is not None else 1.0))

    def describe(self) -> str:
        """As `parse` takes it, so that another process can share it; real time: empty."""
        if self.origin is None:
            return ""
        origin = datetime.fromtimestamp(self.origin, UTC).isoformat()
        return f"{origin},{self.speed:g},{self.anchor!r}"
