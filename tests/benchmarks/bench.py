"""Runs the benchmarks one after the other: tables on the terminal, JSON under artifacts/bench.

Run: make bench, or .venv/bin/python tests/benchmarks/bench.py [--long] [NAME ...]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import orjson

HERE = Path(__file__).parent
TO = HERE.parents[1] / "artifacts" / "bench"
#: Name of each script, and what it is given besides: for the long form, the second.
SCRIPTS: dict[str, tuple[list[str], list[str]]] = {
    "recording_speed": ([], ["--rounds", "9", "--seconds", "4"]),
    "growth_speed": ([], ["--entries", "1000000"]),
    "evidence_speed": ([], []),
    "redaction_speed": ([], []),
    "draft_speed": ([], []),
    "tick_cost": ([], []),
    "declare_speed": ([], []),
    "reminder_lateness": ([], []),
    "sandbox_post": ([], []),
    "sandbox_large": (["--messages", "20000"], []),
}
#: These write figures of their own; of the others the table is kept.
TELL = {
    "recording_speed",
    "tick_cost",
    "declare_speed",
    "reminder_lateness",
    "sandbox_post",
    "sandbox_large",
}


def run(name: str, more: list[str]) -> int:
    """One benchmark; its exit status, which is not 0 when a limit is missed."""
    file = TO / f"{name}.json"
    words = [*more, "--json", str(file)] if name in TELL else more
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *words],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        text=True,
        check=False,
    )
    sys.stdout.write(f"== {name} ({time.monotonic() - began:.0f} s)\n{done.stdout}\n")
    sys.stdout.flush()
    if name not in TELL:
        table = done.stdout.splitlines()
        file.write_bytes(orjson.dumps({"table": table}, option=orjson.OPT_INDENT_2))
    return done.returncode


def main() -> int:
    """All of them, or those that are named; 1 when one missed a limit."""
    parser = argparse.ArgumentParser(description="every benchmark")
    parser.add_argument("--long", action="store_true", help="the long form, up to an hour")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCRIPTS))
    given = parser.parse_args()
    TO.mkdir(parents=True, exist_ok=True)
    names = given.names or SCRIPTS
    missed = [name for name in names if run(name, SCRIPTS[name][given.long])]
    if missed:
        sys.stdout.write(f"missed a limit: {', '.join(missed)}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
