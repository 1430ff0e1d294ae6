"""docs/recorded.md says what the program does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.slack.evidence.events import EVENTS
from app.slack.evidence.subtypes import PLAIN, SUBTYPES, Rule

DOCUMENT = Path(__file__).parents[3] / "docs" / "recorded.md"


def table(first: str, rules: Mapping[str, Rule]) -> str:
    lines = [f"| {first} | recorded as | |", "|---|---|---|"]
    for name, rule in sorted(rules.items(), key=lambda item: (not item[1].kinds, item[0])):
        kinds = ", ".join(f"`{kind.value}`" for kind in rule.kinds) or "not recorded"
        lines.append(f"| {name} | {kinds} | {rule.note} |")
    return "\n".join(lines)


def test_the_document_shows_both_tables_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    events = {f"`{name}`": rule for name, rule in EVENTS.items()}
    subtypes = {f"`{name}`": rule for name, rule in SUBTYPES.items()}
    assert table("event", events) in text
    assert table("subtype", {"none, or one not listed here": PLAIN, **subtypes}) in text
