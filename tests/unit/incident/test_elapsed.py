"""Intervals are elapsed time: clocks on walls that change for summer change nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.incident.commands import PostUpdate
from app.incident.values import Severity
from app.slack.text import date_token, readable
from tests.unit.conftest import Story

#: Zones and the night in 2026 in which their clocks change.
NIGHTS = {
    "Europe/Berlin": (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    "America/New_York": (
        datetime(2026, 3, 8, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, tzinfo=UTC),
    ),
    "Australia/Lord_Howe": (
        datetime(2026, 4, 4, 15, tzinfo=UTC),
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    ),
}
CHANGES = [(ZoneInfo(zone), night) for zone, nights in NIGHTS.items() for night in nights]


@given(
    change=some.sampled_from(CHANGES),
    before=some.integers(1, 59),
    severity=some.sampled_from(Severity),
)
def test_an_update_is_due_after_the_interval_whatever_clocks_on_walls_do(
    policy, change, before, severity
):
    zone, night = change
    story = Story(policy, night - timedelta(minutes=before))
    story.declare(severity=severity)
    interval = policy.severities[severity].update_every
    due = story.ladders["update"].steps[0].due_at
    assert due - story.start == interval
    # On the wall it looks like more or less.
    shift = due.astimezone(zone).utcoffset() - story.start.astimezone(zone).utcoffset()
    assert (shift != timedelta(0)) == (due >= night)
    story.now = due
    promised = timedelta(minutes=17)
    story.do(PostUpdate, known="x", unknown="", impact="", mitigation="", next_in=promised)
    assert story.incident.next_update_at == due + promised
    assert story.entries[-1].data["next_update_at"].endswith("+00:00")


@pytest.mark.parametrize(("zone", "night"), CHANGES)
def test_people_read_the_moment_in_their_own_time_and_the_log_keeps_utc(zone, night):
    for moment in (night - timedelta(seconds=1), night, night + timedelta(hours=1)):
        local = moment.astimezone(zone)
        assert date_token(local) == date_token(moment)
        assert f"<!date^{int(moment.timestamp())}^" in date_token(local)
        assert readable(date_token(local)) == f"{moment:%Y-%m-%d %H:%M} UTC"
