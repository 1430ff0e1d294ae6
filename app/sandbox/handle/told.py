"""How the app took what a person did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from app.sandbox.wire import Json


class NothingCameError(AssertionError):
    """What was waited for did not come in time."""


@dataclass(frozen=True, slots=True)
class Told:
    """How the app took what a person did."""

    ok: bool
    #: A code such as `operation_timeout`.
    error: str = ""
    #: What the person is shown.
    message: str = ""
    #: What is wrong with which block of a modal.
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: Json) -> Self:
        """From the client API's answer."""
        return cls(
            answer["ok"],
            answer.get("error", ""),
            answer.get("message", ""),
            answer.get("errors", {}),
        )
