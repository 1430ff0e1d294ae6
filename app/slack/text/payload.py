"""Payloads that may hold anything: what of them is text, a list, a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_NOTHING: Json = {}


def string(value: object) -> str:
    """A string or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def mapping(value: object) -> Json:
    """A JSON object, empty where there is none."""
    return value if isinstance(value, dict) else _NOTHING


def mappings(value: object) -> Iterator[Json]:
    """The JSON objects in a list."""
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item


def items(value: object) -> list[Any]:
    """A list, empty where there is none."""
    return value if isinstance(value, list) else []
