"""An incident's transcript from elsewhere, as entries of the log.

A transcript is a row for each thing said: `{ts, author, text, kind}` with `ts` ISO 8601
(UTC when it names no zone) or null where nobody knows the time, and `kind` chat, alert or
timeline. Every row becomes one entry, its text kept verbatim.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from app.incident.entry import Entry
from app.incident.kinds import Kind

_KINDS = {
    "chat": Kind.MESSAGE_POSTED,
    "timeline": Kind.MESSAGE_POSTED,
    "alert": Kind.ALERT_RECEIVED,
}


class TranscriptError(Exception):
    """A transcript that cannot be read; the message names file, line and what was expected."""


class TranscriptRow(BaseModel):
    """One row of a transcript."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ts: datetime | None
    author: str
    text: str
    kind: Literal["chat", "alert", "timeline"] = "chat"

    @field_validator("ts")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def parse_transcript(lines: Iterable[str], name: str) -> list[TranscriptRow]:
    """The rows of a transcript in JSON Lines; blank lines are passed over.

    Raises:
        TranscriptError: with `name:line: what was expected`.
    """
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(TranscriptRow.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise TranscriptError(f"{name}:{number}: {_expected(error)}") from error
    if not any(row.ts for row in rows):
        raise TranscriptError(f"{name}: no row has a time, so there is nothing to order by")
    return rows


def _expected(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return "expected a JSON object with ts, author, text and kind"


def entries_of(rows: Iterable[TranscriptRow], source: str) -> list[Entry]:
    """An entry for each row, in the order of the transcript.

    A row without a time stands where it stood: it takes the time of the row before it
    (or, at the start, of the first that has one) and says in its data that its own time
    is unknown. `source` names the file; an entry's key is made from it and the row, so
    that importing the same file twice adds nothing.
    """
    return [_entry(row, at, source, number) for number, (row, at) in enumerate(_timed(rows), 1)]


def _timed(rows: Iterable[TranscriptRow]) -> Iterator[tuple[TranscriptRow, datetime]]:
    listed = list(rows)
    known = next(row.ts for row in listed if row.ts)
    for row in listed:
        known = row.ts or known
        yield row, known


def _entry(row: TranscriptRow, at: datetime, source: str, number: int) -> Entry:
    digest = hashlib.sha256(f"{row.author}\x1f{row.text}".encode("utf-8", "replace")).hexdigest()
    data: dict[str, Any] = {"line": number, "kind": row.kind, "raw": row.model_dump(mode="json")}
    entry = Entry(
        kind=_KINDS[row.kind],
        occurred_at=at,
        actor=row.author,
        text=row.text,
        data=data,
        source_key=f"transcript:{source}:{number}:{digest[:16]}",
        source_url=f"{source}#L{number}",
        message_ts=f"{int(at.timestamp())}.{number:06d}",
    )
    return entry if row.ts else replace(entry, data={**data, "time_unknown": True})
