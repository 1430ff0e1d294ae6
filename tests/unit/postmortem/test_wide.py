"""The version for readers outside the team."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.postmortem.document import Document
from app.postmortem.statement import Statement
from app.postmortem.wide import PrivateError, vendors_in, wide_version


def document(*texts: str, **more: object) -> Document:
    said = tuple(Statement(text=text, entries=(2,)) for text in texts)
    at = datetime(2026, 3, 9, tzinfo=UTC)
    return Document(ref="INC-1", title="x", drafted_at=at, summary=said, **more)


def test_somebody_who_is_only_mentioned_is_a_colleague():
    text = "We asked Ines Moreau, who had built it."
    wide = wide_version(document(text), colleagues=["Ines Moreau", "Will", "Nobody Here"])
    assert wide.summary[0].text == "We asked a colleague, who had built it."


def test_a_vendor_is_named_only_when_that_is_confirmed():
    text = "PagerDuty paged nobody; Stripe was up."
    wide = wide_version(document(text), confirmed=["stripe"])
    assert "PagerDuty" not in wide.summary[0].text
    assert "Stripe was up" in wide.summary[0].text
    assert vendors_in(document(text)) == ("PagerDuty", "Stripe")


def test_a_private_incident_has_none():
    with pytest.raises(PrivateError):
        wide_version(document("x", private=True))
