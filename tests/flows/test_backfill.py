"""From where on absence from history means that somebody deleted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.flows.backfill import tells_from, ts_of
from app.flows.course import Course


@pytest.mark.parametrize(
    ("oldest", "shown", "wanted"),
    [
        # Whatever lies between messages that are shown was deleted.
        (None, [40, 2], 40),
        # Before the first one shown it may have expired, but not within the last day.
        (None, [20], 24),
        (None, [], 24),
        # Nothing before what was asked for is judged.
        (12, [6], 12),
        (30, [2], 24),
    ],
)
def test_what_a_workspace_keeps_no_longer_is_not_taken_for_deleted(noon, oldest, shown, wanted):
    def ts(hours):
        return ts_of(noon - timedelta(hours=hours))

    course = Course(channel="C1", why="asked", oldest=ts(oldest) if oldest else "")
    assert tells_from(course, [ts(hours) for hours in shown], noon) == ts(wanted)
