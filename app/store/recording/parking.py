"""Evidence that cannot be recorded: kept once, where a person sees it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert_pg
from sqlalchemy.dialects.sqlite import insert as upsert_sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.store.recording.batch import Recording
from app.store.tables import ParkedRow
from app.store.timeline import bounded

#: SQLSTATE class of what exceeds a limit of PostgreSQL's, such as an index row's size.
_LIMIT_EXCEEDED = "54"
#: SQLSTATEs of a transaction that lost against another: deadlock, serialization.
_LOST = frozenset({"40P01", "40001"})


def is_refusal(error: BaseException) -> bool:
    """Whether the database refuses a row for what is in it; trying again cannot help."""
    if isinstance(error, DataError | IntegrityError | UnicodeError | OverflowError):
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    return str(state).startswith(_LIMIT_EXCEEDED)


def is_passing(error: BaseException) -> bool:
    """Whether the same transaction may succeed at once.

    It lost against another, or its connection was cut. In that case it may be durable all
    the same: then all of it is known the second time.
    """
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    return str(state) in _LOST


def park(session: Session, recording: Recording, error: BaseException, now: datetime) -> None:
    """Keep what cannot be recorded; the same once."""
    upsert = upsert_sqlite if session.get_bind().dialect.name == "sqlite" else upsert_pg
    for key, what in _contents(recording):
        row = upsert(ParkedRow).values(
            workspace_id=_ascii(recording.workspace),
            channel=_ascii(recording.channel),
            source_key=_ascii(key),
            at=now,
            error=_ascii(f"{type(error).__name__}: {error}"[:2000]),
            entry=what,
        )
        session.execute(row.on_conflict_do_nothing())


def _contents(recording: Recording) -> Iterator[tuple[str, str]]:
    """Key and JSON of each thing to keep: what came, or the entries when nothing came."""
    if recording.body is not None:
        # Slack gives each delivery an id of its own; the event in it is the same.
        event = _json(recording.body.get("event"))
        digest = hashlib.blake2b(event.encode(), digest_size=16).hexdigest()
        key = f"{recording.workspace}:{recording.channel}:body:{digest}"
        yield key, _json({"body": recording.body})
        return
    for entry in recording.read().entries:
        yield bounded(entry.source_key), _json({"entry": asdict(entry)})


def _json(value: object) -> str:
    # In ASCII every character can be stored, whatever it was that could not.
    return json.dumps(value, default=str, ensure_ascii=True)


def _ascii(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode().replace("\0", "\\x00")


def parked(session: Session, limit: int = 100) -> Sequence[ParkedRow]:
    """What is parked, newest first."""
    return session.scalars(select(ParkedRow).order_by(ParkedRow.id.desc()).limit(limit)).all()


def count(session: Session) -> int:
    """How much is parked."""
    return session.scalars(select(func.count()).select_from(ParkedRow)).one()


def release(session: Session, row_id: int) -> None:
    """Forget what is parked, because it has been recorded after all."""
    session.execute(delete(ParkedRow).where(ParkedRow.id == row_id))
