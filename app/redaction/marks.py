"""The marks that stand where something was, and how they are recognised again."""

from __future__ import annotations

import re

from app.redaction.hits import PERSONAL_LABELS
from app.redaction.rules import LABELS
from app.redaction.values import Kind

_MARK = re.compile(r"\[redacted: ([a-z0-9 -]{1,40})\]")
_LABELS = frozenset(PERSONAL_LABELS.values()) | LABELS
#: What `vault` gives a model; here because the skeleton knows it from text.
PLACEHOLDER = re.compile(rf"⟦(?:{'|'.join(kind.value for kind in Kind)})-\d{{1,9}}[a-z]{{0,4}}⟧")


def mark(label: str) -> str:
    """The visible mark for a label: "[redacted: slack token]"."""
    return f"[redacted: {label}]"


def is_mark(text: str) -> bool:
    """Whether the whole text is a mark of ours, with a label that exists.

    Anything else in the same brackets is somebody's text and is searched.
    """
    match = _MARK.fullmatch(text)
    return match is not None and match[1] in _LABELS
