"""Knowledge from later in a row of the timeline; the words are the review's."""

from __future__ import annotations

import re

from app.postmortem.review.words.hindsight import LEAK, PHRASES

#: A scribe who writes afterwards says so in these words.
_SCRIBE = (
    r"\b(?:we|they|i|nobody|no one) (?:do not|don't|did not|didn't) (?:yet )?know (?:that|this|it) yet\b"
    r"|\bspoiler\b|\bpost-?mortem suggests\b"
)
_LATER = re.compile(f"{PHRASES}|{LEAK}|{_SCRIBE}", re.IGNORECASE)


def knows_better(text: str) -> bool:
    """Whether a sentence tells what was only known later."""
    return bool(_LATER.search(text))
