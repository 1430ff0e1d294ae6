"""The kill matrix in short: SIGKILL at the points where half-made things are likeliest.

The whole is `make soak` (tests/soak/kill_matrix.py).
"""

from __future__ import annotations

import pytest
from soak.kill_matrix import Case, Databases, run

CASES = (
    Case("declare", "sqlite", 1, "before commit Declare,1"),
    Case("declare", "sqlite", 1, "after call conversations.create,1"),
    Case("declare", "sqlite", 1, "after call chat.postMessage,1"),
    Case("update", "sqlite", 1, "after commit PostUpdate,1"),
    Case("reminder", "sqlite", 1, "after call chat.postMessage,1"),
    Case("declare", "postgres", 3, "after call conversations.create,1"),
    Case("resolve", "postgres", 3, "before commit finish post,1"),
)


@pytest.fixture(scope="session")
def databases(postgres, tmp_path_factory):
    return Databases(tmp_path_factory.mktemp("kills"), postgres)


# The first case also waits for the server that processes are forked from.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.act} {case.database} {case.plan}")
def test_muster_is_killed_and_everything_is_done_exactly_once(databases, case):
    outcome = run(databases, case)
    assert outcome.problems == ()
    assert outcome.kills >= 1
