"""Reading an entry's payload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def time(value: str | None) -> datetime | None:
    """An ISO time of a payload, or None."""
    return datetime.fromisoformat(value) if value else None


def without(mapping: Mapping[K, V], key: K) -> dict[K, V]:
    """The mapping less one key."""
    return {k: v for k, v in mapping.items() if k != key}
