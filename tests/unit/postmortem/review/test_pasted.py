"""Text that lost its markup on the way: pasted from a wiki, a chat, a mail."""

from app.postmortem.review import review
from app.postmortem.review.document.moments import moments

PASTED = """Checkout was down
Summary
On 4 March 2026 checkout failed for 31% of 12,000 users from 8.40 PM to 9.10 PM UTC.
Timeline
8.40 PM UTC - The alert CHK-77 fired.
8.52 PM UTC - The engineer on call rolled back release 812.
9.10 PM UTC - The error rate was at its usual 0.1%.
Root cause
The migration held a lock, because the check for long locks did not run on this table.
"""


def test_pasted_lines_that_name_a_section_are_its_heading() -> None:
    found = review(PASTED)
    rules = {finding.rule for finding in found.findings}
    assert found.facts["timeline_rows"] == 3
    assert "timeline.missing" not in rules
    assert "causes.missing" not in rules


def test_wrapped_prose_that_mentions_a_section_stays_prose() -> None:
    prose = "What we did about the\nimpact of the fire was to rebuild the\nTimeline service.\n"
    assert review(f"# X\n\n{prose}").facts["timeline_rows"] == 0


def test_a_time_with_a_dot_is_of_the_afternoon_where_it_says_so() -> None:
    (moment,) = moments("8.40 PM UTC - The alert fired.")
    assert moment.second == (20 * 60 + 40) * 60


def test_hours_of_a_four_digit_clock_are_no_length_of_time() -> None:
    text = (
        "# Outage\n\n## Summary\n\nThe site was down on 8 February 2023 from 0300hrs (EAT) to 0400hrs"
        " (EAT). The outage lasted 1 hour.\n"
    )
    assert not [f for f in review(text).findings if f.rule == "consistency.duration"]


def test_how_long_one_request_took_is_not_how_long_it_lasted() -> None:
    text = "# Outage\n\n## Impact\n\n12 % of 40,000 searches {} between 14:00 and 14:21 UTC.\n"
    rules = {f.rule for f in review(text.format("took over 5 s")).findings}
    assert "consistency.duration" not in rules
    lasting = {f.rule for f in review(text.format("failed for 5 min")).findings}
    assert "consistency.duration" in lasting


def test_somebody_who_is_still_learning_is_judged() -> None:
    text = "# Outage\n\n## Root cause\n\nThe table was dropped by an intern who's still learning SQL.\n"
    found = [f for f in review(text).findings if f.rule == "blameless.diligence"]
    assert [f.quote for f in found]


def test_a_place_held_for_an_action_is_one_finding_and_no_action() -> None:
    text = "# Outage\n\n## Action items\n\n- TK: which change prevents this next time?\n"
    found = review(text)
    rules = {finding.rule for finding in found.findings}
    assert "placeholders.left" in rules
    assert not [rule for rule in rules if rule.startswith("actions.")]
    assert not [one for one in found.strengths if "concrete action" in one.note]
