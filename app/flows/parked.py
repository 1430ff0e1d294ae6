"""Evidence that could not be recorded: showing it, and recording it after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import Any

from app.flows.inbox import evidence
from app.flows.muster import Muster
from app.incident.entry import Entry
from app.slack.evidence import Own
from app.store import incidents
from app.store.recorder import RecordingError
from app.store.recording import parking
from app.store.recording.batch import Evidence, Recording
from app.store.tables import ParkedRow
from app.store.types import load_json

#: What is looked at in one go.
_MOST = 1000
_SECONDS = 30.0
_TIMES = ("occurred_at", "recorded_at")


def listed(muster: Muster) -> Sequence[ParkedRow]:
    """What is parked, newest first."""
    with muster.database.read() as session:
        return parking.parked(session, _MOST)


def retry(muster: Muster, row: ParkedRow) -> str:
    """Record what is parked; why it still cannot be, or empty.

    The recorder runs. What is recorded is parked no longer.
    """
    before = muster.recorder.tally.parked
    done: Future[int] = Future()
    muster.recorder.add(_recording(muster, row, done))
    try:
        done.result(_SECONDS)
    except (RecordingError, TimeoutError) as error:
        return str(error) or "the database does not answer"
    if muster.recorder.tally.parked > before:
        return "the database still refuses it"
    with muster.database.write() as session:
        parking.release(session, row.id)
    return ""


def _recording(muster: Muster, row: ParkedRow, done: Future[int]) -> Recording:
    kept = load_json(row.entry)
    if "body" in kept:
        with muster.database.read() as session:
            us = incidents.own(session, row.workspace_id)
        read = partial(evidence, kept["body"], _own(us, kept["body"]))
        return Recording(row.workspace_id, row.channel, read, body=kept["body"], done=done)
    return Recording(row.workspace_id, row.channel, Evidence((_entry(kept["entry"]),)), done=done)


def _own(known: Mapping[str, str], body: Mapping[str, Any]) -> Own:
    return Own(**known, app_id=str(body.get("api_app_id", "")))


def _entry(kept: dict[str, Any]) -> Entry:
    times = {name: datetime.fromisoformat(kept[name]) for name in _TIMES if kept.get(name)}
    return Entry(**{**kept, **times})
