"""The rubric for action items. The words are the review's: a rule lives in one place."""

from __future__ import annotations

from functools import lru_cache

from app.postmortem.review.checks.weak import weakness
from app.postmortem.review.document.document import read


@lru_cache(maxsize=512)
def weakness_of(text: str) -> str:
    """Why an action is none, with a wording to start from; empty when it names a change."""
    document = read(f"# Postmortem\n\n## Action items\n\n- {' '.join(text.split())}\n", name="")
    for action in document.actions:
        flaw = weakness(action)
        if flaw is not None:
            return f"{flaw.why}. Write instead: {flaw.rewrite}"
    return ""
