"""What a document says twice must agree: lengths, dates, figures, log lines."""

from collections.abc import Callable

import pytest

from app.postmortem.review import Finding, review

Change = Callable[..., dict[str, Finding]]
SEEN = "No order was lost."
ROWS = (
    "## Timeline (UTC)\n\n- 2026-03-04 09:00: errors begin\n- 09:41: alert pages the on-call engineer\n"
    "- 09:53: engineer finds the cause\n- 10:50: resolved\n"
)


def _rules(text: str, name: str = "") -> dict[str, Finding]:
    return {f.rule: f for f in reversed(review(text, name=name).findings)}


def _with_rows(sentence: str, rows: str = ROWS) -> dict[str, Finding]:
    return _rules(f"# Outage of 2026-03-04\n\n## Impact\n\n{sentence}\n\n{rows}")


@pytest.mark.parametrize(
    "sentence",
    [
        "The outage lasted ~1 h.",
        "The outage lasted 45 minutes.",
        "Downtime: 3 hours.",
        "Time to detection: 53 minutes.",
        "Time to recovery: 30 minutes.",
        "The shop was down for half an hour.",
        "ダウンタイム: 30分",
    ],
)
def test_a_length_that_the_rows_do_not_give_is_found(sentence: str) -> None:
    found = _with_rows(sentence)["consistency.duration"]
    assert found.line == 5
    assert "rows give" in found.why
    assert "TK" in found.rewrite


@pytest.mark.parametrize(
    "sentence",
    [
        "The outage lasted 1 h 50 min.",
        "The outage lasted about 2 hours.",
        "The outage lasted 110 minutes.",
        "Time to recovery: 69 minutes.",
        "Time to detection: 41 minutes.",
        "The outage lasted between 1 and 2 hours.",
        "Each request took 30 seconds on average during the outage.",
        "The outage lasted 20 minutes of support hours.",
        "We keep logs for 30 days.",
    ],
)
def test_a_length_that_some_rows_give_is_right(sentence: str) -> None:
    assert "consistency.duration" not in _with_rows(sentence)


def test_an_outage_may_begin_at_a_time_told_in_prose() -> None:
    sentence = "The outage lasted 2 h 30 min. It began at 08:20 UTC with slow pages."
    assert "consistency.duration" not in _with_rows(sentence)


def test_rows_without_any_date_have_lengths_too() -> None:
    rows = ROWS.replace("2026-03-04 ", "")
    text = f"# Outage\n\n## Impact\n\nThe outage lasted 20 minutes.\n\n{rows}"
    assert "consistency.duration" in _rules(text)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("It was down for 1 h 48 min, from 16:58 to 18:40 UTC.", True),
        ("It was down for 1 h 42 min, from 16:58 to 18:40 UTC.", False),
        ("Between 2026-03-04 23:50 and 2026-03-05 00:20 (10 minutes) nothing worked.", True),
        ("Between 2026-03-04 23:50 and 2026-03-05 00:20 (30 minutes) nothing worked.", False),
        ("From 23:50 to 00:20 (30 minutes) nothing worked.", False),
        ("From 09:00 to 10:00 the pool, which keeps sessions for 5 minutes, was full.", False),
        ("From 2026-03-04 to 2026-03-05 for 10 minutes it was slow.", False),
    ],
)
def test_a_length_is_held_against_the_times_beside_it(sentence: str, *, wrong: bool) -> None:
    assert ("consistency.duration" in _rules(f"# X\n\n{sentence}\n")) is wrong


def test_two_lengths_of_one_outage_disagree() -> None:
    text = "# X\n\nThe outage lasted 20 minutes.\n\n## Impact\n\nThe outage lasted 2 hours.\n"
    found = _rules(text)["consistency.duration"]
    assert found.why == 'It says "2 hours"; line 3 says "20 minutes".'
    several = text.replace("# X", "# Two outages")
    assert "consistency.duration" not in _rules(several)
    near = text.replace("2 hours", "about 22 minutes")
    assert "consistency.duration" not in _rules(near)


def test_one_measure_is_told_once() -> None:
    text = _with_rows("The outage lasted 20 minutes. Again: the outage lasted 25 minutes.")
    assert text["consistency.duration"].count == 1


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [("It began on 20202-01-16 at noon.", "20202-01-16"), ("It was 2026-13-45.", "2026-13-45")],
)
def test_a_date_that_does_not_exist_is_found(sentence: str, quote: str) -> None:
    found = _rules(f"# X\n\n{sentence}\n")["consistency.date"]
    assert found.quote.startswith(("It", quote))
    assert quote in found.why


def test_a_row_in_another_year_is_found() -> None:
    rows = "- 2026-03-04 09:00 UTC: a\n- 2026-03-04 09:10 UTC: b\n- 2025-03-04 09:20 UTC: c\n- 2026-03-04 09:30 UTC: d\n"
    why = [
        f.why
        for f in review(f"# X\n\n## Timeline\n\n{rows}").findings
        if f.rule == "consistency.date"
    ]
    assert any("most of a year away" in text for text in why)


def test_the_headings_date_is_held_against_the_rows() -> None:
    text = f"# Outage 2026-02-04\n\n{ROWS}"
    assert "the timeline is of 2026-03-04" in _rules(text)["consistency.date"].why
    days = ROWS + "- 2026-03-06 10:00: closed\n"
    ranged = f"# Outage 2026-02-04\n\n{days}"
    assert "runs from 2026-03-04 to 2026-03-06" in _rules(ranged)["consistency.date"].why
    assert "consistency.date" not in _rules(f"# Outage 2026-03-04\n\n{ROWS}")
    assert "consistency.date" not in _rules(f"# Disclosure 2026-05-04\n\n{ROWS}")


def test_the_file_names_date_is_held_against_the_heading() -> None:
    rows = "- 2026-03-03 09:00 UTC: a\n- 2026-03-04 09:00 UTC: b\n- 2026-03-04 10:00 UTC: c\n"
    text = f"# Outage 2026-03-03\n\n## Timeline\n\n{rows}"
    found = _rules(text, name="2026-03-04-outage.md")["consistency.date"]
    assert "the file is named 2026-03-04" in found.why


def test_a_heading_days_before_nearly_every_row_is_asked_about() -> None:
    rows = "- 2026-03-04 09:00 UTC: a\n" + "".join(
        f"- 2026-03-{n:02} 09:00 UTC: b\n" for n in range(10, 15)
    )
    found = _rules(f"# Outage 2026-03-04\n\n## Timeline\n\n{rows}")["consistency.date"]
    assert "5 of 6 rows are later" in found.why


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("Tuesday, 2026-03-04", True),
        ("Wednesday, 2026-03-04", False),
        ("Tuesday the 4th of March 2026", True),
        ("Tuesday 4 March", False),
        ("On Tuesday we deploy; 2026-03-04 was quiet", False),
    ],
)
def test_a_weekday_is_held_against_its_date(words: str, *, wrong: bool) -> None:
    assert ("consistency.date" in _rules(f"# X\n\nIt began on {words}.\n")) is wrong


def _logged(line: str) -> dict[str, Finding]:
    return _rules(f"# Outage 2026-03-04\n\n```\n{line}\n```\n\n{ROWS}")


def test_a_log_line_from_before_the_start_is_found() -> None:
    found = _logged("2026-03-04T08:51:16Z ERROR connection refused")["consistency.start"]
    assert "08:51:16" in found.why
    assert found.line == 4


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-04T08:51:16Z INFO started",
        "2026-03-04T09:51:16Z ERROR late",
        "2026-03-04 08:51:16 ERROR no zone",
        "2026-03-02T08:51:16Z ERROR days before",
        "ERROR without a time",
    ],
)
def test_other_log_lines_are_not(line: str) -> None:
    assert "consistency.start" not in _logged(line)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("12 of 40 requests (25%) failed.", "12 of 40 is 30.0 %, not 25 %"),
        ("25% of them (12 of 40) failed.", "12 of 40 is 30.0 %"),
        ("41 out of 40 hosts failed.", "41 cannot be out of 40"),
        ("1,200 out of 4,000 hosts (31%) failed.", ""),
        ("12 of 40 requests (30%) failed.", ""),
        ("In 0 of 0 cases (10%) it failed.", ""),
        ("Version 1.2 of 3 (50%) failed.", ""),
    ],
)
def test_shares_are_worked_out(changed: Change, sentence: str, why: str) -> None:
    found = changed((SEEN, sentence)).get("consistency.total")
    assert (found.why if found else "").startswith(why[:1] and why[:20]) or not why
    assert (found is not None) is bool(why)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Three changes:\n\n- a\n- b\n", True),
        ("Three changes:\n\n- a\n- b\n- c\n", False),
        ("Three changes:\n\n- a\n  - deeper\n- b\n- c\n", False),
        ("At least three changes:\n\n- a\n- b\n", False),
        ("Three changes:\n\nNone of them listed.\n", False),
        ("Two changes:\n\n1. a\n2. b\n\n- c\n", False),
        ("Two changes:\n\n- a\n\n  More of it.\n- b\n\n## Next\n", False),
    ],
)
def test_an_announced_count_is_held_against_the_list(text: str, *, wrong: bool) -> None:
    assert ("consistency.total" in _rules(f"# X\n\n{text}")) is wrong


def test_a_tables_total_is_held_against_its_rows() -> None:
    table = "# X\n\n| Region | Errors |\n|---|---|\n| EU | 10 |\n| US | 1,020 |\n| Total | {} |\n"
    found = _rules(table.format("1,040"))["consistency.total"]
    assert found.why == "The rows above sum to 1030, not to 1040."
    assert "consistency.total" not in _rules(table.format("1,030"))
    assert "consistency.total" not in _rules(table.format("many"))
