"""The workspace's file: what changed, written a moment later by a thread of its own.

The file is SQLite in WAL mode, so that a crash at any moment leaves a workspace as it
was at some moment shortly before. Changes of one object between two writes become one row.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from app.sandbox.wire import Json, dumps, loads

#: How long a change may wait for company before it is written, seconds.
LINGER = 0.01

_SCHEMA = """
CREATE TABLE IF NOT EXISTS things (
  kind TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (file TEXT PRIMARY KEY, body BLOB NOT NULL);
"""
_PUT = "INSERT OR REPLACE INTO things VALUES (?, ?, ?)"
_DELETE = "DELETE FROM things WHERE kind = ? AND key = ?"

#: The JSON rows to write; None deletes.
Batch = dict[tuple[str, str], bytes | None]


class Store:
    """Keeps things by kind and key in a file, or nowhere when there is no path."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._dirty: dict[tuple[str, str], Callable[[], Json] | None] = {}
        self._writing = threading.Lock()
        self._db: sqlite3.Connection | None = None
        if path is not None:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)

    @property
    def keeps(self) -> bool:
        """Whether there is a file."""
        return self._db is not None

    @property
    def waiting(self) -> bool:
        """Whether there are changes that no file has yet."""
        return bool(self._dirty)

    def changed(self, kind: str, key: str, row: Callable[[], Json]) -> None:
        """Notes that a thing is new or other than before; `row` is asked when it is written."""
        if self._db is not None:
            self._dirty[kind, key] = row

    def gone(self, kind: str, key: str) -> None:
        """Notes that a thing is no more."""
        if self._db is not None:
            self._dirty[kind, key] = None

    def collect(self) -> Batch:
        """What has changed since the last call, encoded; called by the thread that changes."""
        dirty, self._dirty = self._dirty, {}
        return {key: dumps(row()) if row else None for key, row in dirty.items()}

    def write(self, batch: Batch) -> None:
        """Commits a batch; called by any thread.

        Raises:
            sqlite3.Error: when the file cannot be written; nothing of the batch is.
        """
        if self._db is None or not batch:
            return
        with self._writing:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(_PUT, [(*key, body) for key, body in batch.items() if body])
                self._db.executemany(_DELETE, [key for key, body in batch.items() if body is None])
                self._db.execute("COMMIT")
            except sqlite3.Error:
                self._db.execute("ROLLBACK")
                raise

    def put_content(self, file: str, body: bytes) -> None:
        """Keeps the bytes of an uploaded file at once."""
        if self._db is not None:
            with self._writing:
                self._db.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (file, body))

    def contents(self) -> dict[str, bytes]:
        """All uploaded files by id."""
        return dict(self._db.execute("SELECT file, body FROM contents")) if self._db else {}

    def rows(self, kind: str) -> Iterator[tuple[str, Json]]:
        """All things of a kind in the order of their keys."""
        if self._db is None:
            return
        query = "SELECT key, body FROM things WHERE kind = ? ORDER BY key"
        for key, body in self._db.execute(query, (kind,)):
            yield key, loads(body)

    def close(self) -> None:
        """Writes what waits and lets go of the file."""
        self.write(self.collect())
        if self._db is not None:
            self._db.close()
            self._db = None
