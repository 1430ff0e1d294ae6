"""Slack's rate limits: a tier per method, and one message a second per channel.

Tiers are 1, 20, 50 and 100 calls a minute and method (docs.slack.dev/apis/web-api/rate-limits).
A 429 closes that one method until its Retry-After has passed. All in real time.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

TIERS = {"t1": 1.0, "t2": 20.0, "t3": 50.0, "t4": 100.0}
_POSTS_A_SECOND = 1.0


@dataclass(slots=True)
class Bucket:
    """So many calls at once, then so many a second."""

    rate: float
    capacity: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """0 when there is room, else the seconds until there is."""
        self.left = min(self.capacity, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) / self.rate


@dataclass(slots=True)
class Limits:
    """Who has called what how often."""

    enabled: bool = False
    #: Messages a second and channel, and how many at once.
    posts_a_second: float = _POSTS_A_SECOND
    post_burst: float = 1.0
    #: Calls a minute that replace a method's tier.
    per_minute: dict[str, float] = field(default_factory=dict)
    _buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)
    _closed: dict[tuple[str, ...], float] = field(default_factory=dict)

    def retry_after(self, token: str, method: str, tier: str | None, channel: str = "") -> int:
        """0 when the call may pass, else whole seconds to wait."""
        if not self.enabled:
            return 0
        per_minute = self.per_minute.get(method) or TIERS.get(tier or "")
        if per_minute:
            return self._take((token, method), per_minute / 60, per_minute)
        if channel:
            return self._take((token, method, channel), self.posts_a_second, self.post_burst)
        return 0

    def reset(self) -> None:
        """Forgets who has called."""
        self._buckets.clear()
        self._closed.clear()

    def _take(self, key: tuple[str, ...], rate: float, capacity: float) -> int:
        now = time.monotonic()
        if self._closed.get(key, 0.0) > now:
            return math.ceil(self._closed[key] - now)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(rate, capacity, capacity, now)
        wait = bucket.take(now)
        if not wait:
            return 0
        seconds = max(1, math.ceil(wait))
        self._closed[key] = now + seconds
        return seconds
