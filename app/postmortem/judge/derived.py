"""Values that follow from entries by a stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.postmortem.claims import claims
from app.postmortem.claims.claim import Figure, Key
from app.postmortem.judge.evidence import Evidence
from app.postmortem.review.document.durations import durations
from app.postmortem.statement import Derived, Rule


def follows(derived: Derived, evidence: Evidence) -> bool:
    """Whether the value is what its rule makes of the entries."""
    cited = [evidence.entries.get(one) for one in derived.entries]
    if not cited or any(one is None or one.gone for one in cited):
        return False
    if derived.rule is Rule.COUNT:
        wanted = {claim.key for claim in claims(derived.value)}
        return Figure(float(len(set(derived.entries))), share=False) in wanted
    moments = [one.at for one in cited if one is not None and one.at is not None]
    if len(moments) != len(cited) or len(moments) % 2:
        return False
    if derived.rule is Rule.SPAN and len(moments) != len((0, 0)):
        return False
    return _is_length(derived.value, total(moments))


def total(moments: Sequence[datetime]) -> timedelta:
    """The sum of the times between the pairs."""
    spans = (abs(end - start) for start, end in zip(moments[::2], moments[1::2], strict=True))
    return sum(spans, timedelta())


def _is_length(value: str, length: timedelta) -> bool:
    """Whether a written duration is `length`, rounded to the smallest unit that it writes."""
    found = durations(value)
    if len(found) != 1:
        return False
    return abs(found[0].seconds - length.total_seconds()) <= found[0].unit / 2


def keys_of(derived: Sequence[Derived]) -> frozenset[Key]:
    """The claims that derived values make, to be taken as supported."""
    return frozenset(claim.key for one in derived for claim in claims(one.value))
