"""JSON and Slack's timestamps as they go over the wire."""

from __future__ import annotations

import re
from typing import Any

import orjson

#: A JSON object. Its values are whatever the sender put there.
Json = dict[str, Any]

MICROS = 1_000_000
_TS = re.compile(r"(\d{1,12})(?:\.(\d{1,6}))?")


def dumps(value: object) -> bytes:
    """JSON in UTF-8; lone surrogates, which UTF-8 cannot carry, become U+FFFD."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        return orjson.dumps(_encodable(value))


def packed(value: object) -> bytes:
    """JSON that is to be kept: without the rest of the page that orjson encodes into."""
    return bytes(memoryview(dumps(value)))


#: What a body says; raises ValueError (orjson.JSONDecodeError is one) when it is not JSON.
loads = orjson.loads


def raw(body: bytes) -> orjson.Fragment:
    """JSON that is already encoded, to be put into a larger value as it is."""
    return orjson.Fragment(body)


def ts_text(micros: int) -> str:
    """A Slack timestamp such as `1512085950.000216` from microseconds since the epoch."""
    return f"{micros // MICROS}.{micros % MICROS:06d}"


def ts_micros(text: object) -> int | None:
    """Microseconds since the epoch from a Slack timestamp; None when it is none."""
    match = _TS.fullmatch(str(text).strip())
    if match is None:
        return None
    return int(match[1]) * MICROS + int((match[2] or "").ljust(6, "0"))


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {str(_encodable(key)): _encodable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(inner) for inner in value]
    return value
