"""Sections, placeholders, timeline, impact."""

from collections.abc import Callable

import pytest

from app.postmortem.review import Finding, Severity, Verdict, review

Change = Callable[..., dict[str, Finding]]


def _section(text: str, heading: str) -> str:
    """Return a section of a document, heading and all."""
    start = text.index(f"## {heading}")
    end = text.find("\n## ", start + 1)
    return text[start : end + 1 if end > 0 else len(text)]


def _without(text: str, heading: str) -> dict[str, Finding]:
    return {f.rule: f for f in review(text.replace(_section(text, heading), "")).findings}


@pytest.mark.parametrize(
    ("heading", "rule"),
    [
        ("Summary", "sections.summary"),
        ("Customer impact", "sections.impact"),
        ("Timeline", "timeline.missing"),
        ("Contributing factors", "causes.missing"),
        ("Action items", "actions.missing"),
        ("Where we got lucky", "sections.lucky"),
        ("What went well", "sections.others"),
        ("Distribution", "sections.others"),
    ],
)
def test_a_section_that_is_missing_is_found(good: str, heading: str, rule: str) -> None:
    text = good
    if rule == "sections.impact":
        text = text.replace("31% of checkout requests", "checkout requests")
    found = _without(text, heading)
    if rule == "causes.missing":
        assert {"causes.missing", "sections.factors"} & found.keys()
    else:
        assert rule in found


@pytest.mark.parametrize(
    "heading",
    [
        "Who was affected?",
        "User impact",
        "Auswirkungen",
        "Impact client",
        "影響範囲",
        "💥 Blast radius",
    ],
)
def test_impact_is_known_by_meaning_not_by_spelling(good: str, heading: str) -> None:
    text = good.replace("## Customer impact", f"## {heading}")
    assert [f.rule for f in review(text).findings] == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("## Summary", "## 1. TL;DR"),
        ("## Timeline", "## Chronology of events (UTC)"),
        ("## Timeline", "**Timeline**"),
        ("## Contributing factors", "## Why did it happen?"),
        ("## What went well", "## Was lief gut"),
        ("## What went wrong", "## What could have gone better"),
        ("## Where we got lucky", "## Où avons-nous eu de la chance"),
        ("## Action items", "## Follow-ups"),
        ("## Action items", "## 再発防止策"),
        ("## Lessons learned", "## Takeaways"),
        ("## Distribution", "## Who should read this"),
    ],
)
def test_other_names_of_sections_are_the_same_sections(good: str, was: str, now: str) -> None:
    assert [f.rule for f in review(good.replace(was, now)).findings] == []


def test_a_near_miss_has_an_impact_that_was_avoided(good: str) -> None:
    text = good.replace("## Customer impact", "## Customer impact avoided")
    assert "sections.impact" not in {f.rule for f in review(text).findings}


def test_figures_elsewhere_are_pointed_at_when_impact_is_missing() -> None:
    text = "# Phish\n\n## Timeline\n\n10:00 UTC: asks for four $500 cards\n\n10:05 UTC: a\n\n10:09 UTC: b\n"
    found = {f.rule: f for f in review(text).findings}["sections.impact"]
    assert "$500" in found.why
    assert found.line == 5


@pytest.mark.parametrize("words", ["n/a", "None", "TBD", "-", "nothing", "N/A."])
def test_luck_waved_off_is_found(changed: Change, words: str) -> None:
    lucky = (
        "- The build ran in a quiet hour: at noon the same lock would hit three times the traffic."
    )
    found = changed((lucky, words))
    assert "says nothing" in found["sections.lucky"].why
    assert found["sections.lucky"].quote == "Where we got lucky"


def test_luck_told_in_passing_is_told(good: str) -> None:
    text = good.replace(_section(good, "Where we got lucky"), "Luckily it was night.\n\n")
    assert "sections.lucky" not in {f.rule for f in review(text).findings}


def test_a_heading_with_nothing_below_is_found(changed: Change) -> None:
    lesson = "- A migration is a deployment: it needs the same canary, alerts and way back."
    found = changed((lesson, ""))
    assert found["sections.empty"].quote == "Lessons learned"


def test_what_the_header_lacks_is_named(good: str) -> None:
    table = good[good.index("| Field |") : good.index("## Summary")]
    found = {f.rule: f for f in review(good.replace(table, "")).findings}
    assert "severity" in found["sections.header"].why


@pytest.mark.parametrize(
    "mark", ["TK", "TBD", "?????", "XXX", "[Insert number]", "<add a link here>", "{{ date }}"]
)
def test_placeholders_are_found(changed: Change, mark: str) -> None:
    found = changed(("No order was lost.", f"Lost orders: {mark} in all."))
    assert mark in found["placeholders.left"].why


@pytest.mark.parametrize(
    "text",
    [
        "See `TODO` in the code.",
        "- [x] done\n- [ ] open",
        "See [status page][status] and [status].\n\n[status]: https://status.internal",
        "The block was to be added to the chain.",
    ],
)
def test_code_ticks_and_references_are_no_placeholders(good: str, text: str) -> None:
    rules = {f.rule for f in review(f"{good}\n\n{text}\n").findings}
    assert "placeholders.left" not in rules


def test_a_state_column_may_say_todo(good: str) -> None:
    text = good.replace("| Ticket |\n|---|", "| Ticket | Status |\n|---|---|").replace(
        "DB-91) |", "DB-91) | TODO |"
    )
    assert "placeholders.left" not in {f.rule for f in review(text).findings}


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## Root cause\n\n## Action items\n",
        (
            "# [Title]\n\n## Summary\n[Insert a summary]\n\n## Impact\n[Describe the impact]\n\n"
            "## Timeline\n- HH:MM [event]\n- HH:MM [event]\n\n## Root cause\n[Explain]\n"
        ),
        "# Postmortem template\n\n## Summary\n\n{{ summary }}\n\nSome words of advice here.\n",
        "## Summary\nlorem ipsum dolor\n## Impact\nTBD\n## Timeline\nTK\n## Causes\nTODO\n## Actions\nTBD\n",
        (
            "### Summary\n| Number | | Severity | |\n|--|--|--|--|\n| Lead | | Date | |\n\n### Impact\n\n"
            "### Timeline\n\n### Root cause\n\n### Action items\n"
        ),
    ],
)
def test_a_template_fails_and_says_so_once(text: str) -> None:
    result = review(text)
    assert result.verdict is Verdict.FAILS
    assert [f.rule for f in result.findings] == ["placeholders.template"]
    assert result.score < 20


def test_rows_without_a_source_are_one_finding_with_their_lines(changed: Change) -> None:
    found = changed(
        ("[message](https://chat.internal/p1)", "-"), ("[message](https://chat.internal/p2)", "")
    )["timeline.unsourced"]
    assert found.count == 2
    assert found.severity is Severity.MINOR
    assert "2 of 11 rows have no source" in found.why


@pytest.mark.parametrize(
    "source",
    [
        "CHK-77",
        "#412",
        "PR 412",
        "3fa85f64a1",
        "[1]",
        "![graph](a.png)",
        "see https://a.internal/1",
    ],
)
def test_ids_commits_footnotes_and_pictures_are_sources(changed: Change, source: str) -> None:
    assert "timeline.unsourced" not in changed(("[message](https://chat.internal/p1)", source))


def test_a_row_earlier_than_the_one_above_is_out_of_order(changed: Change) -> None:
    found = changed(("| 09:33 |", "| 09:03 |"))["timeline.order"]
    assert "Posts the first status update" in found.quote
    assert found.severity is Severity.MAJOR


def test_a_timeline_that_runs_backwards_is_one_minor_finding() -> None:
    rows = "\n".join(f"- 1{n}:00 UTC: step {n} https://a.internal/{n}" for n in range(9, 0, -1))
    found = [
        f for f in review(f"# X\n\n## Timeline\n\n{rows}\n").findings if f.rule == "timeline.order"
    ]
    assert [f.severity for f in found] == [Severity.MINOR]


def test_midnight_is_no_disorder() -> None:
    text = "# X\n\n## Timeline (UTC)\n\n- 23:50 alert\n- 00:10 fix\n- 00:20 resolved\n"
    assert "timeline.order" not in {f.rule for f in review(text).findings}


def test_milestones_are_not_in_an_order_of_their_own() -> None:
    text = (
        "# X\n\n- **Key events**\n  - Detected 2026-03-04 09:00\n  - Repaired 2026-03-04 10:00\n"
        "  - Declared 2026-03-04 09:30\n  - Resolved 2026-03-04 10:30\n"
    )
    rules = {f.rule: f for f in review(text).findings}
    assert "timeline.order" not in rules
    assert "milestones only" in rules["timeline.missing"].why


def test_a_timeline_kept_elsewhere_is_no_timeline() -> None:
    text = "# X\n\n- **Context**:\n  - Timeline: [doc](https://docs.internal/1) for the incident\n"
    found = {f.rule: f for f in review(text).findings}["timeline.missing"]
    assert "link to another place" in found.why


def test_a_row_without_a_time_is_found(changed: Change) -> None:
    found = changed(("| 09:26 |", "| later |"))["timeline.untimed"]
    assert "1 of 11 rows has no time of day" in found.why


def test_days_are_exact_enough_over_weeks_and_not_over_days() -> None:
    def rules(days: tuple[str, ...]) -> set[str]:
        rows = "\n".join(f"- {day}: something" for day in days)
        return {f.rule for f in review(f"# X\n\n## Timeline (UTC)\n\n{rows}\n").findings}

    assert "timeline.untimed" not in rules(("2026-01-01", "2026-02-01", "2026-03-01"))
    assert "timeline.untimed" in rules(("2026-01-01", "2026-01-02", "2026-01-03"))


def test_times_without_any_zone_are_found(good: str) -> None:
    text = good.replace(" UTC", "")
    assert "timeline.zone" in {f.rule for f in review(text.replace("in UTC", "")).findings}


@pytest.mark.parametrize(
    "zone", ["All times in CET", "(times: Pacific time)", "Europe/Berlin", "14:00+01:00"]
)
def test_a_zone_named_anywhere_will_do(zone: str) -> None:
    rows = "- 09:00 alert\n- 09:10 look\n- 09:20 fix\n"
    text = f"# X\n\n{zone}\n\n## Timeline\n\n{rows}"
    assert "timeline.zone" not in {f.rule for f in review(text).findings}


def test_impact_without_a_count_is_found(good: str) -> None:
    impact = _section(good, "Customer impact")
    text = good.replace(impact, "## Customer impact\n\nCheckout was down and customers waited.\n\n")
    text = text.replace("31% of checkout requests", "checkout requests")
    found = {f.rule: f for f in review(text).findings}["impact.number"]
    assert found.quote == "Checkout was down and customers waited."


@pytest.mark.parametrize(
    "scope", ["All customers saw errors.", "Nobody could log in.", "| Users |\n|---|\n| All |"]
)
def test_a_whole_scope_is_exact_without_a_figure(good: str, scope: str) -> None:
    impact = _section(good, "Customer impact")
    rules = {
        f.rule for f in review(good.replace(impact, f"## Customer impact\n\n{scope}\n\n")).findings
    }
    assert "impact.number" not in rules


def test_a_list_of_what_was_affected_is_a_count(good: str) -> None:
    impact = _section(good, "Customer impact")
    listed = "## Affected services\n\n- checkout\n- basket\n\n"
    text = good.replace(impact, listed).replace("31% of checkout requests", "checkout")
    assert "impact.number" not in {f.rule for f in review(text).findings}


def test_adjectives_in_place_of_numbers_are_one_finding(good: str) -> None:
    impact = _section(good, "Customer impact")
    text = good.replace(
        impact, "## Customer impact\n\nMany users saw a significant delay.\n\n"
    ).replace("31% of checkout requests", "checkout requests")
    found = {f.rule: f for f in review(text).findings}["impact.adjective"]
    assert found.count == 2
    assert "TK (number" in found.rewrite


def test_an_estimate_needs_its_method(changed: Change) -> None:
    line = ("No order was lost.", "An estimated 40 orders were lost.")
    assert "impact.estimate" in changed(line)
    made = ("No order was lost.", "An estimated 40 orders were lost, based on the order log.")
    assert "impact.estimate" not in changed(made)


def test_figures_without_a_source_are_worth_a_word(good: str) -> None:
    impact = _section(good, "Customer impact")
    text = good.replace(impact, "## Customer impact\n\n31% of requests failed for 42 minutes.\n\n")
    found = {f.rule: f for f in review(text).findings}["impact.unsourced"]
    assert found.severity is Severity.INFO
