"""Date tokens: each reader's own time, UTC for the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.slack.text import date_token, readable, utc_text

AT = datetime(2026, 3, 9, 14, 5, 59, 999999, tzinfo=UTC)


def test_a_date_token_holds_the_second_and_a_fallback_in_utc() -> None:
    token = date_token(AT)
    assert token == "<!date^1773065159^{date_short_pretty} {time}|2026-03-09 14:05 UTC>"
    assert readable(token) == "2026-03-09 14:05 UTC"


def test_another_zone_names_the_same_moment() -> None:
    tokyo = AT.astimezone(timezone(timedelta(hours=9)))
    assert date_token(tokyo) == date_token(AT)
    assert utc_text(tokyo) == "2026-03-09 14:05 UTC"


def test_a_date_token_can_lead_somewhere() -> None:
    token = date_token(AT, "{time}", "https://a.test/x")
    assert token == "<!date^1773065159^{time}^https://a.test/x|2026-03-09 14:05 UTC>"


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        date_token(AT.replace(tzinfo=None))


@pytest.mark.parametrize(("form", "link"), [("{time}|x", ""), ("{time}", "https://a.test/^")])
def test_what_would_end_the_token_is_refused(form: str, link: str) -> None:
    with pytest.raises(ValueError, match="must not contain"):
        date_token(AT, form, link)
