"""Which model may be asked, and what it means that it gave nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

#: A long answer takes minutes. The SDK tries again this often after 408, 409, 429 and 5xx,
#: after a broken connection and after a timeout.
CALL_SECONDS = 240.0
RETRIES = 2

#: Told before each request: which one it is, and of how many.
Tell = Callable[[int, int], None]


class ModelError(Exception):
    """The model gave nothing to use; the message says why, in words for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that can be asked, and for how long."""

    key: str = field(repr=False)
    name: str
    #: Empty: the service's own address.
    base_url: str = ""
    call_seconds: float = CALL_SECONDS
    retries: int = RETRIES
    #: No request is begun later than this after the draft began, seconds.
    patience: float = 900.0
