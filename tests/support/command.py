"""`muster` in a process of its own, as a person runs it, forked from one that has everything imported.

Starting Python and importing Muster anew costs a second each time; `tests/e2e/test_demo.py` and
`tests/e2e/test_readme.py` do that, so that it is done.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from support.forks import FORKS

from app.main import main

TOP = Path(__file__).parents[2]
#: Seconds that a command may take on a busy machine.
PATIENCE = 240.0


def _run(words: tuple[str, ...], folder: str, environment: dict[str, str], out: str) -> None:
    """The process: everything it says goes into one file."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(out, os.O_WRONLY | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.argv = ["muster", *words]
    main()


def muster(*words: str, folder: Path = TOP, **environment: str) -> tuple[int | None, str]:
    """Run the command line in a folder; returns (exit status, what it said)."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    with tempfile.NamedTemporaryFile("r") as out:
        running = FORKS.Process(
            target=_run, args=(words, str(folder), {**clean, **environment}, out.name), daemon=True
        )
        running.start()
        running.join(PATIENCE)
        if running.is_alive():
            running.kill()
            running.join()
        status = running.exitcode
        running.close()
        return status, out.read().strip()
