"""The document held against the incident's log."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.postmortem.review import Evidence, Finding, LogEntry, review


def _at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 3, 4, hour, minute, second, tzinfo=UTC)


def _entry(number: int, at: datetime, actor: str, text: str, kind: str = "message") -> LogEntry:
    return LogEntry(f"E{number}", at, actor, text, kind, f"https://chat.internal/p{number}")


LOG = (
    _entry(1, _at(9, 19, 20), "Ana", "Acknowledges the page of the checkout alert"),
    _entry(2, _at(9, 21, 5), "Ana", "Declares the incident", "declared"),
    _entry(3, _at(9, 26), "Ben", "Suspects the payment provider, shares its status page"),
    _entry(4, _at(9, 49, 40), "Chi", "Cancels the index build", "mitigation"),
    _entry(5, _at(10, 40), "Ana", "Declares the incident resolved", "resolved"),
)
ELSEWHERE = "https://logs.internal/q/772"
STATE = Evidence(LOG, _at(9, 10), _at(9, 17), _at(9, 52), _at(10, 40))


def _found(text: str, evidence: Evidence = STATE) -> dict[str, Finding]:
    result = review(text, evidence=evidence)
    return {f.rule: f for f in reversed(result.findings) if f.rule.startswith("evidence")}


def test_a_document_that_follows_its_log_has_no_findings(good: str) -> None:
    assert _found(good) == {}
    assert _found(good, Evidence()) == {}


def test_a_row_with_another_time_is_found(good: str) -> None:
    found = _found(good.replace("| 09:49 |", "| 09:44 |"))["evidence.time"]
    assert "The log has this at 2026-03-04 09:49:40 UTC (E4); the row says 2026-03-04 09:44" in (
        found.why
    )
    assert found.rewrite.startswith("2026-03-04 09:49 UTC Cancels the index build")


def test_an_entry_in_another_zone_is_the_same_moment(good: str) -> None:
    east = timezone(timedelta(hours=9))
    moved = tuple(replace(e, at=e.at.astimezone(east)) for e in LOG)
    assert _found(good, replace(STATE, entries=moved)) == {}


def test_a_zone_the_document_does_not_name_is_taken_from_the_rows(good: str) -> None:
    text = good.replace(" UTC", "").replace("All times in UTC, 2026-03-04.", "On 2026-03-04.")
    late = tuple(replace(e, at=e.at - timedelta(hours=1)) for e in LOG)
    hour = timedelta(hours=1)
    evidence = Evidence(late, _at(9, 10) - hour, _at(9, 17) - hour, _at(9, 52) - hour)
    assert "evidence.time" not in _found(text, evidence)
    off = text.replace("| 09:49 |", "| 09:44 |")
    assert "09:49" not in off
    assert "evidence.time" in _found(off, evidence)


def test_a_row_without_a_date_is_of_its_entrys_day() -> None:
    rows = (
        "- 09:21 UTC: Declares the incident\n- 09:49 UTC: Cancels the index build\n- 09:51 UTC: x\n"
    )
    text = f"# Outage\n\n## Timeline\n\n{rows}"
    assert "evidence.time" not in _found(text)
    assert "evidence.time" in _found(text.replace("09:49", "09:29"))


def test_a_length_that_the_log_does_not_give_is_found(good: str) -> None:
    found = _found(good.replace("For 42 minutes on", "For 30 minutes the outage lasted on"))
    assert "the log gives 35 min or 42 min" in found["evidence.duration"].why
    detect = good.replace("No order was lost.", "Time to detection: 20 minutes.")
    assert "gives 7 min" in _found(detect)["evidence.duration"].why
    resolve = good.replace("No order was lost.", "Time to resolve: 20 minutes.")
    assert "1 h 23 min or 1 h 30 min" in _found(resolve)["evidence.duration"].why


def test_a_length_is_left_alone_where_the_log_has_no_moments(good: str) -> None:
    assert "evidence.duration" not in _found(good.replace("42", "30"), Evidence(LOG))


def test_somebody_whom_the_entry_does_not_name_is_found(good: str) -> None:
    text = good.replace("| Database engineer | Cancels", "| Maria | Cancels")
    found = _found(text)["evidence.actor"]
    assert "do not name Maria" in found.why
    assert found.rewrite.startswith("Chi in place of Maria")
    assert "evidence.actor" not in _found(good.replace("| Database engineer | Ca", "| Chi | Ca"))


def test_a_link_into_the_log_that_no_entry_has_is_found(good: str) -> None:
    found = _found(good.replace("https://chat.internal/p3", "https://chat.internal/p33"))
    assert found["evidence.link"].quote == "https://chat.internal/p33"
    assert "evidence.link" not in _found(good.replace("graph](https://grafana", "g](https://x"))


def test_a_link_in_an_entrys_words_is_known(good: str) -> None:
    entry = replace(LOG[2], text=f"{LOG[2].text} https://chat.internal/p33.")
    evidence = replace(STATE, entries=(*LOG[:2], entry, *LOG[3:]))
    text = good.replace("No order was lost.", "See https://chat.internal/p33 for it.")
    assert "evidence.link" not in _found(text, evidence)


@pytest.mark.parametrize("count", [1, 12])
def test_significant_entries_left_out_are_named(good: str, count: int) -> None:
    more = tuple(
        replace(
            _entry(100 + n, _at(11, n), "Ops", f"Failover number{n} of replica"), significant=True
        )
        for n in range(count)
    )
    found = _found(good, replace(STATE, entries=(*LOG, *more)))["evidence.omitted"]
    assert "E100 (message)" in found.why
    assert ("and 2 more" in found.rewrite) is (count > 10)
    assert found.line == 45, "below the timeline"


def test_an_entry_is_told_by_a_row_a_link_or_words_at_its_time(good: str) -> None:
    by_words = replace(_entry(8, _at(9, 41), "Chi", "Lots of sessions"), link="", significant=True)
    by_link = replace(_entry(9, _at(12, 0), "x", "y"), significant=True, link=ELSEWHERE)
    significant = tuple(replace(e, significant=True) for e in LOG)
    evidence = replace(STATE, entries=(*significant, by_words, by_link))
    assert "evidence.omitted" not in _found(good, evidence)


def test_a_link_that_several_entries_share_tells_none_of_them(good: str) -> None:
    # Until Slack has answered, entries link to their channel.
    shared = "https://chat.internal/archives/C1"
    text = good + f"\nThe channel: {shared}\n"
    two = [
        replace(_entry(n, _at(9, n), "Eve", f"Drains pool {n}0"), link=shared, significant=True)
        for n in (31, 44)
    ]
    found = _found(text, replace(STATE, entries=(*LOG, *two)))
    assert "E31 (message), E44 (message)" in found["evidence.omitted"].why
    assert "evidence.link" not in found


def test_a_document_without_rows_leaves_everything_out() -> None:
    evidence = Evidence((replace(LOG[0], significant=True),))
    assert _found("# X\n\nNothing.\n", evidence)["evidence.omitted"].line == 1
    assert _found("", evidence)["evidence.omitted"].line == 1
