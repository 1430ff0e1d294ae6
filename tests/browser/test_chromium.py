"""Without Chromium nothing passes in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_TESTS = Path(__file__).parents[1]


def _ensure(**environment: str) -> subprocess.CompletedProcess[str]:
    """What `make browser` calls."""
    program = [sys.executable, "-m", "support.chromium"]
    env = {**os.environ, **environment}
    return subprocess.run(program, cwd=_TESTS, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_missing_chromium_is_said_loudly_and_fails_on_ci(tmp_path, ci, code):
    answer = _ensure(CI=ci, CHROMIUM=str(tmp_path / "none"))
    assert answer.returncode == code
    assert "playwright install --with-deps chromium" in answer.stderr


def test_the_chromium_that_is_named_is_the_one_that_is_used(tmp_path):
    mine = tmp_path / "chromium"
    mine.touch()
    answer = _ensure(CHROMIUM=str(mine))
    assert (answer.returncode, str(mine) in answer.stdout) == (0, True)
