"""The gaps between the repeats of a reminder."""

from __future__ import annotations

from datetime import timedelta


def growing(first: timedelta, longest: timedelta, count: int) -> timedelta:
    """The wait until repeat number `count` (from 1): gaps double up to `longest`.

    With a first gap of 10 minutes: 10, 30, 70, 150 minutes after the start.
    """
    total = gap = first
    for left in range(count - 1, 0, -1):
        if gap == longest:
            return total + gap * left
        gap = min(gap * 2, longest)
        total += gap
    return total


def doubled(first: timedelta, longest: timedelta, count: int) -> timedelta:
    """The gap before repeat number `count` (from 1) alone: it doubles up to `longest`."""
    before = growing(first, longest, count - 1) if count > 1 else timedelta(0)
    return growing(first, longest, count) - before
