"""Fixtures of the ladders: a Muster whose time stands still, and an incident in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from support.stepped import Stepped, stepped

Open = Callable[..., Stepped]

#: Nothing but the ladder of updates speaks within the first hours.
ONLY_UPDATES = """
severities:
  SEV1: {stalled_after: 7d, quiet_after: 7d, checkpoint_every: 7d}
  SEV2: {stalled_after: 7d, quiet_after: 7d, checkpoint_every: 7d}
  SEV3: {stalled_after: 7d, quiet_after: 7d, checkpoint_every: 7d}
  SEV4: {stalled_after: 7d, quiet_after: 7d, checkpoint_every: 7d}
"""


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a test asks for both: starting a whole Muster costs a second."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def opens(database_url: str, tmp_path: Path, noon: datetime) -> Iterator[Open]:
    """Start a Muster under a policy that differs from the default by this YAML."""
    with ExitStack() as stack:

        def start(policy: str = ONLY_UPDATES) -> Stepped:
            path = tmp_path / "policy.yaml"
            path.write_text(policy)
            return stack.enter_context(stepped(database_url, noon, path))

        yield start


@pytest.fixture
def here(opens: Open) -> Stepped:
    """A Muster where only the ladder of updates speaks."""
    return opens()


@pytest.fixture
def channel(here: Stepped) -> str:
    """The channel of INC-1, a SEV1 that Aiko commands; its impact is stated."""
    return here.declare("SEV1", lead="Aiko")
