"""Fixtures end to end: the real Muster against the sandbox, over real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.world import TRANSPORTS, World, world


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(tmp_path: Path, transport: str) -> Iterator[World]:
    """A world on SQLite, over each transport."""
    with world(f"sqlite:///{tmp_path / 'muster.db'}", transport) as found:
        yield found
