"""Two tellings of one thing: the second only as far as it says more.

A message's `text` and its blocks mostly say the same, for old clients and new ones. What
both say is shown once; what only one of them says must not be lost.
"""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W_]+")
#: Makes an emoji of the digit before it, which is no word then.
_CAP = "\u20e3"
_KEYCAP = re.compile(f"[0-9#*]\ufe0f?{_CAP}")
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
    lines = text.split("\n")
    if _CAP not in blocks:
        # What stands there as it is needs no closer look; mostly that is all of it.
        lines = [line for line in lines if line not in blocks]
    said = _squeezed(blocks) if lines else ""
    missing = [line for line in lines if _adds(line, said)]
    return "\n".join([*missing, blocks])


def _adds(line: str, said: str) -> bool:
    return line.strip() not in _STAND_INS and _squeezed(line) not in said


def _squeezed(text: str) -> str:
    """Its letters and digits alone: marks, spaces and emoji differ between the two."""
    return "".join(_WORDS.findall(_KEYCAP.sub("", text) if _CAP in text else text))
