"""A message's text beside its blocks: shown once, and nothing lost that only one of them says."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.slack.text.cover import both

LINES = st.lists(st.text("1a*_ \ufe0f\u20e3障👍", max_size=6), min_size=1, max_size=4).map(
    "\n".join
)


def letters(text: str) -> str:
    """What counts: letters and digits, but not the digit of a keycap."""
    return re.sub(r"[\W_]+", "", re.sub("[0-9#*]\ufe0f?\u20e3", "", text))


@given(LINES, LINES)
def test_lines_whose_letters_the_blocks_lack_come_first(text: str, blocks: str) -> None:
    lacking = [line for line in text.split("\n") if letters(line) not in letters(blocks)]
    expected = "\n".join([*lacking, blocks]) if text and blocks else blocks or text
    assert both(text, blocks) == (blocks if text == blocks else expected)


def test_a_digit_is_said_where_it_stands_and_not_where_it_is_an_emoji() -> None:
    assert both("1", "step 1") == "step 1"
    assert both("1", "1\ufe0f\u20e3 deploy") == "1\n1\ufe0f\u20e3 deploy"
