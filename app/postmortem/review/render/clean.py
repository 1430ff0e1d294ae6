"""Text that is safe to print: documents are anybody's, and terminals obey what they are sent."""

import re

#: Controls, escape sequences' first characters, and marks that turn the direction of text.
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Return a text without control characters and halves of surrogate pairs."""
    return _UNSAFE.sub("\ufffd", text)
