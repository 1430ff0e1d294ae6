"""Text that both databases can keep.

PostgreSQL refuses NUL in text, and no UTF-8 database takes a lone surrogate; Slack's JSON
can hold both. Each such character is written as U+241B (the symbol for escape) and four
hex digits, `␛0000` for NUL, and so is U+241B itself: it can be seen, and `original`
gives back exactly what came.
"""

from __future__ import annotations

import re

_ESCAPE = "\u241b"
_REFUSED = re.compile(f"[\0\ud800-\udfff{_ESCAPE}]")
_WRITTEN = re.compile(f"{_ESCAPE}([0-9A-F]{{4}})")


def storable(text: str) -> str:
    """The text, with what a database refuses written as `␛` and four hex digits."""
    if text.isascii() and "\0" not in text:
        return text
    return _REFUSED.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04X}", text)


def original(text: str) -> str:
    """What `storable` was given."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
