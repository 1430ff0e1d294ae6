"""Fault points: inert unless armed, and a plan that cannot be read is refused at start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from app import fault_points


def test_nothing_happens_unless_a_plan_is_armed():
    fault_points.passing("before commit Declare")
    with fault_points.around("call chat.postMessage"):
        pass


@pytest.mark.parametrize("text", ["x", "x,0", ",1", "x,-1", "x,y"])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(ValueError, match="expected NAME,N"):
        fault_points.parse(text)


KILLED = """
from app import fault_points
fault_points.arm("after call chat.*,2")
for name in ("before call chat.postMessage", "after call chat.postMessage", "after call chat.update"):
    print(name, flush=True)
    fault_points.passing(name)
print("alive")
"""


def test_the_process_is_killed_at_the_nth_passage_of_a_matching_point():
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.splitlines()[-1] == "after call chat.update"


def test_a_trace_names_what_is_passed(tmp_path, monkeypatch):
    trace = tmp_path / "trace"
    monkeypatch.setattr(fault_points, "_plan", fault_points.parse(f"trace:{trace}"))
    with fault_points.around("commit Declare"):
        pass
    assert trace.read_text().splitlines() == ["before commit Declare", "after commit Declare"]
