"""A postmortem that meets the rubric, to change one thing at a time in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.postmortem.review import Finding, review

GOOD = Path(__file__).parents[3] / "data" / "postmortems" / "exemplary.md"


@pytest.fixture(scope="session")
def good() -> str:
    return GOOD.read_text(encoding="utf-8")


@pytest.fixture
def changed(good: str) -> Callable[..., dict[str, Finding]]:
    """Return a function: change words of the good document, get the findings by rule."""

    def change(*pairs: tuple[str, str], name: str = "") -> dict[str, Finding]:
        text = good
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return {f.rule: f for f in reversed(review(text, name=name).findings)}

    return change
