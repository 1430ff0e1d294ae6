"""The kill test, short: `make soak` plays the long one."""

from __future__ import annotations

import pytest
from support.kill import Plan, play

PLAN = {
    "messages": 80,
    "kills": 2,
    "outages": 1,
    "pace": 40.0,
    "up": (0.3, 0.8),
    "away": (1.0, 2.0),
}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("database_url", "transport"),
    [("sqlite", "http"), ("postgres", "socket")],
    indirect=["database_url"],
)
def test_killed_and_without_a_database_muster_loses_and_doubles_nothing(database_url, transport):
    outcome = play(Plan(transport=transport, **PLAN), database_url)
    assert outcome.differences == []
    assert outcome.messages >= PLAN["messages"]
    assert len(outcome.kills) == PLAN["kills"]
