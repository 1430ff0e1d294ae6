"""Two tellings of one thing: the second only as far as it says more.

A message's `text` and its blocks mostly say the same, for old clients and new ones. What
both say is shown once; what only one of them says must not be lost.
"""

from __future__ import annotations

import re

_NOT_WORDS = re.compile(r"[\W_]+")
#: An emoji that begins with a digit; the digit is no word.
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
#: What Slack itself writes into `text` where an app gave blocks alone.
_STAND_INS = frozenset(
    {
        "This content can't be displayed.",
        "This message contains interactive elements.",
    }
)


def both(text: str, blocks: str) -> str:
    """The blocks, after those lines of the text that they do not say."""
    if not blocks or not text or text == blocks:
        return blocks or text
    said = _squeezed(blocks)
    if _squeezed(text) in said:
        return blocks
    missing = [line for line in text.split("\n") if _adds(line, said)]
    return "\n".join([*missing, blocks])


def _adds(line: str, said: str) -> bool:
    return line.strip() not in _STAND_INS and _squeezed(line) not in said


def _squeezed(text: str) -> str:
    """Its letters and digits alone: marks, spaces and emoji differ between the two."""
    return _NOT_WORDS.sub("", _KEYCAP.sub("", text) if "\u20e3" in text else text)
