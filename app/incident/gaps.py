"""The gaps between the repeats of a reminder."""

from __future__ import annotations

from datetime import timedelta


def growing(first: timedelta, longest: timedelta, count: int) -> timedelta:
    """The wait until repeat number `count` (from 1): gaps double up to `longest`.

    With a first gap of 10 minutes: 10, 30, 70, 150 minutes after the start.
    """
    total = gap = first
    for _ in range(count - 1):
        gap = min(gap * 2, longest)
        total += gap
    return total
