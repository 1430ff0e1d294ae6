"""The table of rules and its page."""

from pathlib import Path

from app.postmortem.review import RULES

PAGE = Path(__file__).parents[4] / "docs" / "review-rules.md"


def test_the_page_lists_every_rule_with_its_severity() -> None:
    rows = [
        line.split("|")[1:3] for line in PAGE.read_text().splitlines() if line.startswith("| `")
    ]
    listed = {rule.strip(" `"): severity.strip() for rule, severity in rows}
    assert listed == {rule.id: str(rule.severity) for rule in RULES.values()}
