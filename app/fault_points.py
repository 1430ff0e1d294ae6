"""Places at which a test may end this process as a power cut would.

`MUSTER_FAULT_POINT=NAME,N` kills the process (SIGKILL) at the N-th passage of a point
whose name matches NAME (`*` stands for anything); `trace:FILE` writes down each passage
instead. Unset, as it always is in production, a passage is one comparison with None.

Points: `before commit WHAT` and `after commit WHAT`, `before call METHOD` and
`after call METHOD`.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path


@dataclass(slots=True)
class _Plan:
    """What happens at which passage."""

    pattern: str
    #: The passage at which the process is killed; 0: never.
    at: int = 0
    trace: Path | None = None
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


_plan: _Plan | None = None


def arm(text: str) -> None:
    """Prepare what `MUSTER_FAULT_POINT` says; empty: nothing.

    Raises:
        ValueError: when the text is no plan.
    """
    global _plan  # noqa: PLW0603 - one process has one plan, and only tests make one
    _plan = parse(text)


def parse(text: str) -> _Plan | None:
    """The plan that a text describes.

    Raises:
        ValueError: when it describes none.
    """
    if not text:
        return None
    if text.startswith("trace:"):
        return _Plan("*", trace=Path(text.removeprefix("trace:")))
    pattern, _, number = text.rpartition(",")
    if not pattern or not number.isdecimal() or number == "0":
        raise ValueError("expected NAME,N or trace:FILE")
    return _Plan(pattern, at=int(number))


def passing(name: str) -> None:
    """The process passes a point."""
    if _plan is not None and fnmatchcase(name, _plan.pattern):
        _pass(_plan, name)


def _pass(plan: _Plan, name: str) -> None:
    with plan.lock:
        plan.passed += 1
        if plan.trace:
            with plan.trace.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        if plan.passed == plan.at:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def around(what: str) -> Iterator[None]:
    """The points before and after something that cannot be undone."""
    passing(f"before {what}")
    yield
    passing(f"after {what}")
