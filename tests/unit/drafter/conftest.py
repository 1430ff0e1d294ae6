"""Briefs for the authors, as fixtures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import briefs

from app.drafter import Brief
from app.incident.policy import Policy


@pytest.fixture
def published(policy: Policy) -> Callable[[str], Brief]:
    """The brief of a published incident, by the name of its file."""
    return lambda name: briefs.published(policy, name)


@pytest.fixture
def told(policy: Policy) -> Callable[..., Brief]:
    """The brief of rows `("09:00", author, text)`; an empty author is a scribe's line."""
    return lambda *rows: briefs.told(policy, *rows)
