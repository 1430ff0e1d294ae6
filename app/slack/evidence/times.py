"""Slack's timestamps: seconds and microseconds as text, exact where a float is not."""

from __future__ import annotations

import re
from datetime import datetime

from app.incident.reading import ts_time
from app.slack.text.payload import Json

_TS = re.compile(r"[0-9]{1,11}\.[0-9]{1,6}")
#: The last second that a datetime can hold has twelve digits: eleven always fit.
_WHOLE = re.compile(r"[0-9]{1,11}")


def ts_of(value: object) -> str:
    """A Slack ts; empty for anything else."""
    return value if isinstance(value, str) and _TS.fullmatch(value) else ""


def moment(ts: str) -> datetime:
    """The moment of a ts that `ts_of` let through, UTC, to the microsecond."""
    return ts_time(ts)


def event_ts(event: Json, body: Json) -> str:
    """When an event happened, as a ts: its own, or the second its envelope names."""
    found = ts_of(event.get("event_ts")) or ts_of(event.get("ts"))
    whole = body.get("event_time")
    if not found and isinstance(whole, int) and _WHOLE.fullmatch(str(whole)):
        return f"{whole}.000000"
    return found
