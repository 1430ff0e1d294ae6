"""What people type: times, lengths, people, roles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from app.incident.values import RefusalError
from app.listeners import words

#: Summer time began in Berlin at 01:00 UTC that night.
NOW = datetime(2026, 3, 29, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("03:05", datetime(2026, 3, 29, 3, 5, tzinfo=UTC)),
        ("3:05 UTC", datetime(2026, 3, 29, 3, 5, tzinfo=UTC)),
        ("03:05Z", datetime(2026, 3, 29, 3, 5, tzinfo=UTC)),
        ("2:10 am", datetime(2026, 3, 29, 2, 10, tzinfo=UTC)),
        # Still to come today, so it was yesterday's.
        ("23:50", datetime(2026, 3, 28, 23, 50, tzinfo=UTC)),
        ("2026-03-28 23:50", datetime(2026, 3, 28, 23, 50, tzinfo=UTC)),
        ("2026-03-29T04:05+02:00", datetime(2026, 3, 29, 2, 5, tzinfo=UTC)),
        ("20m ago", NOW - timedelta(minutes=20)),
        # Elapsed time: three hours before is three hours, whatever clocks on walls did.
        ("3h ago", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("zone", [-8, 0, 9])
def test_a_time_is_utc_wherever_muster_runs(typed, meant, zone):
    with freeze_time(NOW, tz_offset=zone):
        assert words.a_time(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["", "soon", "tomorrow noon", "14", "2026-03-29", "14:05 CET", "14:05 BST", "25:00"]
)
def test_what_is_no_time_or_could_mean_two_is_refused_with_the_forms_that_work(typed):
    with pytest.raises(RefusalError, match="20m ago") as refused:
        words.a_time(typed, NOW)
    assert (typed or "(nothing)") in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"), [("15m", 15), ("15", 15), ("1h 30m", 90), ("90 min", 90), ("2 hours", 120)]
)
def test_a_length_is_read_as_people_write_it(typed, meant):
    assert words.a_length(typed) == timedelta(minutes=meant)


@pytest.mark.parametrize("typed", ["", "soon", "-5m", "5 parsecs", "1.5h"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(RefusalError, match="no length of time"):
        words.a_length(typed)
